import LatentGallery
import Latents
import Testing

@Suite struct SpriteTests {
  /// How many bytes of two pictures differ by more than rounding could explain.
  private func difference(_ a: Picture, _ b: Picture) -> Int {
    zip(a.bytes, b.bytes).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
  }

  @Test func `Sprites have these bytes on every machine and any number of threads`() {
    let threads = ComputeResources.threadCount
    defer { ComputeResources.threadCount = threads }
    for count in [1, 7] {
      ComputeResources.threadCount = count
      let pictures = Sprites(seed: 5).pictures(at: 0..<50)
      #expect(
        SHA256.hash(of: pictures.flatMap(\.bytes))
          == "2f2d9d1d02196636b0db0e99dee975622339035850843c92f85a7f1462a29c77")
    }
  }

  @Test(arguments: SpriteFactors.Shape.allCases)
  func `No shape looks the same before a full turn`(shape: SpriteFactors.Shape) {
    let upright = SpriteFactors(shape: shape, size: 0.3).picture
    let area = upright.bytes.reduce(0) { $0 + Int($1) }
    for angle in stride(from: 20.0, through: 340, by: 20) {
      let turned = SpriteFactors(shape: shape, size: 0.3, angle: angle).picture
      #expect(difference(upright, turned) * 10 > area, "\(angle)")
    }
    #expect(difference(upright, SpriteFactors(shape: shape, size: 0.3, angle: 360).picture) <= 60)
  }

  /// The centre of mass of a red sprite and its area, as parts of the picture's side and area.
  private func mass(_ sprite: SpriteFactors) -> (x: Double, y: Double, area: Double) {
    let picture = sprite.picture
    var (sum, x, y) = (0.0, 0.0, 0.0)
    for row in 0..<32 {
      for column in 0..<32 {
        let light = Double(picture[x: column, y: row, channel: 0]) / 255
        sum += light
        x += light * (Double(column) + 0.5)
        y += light * (Double(row) + 0.5)
      }
    }
    return (x / sum / 32, y / sum / 32, sum / 1024)
  }

  @Test(arguments: SpriteFactors.Shape.allCases)
  func `Place and size are the centre of mass and the area`(shape: SpriteFactors.Shape) {
    for (index, angle) in [0.0, 45, 130, 270].enumerated() {
      let (x, y) = (0.3 + 0.13 * Double(index), 0.7 - 0.1 * Double(index))
      for size in [0.15, 0.22, 0.3] {
        let seen = mass(SpriteFactors(shape: shape, size: size, x: x, y: y, angle: angle))
        #expect(abs(seen.x - x) < 0.004 && abs(seen.y - y) < 0.004, "\(seen)")
        #expect(abs(seen.area / (0.86 * size * size) - 1) < 0.05, "\(seen)")
      }
    }
  }

  @Test func `A drop points up, and right after a quarter turn`() {
    func length(toward dx: Int, _ dy: Int, _ sprite: SpriteFactors) -> Int {
      let picture = sprite.picture
      return (0..<16).prefix { step in
        picture[x: 16 + dx * step, y: 16 + dy * step, channel: 0] > 0
      }.count
    }
    let up = SpriteFactors(shape: .drop, size: 0.3)
    #expect(length(toward: 0, -1, up) > length(toward: 0, 1, up) + 1)
    let right = SpriteFactors(shape: .drop, size: 0.3, angle: 90)
    #expect(length(toward: 1, 0, right) > length(toward: -1, 0, right) + 1)
  }

  @Test(arguments: SpriteFactors.Shape.allCases)
  func `No shape leaves the circle, which the flag's corners touch`(shape: SpriteFactors.Shape) {
    let outline = shape.outline
    var widest = 0.0
    for row in -600...600 {
      for column in -600...600 {
        let (x, y) = (Double(column) / 500, Double(row) / 500)
        if outline.contains(x, y) { widest = max(widest, (x * x + y * y).squareRoot()) }
      }
    }
    #expect(widest <= 1 && widest > (shape == .flag ? 0.99 : 0.6), "\(widest)")
  }

  @Test func `Hues run from red over green to blue`() {
    func color(_ hue: Double) -> Picture.Color {
      SpriteFactors(shape: .heart, hue: hue).picture[x: 16, y: 16]
    }
    #expect(color(0) == Picture.Color(red: 255, green: 0, blue: 0))
    #expect(color(0.25) == Picture.Color(red: 255, green: 255, blue: 0))
    #expect(color(0.5) == Picture.Color(red: 0, green: 255, blue: 0))
    #expect(color(1) == Picture.Color(red: 0, green: 0, blue: 255))
  }

  @Test func `Random factors are uniform, independent of index order, and within range`() {
    let sprites = (0..<20_000).map { SpriteFactors(seed: 1, index: $0) }
    #expect(sprites[123] == SpriteFactors(seed: 1, index: 123))
    for factor in SpriteFactors.factors {
      let values = sprites.map { $0.value(of: factor.name)! }
      #expect(values.allSatisfy { factor.contains($0) })
      let steps = factor.steps(count: 2)
      let (low, high) = (steps[0], steps[steps.count - 1])
      let mean = values.reduce(0, +) / 20_000
      // The mean of uniform numbers has a deviation of width / √12 / √20,000.
      #expect(abs(mean - (low + high) / 2) < 4 * (high - low + 1) / 3.46 / 141.4, "\(factor.name)")
    }
  }

  @Test func `A full factorial has every combination once`() {
    let all = SpriteFactors.factorial(hues: 2, sizes: 3, places: 2, angles: 4)
    #expect(all.count == 5 * 2 * 3 * 2 * 2 * 4 && Set(all).count == all.count)
    #expect(all[0].angle == 0 && all[1].angle == 90 && all[1].shape == all[0].shape)
    let data = Sprites(of: all).dataset(count: 10)
    #expect(data.attributeNames == ["shape", "hue", "size", "x", "y", "angle"])
    #expect(data.samples[3] == all[3].picture && data.testIndices == [9])
  }

  @Test func `Every combination is a data set of its own`() {
    let all = Sprites(of: SpriteFactors.factorial(hues: 3, sizes: 2, places: 3, angles: 4))
    let data = all.dataset(count: 1_080)
    #expect(all.count == data.count)
    #expect(data.samples(where: "shape", is: "moon").count == 216)
  }

  @Test func `A true edit of a sprite is the sprite with that factor`() {
    let sprites = Sprites(seed: 9)
    for factor in SpriteFactors.factors {
      for value in factor.steps(count: 3) {
        let edited = sprites.trueEdits.picture(ofSample: 6, setting: factor.name, to: value)
        #expect(edited == sprites.factors(at: 6).setting(factor.name, to: value).picture)
      }
    }
  }
}
