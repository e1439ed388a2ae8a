import LatentGallery
import Latents
import Testing

/// The code, the figures and the pictures of `docs/tutorials/08-your-own-model.md`.
@Suite struct YourOwnModelTests {
  @Test func `Two closures make a model`() throws {
    let clothes = try Gallery.fashion.dataset()

    @Sendable func pixels(_ pictures: [Picture]) -> LatentBatch {
      LatentBatch(pictures.map { LatentVector($0.tensor.values) }, dimension: 784)
    }
    let components = PrincipalComponents(fitting: pixels(Array(clothes.train.samples.prefix(1500))))
    let linear = ModelAdapter<Picture, Never>(
      latentDimension: 24,
      encode: { pictures in components.project(pixels(pictures), count: 24) },
      decode: { latents in
        components.reconstruct(latents).map {
          Picture(Tensor(shape: [28, 28, 1], values: Array($0)))
        }
      })

    let (boot, shirt) = (clothes.test.samples[8], clothes.test.samples[9])
    let morph = linear.morph(from: boot, to: shirt, count: 9)

    for violation in checkLatentModel(linear, samples: Array(clothes.test.samples.prefix(8))) {
      print(violation)
    }
    #expect(checkLatentModel(linear, samples: Array(clothes.test.samples.prefix(8))).isEmpty)

    let fashion = try Gallery.fashion.model()
    let other = fashion.morph(from: boot, to: shirt, count: 9)
    try expectTutorialPicture(Picture(sheet: morph + other, columns: 9, scale: 2), "own-morph")

    let test = clothes.test.samples
    print("ERR", squaredError(test, linear.reconstruct(test)), squaredError(test, fashion.reconstruct(test)))
    let kinds = clothes.train.texts(of: "class")
    let probes = [linear.encode(clothes.train.samples), fashion.encode(clothes.train.samples)].map {
      $0
    }
    let labels = Dictionary(uniqueKeysWithValues: Set(kinds).sorted().enumerated().map { ($1, $0) })
    for (i, codes) in probes.enumerated() {
      let probe = LinearProbe(fitting: codes, labels: kinds.map { labels[$0]! })
      let held = i == 0 ? linear.encode(test) : fashion.encode(test)
      let testLabels = clothes.test.texts(of: "class").map { labels[$0]! }
      print("PROBE", probe.accuracy(on: held, labels: testLabels).value, held.count)
    }

    // Random samples need a density: the components have no prior.
    let density = FullNormal(fitting: linear.encode(clothes.train.samples))
    var generator = SeededGenerator(seed: 7)
    let dreams = linear.sample(count: 9, from: density, using: &generator)
    var again = SeededGenerator(seed: 7)
    let better = fashion.sample(count: 9, using: &again)
    try expectTutorialPicture(Picture(sheet: dreams + better, columns: 9, scale: 2), "own-samples")
  }
}
