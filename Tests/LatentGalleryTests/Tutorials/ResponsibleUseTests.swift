import LatentGallery
import Latents
import Testing

/// The code and the figures of `docs/tutorials/10-responsible-use.md`.
@Suite struct ResponsibleUseTests {
  @Test func `A model that learned its pictures by heart`() throws {
    let clothes = try Gallery.fashion.dataset()
    let heldOut = Array(clothes.test.samples.prefix(500))

    func features(_ pictures: [Picture]) -> LatentBatch {
      LatentBatch(pictures.map { LatentVector($0.resized(width: 8, height: 8).tensor.values) })
    }
    func pixels(_ pictures: [Picture]) -> LatentBatch {
      LatentBatch(pictures.map { LatentVector($0.tensor.values) })
    }
    for (count, epochs) in [(100, 200), (100, 300), (4000, 5)] {
      let training = Array(clothes.train.samples.prefix(count))
      var generator = SeededGenerator(seed: 0)
      var model = try VAE<Picture>(
        .dense(sampleShape: [28, 28, 1], latentDimension: 16, hidden: [400]), using: &generator)
      try Trainer(
        epochs: epochs, batchSize: 16, learningRate: 2e-3, objective: Objective(klWeight: 0.1)
      ).fit(&model, to: training, using: &generator)
      let dreams = model.sample(count: 500, using: &generator)
      let copies = features(dreams).authenticity(against: features(training))
      let honest = features(heldOut).authenticity(against: features(training))
      print("AUTH", count, epochs, copies.value, honest.value)
      print(
        "PIX", pixels(dreams).authenticity(against: pixels(training)).value,
        pixels(heldOut).authenticity(against: pixels(training)).value)
      print(
        "ENC", model.authenticity(of: dreams, against: training).value,
        model.authenticity(of: heldOut, against: training).value)
      print("LOSS", model.evaluate(training, using: &generator).loss, model.evaluate(heldOut, using: &generator).loss)
    }
  }
}
