import LatentSpace

extension PNG {
  /// The bytes of a PNG file with a palette of at most so many colours: half the size or less.
  ///
  /// Colours are found by the median cut (Heckbert 1982) on a grid of 32 × 32 × 32: the same for the
  /// same picture, whatever the machine. Grey pictures are written as they are; transparency is lost.
  package static func encode(
    _ picture: Picture, colors: Int, text: [String: String] = [:]
  ) -> [UInt8] {
    require((2...256).contains(colors), "A palette has 2 to 256 colours, not \(colors).")
    if picture.kind == .grey { return encode(picture, text: text) }
    let rgb = picture.converted(to: .rgb)
    let palette = ColorPalette(of: rgb, count: colors)
    var rows: [UInt8] = []
    rows.reserveCapacity((rgb.width + 1) * rgb.height)
    for y in 0..<rgb.height {
      rows.append(0)
      for x in 0..<rgb.width { rows.append(palette.index(in: rgb, at: 3 * (y * rgb.width + x))) }
    }
    var bytes = signature
    let sizes = bigEndian(rgb.width) + bigEndian(rgb.height)
    append("IHDR", sizes + [8, Header.ColorType.palette.rawValue, 0, 0, 0], to: &bytes)
    append(text, to: &bytes)
    append("PLTE", palette.bytes, to: &bytes)
    append("IDAT", Gzip.deflated(rows, wrapping: .zlib), to: &bytes)
    append("IEND", [], to: &bytes)
    return bytes
  }
}

/// A few colours that stand for those of a picture.
private struct ColorPalette {
  /// Red, green and blue of each colour.
  private(set) var bytes: [UInt8] = []
  /// The colour of each cell of the grid.
  private var indices = [UInt8](repeating: 0, count: 32 * 32 * 32)

  private struct Cell {
    var count = 0
    var sums = [0, 0, 0]
  }

  init(of picture: Picture, count: Int) {
    var cells = [Cell](repeating: Cell(), count: indices.count)
    for place in stride(from: 0, to: picture.bytes.count, by: 3) {
      let cell = Self.cell(picture, place)
      cells[cell].count += 1
      for channel in 0..<3 { cells[cell].sums[channel] += Int(picture.bytes[place + channel]) }
    }
    var boxes = [cells.indices.filter { cells[$0].count > 0 }]
    while boxes.count < count {
      // The box with the most pixels times width, of equals the first.
      let sizes = boxes.map { box in
        box.reduce(0) { $0 + cells[$1].count } * Self.widest(box).width
      }
      guard let most = sizes.max(), most > 0, let place = sizes.firstIndex(of: most) else { break }
      let axis = Self.widest(boxes[place]).axis
      let sorted = boxes[place].sorted {
        (Self.coordinate($0, axis), $0) < (Self.coordinate($1, axis), $1)
      }
      let half = sorted.reduce(0) { $0 + cells[$1].count } / 2
      var (cut, seen) = (0, 0)
      while cut < sorted.count - 1, cut == 0 || seen + cells[sorted[cut]].count <= half {
        seen += cells[sorted[cut]].count
        cut += 1
      }
      boxes[place] = Array(sorted[..<cut])
      boxes.append(Array(sorted[cut...]))
    }
    for (index, box) in boxes.enumerated() {
      let count = box.reduce(0) { $0 + cells[$1].count }
      for channel in 0..<3 {
        let sum = box.reduce(0) { $0 + cells[$1].sums[channel] }
        bytes.append(UInt8((sum + count / 2) / max(1, count)))
      }
      for cell in box { indices[cell] = UInt8(index) }
    }
  }

  func index(in picture: Picture, at place: Int) -> UInt8 { indices[Self.cell(picture, place)] }

  private static func cell(_ picture: Picture, _ place: Int) -> Int {
    Int(picture.bytes[place] >> 3) << 10 | Int(picture.bytes[place + 1] >> 3) << 5
      | Int(picture.bytes[place + 2] >> 3)
  }

  private static func coordinate(_ cell: Int, _ axis: Int) -> Int {
    cell >> (10 - 5 * axis) & 31
  }

  private static func widest(_ box: [Int]) -> (axis: Int, width: Int) {
    var best = (axis: 0, width: -1)
    for axis in 0..<3 {
      var (low, high) = (32, -1)
      for cell in box {
        low = min(low, coordinate(cell, axis))
        high = max(high, coordinate(cell, axis))
      }
      if high - low > best.width { best = (axis, high - low) }
    }
    return best
  }
}
