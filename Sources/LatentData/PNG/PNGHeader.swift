extension PNG {
  /// The first chunk of a file: size and arrangement of the pixels.
  struct Header {
    enum ColorType: UInt8 {
      case grey = 0
      case rgb = 2
      case palette = 3
      case greyAlpha = 4
      case rgba = 6

      var samples: Int {
        switch self {
        case .grey, .palette: 1
        case .greyAlpha: 2
        case .rgb: 3
        case .rgba: 4
        }
      }
    }

    let width: Int
    let height: Int
    let depth: Int
    let colorType: ColorType
    let isInterlaced: Bool

    init(_ chunk: ArraySlice<UInt8>) throws(FormatError) {
      var reader = ByteReader(Array(chunk), format: .png)
      guard chunk.count == 13 else {
        throw FormatError(.png, .damaged, "its header has \(chunk.count) bytes instead of 13.")
      }
      width = try reader.bigEndian32()
      height = try reader.bigEndian32()
      guard width > 0 && height > 0 && width <= Int32.max && height <= Int32.max else {
        throw FormatError(.png, .damaged, "its header says \(width) × \(height) pixels.")
      }
      guard width <= pixelLimit / height else {
        throw FormatError(
          .png, .tooLarge,
          "its header says \(width) × \(height); the limit is \(pixelLimit) pixels.")
      }
      let depth = Int(try reader.byte())
      let type = try reader.byte()
      let depths: [UInt8: [Int]] = [
        0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
      ]
      guard let colorType = ColorType(rawValue: type), depths[type]!.contains(depth) else {
        throw FormatError(
          .png, .damaged, "its header says colour type \(type) with \(depth) bits.")
      }
      self.depth = depth
      self.colorType = colorType
      let (compression, filter) = (try reader.byte(), try reader.byte())
      let interlace = try reader.byte()
      guard compression == 0 && filter == 0 && interlace <= 1 else {
        throw FormatError(
          .png, .damaged,
          "its header says compression \(compression), filter \(filter), interlace \(interlace).")
      }
      isInterlaced = interlace == 1
    }

    /// The bits of a pixel in the file.
    var bitsPerPixel: Int { depth * colorType.samples }

    /// The passes with the number of pixels in their rows and of their rows, without empty ones.
    var passes: [(pass: (x: Int, y: Int, dx: Int, dy: Int), width: Int, height: Int)] {
      (isInterlaced ? PNG.passes : [(0, 0, 1, 1)]).compactMap { pass in
        let columns = (width - pass.x + pass.dx - 1) / pass.dx
        let rows = (height - pass.y + pass.dy - 1) / pass.dy
        return columns > 0 && rows > 0 ? (pass, columns, rows) : nil
      }
    }

    /// The bytes of a filtered row without its filter byte.
    func rowBytes(width: Int) -> Int { (width * bitsPerPixel + 7) / 8 }

    /// The bytes of all filtered rows with their filter bytes: what must be unpacked.
    var filteredBytes: Int {
      passes.reduce(0) { $0 + $1.height * (1 + rowBytes(width: $1.width)) }
    }
  }
}
