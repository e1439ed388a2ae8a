import LatentData
import Latents

/// What `latent evaluate` measures of a model on a data set.
struct ModelFigures {
  /// How well a labelled attribute can be read off the latents of samples not learned from.
  struct AttributeFigure {
    let name: String
    /// Of the mean difference, for attributes of two groups.
    let vector: AttributeEvaluation?
    let probe: Estimate
    let neighbors: Estimate
    /// The share of the commonest value, which a guess reaches.
    let commonest: Double
  }

  struct Disentanglement {
    let gap: Estimate
    let dci: DCI
    let modularity: Estimate
  }

  let dataName: String
  /// Whether the samples were kept from training.
  let isHeldOut: Bool
  let sampleCount: Int
  let latentDimension: Int

  let loss: Estimate
  let reconstruction: Estimate
  let divergence: PosteriorDivergence
  let bound: Estimate
  let squaredError: Estimate
  let active: ActiveUnits
  let parts: ELBODecomposition
  /// For the prior and for the density in the model file, if any.
  let priorFit: PriorFit?
  let densityFit: PriorFit?
  let densityName: String?
  let quality: SampleQuality?
  let attributes: [AttributeFigure]
  let disentanglement: Disentanglement?

  init(
    of vae: VAE<Picture>, on encoded: EncodedData, samples limit: Int, draws: Int,
    probing isProbed: (AttributeColumn) -> Bool = { _ in true },
    using generator: inout SeededGenerator, meter: inout ProgressMeter
  ) {
    let data = encoded.data
    dataName = data.name
    isHeldOut = !data.testIndices.isEmpty
    let judged = data.judgedIndices.evenlySpread(limit)
    sampleCount = judged.count
    latentDimension = vae.latentDimension
    let samples = judged.map { SampleSource.fit(data.samples[$0], for: vae) }
    let posterior = Posterior(
      means: encoded.posterior.means.selecting(judged),
      logVariances: encoded.posterior.logVariances.selecting(judged))

    let losses = Self.inPieces(samples.count) { piece in
      vae.reconstructionLosses(
        Array(samples[piece]),
        latents: Posterior(
          means: posterior.means.selecting(piece),
          logVariances: posterior.logVariances.selecting(piece)
        ).sample(using: &generator))
    }
    let divergences = posterior.divergences.map { $0.reduce(0.0) { $0 + Double($1) } }
    reconstruction = Estimate(meanOf: losses, estimator: "one latent each, nats", using: &generator)
    loss = Estimate(
      meanOf: zip(losses, divergences).map { $0 + $1 }, estimator: "−ELBO, one latent each, nats",
      using: &generator)
    divergence = PosteriorDivergence(
      means: posterior.means, logVariances: posterior.logVariances, using: &generator)
    meter.advance(to: 1)
    var done = 0
    let bounded = ImportanceWeightedBound(
      means: posterior.means, logVariances: posterior.logVariances, draws: draws, using: &generator
    ) { latents in
      let values = Self.inPieces(samples.count) { piece in
        vae.reconstructionLosses(Array(samples[piece]), latents: latents.selecting(piece)).map {
          -$0
        }
      }
      done += 1
      meter.advance(to: 1 + done)
      return values
    }
    bound = bounded.estimate
    let seen = Self.inPieces(samples.count) { vae.decode(posterior.means.selecting($0)) }
    squaredError = Estimate(
      meanOf: zip(samples, seen).map { Picture.meanSquaredError([$0], [$1]) },
      estimator: "mean squared error, values from 0 to 1", using: &generator)
    active = ActiveUnits(of: posterior.means, using: &generator)
    parts = ELBODecomposition(
      means: posterior.means, logVariances: posterior.logVariances, using: &generator)
    meter.advance(to: draws + 2)

    let learned = encoded.latents.selecting(encoded.trainIndices)
    if judged.count >= 100, learned.count > vae.latentDimension {
      let reference = FullNormal(fitting: learned)
      priorFit = PriorFit(of: posterior.means, density: reference, using: &generator)
      densityFit = vae.fittedDensity.map {
        PriorFit(of: posterior.means, density: reference, prior: $0, using: &generator)
      }
      quality = SampleQuality(
        of: vae, samples: samples, data: encoded, using: &generator)
    } else {
      (priorFit, densityFit, quality) = (nil, nil, nil)
    }
    densityName = vae.fittedDensity?.name
    meter.advance(to: draws + 3)
    attributes =
      isHeldOut
      ? data.attributes.filter(isProbed).compactMap { Self.figure(for: $0, encoded, judged) } : []
    disentanglement = Self.disentanglement(encoded, judged, using: &generator)
    meter.clear()
  }

  // MARK: -

  private static func inPieces<Value>(_ count: Int, _ body: (Range<Int>) -> [Value]) -> [Value] {
    stride(from: 0, to: count, by: 256).flatMap { body($0..<min($0 + 256, count)) }
  }

  private static func figure(
    for column: AttributeColumn, _ encoded: EncodedData, _ judged: [Int]
  ) -> AttributeFigure? {
    let levels = column.levels
    func known(_ indices: [Int]) -> [Int] { indices.filter { levels[$0] != nil } }
    let (train, test) = (known(encoded.trainIndices), known(judged))
    let (trainLabels, testLabels) = (
      train.compactMap { levels[$0] }, test.compactMap { levels[$0] }
    )
    guard Set(trainLabels).count > 1, !test.isEmpty else { return nil }
    let (codes, others) = (encoded.latents.selecting(train), encoded.latents.selecting(test))
    var vector: AttributeEvaluation?
    if case .binary = column.values, Set(testLabels).count == 2 {
      let attribute = AttributeVector(
        from: codes.selecting(train.indices.filter { trainLabels[$0] == 0 }),
        to: codes.selecting(train.indices.filter { trainLabels[$0] == 1 }))
      vector = attribute.evaluate(
        without: others.selecting(test.indices.filter { testLabels[$0] == 0 }),
        with: others.selecting(test.indices.filter { testLabels[$0] == 1 }),
        threshold: attribute.training?.threshold)
    }
    var counts: [Int: Int] = [:]
    for label in testLabels { counts[label, default: 0] += 1 }
    return AttributeFigure(
      name: column.name, vector: vector,
      probe: LinearProbe(fitting: codes, labels: trainLabels).accuracy(
        on: others, labels: testLabels),
      neighbors: codes.neighborAccuracy(
        labels: trainLabels, on: others, heldOutLabels: testLabels),
      commonest: Double(counts.values.max() ?? 0) / Double(testLabels.count))
  }

  private static func disentanglement(
    _ encoded: EncodedData, _ judged: [Int], using generator: inout SeededGenerator
  ) -> Disentanglement? {
    let columns = encoded.data.attributes.map(\.levels)
    let known = judged.filter { index in columns.allSatisfy { $0[index] != nil } }
    let factors = columns.map { column in known.compactMap { column[$0] } }
      .filter { Set($0).count > 1 }
    guard factors.count > 1, known.count >= 100 else { return nil }
    let codes = encoded.latents.selecting(known)
    return Disentanglement(
      gap: MutualInformationGap(of: codes, factors: factors, using: &generator).estimate,
      dci: DCI(of: codes, factors: factors, using: &generator),
      modularity: Modularity(of: codes, factors: factors, using: &generator).estimate)
  }
}
