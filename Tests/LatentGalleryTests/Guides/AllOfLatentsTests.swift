import Foundation
import LatentGallery
import Latents
import Testing

/// The code of `docs/all-of-latents.md` that is in no guide.
@Suite struct AllOfLatentsTests {
  @Test("Vectors and batches")
  func vectors() {
    let z: LatentVector = [0.5, -1, 2]
    let moved = z + 1.5 * [1, 0, 0] - z / 2
    let batch = LatentBatch([z, moved])
    print(z.norm, z.dot(moved), z.distance(to: moved), z.cosine(to: moved), z.normalized)
    print(batch.count, batch[1], batch.mean, batch.standardDeviation, batch.norms, batch.dot(z))
    #expect(moved == [1.75, -0.5, 1] && batch.mean == [1.125, -0.75, 1.5])
    #expect(abs(z.normalized.norm - 1) < 1e-6)
  }

  @Test("A model of your own")
  func adapter() {
    let model = ModelAdapter<[Float], Never>(
      latentDimension: 1,
      encode: { tones in LatentBatch(tones.map { [$0[0] / 2] }, dimension: 1) },
      decode: { latents in latents.map { [2 * $0[0], 4 * $0[0]] } })
    let tones: [[Float]] = [[1, 2], [3, 6]]
    let half = model.morph(from: tones[0], to: tones[1], count: 3, along: .linear)[1]
    for violation in checkLatentModel(model, samples: tones) { print(violation) }
    #expect(half == [2, 4] && model.reconstruct(tones) == tones)
    #expect(checkLatentModel(model, samples: tones).isEmpty)
  }

  @Test("Random numbers and resources")
  func randomness() {
    var generator = SeededGenerator(seed: 7)
    let (uniform, normal) = (generator.nextUniform(), generator.nextNormal())
    let third = generator.stream(2)  // for item 2, whatever was drawn before
    #expect(generator.position == 2 && uniform < 1 && normal.isFinite)
    #expect(third == SeededGenerator(seed: 7).stream(2))
    #expect(InstructionSet.available.contains(ComputeResources.instructionSet))
  }

  @Test("Pictures, tensors and files")
  func pictures() throws {
    var picture = Picture(width: 2, height: 1, kind: .rgb)
    picture[x: 1, y: 0] = Picture.Color(red: 255, green: 128, blue: 0)
    let large = picture.scaled(by: 8).bordered(by: 2, color: .white).converted(to: .grey)
    let small = large.fitted(width: 4, height: 4)
    let again = try PNG.decode(PNG.encode(small)).picture
    let array = try NPY.decode(NPY.encode(StoredTensor(picture.tensor))).tensor
    #expect(again == small && array == picture.tensor && array.shape == [1, 2, 3])
  }

  @Test("Data with labels")
  func data() throws {
    let data = try Gallery.avatars.dataset()
    let (train, test) = (data.train, data.test)
    let smiling = train.samples(where: "smiling", is: true)
    let round = train.indices(where: "accessory", is: "round")
    let labels = test.texts(of: "hair_color")  // also flags(of:) and numbers(of:)
    #expect(smiling.count + train.samples(where: "smiling", is: false).count == train.count)
    #expect(round.count > 500 && labels.count == 600)
  }

  @Test("A model is trained, written and read")
  func training() throws {
    let clothes = try Gallery.fashion.dataset()
    var generator = SeededGenerator(seed: 0)
    var model = try VAE<Picture>(
      .dense(sampleShape: [28, 28, 1], latentDimension: 8, hidden: [64]), using: &generator)
    let epochs = try Trainer(epochs: 2, objective: Objective(klWeight: 0.5))
      .fit(&model, to: clothes.train.samples.prefix(1000), using: &generator)
    model.fittedDensity = GaussianMixture(
      fitting: model.encode(clothes.train.samples), componentCount: 10, using: &generator)
    let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).safetensors")
    defer { try? FileManager.default.removeItem(at: url) }
    try model.write(to: url, precision: .f16)
    let again = try VAE<Picture>(contentsOf: url)
    #expect(epochs.count == 2 && epochs[1].training.loss < epochs[0].training.loss)
    #expect(again.latentDimension == 8 && again.fittedDensity != nil)
    let evaluation = model.evaluate(clothes.test.samples, using: &generator)
    #expect(evaluation.count == 1000)
  }
}
