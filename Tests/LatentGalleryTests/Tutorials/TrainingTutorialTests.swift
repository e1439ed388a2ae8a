import Foundation
import LatentGallery
import Latents
import Testing

/// The code of `docs/tutorials/06-training.md`, on fewer pictures.
@Suite struct TrainingTutorialTests {
  @Test func `A folder of pictures becomes a model`() throws {
    let clothes = try Gallery.fashion.dataset()
    let few = LabeledDataset(
      name: "clothes", samples: Array(clothes.samples.prefix(240)), testIndices: 200..<240)
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "latent-tutorial-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try few.write(to: folder)

    let data = try LabeledDataset<Picture>(contentsOf: folder)
    var generator = SeededGenerator(seed: 0)
    var model = try VAE<Picture>(
      .dense(sampleShape: [28, 28, 1], latentDimension: 8, hidden: [200]), using: &generator)
    let trainer = Trainer(epochs: 20, batchSize: 32, learningRate: 2e-3)
    try trainer.fit(
      &model, to: data.train.samples, using: &generator,
      onEpoch: { print($0.number, $0.training.loss) })
    let test = model.evaluate(data.test.samples, using: &generator)
    print(test.reconstruction, "+", test.kl, "=", test.loss)
    try model.write(to: folder.appending(path: "model.safetensors"))

    #expect(data.train.count == 200 && data.test.count == 40)
    #expect(test.loss < 330 && test.kl > 5)
    #expect(abs(test.reconstruction + test.kl - test.loss) < 1e-9 * test.loss)
    let again = try VAE<Picture>(contentsOf: folder.appending(path: "model.safetensors"))
    #expect(again.reconstruct(data.test.samples) == model.reconstruct(data.test.samples))
  }
}
