import LatentData
import LatentSpace
import Testing

@Suite struct PNGPaletteTests {
  private func noise(_ width: Int, _ height: Int, step: Int = 1) -> Picture {
    var generator = SeededGenerator(seed: 3)
    return Picture(
      width: width, height: height, kind: .rgb,
      bytes: (0..<width * height * 3).map { _ in
        UInt8(generator.nextIndex(below: 256 / step) * step)
      })
  }

  @Test func `A picture of few colours comes back as it was`() throws {
    var picture = Picture(width: 9, height: 7, kind: .rgb, color: .white)
    picture[x: 3, y: 2] = Picture.Color(red: 200, green: 10, blue: 90)
    picture[x: 8, y: 6] = .black
    let contents = try PNG.decode(PNG.encode(picture, colors: 4, text: ["Title": "three"]))
    #expect(contents.picture.converted(to: .rgb) == picture)
    #expect(contents.text == ["Title": "three"])
    let one = Picture(width: 2, height: 2, kind: .rgb, color: .black)
    #expect(try PNG.decode(PNG.encode(one, colors: 256)).picture.converted(to: .rgb) == one)
  }

  @Test func `More colours are nearer to the picture, and no more are used`() throws {
    let picture = noise(40, 40)
    var last = Int.max
    for count in [2, 8, 64, 256] {
      let made = try PNG.decode(PNG.encode(picture, colors: count)).picture.converted(to: .rgb)
      let error = zip(made.bytes, picture.bytes).reduce(0) {
        $0 + (Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1))
      }
      #expect(error < last)
      last = error
      let colors = Set(
        stride(from: 0, to: made.bytes.count, by: 3).map {
          Array(made.bytes[$0..<$0 + 3])
        })
      #expect(colors.count <= count)
    }
    // 256 boxes of a cube of 256³ are 40 wide or so: an error of 12 in each value.
    #expect(Double(last) / Double(picture.bytes.count) < 20 * 20)
  }

  @Test func `Grey pictures keep every value`() throws {
    let grey = noise(12, 5).converted(to: .grey)
    #expect(try PNG.decode(PNG.encode(grey, colors: 2)).picture == grey)
  }
}
