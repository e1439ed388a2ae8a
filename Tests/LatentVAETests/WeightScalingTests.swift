import LatentData
import LatentSpace
import LatentVAE
import Testing

@Suite("Weights scaled to samples")
struct WeightScalingTests {
  /// Mean and variance over all values.
  private func moments(_ values: [Float]) -> (mean: Double, variance: Double) {
    let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
    let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (mean, squares / Double(values.count))
  }

  /// What the layers up to one put out.
  private func outputs(
    of network: NeuralNetwork, through end: Int, for inputs: Tensor
  ) throws -> [Float] {
    var generator = SeededGenerator(seed: 0)
    var head = try NeuralNetwork(
      Array(network.layers[...end]), inputShape: network.inputShape, using: &generator)
    head.parameters = Array(network.parameters[..<head.parameters.count])
    return head.forward(inputs).values
  }

  @Test(arguments: [Likelihood.bernoulli, .normal(standardDeviation: 0.1)])
  func everyLayerStartsWithMeanZeroAndVarianceOne(likelihood: Likelihood) throws {
    let pictures = bars(128)
    var generator = SeededGenerator(seed: 4)
    let model = try VAE(
      barModel(likelihood).architecture, scaledTo: pictures, using: &generator)
    let inputs = Tensor(shape: [128, 8, 8, 1], values: pictures.flatMap(\.values))
    let layers = model.encoder.layers
    for end in layers.indices {
      switch layers[end] {
      case .dense, .convolution: break
      default: continue
      }
      let (mean, variance) = moments(try outputs(of: model.encoder, through: end, for: inputs))
      #expect(abs(mean) < 1e-4)
      #expect(abs(variance - 1) < 1e-3)
    }
    // The decoder was scaled to other draws, so that these agree as samples do.
    let decoded = model.decoder.forward(
      Tensor(shape: [2000, 4], values: (0..<8000).map { _ in Float(generator.nextNormal()) }))
    let (mean, variance) = moments(decoded.values)
    let wanted = moments(inputs.values)
    switch likelihood {
    case .bernoulli:
      #expect(abs(mean - Elementary.log(wanted.mean / (1 - wanted.mean))) < 0.3)
      #expect(abs(variance - 1) < 0.4)
    default:
      #expect(abs(mean - wanted.mean) < 0.3 * wanted.variance.squareRoot())
      #expect(abs(variance / wanted.variance - 1) < 0.4)
    }
  }

  @Test func aDenseDecoderStartsWithTheChannelsOfItsSamples() throws {
    let red = (0..<40).map { index in
      Tensor(
        shape: [2, 2, 3], values: (0..<12).map { $0 % 3 == 0 ? 0.9 : 0.01 * Float(index % 7) })
    }
    var generator = SeededGenerator(seed: 4)
    let model = try VAE<Tensor>(
      .dense(
        sampleShape: [2, 2, 3], latentDimension: 2, hidden: [8],
        likelihood: .normal(standardDeviation: 0.1)), scaledTo: red, using: &generator)
    let latents = Tensor(
      shape: [500, 2], values: (0..<1000).map { _ in Float(generator.nextNormal()) })
    let decoded = model.decoder.forward(latents).values
    let reds = stride(from: 0, to: decoded.count, by: 3).map { decoded[$0] }
    let greens = stride(from: 1, to: decoded.count, by: 3).map { decoded[$0] }
    #expect(abs(moments(reds).mean - 0.9) < 0.05)
    #expect(abs(moments(greens).mean - 0.03) < 0.05)
  }

  @Test func theBitsAreTheSameOnAnyNumberOfThreads() throws {
    let threads = ComputeResources.threadCount
    defer { ComputeResources.threadCount = threads }
    let weights = try [1, 7].map { count in
      ComputeResources.threadCount = count
      var generator = SeededGenerator(seed: 4)
      let model = try VAE(barModel().architecture, scaledTo: bars(200), using: &generator)
      return model.encoder.parameters + model.decoder.parameters
    }
    #expect(weights[0] == weights[1])
  }

  @Test func whatDistinguishesSamplesReachesTheLatents() throws {
    let pictures = bars(64)
    var generator = SeededGenerator(seed: 2)
    let architecture = try barModel().architecture
    let scaled = try VAE(architecture, scaledTo: pictures, using: &generator)
    let plain = try VAE<Tensor>(architecture, using: &generator)
    func spread(_ model: VAE<Tensor>) -> Float {
      let latents = model.encode(pictures)
      return latents.reduce(0) { $0 + ($1 - latents.mean).norm } / Float(latents.count)
    }
    #expect(spread(scaled) > 10 * spread(plain))
  }

  @Test func blocksAndModelsToldLabelsAreScaledToo() throws {
    var generator = SeededGenerator(seed: 2)
    let residual = try Architecture.residual(
      sampleShape: [8, 8, 1], latentDimension: 2, channels: [4, 4], hidden: 8)
    let model = try VAE<Tensor>(
      residual.conditional(on: "kind", labels: ["a", "b"]), scaledTo: bars(20),
      labels: (0..<20).map { $0 % 2 }, using: &generator)
    let decoded = model.decode(
      model.encode(bars(20), labels: Array(repeating: 1, count: 20)),
      labels: Array(repeating: 0, count: 20))
    #expect(decoded.flatMap(\.values).allSatisfy { $0.isFinite })
  }

  @Test func samplesThatAllAgreeOrThatDoNotFit() throws {
    var generator = SeededGenerator(seed: 2)
    let architecture = try barModel().architecture
    let same = try VAE(
      architecture, scaledTo: [Tensor](repeating: bars(1)[0], count: 3), using: &generator)
    let weights = same.encoder.parameters + same.decoder.parameters
    #expect(weights.allSatisfy { $0.isFinite })
    #expect(throws: ArchitectureError.self) {
      try VAE(architecture, scaledTo: [Tensor(zeros: [4, 4, 1])], using: &generator)
    }
    var (a, b) = (SeededGenerator(seed: 3), SeededGenerator(seed: 3))
    let none = try VAE<Tensor>(architecture, scaledTo: [], using: &a)
    let plain = try VAE<Tensor>(architecture, using: &b)
    #expect(none.encoder.parameters == plain.encoder.parameters)
  }
}
