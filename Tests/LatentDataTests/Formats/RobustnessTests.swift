import LatentData
import Testing

/// Every reader against damaged files: each must end with a typed error or a valid result.
@Suite struct RobustnessTests {
  struct Reader: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let file: [UInt8]
    /// Reads bytes and uses all of the result.
    let read: @Sendable ([UInt8]) throws(FormatError) -> Void
    /// Whether some cut files are good files too.
    var isText = false
  }

  static let readers: [Reader] = [
    Reader(
      testDescription: "PNG, interlaced, with transparency",
      file: PNGFixture(
        .init(colorType: 2, depth: 16, isInterlaced: true, isTransparent: true), width: 9, height: 7
      ).file, read: png),
    Reader(
      testDescription: "PNG, palette of 4 bits",
      file: PNGFixture(
        .init(colorType: 3, depth: 4, isInterlaced: false, isTransparent: true), width: 9, height: 7
      ).file, read: png),
    Reader(
      testDescription: "PNG with packed text", file: ReferenceFiles.pngText, read: png),
    Reader(testDescription: "IDX", file: IDXTests.example) { (bytes) throws(FormatError) in
      _ = try IDX.decode(bytes).tensor
    },
    Reader(testDescription: "packed IDX", file: Gzip.pack(IDXTests.example)) {
      (bytes) throws(FormatError) in
      _ = try IDX.decode(bytes).tensor
    },
    Reader(testDescription: "npy", file: ReferenceFiles.npyFloat32, read: npy),
    Reader(testDescription: "npy, Fortran order", file: ReferenceFiles.npyFortranInt64, read: npy),
    Reader(testDescription: "npz", file: ReferenceFiles.npzPacked) { (bytes) throws(FormatError) in
      for array in try NPZ.decode(bytes).values { _ = array.tensor }
    },
    Reader(testDescription: "safetensors", file: ReferenceFiles.safetensors) {
      (bytes) throws(FormatError) in
      let file = try Safetensors(decoding: bytes)
      for name in file.names { _ = file[name]?.tensor }
      _ = file.encoded()
    },
    Reader(
      testDescription: "CSV", file: Array("a,\"b \"\" c\",d\r\n1,\"x\ny\",é\r\n-2e3,,z\r\n".utf8),
      read: csv, isText: true),
    Reader(testDescription: "packed CSV", file: ReferenceFiles.gzip, read: csv),
    Reader(
      testDescription: "JSON",
      file: Array("{\"a\":[1,-2.5e3,true,null,\"x\\u00e9\\n\"],\"b\":{\"c\":\"é\"}}".utf8)
    ) { (bytes) throws(FormatError) in
      _ = try JSONValue(bytes[...]).text
    },
  ]

  private static func png(_ bytes: [UInt8]) throws(FormatError) {
    let contents = try PNG.decode(bytes)
    _ = contents.picture.tensor
  }

  private static func npy(_ bytes: [UInt8]) throws(FormatError) {
    let stored = try NPY.decode(bytes)
    _ = (stored.tensor, stored.integers, stored.doubles)
  }

  private static func csv(_ bytes: [UInt8]) throws(FormatError) {
    let table = try CSVTable(decoding: bytes)
    for column in table.columns { _ = (table.texts(in: column), table.numbers(in: column)) }
  }

  private func isRead(_ bytes: [UInt8], by reader: Reader) -> Bool {
    do throws(FormatError) {
      try reader.read(bytes)
      return true
    } catch {
      #expect(!error.detail.isEmpty && error.detail.hasSuffix("."))
      return false
    }
  }

  @Test("A file cut at any byte is an error", arguments: readers)
  func cut(reader: Reader) {
    #expect(isRead(reader.file, by: reader))
    for count in 0..<reader.file.count {
      let isWhole = isRead(Array(reader.file[..<count]), by: reader)
      if !reader.isText { #expect(!isWhole, "\(count) of \(reader.file.count) bytes") }
    }
  }

  @Test("A file with any byte changed is an error or some other result", arguments: readers)
  func flipped(reader: Reader) {
    var generator = TestGenerator(seed: 5)
    for index in reader.file.indices {
      let changes: [UInt8] =
        [0, 1, 0x7f, 0x80, 0xff, 0x20, UInt8(ascii: "9")]
        + (0..<3).map { _ in UInt8.random(in: 0...255, using: &generator) }
      for change in changes {
        var file = reader.file
        file[index] = change
        _ = isRead(file, by: reader)
        file[index] = reader.file[index] ^ (change | 1)
        _ = isRead(file, by: reader)
      }
    }
    #expect(isRead(reader.file, by: reader))
  }

  @Test("A file with pieces moved, doubled or left out is an error or a result", arguments: readers)
  func shuffled(reader: Reader) {
    var generator = TestGenerator(seed: 6)
    for _ in 0..<2000 {
      var file = reader.file
      for _ in 0..<Int.random(in: 1...3, using: &generator) where !file.isEmpty {
        let start = Int.random(in: 0..<file.count, using: &generator)
        let end = min(file.count, start + Int.random(in: 1...16, using: &generator))
        let piece = file[start..<end]
        switch Int.random(in: 0...2, using: &generator) {
        case 0: file.removeSubrange(start..<end)
        case 1: file.insert(contentsOf: Array(piece), at: start)
        default:
          file.insert(
            contentsOf: Array(piece), at: Int.random(in: 0...file.count, using: &generator))
        }
      }
      _ = isRead(file, by: reader)
    }
    #expect(isRead(reader.file, by: reader))
  }

  @Test("PNG chunks with right checksums but damaged content are errors or pictures")
  func damagedChunks() {
    // Flipping bytes of a file is caught by its checksums; this reaches what lies behind them.
    for layout in PNGConformanceTests.layouts {
      let fixture = PNGFixture(layout, width: 5, height: 3)
      var generator = TestGenerator(seed: 7)
      for _ in 0..<200 {
        var header = fixture.header
        var rows = fixture.packed
        if Bool.random(using: &generator) {
          header[Int.random(in: 0..<13, using: &generator)] = .random(in: 0...17, using: &generator)
        } else {
          rows[Int.random(in: 0..<rows.count, using: &generator)] = .random(
            in: 0...255, using: &generator)
        }
        let file = PNGFixture.file([
          ("IHDR", header), ("PLTE", [1, 2, 3, 4, 5, 6]), ("IDAT", rows), ("IEND", []),
        ])
        if let picture = try? PNG.decode(file).picture {
          #expect(picture.bytes.count == picture.width * picture.height * picture.channels)
        }
      }
    }
  }
}
