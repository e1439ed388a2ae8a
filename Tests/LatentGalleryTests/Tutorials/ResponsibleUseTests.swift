import LatentGallery
import Latents
import Testing

/// The code and the figures of `docs/tutorials/10-responsible-use.md`.
@Suite struct ResponsibleUseTests {
  /// The shares that are authentic among a model's samples and among pictures of the test part.
  private func shares(learning training: [Picture], epochs: Int) throws -> (Double, Double) {
    let heldOut = Array(try Gallery.fashion.dataset().test.samples.prefix(500))
    var generator = SeededGenerator(seed: 0)
    var model = try VAE<Picture>(
      .dense(sampleShape: [28, 28, 1], latentDimension: 16, hidden: [200]), using: &generator)
    let trainer = Trainer(
      epochs: epochs, batchSize: 16, learningRate: 3e-3, objective: Objective(klWeight: 0.2))
    try trainer.fit(&model, to: training, using: &generator)
    model.fittedDensity = GaussianMixture(
      fitting: model.encode(training), componentCount: 20, using: &generator)

    func features(_ pictures: [Picture]) -> LatentBatch {
      LatentBatch(pictures.map { LatentVector($0.resized(width: 8, height: 8).tensor.values) })
    }
    let dreams = model.sample(count: 500, using: &generator)
    let share = features(dreams).authenticity(against: features(training))
    let normal = features(heldOut).authenticity(against: features(training))
    print(share.value, normal.value)
    return (share.value, normal.value)
  }

  @Test func `Few pictures are learned by heart, and samples repeat them`() throws {
    let clothes = try Gallery.fashion.dataset().train.samples
    let few = try shares(learning: Array(clothes.prefix(103)), epochs: 250)
    #expect(abs(few.0 - 0.158) < 0.001 && abs(few.1 - 0.532) < 0.001)
    let many = try shares(learning: Array(clothes.prefix(4000)), epochs: 6)
    #expect(abs(many.0 - 0.55) < 0.001 && abs(many.1 - 0.65) < 0.001)
  }
}
