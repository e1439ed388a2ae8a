import Foundation
import LatentData
import Testing

@Suite struct PNGTests {
  static func noise(_ width: Int, _ height: Int, _ kind: Picture.Kind, seed: UInt64) -> Picture {
    var generator = TestGenerator(seed: seed)
    return Picture(
      width: width, height: height, kind: kind,
      bytes: (0..<(width * height * kind.channels)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      })
  }

  @Test("Every kind and awkward size is read back as written", arguments: Picture.Kind.allCases)
  func roundTrip(kind: Picture.Kind) throws {
    for (width, height) in [(1, 1), (1, 7), (7, 1), (3, 2), (64, 64), (257, 3)] {
      let picture = Self.noise(width, height, kind, seed: UInt64(width))
      #expect(try PNG.decode(PNG.encode(picture)).picture == picture)
    }
  }

  @Test("Smooth pictures, where every filter is chosen, are read back and are small")
  func smooth() throws {
    var picture = Picture(width: 100, height: 80, kind: .rgb)
    for y in 0..<80 {
      for x in 0..<100 {
        picture[x: x, y: y] = .init(
          red: UInt8(x * 2), green: UInt8((x * y / 40) & 255), blue: UInt8(y * y / 40 & 255))
      }
    }
    let bytes = PNG.encode(picture)
    #expect(try PNG.decode(bytes).picture == picture)
    #expect(bytes.count < picture.bytes.count / 4)
    #expect(PNG.encode(picture) == bytes)
  }

  @Test("Texts come back, also those beyond ASCII")
  func texts() throws {
    let text = ["latents:recipe": "{\"seed\":7}", "Title": "Grüße, 世界\nline"]
    let picture = Picture(width: 2, height: 2)
    let contents = try PNG.decode(PNG.encode(picture, text: text))
    #expect(contents.text == text && contents.picture == picture)
  }

  @Test("An animation is a picture to those who know no animations, and has all its frames")
  func animation() throws {
    let frames = (0..<3).map { Self.noise(5, 4, .grey, seed: $0) }
    let animation = AnimatedPicture(frames: frames, framesPerSecond: 10, repetitions: 2)
    let bytes = PNG.encode(animation, text: ["a": "b"])
    let contents = try PNG.decode(bytes)
    #expect(contents.picture == frames[0] && contents.text == ["a": "b"])
    let names = Self.chunkNames(bytes)
    #expect(
      names == ["IHDR", "acTL", "iTXt", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"])
    #expect(animation.millisecondsPerFrame == 100)
  }

  @Test("A picture is written to a file and read from it; other files are named in the error")
  func files() throws {
    try withTemporaryFolder { folder in
      let picture = Self.noise(9, 9, .rgba, seed: 1)
      let url = folder.appending(path: "picture.png")
      try picture.write(to: url)
      #expect(try Picture(contentsOf: url) == picture)
      try Data("no picture".utf8).write(to: url)
      let error = #expect(throws: FormatError.self) { try Picture(contentsOf: url) }
      #expect(error?.problem == .wrongFormat)
      #expect(error?.path?.hasSuffix("picture.png") == true)
      #expect(throws: FileError(.missing, path: folder.appending(path: "none").path())) {
        try Picture(contentsOf: folder.appending(path: "none"))
      }
    }
  }

  private static func chunkNames(_ bytes: [UInt8]) -> [String] {
    var names: [String] = []
    var offset = 8
    while offset < bytes.count {
      let length = bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
      names.append(String(decoding: bytes[(offset + 4)..<(offset + 8)], as: UTF8.self))
      offset += length + 12
    }
    return names
  }
}
