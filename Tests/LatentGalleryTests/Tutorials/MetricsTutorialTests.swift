import LatentGallery
import Latents
import Testing

/// The code, the figures and the pictures of `docs/tutorials/07-metrics.md`.
@Suite struct MetricsTutorialTests {
  private static let hearts = SpriteFactors.factorial(hues: 7, sizes: 5, places: 9, angles: 1)
    .filter { $0.shape == .heart && $0.y == 0.5 }
  private let data = Sprites(of: hearts).dataset(count: hearts.count)
  private var pictures: [Picture] { data.samples.map { $0.resized(width: 16, height: 16) } }

  func trained(_ objective: Objective, seed: UInt64) throws -> VAE<Picture> {
    var generator = SeededGenerator(seed: seed)
    var model = try VAE<Picture>(
      .dense(
        sampleShape: [16, 16, 3], latentDimension: 5, hidden: [128],
        likelihood: .normal(standardDeviation: 0.25)), using: &generator)
    let trainer = Trainer(epochs: 150, batchSize: 64, learningRate: 2e-3, objective: objective)
    try trainer.fit(&model, to: pictures, using: &generator)
    return model
  }

  /// The gap, the disentanglement and the informativeness, the error, and the codes.
  private func figures(_ model: VAE<Picture>) -> ([Double], LatentBatch) {
    let pictures = pictures
    var generator = SeededGenerator(seed: 1)
    let codes = model.encode(pictures)
    let factors = ["hue", "size", "x"].map { name in
      data.numbers(of: name).map { Int(($0! * 1000).rounded()) }
    }
    let gap = MutualInformationGap(of: codes, factors: factors, using: &generator)
    let dci = DCI(of: codes, factors: factors, using: &generator)
    let error = squaredError(pictures, model.reconstruct(pictures))
    return (
      [
        gap.estimate.value, dci.disentanglement.value, dci.informativeness?.value ?? 0, error,
      ], codes
    )
  }

  private var factors: [[Int]] {
    ["hue", "size", "x"].map { name in
      data.numbers(of: name).map { Int(($0! * 1000).rounded()) }
    }
  }

  /// Every dimension of a model changed alone, those that tell most first.
  private func traversal(_ model: VAE<Picture>) -> Picture {
    let hearts = Self.hearts
    let posterior = model.posterior(of: pictures)
    let told = posterior.divergences.mean
    let order = told.indices.sorted { told[$0] > told[$1] }
    let large = hearts.firstIndex {
      $0.hue == 0.5 && abs($0.size - 0.3) < 1e-9 && $0.x == 0.5
    }!
    let grid = LatentGrid.traversal(
      from: posterior.means[large], dimensions: order, columns: 7,
      range: .quantiles(probability: 0.05, of: posterior.means))
    let rows = model.decode(grid).map { $0.cropped(x: 0, y: 4, width: 16, height: 8) }
    let sheet = Picture(sheet: rows, columns: 7, scale: 6)
    return sheet
  }

  @Test func `Hearts of every hue, size and place`() throws {
    let hearts = SpriteFactors.factorial(hues: 7, sizes: 5, places: 9, angles: 1)
      .filter { $0.shape == .heart && $0.y == 0.5 }
    let data = Sprites(of: hearts).dataset(count: hearts.count)
    let pictures = data.samples.map { $0.resized(width: 16, height: 16) }
    #expect(pictures.count == 315)
    let some = stride(from: 0, to: 315, by: 13).prefix(24).map {
      pictures[$0].cropped(x: 0, y: 4, width: 16, height: 8)
    }
    try expectTutorialPicture(Picture(sheet: some, columns: 6, scale: 6), "metrics-hearts")
  }

  @Test func `One number for one thing, seen and measured`() throws {
    let plain = try trained(Objective(), seed: 2)
    let separate = try trained(Objective(.totalCorrelation(weight: 10)), seed: 2)
    try expectTutorialPicture(traversal(plain), "metrics-plain")
    try expectTutorialPicture(traversal(separate), "metrics-separate")

    let (first, _) = figures(plain)
    for (figure, value) in zip(first, [0.0263, 0.2390, 0.6296, 0.00072]) {
      #expect(abs(figure - value) < 0.001 * max(value, 0.1), "\(first)")
    }
    let (second, codes) = figures(separate)
    for (figure, value) in zip(second, [0.2859, 0.4223, 0.6138, 0.00132]) {
      #expect(abs(figure - value) < 0.002 * max(value, 0.1), "\(second)")
    }

    let half = Float(0.5).squareRoot()
    let turned = LatentBatch(
      codes.map { z in
        var z = z
        (z[1], z[2]) = (half * (z[1] - z[2]), half * (z[1] + z[2]))
        return z
      }, dimension: 5)
    var generator = SeededGenerator(seed: 1)
    let gap = MutualInformationGap(of: turned, factors: factors, using: &generator)
    let dci = DCI(of: turned, factors: factors, using: &generator)
    #expect(abs(gap.estimate.value - 0.0587) < 0.001)
    #expect(abs(dci.disentanglement.value - 0.195) < 0.001)
    #expect(abs((dci.informativeness?.value ?? 0) - 0.6085) < 0.001)

    // Codes that are the factors.
    var ideal = LatentBatch(dimension: 3)
    for heart in Self.hearts {
      ideal.append([Float(heart.hue), Float(heart.size), Float(heart.x)])
    }
    let best = MutualInformationGap(of: ideal, factors: factors, using: &generator)
    let parts = DCI(of: ideal, factors: factors, using: &generator)
    #expect(best.estimate.value > 0.999 && parts.disentanglement.value > 0.999)
  }

  @Test(arguments: [(0 as UInt64, 0.061, 0.104), (1, 0.110, 0.220), (2, 0.026, 0.286)])
  func `Another seed is another model`(seed: UInt64, plain: Double, separate: Double) throws {
    for (objective, value) in [
      (Objective(), plain), (Objective(.totalCorrelation(weight: 10)), separate),
    ] {
      var generator = SeededGenerator(seed: 1)
      let codes = try trained(objective, seed: seed).encode(pictures)
      let gap = MutualInformationGap(
        of: codes, factors: factors, bootstrap: .none, using: &generator)
      #expect(abs(gap.estimate.value - value) < 0.001)
    }
  }
}
