import LatentGallery
import Latents
import Testing

/// The code, the figures and the pictures of `docs/tutorials/07-metrics.md`.
@Suite struct MetricsTutorialTests {
  private static let hearts = SpriteFactors.factorial(hues: 7, sizes: 5, places: 9, angles: 1)
    .filter { $0.shape == .heart && $0.y == 0.5 }
  private static let data = Sprites(of: hearts).dataset(count: hearts.count)
  private static let pictures = data.samples.map { $0.resized(width: 16, height: 16) }

  private func model(_ objective: Objective, seed: UInt64) throws -> VAE<Picture> {
    let pictures = Self.pictures
    var generator = SeededGenerator(seed: seed)
    var model = try VAE<Picture>(
      .dense(
        sampleShape: [16, 16, 3], latentDimension: 5, hidden: [128],
        likelihood: .normal(standardDeviation: 0.25)), using: &generator)
    let trainer = Trainer(epochs: 150, batchSize: 64, learningRate: 2e-3, objective: objective)
    try trainer.fit(&model, to: pictures, using: &generator)
    return model
  }

  private var factors: [[Int]] {
    let data = Self.data
    let factors = ["hue", "size", "x"].map { name in
      data.numbers(of: name).map { Int(($0! * 1000).rounded()) }
    }
    return factors
  }

  /// Every dimension of a model changed alone, those that tell most first.
  private func traversal(_ model: VAE<Picture>) -> [Picture] {
    let posterior = model.posterior(of: Self.pictures)
    let told = posterior.divergences.mean
    let order = told.indices.sorted { told[$0] > told[$1] }
    let middle = Self.hearts.firstIndex { $0.hue == 0.5 && $0.size == 0.24 && $0.x == 0.5 }!
    let grid = LatentGrid.traversal(
      from: posterior.means[middle], dimensions: order, columns: 7,
      range: .quantiles(probability: 0.05, of: posterior.means))
    return model.decode(grid)
  }

  @Test func `Hearts of every hue, size and place`() throws {
    let hearts = SpriteFactors.factorial(hues: 7, sizes: 5, places: 9, angles: 1)
      .filter { $0.shape == .heart && $0.y == 0.5 }
    let data = Sprites(of: hearts).dataset(count: hearts.count)
    let pictures = data.samples.map { $0.resized(width: 16, height: 16) }
    #expect(pictures.count == 315 && data.contentHash == Self.data.contentHash)
    let some = stride(from: 0, to: 315, by: 13).map { pictures[$0] }.prefix(24)
    try expectTutorialPicture(Picture(sheet: Array(some), columns: 12, scale: 3), "metrics-hearts")
  }

  @Test func `One code for one factor, measured`() throws {
    let plain = try model(Objective(), seed: 2)
    let separate = try model(Objective(.totalCorrelation(weight: 10)), seed: 2)
    let pictures = Self.pictures
    var figures: [[Double]] = []
    for model in [plain, separate] {
      var generator = SeededGenerator(seed: 1)
      let codes = model.encode(pictures)
      let gap = MutualInformationGap(of: codes, factors: factors, using: &generator)
      let dci = DCI(of: codes, factors: factors, using: &generator)
      let error = squaredError(pictures, model.reconstruct(pictures))
      print(
        "FIG", gap.estimate.value, gap.estimate.interval as Any, gap.gaps,
        dci.disentanglement.value, dci.completeness.value, dci.informativeness?.value ?? 0, error)
      let information = MutualInformation(of: codes, factors: factors)
      for row in information.values {
        print("MI", zip(row, information.entropies).map { $0 / $1 })
      }
      print("KL", model.posterior(of: pictures).divergences.mean)
      figures.append([gap.estimate.value, dci.disentanglement.value])
    }
    try expectTutorialPicture(
      Picture(sheet: traversal(plain), columns: 7, scale: 3), "metrics-plain")
    try expectTutorialPicture(
      Picture(sheet: traversal(separate), columns: 7, scale: 3), "metrics-separate")
    // turned codes
    var generator = SeededGenerator(seed: 1)
    let codes = separate.encode(pictures)
    let half = Float(0.5).squareRoot()
    let mixed = LatentBatch(
      codes.map { z in
        var z = z
        (z[0], z[4]) = (half * (z[0] - z[4]), half * (z[0] + z[4]))
        return z
      }, dimension: 5)
    let gap = MutualInformationGap(of: mixed, factors: factors, using: &generator)
    let dci = DCI(of: mixed, factors: factors, using: &generator)
    print("TURNED", gap.estimate.value, dci.disentanglement.value, dci.informativeness?.value ?? 0)
    // The factors themselves, as codes.
    var ideal = LatentBatch(dimension: 3)
    for heart in Self.hearts { ideal.append([Float(heart.hue), Float(heart.size), Float(heart.x)]) }
    let best = MutualInformationGap(of: ideal, factors: factors, using: &generator)
    let bestParts = DCI(of: ideal, factors: factors, using: &generator)
    print("IDEAL", best.estimate.value, bestParts.disentanglement.value)
  }

  @Test func `Another seed is another model`() throws {
    for seed: UInt64 in 0..<3 {
      var gaps: [Double] = []
      for objective in [Objective(), Objective(.totalCorrelation(weight: 10))] {
        var generator = SeededGenerator(seed: 1)
        let codes = try model(objective, seed: seed).encode(Self.pictures)
        gaps.append(
          MutualInformationGap(
            of: codes, factors: factors, bootstrap: .none, using: &generator).estimate.value)
      }
      print("SEED", seed, gaps)
      #expect(gaps[0] < gaps[1])
    }
  }
}
