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

    let boot = clothes.test.samples(where: "class", is: "ankle boot")[4]
    let shirt = clothes.test.samples(where: "class", is: "shirt")[6]
    let morph = linear.morph(from: boot, to: shirt, count: 9)

    for violation in checkLatentModel(linear, samples: Array(clothes.test.samples.prefix(8))) {
      print(violation)
    }
    #expect(checkLatentModel(linear, samples: Array(clothes.test.samples.prefix(8))).isEmpty)

    let fashion = try Gallery.fashion.model()
    let other = fashion.morph(from: boot, to: shirt, count: 9)
    try expectTutorialPicture(Picture(sheet: morph + other, columns: 9, scale: 2), "own-morph")

    let test = clothes.test.samples
    #expect(abs(squaredError(test, linear.reconstruct(test)) - 0.0171) < 5e-5)
    #expect(abs(squaredError(test, fashion.reconstruct(test)) - 0.0101) < 5e-5)
    let (kinds, testKinds) = (levels(of: clothes.train), levels(of: clothes.test))
    let learned = LinearProbe(fitting: linear.encode(clothes.train.samples), labels: kinds)
    #expect(abs(learned.accuracy(on: linear.encode(test), labels: testKinds).value - 0.777) < 5e-4)
    let trained = LinearProbe(fitting: fashion.encode(clothes.train.samples), labels: kinds)
    #expect(abs(trained.accuracy(on: fashion.encode(test), labels: testKinds).value - 0.783) < 5e-4)

    let density = FullNormal(fitting: linear.encode(clothes.train.samples))
    var generator = SeededGenerator(seed: 7)
    let dreams = linear.sample(count: 9, from: density, using: &generator)
    var again = SeededGenerator(seed: 7)
    let better = fashion.sample(count: 9, using: &again)
    try expectTutorialPicture(Picture(sheet: dreams + better, columns: 9, scale: 2), "own-samples")
  }
  /// The kinds of clothes as numbers.
  private func levels(of data: LabeledDataset<Picture>) -> [Int] {
    data.numbers(of: "class").map { Int($0 ?? -1) }
  }

  @Test func `A model that keeps everything explains nothing`() throws {
    let clothes = try Gallery.fashion.dataset()
    let boot = clothes.test.samples(where: "class", is: "ankle boot")[4]
    let shirt = clothes.test.samples(where: "class", is: "shirt")[6]
    @Sendable func pixels(_ pictures: [Picture]) -> LatentBatch {
      LatentBatch(pictures.map { LatentVector($0.tensor.values) }, dimension: 784)
    }
    let mirror = ModelAdapter<Picture, Never>(
      latentDimension: 784,
      encode: { pixels($0) },
      decode: { latents in latents.map { Picture(Tensor(shape: [28, 28, 1], values: Array($0))) } })
    let blend = mirror.morph(from: boot, to: shirt, count: 9, along: .linear)
    #expect(mirror.reconstruct(boot) == boot)
    // Half way, every pixel is the mean of both, up to rounding.
    for (pixel, ends) in zip(blend[4].bytes, zip(boot.bytes, shirt.bytes)) {
      let sum: Int = Int(ends.0) + Int(ends.1)
      #expect(abs(2 * Int(pixel) - sum) <= 1)
    }
  }
}
