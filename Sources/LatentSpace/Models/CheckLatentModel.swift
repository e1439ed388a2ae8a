/// Checks that a model keeps the promises that every operation of this package builds on.
///
/// Returns what was broken, nothing for a sound model: shapes, empty input, finite numbers,
/// determinism, independence of the batch, and encoding after decoding.
///
///     for violation in checkLatentModel(myModel, samples: Array(photos.prefix(8))) {
///       print(violation)
///     }
///
/// Samples are compared by `==`, so a model on a GPU that is right up to rounding breaks a rule: it
/// does not give the same result for the same input, and this says so. Encodes and decodes each
/// sample about five times. Give at least two samples, preferably different ones.
public func checkLatentModel<Model: LatentModel>(
  _ model: Model, samples: [Model.Sample]
) -> [ModelViolation] where Model.Sample: Equatable {
  checkLatentModel(model, samples: samples, areEqual: ==)
}

/// Checks a model whose samples are compared by a closure instead of by `==`.
///
/// Where samples cannot be compared, let the closure return true; the rules for latents still hold.
public func checkLatentModel<Model: LatentModel>(
  _ model: Model, samples: [Model.Sample],
  areEqual: @escaping (_ first: Model.Sample, _ second: Model.Sample) -> Bool
) -> [ModelViolation] {
  var check = ModelCheck(model: model, samples: samples, areEqual: areEqual)
  check.run()
  return check.violations
}

/// One run of the checks; stops at the first violation that makes later ones meaningless.
private struct ModelCheck<Model: LatentModel> {
  let model: Model
  let samples: [Model.Sample]
  let areEqual: (Model.Sample, Model.Sample) -> Bool
  var violations: [ModelViolation] = []

  init(
    model: Model, samples: [Model.Sample],
    areEqual: @escaping (Model.Sample, Model.Sample) -> Bool
  ) {
    self.model = model
    self.samples = samples
    self.areEqual = areEqual
  }

  mutating func run() {
    guard model.latentDimension > 0 else {
      report(.dimension, "the latent dimension is \(model.latentDimension)")
      return
    }
    if let density = model.fittedDensity, density.dimension != model.latentDimension {
      report(
        .density,
        "the fitted density has dimension \(density.dimension), the model "
          + "\(model.latentDimension)")
    }
    do {
      try checkEmpty()
      guard let latents = try checkEncoding() else { return }
      try checkDecoding(latents)
    } catch {
      report(.doesNotThrow, "threw \(error)")
    }
  }

  private mutating func checkEmpty() throws {
    let batch = try model.encode([])
    expect(
      .empty, batch.isEmpty && batch.dimension == model.latentDimension,
      "no samples gave a batch of \(batch.count) × \(batch.dimension)")
    let decoded = try model.decode(LatentBatch(dimension: model.latentDimension))
    expect(.empty, decoded.isEmpty, "an empty batch gave \(decoded.count) samples")
  }

  private mutating func checkEncoding() throws -> LatentBatch? {
    let latents = try model.encode(samples)
    guard latents.count == samples.count, latents.dimension == model.latentDimension else {
      report(
        .encodedShape,
        "\(samples.count) samples gave a batch of \(latents.count) × "
          + "\(latents.dimension) in a space of dimension \(model.latentDimension)")
      return nil
    }
    guard latents.isFinite else {
      report(.finite, "a sample has a latent that is not finite")
      return nil
    }
    expect(
      .deterministic, try sameBits(model.encode(samples), latents),
      "encoding the same samples twice gave different latents")
    for (position, sample) in samples.enumerated() {
      let alone = try model.encode([sample])
      expect(
        .batchIndependent, sameBits(alone, LatentBatch([latents[position]])),
        "sample \(position) encodes differently alone and in a batch")
    }
    let reversed = try model.encode(Array(samples.reversed()))
    expect(
      .batchIndependent, sameBits(reversed, latents.selecting((0..<latents.count).reversed())),
      "samples encode differently in reversed order")
    return latents
  }

  private mutating func checkDecoding(_ encoded: LatentBatch) throws {
    var latents = encoded
    latents.append(.zero(dimension: model.latentDimension))
    latents.append(LatentVector(repeating: 1, dimension: model.latentDimension))
    var generator = SeededGenerator(seed: 0)
    latents.append(generator.nextNormalVector(dimension: model.latentDimension))
    let decoded = try model.decode(latents)
    guard decoded.count == latents.count else {
      report(.decodedCount, "\(latents.count) vectors gave \(decoded.count) samples")
      return
    }
    let again = try model.decode(latents)
    expect(
      .deterministic, again.count == decoded.count && zip(again, decoded).allSatisfy(areEqual),
      "decoding the same vectors twice gave different samples")
    for (position, latent) in latents.enumerated() {
      let alone = try model.decode(LatentBatch([latent]))
      expect(
        .batchIndependent, alone.count == 1 && areEqual(alone[0], decoded[position]),
        "vector \(position) decodes differently alone and in a batch")
    }
    let encodedAgain = try model.encode(decoded)
    expect(
      .roundTrip,
      encodedAgain.count == decoded.count && encodedAgain.dimension == model.latentDimension,
      "\(decoded.count) decoded samples encoded to a batch of \(encodedAgain.count) × "
        + "\(encodedAgain.dimension)")
    expect(.finite, encodedAgain.isFinite, "a decoded sample has a latent that is not finite")
  }

  private func sameBits(_ first: LatentBatch, _ second: LatentBatch) -> Bool {
    first.count == second.count && first.dimension == second.dimension
      && first.values.map(\.bitPattern) == second.values.map(\.bitPattern)
  }

  private mutating func expect(
    _ rule: ModelViolation.Rule, _ condition: Bool, _ detail: @autoclosure () -> String
  ) {
    if !condition { report(rule, detail()) }
  }

  private mutating func report(_ rule: ModelViolation.Rule, _ detail: String) {
    violations.append(ModelViolation(rule: rule, detail: detail))
  }
}
