import LatentData
import Testing

/// Files of every colour type, bit depth, interlacing and transparency that the standard allows,
/// made by an encoder of the tests' own, whose expected pixels are worked out sample by sample.
@Suite struct PNGConformanceTests {
  static let layouts: [PNGFixture.Layout] = [
    (0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]),
  ].flatMap { (type: UInt8, depths: [Int]) in
    depths.flatMap { depth in
      [false, true].flatMap { interlaced in
        (type < 4 ? [false, true] : [false]).map { transparent in
          PNGFixture.Layout(
            colorType: type, depth: depth, isInterlaced: interlaced, isTransparent: transparent)
        }
      }
    }
  }

  @Test("Every layout is read to the right pixels, in every awkward size", arguments: layouts)
  func reading(layout: PNGFixture.Layout) throws {
    for (width, height) in [(1, 1), (2, 3), (5, 5), (8, 8), (13, 9), (33, 2)] {
      let fixture = PNGFixture(layout, width: width, height: height)
      let picture = try PNG.decode(fixture.file).picture
      #expect(picture == fixture.picture, "\(layout) at \(width) × \(height)")
    }
  }

  @Test("There are 26 layouts, each plain and interlaced")
  func layoutCount() {
    #expect(Self.layouts.count == 2 * (5 * 2 + 2 * 2 + 4 * 2 + 2 + 2))
  }

  @Test("Pixels may be spread over many chunks, between which nothing else may stand")
  func splitPixels() throws {
    let layout = PNGFixture.Layout(
      colorType: 2, depth: 8, isInterlaced: false, isTransparent: false)
    let fixture = PNGFixture(layout, width: 9, height: 9)
    let parts = stride(from: 0, to: fixture.packed.count, by: 7).map {
      ("IDAT", Array(fixture.packed[$0..<min($0 + 7, fixture.packed.count)]))
    }
    let good = PNGFixture.file([("IHDR", fixture.header)] + parts + [("IEND", [])])
    #expect(try PNG.decode(good).picture == fixture.picture)
    let bad = PNGFixture.file(
      [("IHDR", fixture.header), parts[0], ("tIME", [1])] + parts.dropFirst() + [("IEND", [])])
    #expect(throws: FormatError.self) { try PNG.decode(bad) }
  }

  @Test("Unknown extras are skipped, unless the picture cannot be shown without them")
  func unknownChunks() throws {
    let layout = PNGFixture.Layout(
      colorType: 0, depth: 8, isInterlaced: false, isTransparent: false)
    let fixture = PNGFixture(layout, width: 3, height: 3)
    func file(_ name: String) -> [UInt8] {
      PNGFixture.file([
        ("IHDR", fixture.header), (name, [1, 2, 3]), ("IDAT", fixture.packed), ("IEND", []),
      ])
    }
    #expect(try PNG.decode(file("quXx")).picture == fixture.picture)
    let error = #expect(throws: FormatError.self) { try PNG.decode(file("QuXx")) }
    #expect(error?.problem == .unsupported)
  }

  @Test("Packed and plain texts of all three kinds are read; those against the rules are left out")
  func texts() throws {
    let layout = PNGFixture.Layout(
      colorType: 0, depth: 8, isInterlaced: false, isTransparent: false)
    let fixture = PNGFixture(layout, width: 1, height: 1)
    let packed = Gzip.deflated(Array("größer".utf8), wrapping: .zlib)
    let file = PNGFixture.file([
      ("IHDR", fixture.header),
      ("tEXt", Array("one".utf8) + [0, 0x67, 0x72, 0xfc, 0xdf]),
      ("zTXt", Array("two".utf8) + [0, 0] + Gzip.deflated([0x61], wrapping: .zlib)),
      ("iTXt", Array("three".utf8) + [0, 1, 0] + Array("de".utf8) + [0, 0] + packed),
      ("tEXt", [1, 2, 3]),
      ("zTXt", Array("bad".utf8) + [0, 0, 1, 2, 3]),
      ("iTXt", Array("bad".utf8) + [0, 0, 0, 0, 0, 0xff]),
      ("IDAT", fixture.packed), ("IEND", []),
    ])
    #expect(try PNG.decode(file).text == ["one": "grüß", "two": "a", "three": "größer"])
  }

  @Test("A header that promises more than the file can hold is refused before memory is taken")
  func bombs() {
    func file(_ width: UInt32, _ height: UInt32, _ content: [UInt8]) -> [UInt8] {
      let size = [width, height].flatMap { n in (0..<4).map { UInt8(n >> (24 - 8 * $0) & 255) } }
      return PNGFixture.file([
        ("IHDR", size + [8, 6, 0, 0, 0]), ("IDAT", Gzip.deflated(content, wrapping: .zlib)),
        ("IEND", []),
      ])
    }
    func problem(_ file: [UInt8]) -> FormatError.Problem? {
      do throws(FormatError) {
        _ = try PNG.decode(file)
        return nil
      } catch { return error.problem }
    }
    #expect(problem(file(0x7fff_ffff, 0x7fff_ffff, [])) == .tooLarge)
    #expect(problem(file(8192, 8192, [0, 0, 0])) == .damaged)
    #expect(problem(file(0, 1, [])) == .damaged)
    #expect(problem(file(2, 1, [0, 1, 2, 3, 4, 5, 6, 7])) == .truncated)
    // Far more data than a picture of this size has.
    #expect(problem(file(1, 1, [UInt8](repeating: 0, count: 1 << 20))) == .damaged)
  }
}
