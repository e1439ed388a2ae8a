import LatentData

/// A PNG file with random samples, and the picture that a reader must make of it.
struct PNGFixture {
  struct Layout: CustomStringConvertible, Sendable {
    let colorType: UInt8
    let depth: Int
    let isInterlaced: Bool
    let isTransparent: Bool

    var samples: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colorType]! }

    var description: String {
      "type \(colorType), \(depth) bits\(isInterlaced ? ", interlaced" : "")"
        + (isTransparent ? ", transparent" : "")
    }
  }

  let header: [UInt8]
  let packed: [UInt8]
  let file: [UInt8]
  let picture: Picture

  init(_ layout: Layout, width: Int, height: Int) {
    var generator = TestGenerator(seed: UInt64(width * 100 + height))
    let most = 1 << layout.depth - 1
    let colors = layout.colorType == 3 ? min(most, 200) + 1 : most + 1
    let palette = (0..<(3 * colors)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let pixels = (0..<(width * height)).map { _ in
      (0..<layout.samples).map { _ in Int.random(in: 0..<colors, using: &generator) }
    }
    // For grey and colour, the first pixel's colour is transparent; palettes have some alphas.
    let alphas = (0..<max(1, colors / 2)).map { _ in UInt8.random(in: 0...255, using: &generator) }
    var transparency: [UInt8]?
    if layout.isTransparent {
      transparency =
        layout.colorType == 3 ? alphas : pixels[0].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    }
    header =
      [0, 0, 0, UInt8(width), 0, 0, 0, UInt8(height), UInt8(layout.depth), layout.colorType, 0, 0]
      + [layout.isInterlaced ? 1 : 0]
    packed = Gzip.deflated(
      Self.rows(layout, width, height, pixels, &generator), wrapping: .zlib)
    var chunks: [(String, [UInt8])] = [("IHDR", header)]
    if layout.colorType == 3 { chunks.append(("PLTE", palette)) }
    if let transparency { chunks.append(("tRNS", transparency)) }
    chunks += [("IDAT", packed), ("IEND", [])]
    file = Self.file(chunks)

    func byte(_ sample: Int) -> UInt8 {
      UInt8((Double(sample) * 255 / Double(most)).rounded())
    }
    let bytes = pixels.flatMap { pixel -> [UInt8] in
      let isClear = layout.isTransparent && pixel == pixels[0]
      let alpha: [UInt8] = layout.isTransparent ? [isClear ? 0 : 255] : []
      switch layout.colorType {
      case 0:
        let grey = byte(pixel[0])
        return layout.isTransparent ? [grey, grey, grey] + alpha : [grey]
      case 2: return pixel.map(byte) + alpha
      case 3:
        let color = Array(palette[(3 * pixel[0])..<(3 * pixel[0] + 3)])
        guard layout.isTransparent else { return color }
        return color + [pixel[0] < alphas.count ? alphas[pixel[0]] : 255]
      case 4: return [UInt8](repeating: byte(pixel[0]), count: 3) + [byte(pixel[1])]
      default: return pixel.map(byte)
      }
    }
    picture = Picture(
      width: width, height: height,
      kind: Picture.Kind(channels: bytes.count / (width * height))!, bytes: bytes)
  }

  /// A file from its chunks, with the right lengths and checksums.
  static func file(_ chunks: some Sequence<(String, [UInt8])>) -> [UInt8] {
    func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) } }
    var file: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    for (name, content) in chunks {
      let body = Array(name.utf8) + content
      file += number(content.count) + body + number(Int(Gzip.checksum(body[...])))
    }
    return file
  }

  /// The filtered rows of all passes, each row with a filter chosen by chance.
  private static func rows(
    _ layout: Layout, _ width: Int, _ height: Int, _ pixels: [[Int]],
    _ generator: inout TestGenerator
  ) -> [UInt8] {
    let starts = [(0, 0), (4, 0), (0, 4), (2, 0), (0, 2), (1, 0), (0, 1)]
    let steps = [(8, 8), (8, 8), (4, 8), (4, 4), (2, 4), (2, 2), (1, 2)]
    let passes = layout.isInterlaced ? Array(zip(starts, steps)) : [((0, 0), (1, 1))]
    let pixelBytes = max(1, layout.samples * layout.depth / 8)
    var result: [UInt8] = []
    for ((x0, y0), (dx, dy)) in passes {
      var above: [UInt8]?
      for y in stride(from: y0, to: height, by: dy) {
        let row = bits(
          stride(from: x0, to: width, by: dx).flatMap { pixels[y * width + $0] }, layout.depth)
        if row.isEmpty { continue }
        let filter = Int.random(in: 0...4, using: &generator)
        result.append(UInt8(filter))
        for i in row.indices {
          let left = i >= pixelBytes ? Int(row[i - pixelBytes]) : 0
          let up = Int(above?[i] ?? 0)
          let corner = i >= pixelBytes ? Int(above?[i - pixelBytes] ?? 0) : 0
          let guess = [0, left, up, (left + up) / 2, paeth(left, up, corner)][filter]
          result.append(UInt8(truncatingIfNeeded: Int(row[i]) - guess))
        }
        above = row
      }
    }
    return result
  }

  private static func bits(_ samples: [Int], _ depth: Int) -> [UInt8] {
    if depth == 16 { return samples.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }
    var bytes: [UInt8] = []
    for (index, sample) in samples.enumerated() {
      let bit = index * depth
      if bit % 8 == 0 { bytes.append(0) }
      bytes[bit / 8] |= UInt8(sample << (8 - depth - bit % 8))
    }
    return bytes
  }

  private static func paeth(_ a: Int, _ b: Int, _ c: Int) -> Int {
    let p = a + b - c
    return [(abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c)].min {
      ($0.0, $0.1) < ($1.0, $1.1)
    }!.2
  }
}
