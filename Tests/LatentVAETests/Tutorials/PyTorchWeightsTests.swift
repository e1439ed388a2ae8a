import Foundation
import LatentData
import LatentSpace
import LatentVAE
import Testing

/// The code of `docs/tutorials/08-your-own-model.md` on weights from PyTorch, with PyTorch's own.
@Suite struct PyTorchWeightsTests {
  @Test func `Weights from PyTorch make PyTorch's outputs`() throws {
    let golden = try GoldenFile("dense-bernoulli")
    var stored = Safetensors()
    for name in golden.file.names where name.hasPrefix("initial.") {
      stored[String(name.dropFirst("initial.".count))] = golden.file[name]
    }
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("latent-weights-\(UUID().uuidString).safetensors")
    defer { try? FileManager.default.removeItem(at: url) }
    try stored.write(to: url)

    let weights = try Safetensors(contentsOf: url)
    let architecture = Architecture.dense(sampleShape: [64], latentDimension: 4, hidden: [32])
    var generator = SeededGenerator(seed: 0)
    var file = try VAE<[Float]>(architecture, using: &generator).file()
    for name in file.names {
      file[name] = weights[name]
    }
    let model = try VAE<[Float]>(file)

    let posterior = model.posterior(of: try golden.samples("x").map(\.values))
    let means = try golden.values("step0.mean")
    #expect(relativeDifference(posterior.means.values, means) < 1e-5)
    let logVariances = try golden.values("step0.log_variance")
    #expect(relativeDifference(posterior.logVariances.values, logVariances) < 1e-5)
    let latents = Tensor(shape: [8, 4], values: try golden.values("step0.latent"))
    let decoded = try golden.values("step0.decoded")
    #expect(relativeDifference(model.decoder.forward(latents).values, decoded) < 1e-5)
  }
}
