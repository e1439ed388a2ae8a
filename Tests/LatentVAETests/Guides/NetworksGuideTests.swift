import LatentData
import LatentSpace
import LatentVAE
import Testing

/// The code of `docs/guides/networks.md`.
@Suite("The networks guide")
struct NetworksGuideTests {
  @Test func presetsAreLists() throws {
    let dense = Architecture.dense(sampleShape: [28, 28, 1], latentDimension: 16, hidden: [400])
    let convolutional = try Architecture.convolutional(
      sampleShape: [28, 28, 1], latentDimension: 16, channels: [32, 64])
    let residual = try Architecture.residual(
      sampleShape: [64, 64, 3], latentDimension: 32, channels: [32, 64, 128, 128], blocks: 2)
    #expect(dense.encoder.count == 3)
    #expect(convolutional.encoder.count == 7)
    let blocks = residual.decoder.filter { if case .residual = $0 { true } else { false } }
    #expect(blocks.count == 8)
    #expect(try residual.plans().decoder.outputShape == [64, 64, 3])
  }

  @Test func ownNetworksAreListsToo() throws {
    var generator = SeededGenerator(seed: 0)
    let block: Layer = .residual([
      .groupNormalization(groups: 4), .activation(.silu),
      .convolution(filters: 16, kernel: 3, stride: 1, padding: 1),
    ])
    let architecture = Architecture(
      sampleShape: [8, 8, 1], latentDimension: 4,
      encoder: [
        .convolution(filters: 16, kernel: 4, stride: 2, padding: 1), block, block, .flatten,
      ],
      decoder: [
        .dense(outputs: 256), .reshape([4, 4, 16]), block, block, .upsampling(factor: 2),
        .convolution(filters: 1, kernel: 3, stride: 1, padding: 1),
      ])
    let model = try VAE<Tensor>(architecture, using: &generator)
    #expect(model.decode(LatentVector([0, 0, 0, 0])).shape == [8, 8, 1])
    do {
      _ = try VAE<Tensor>(
        Architecture(
          sampleShape: [8, 8, 1], latentDimension: 4, encoder: [.dense(outputs: 3)],
          decoder: [.dense(outputs: 64)]), using: &generator)
      Issue.record("A dense layer took a picture.")
    } catch {
      #expect("\(error)" == "Layer 0 (dense) needs a flat input; put `.flatten` before it.")
    }
  }

  @Test func networksStandAlone() throws {
    var generator = SeededGenerator(seed: 0)
    let network = try NeuralNetwork(
      [.dense(outputs: 16), .activation(.silu), .dense(outputs: 2)], inputShape: [8],
      using: &generator)
    let x = Tensor(zeros: [5, 8])
    let y = network.forward(x)  // [5, 2]
    let (dx, dWeights) = network.pullback(at: x, of: y)  // vector–Jacobian product
    let dy = network.pushforward(at: x, of: dx)  // Jacobian–vector product
    #expect(y.shape == [5, 2] && dy.shape == [5, 2] && dWeights.count == network.parameters.count)
  }

  @Test func weightsComeFromPyTorchByName() throws {
    let architecture = Architecture.dense(sampleShape: [4], latentDimension: 2, hidden: [3])
    var generator = SeededGenerator(seed: 0)
    let trained = try VAE<[Float]>(architecture, using: &generator)
    // A file that Python wrote has the tensors alone; the description is added here.
    var weights = try trained.file()
    weights.metadata = [:]

    var file = try VAE<[Float]>(architecture, using: &generator).file()
    for name in file.names {
      file[name] = weights[name]
    }
    let model = try VAE<[Float]>(file)
    #expect(model.encoder.parameters == trained.encoder.parameters)
    #expect(model.decoder.parameters == trained.decoder.parameters)
  }
}
