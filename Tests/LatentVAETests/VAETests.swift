import LatentData
import LatentSpace
import LatentVAE
import Testing

@Suite("The variational autoencoder")
struct VAETests {
  @Test func itIsALatentModelWithoutErrors() throws {
    let model = try barModel()
    #expect(checkLatentModel(model, samples: bars(6)) == [])
    let any: any LatentModel<Tensor> = model
    #expect(any.latentDimension == 4)
  }

  @Test func emptyBatchesAreFine() throws {
    let model = try barModel()
    #expect(model.encode([]).count == 0)
    #expect(model.encode([]).dimension == 4)
    #expect(model.decode(LatentBatch(dimension: 4)).isEmpty)
  }

  @Test func aSampleHasTheSamePlaceInAnyBatch() throws {
    let model = try barModel()
    let samples = bars(300)
    let whole = model.encode(samples)
    for index in [0, 1, 255, 256, 299] { #expect(model.encode(samples[index]) == whole[index]) }
    let pictures = model.decode(whole)
    for index in [0, 255, 256, 299] { #expect(model.decode(whole[index]) == pictures[index]) }
  }

  @Test func theDivergenceIsThatOfTwoNormals() {
    let posterior = Posterior(
      means: LatentBatch([[0, 1, -2]]), logVariances: LatentBatch([[0, 0, 1]]))
    // ½(μ² + σ² − 1 − ln σ²), by hand.
    let expected: [Float] = [0, 0.5, 2.3591409]
    for (value, expected) in zip(posterior.divergences.values, expected) {
      #expect(abs(value - expected) < 1e-6)
    }
  }

  @Test func posteriorSamplesHaveItsMeanAndDeviation() {
    let count = 20_000
    let posterior = Posterior(
      means: LatentBatch(repeating: [3, -1], count: count),
      logVariances: LatentBatch(repeating: [0, -2], count: count))
    var generator = SeededGenerator(seed: 6)
    let sample = posterior.sample(using: &generator)
    let expected: [(mean: Double, deviation: Double)] = [(3.0, 1.0), (-1.0, 0.36788)]
    for (column, (mean, deviation)) in expected.enumerated() {
      let values: [Double] = sample.map { Double($0[column]) }
      let average = values.reduce(0, +) / Double(count)
      let variance = values.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(count)
      #expect(abs(average - mean) < 4 * deviation / Double(count).squareRoot())
      #expect(abs(variance.squareRoot() / deviation - 1) < 0.03)
    }
    #expect(posterior.sample(temperature: 0, using: &generator) == posterior.means)
  }

  @Test func theReconstructionLossIsTheLikelihoodsLogarithm() throws {
    // A decoder without layers but one, whose weights are all zero: every output is its bias.
    func losses(_ likelihood: Likelihood, bias: Float) throws -> Double {
      let architecture = Architecture(
        sampleShape: [2], latentDimension: 1, encoder: [], decoder: [.dense(outputs: 2)],
        likelihood: likelihood)
      var generator = SeededGenerator(seed: 0)
      var model = try VAE<[Float]>(architecture, using: &generator)
      model.decoder.parameters = [0, 0, bias, bias]
      return model.reconstructionLosses([[1, 0.25]], latents: LatentBatch([[0.3]]))[0]
    }
    // ln 2 per value at logit 0; a normal's −log density by hand.
    #expect(abs(try losses(.bernoulli, bias: 0) - 2 * 0.6931471805599453) < 1e-6)
    let normal = (0.25 + 0.0625) / (2 * 0.01) + 2 * (0.5 * 1.8378770664093453 - 2.302585092994046)
    #expect(abs(try losses(.normal(standardDeviation: 0.1), bias: 0.5) - normal) < 1e-4)
  }

  @Test func aDecodersDerivativesAreThoseOfItsValues() throws {
    for likelihood in [Likelihood.bernoulli, .learnedNormal] {
      let model = try barModel(likelihood)
      let latents = LatentBatch([[0.3, -1, 0.5, 2], [1, 0, -0.4, -1]])
      let tangents = LatentBatch([[1, 0.5, -0.3, 0.2], [-0.5, 1, 0.1, 0.7]])
      let step: Float = 0.01
      let (ahead, behind) = (
        model.values(at: latents + step * tangents), model.values(at: latents - step * tangents)
      )
      let expected = zip(ahead, behind).map { ($0 - $1) / (2 * step) }
      let pushed = model.pushforward(at: latents, tangents)
      #expect(relativeDifference(pushed, expected) < 5e-3)
      let cotangent = (0..<expected.count).map { Float($0 % 7) - 3 }
      let pulled = model.pullback(at: latents) { _ in cotangent }
      let forward = zip(pushed, cotangent).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      let backward = zip(pulled.values, tangents.values).reduce(0.0) {
        $0 + Double($1.0) * Double($1.1)
      }
      #expect(abs(forward - backward) < 1e-4 * max(1, abs(forward)))
    }
  }

  @Test func aModelOfPicturesMakesPictures() throws {
    var generator = SeededGenerator(seed: 0)
    let model = try VAE<Picture>(
      .dense(sampleShape: [5, 4, 3], latentDimension: 2, hidden: [8]), using: &generator)
    let picture = model.decode(LatentVector([0, 0]))
    #expect(picture.width == 4 && picture.height == 5 && picture.kind == .rgb)
    #expect(throws: ArchitectureError.self) {
      try VAE<Picture>(.dense(sampleShape: [20], latentDimension: 2), using: &generator)
    }
  }
}
