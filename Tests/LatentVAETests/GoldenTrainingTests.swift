import LatentData
import LatentSpace
import LatentVAE
import Testing

@Suite("Three training steps agree with PyTorch in double precision")
struct GoldenTrainingTests {
  static let tolerance: Float = 1e-5

  static let convolutional: [Layer] = [
    .convolution(filters: 4, kernel: 4, stride: 2, padding: 1), .activation(.relu),
    .convolution(filters: 8, kernel: 4, stride: 2, padding: 1), .activation(.relu),
    .flatten,
  ]

  static func architecture(_ name: String) -> Architecture {
    func decoder(hidden: Int, side: Int, channels: Int) -> [Layer] {
      [
        .dense(outputs: hidden), .activation(.relu), .dense(outputs: 8 * side * side),
        .activation(.relu), .reshape([side, side, 8]),
        .transposedConvolution(filters: 4, kernel: 4, stride: 2, padding: 1), .activation(.relu),
        .transposedConvolution(filters: channels, kernel: 4, stride: 2, padding: 1),
      ]
    }
    switch name {
    case "dense-bernoulli":
      return .dense(sampleShape: [64], latentDimension: 4, hidden: [32])
    case "conv-bernoulli":
      return Architecture(
        sampleShape: [16, 16, 1], latentDimension: 3,
        encoder: convolutional + [.dense(outputs: 24), .activation(.relu)],
        decoder: decoder(hidden: 24, side: 4, channels: 1))
    default:
      return Architecture(
        sampleShape: [12, 12, 3], latentDimension: 5,
        encoder: convolutional + [.dense(outputs: 16), .activation(.relu)],
        decoder: decoder(hidden: 16, side: 3, channels: 3),
        likelihood: .normal(standardDeviation: 1))
    }
  }

  @Test(arguments: ["dense-bernoulli", "conv-bernoulli", "conv-normal-rgb"])
  func outputsGradientsLossesAndWeightsAgree(name: String) throws {
    let golden = try GoldenFile(name)
    let architecture = Self.architecture(name)
    let model = try VAE<Tensor>(architecture, outputLogVariance: 0) { name, shape in
      #expect(try golden.shape("initial.\(name)") == shape.dimensions)
      return try golden.values("initial.\(name)")
    }
    let samples = try golden.samples("x")

    let posterior = model.posterior(of: samples)
    #expect(
      relativeDifference(posterior.means.values, try golden.values("step0.mean")) < Self.tolerance)
    #expect(
      relativeDifference(posterior.logVariances.values, try golden.values("step0.log_variance"))
        < Self.tolerance)

    let trainer = Trainer(epochs: 1, batchSize: samples.count)
    let run = TrainingRun(trainer, model: model, samples: samples, validation: [], key: 0)
    let count = Double(samples.count)
    // The file's normal loss leaves out the constant (D/2) log 2π that ours has.
    let constant =
      name == "conv-normal-rgb"
      ? Double(architecture.sampleShape.count) / 2 * 1.8378770664093453 : 0
    for step in 0..<3 {
      run.givenNoise = try golden.values("step\(step).noise")
      let sums = try run.train(on: Array(samples.indices)[...])
      let loss = try golden.values("step\(step).loss").map(Double.init)
      #expect(abs(sums.reconstruction / count - constant - loss[1]) < 1e-5 * abs(loss[1]))
      #expect(abs(sums.kl / count - loss[2]) < 1e-5 * max(abs(loss[2]), 0.01))
      if step == 0 {
        #expect(
          relativeDifference(
            run.array(run.buffers.latents, samples.count * architecture.latentDimension),
            try golden.values("step0.latent")) < Self.tolerance)
        try check(run, run.buffers.gradients, against: golden, prefix: "step0.gradient", model)
      }
    }
    try check(run, run.buffers.parameters, against: golden, prefix: "after3", model)
  }

  private func check(
    _ run: TrainingRun<Tensor, [Tensor]>, _ pointer: UnsafeMutablePointer<Float>,
    against golden: GoldenFile, prefix: String, _ model: VAE<Tensor>
  ) throws {
    let values = run.array(pointer, run.buffers.parameterCount)
    let split = model.encoder.parameters.count
    let tensors = model.modelTensors(
      encoderValues: Array(values[..<split]), decoderValues: Array(values[split...]))
    for tensor in tensors {
      let expected = try golden.values("\(prefix).\(tensor.name)")
      let difference = relativeDifference(tensor.values, expected)
      #expect(difference < Self.tolerance, "\(prefix).\(tensor.name): \(difference)")
    }
  }

  @Test(arguments: ["dense-bernoulli", "conv-bernoulli", "conv-normal-rgb"])
  func decodedValuesAgree(name: String) throws {
    let golden = try GoldenFile(name)
    let model = try VAE<Tensor>(Self.architecture(name), outputLogVariance: 0) { name, _ in
      try golden.values("initial.\(name)")
    }
    let latents = try golden.values("step0.latent")
    let outputs = model.decoder.forward(
      Tensor(
        shape: [latents.count / model.latentDimension, model.latentDimension], values: latents))
    let expected = try golden.samples("step0.decoded").flatMap(\.values)
    #expect(relativeDifference(outputs.values, expected) < Self.tolerance)
  }
}
