import LatentGallery
import Latents
import Testing

/// The code, the pictures and the figures of `docs/tutorials/01-first-morph.md`.
@Suite struct FirstMorphTutorialTests {
  @Test("A face becomes 32 numbers, and a walk between two places shows faces all the way")
  func walk() throws {
    let avatars = try Gallery.avatars.model()
    let data = try Gallery.avatars.dataset()
    let (ada, alan) = (data.samples[360], data.samples[372])

    let place = avatars.encode(ada)
    let steps = avatars.morph(from: ada, to: alan, count: 7)

    // A model whose latent space is the pixels themselves.
    let pixels = ModelAdapter<Picture, Never>(
      latentDimension: 64 * 64 * 3,
      encode: { faces in LatentBatch(faces.map { LatentVector($0.tensor.values) }) },
      decode: { latents in
        latents.map { Picture(Tensor(shape: [64, 64, 3], values: Array($0))) }
      })
    let blended = pixels.morph(from: ada, to: alan, count: 7, along: .linear)
    let sheet = Picture(sheet: steps + blended, columns: 7, scale: 2)

    #expect(ada.bytes.count == 12_288)
    #expect(place.count == 32)
    #expect(zip(place, [1.04, -0.77, -1.26, 0.13]).allSatisfy { abs($0 - $1) < 0.005 })
    try expectTutorialPicture(sheet, "walk-and-blend")
    // The middle is a place of its own: encoded again, it is found near where it came from.
    let middle = avatars.encode(steps[3])
    #expect(middle.distance(to: place) > 3)
  }

  @Test("What lies close looks alike")
  func alike() {
    let data = GuideFaces.data
    let encodings = GuideFaces.encodings
    let nearest = encodings.neighbors(count: 1).map { $0[0].index }
    let hair = data.train.texts(of: "top")
    let same = hair.indices.filter { hair[$0] == hair[nearest[$0]] }
    print(Double(same.count) / Double(hair.count))

    // A face far down the list instead of the nearest says what chance would give.
    let figures: [(String, near: Double, chance: Double)] = [
      ("facial_hair", 0.97, 0.61), ("skin", 0.91, 0.17), ("accessory", 0.90, 0.47),
      ("top", 0.85, 0.06), ("hair_color", 0.65, 0.13), ("mouth", 0.59, 0.26),
    ]
    for (name, near, chance) in figures {
      let values = data.train.texts(of: name)
      let close = share(values.indices) { values[$0] == values[nearest[$0]] }
      let any = share(values.indices) { values[$0] == values[($0 + 2_700) % values.count] }
      #expect(abs(close - near) < 0.006 && abs(any - chance) < 0.006, "\(name) \(close) \(any)")
    }
  }
}
