import LatentSpace

extension PNG {
  /// The bytes of a PNG file: the same ones for the same picture and texts, whatever the machine.
  ///
  /// The packed form depends on the version of zlib; the pixels never do.
  ///
  /// - Parameters:
  ///   - picture: the picture to write.
  ///   - text: texts to store by keyword; a keyword has 1 to 79 printable ASCII characters.
  public static func encode(_ picture: Picture, text: [String: String] = [:]) -> [UInt8] {
    var bytes = signature
    append("IHDR", header(of: picture), to: &bytes)
    append(text, to: &bytes)
    append("IDAT", packedPixels(of: picture), to: &bytes)
    append("IEND", [], to: &bytes)
    return bytes
  }

  static func header(of picture: Picture) -> [UInt8] {
    let colorType: Header.ColorType =
      switch picture.kind {
      case .grey: .grey
      case .rgb: .rgb
      case .rgba: .rgba
      }
    return bigEndian(picture.width) + bigEndian(picture.height) + [8, colorType.rawValue, 0, 0, 0]
  }

  static func append(_ text: [String: String], to bytes: inout [UInt8]) {
    for (keyword, value) in text.sorted(by: { $0.key < $1.key }) {
      require(
        (1...79).contains(keyword.utf8.count) && keyword.utf8.allSatisfy { (32...126).contains($0) }
          && !keyword.hasPrefix(" ") && !keyword.hasSuffix(" ") && !keyword.contains("  "),
        "The keyword of a text in a picture needs 1 to 79 printable ASCII characters without "
          + "leading, trailing or double spaces, not \"\(keyword)\".")
      append("iTXt", textChunk(keyword, value), to: &bytes)
    }
  }

  static func append(_ name: String, _ content: [UInt8], to bytes: inout [UInt8]) {
    bytes += bigEndian(content.count)
    let start = bytes.count
    bytes += name.utf8
    bytes += content
    bytes += bigEndian(Int(Gzip.checksum(bytes[start...])))
  }

  static func bigEndian(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
  }

  /// The pixels, filtered row by row and packed.
  static func packedPixels(of picture: Picture) -> [UInt8] {
    let rowBytes = picture.width * picture.channels
    var filtered = [UInt8](repeating: 0, count: picture.height * (rowBytes + 1))
    var trial = [UInt8](repeating: 0, count: rowBytes)
    filtered.withUnsafeMutableBufferPointer { filtered in
      trial.withUnsafeMutableBufferPointer { trial in
        picture.bytes.withUnsafeBufferPointer { bytes in
          for y in 0..<picture.height {
            let row = bytes.baseAddress! + y * rowBytes
            let target = filtered.baseAddress! + y * (rowBytes + 1)
            // The usual rule: the filter with the smallest sum of differences packs best; the
            // earlier one of equals, so that flat pictures keep plain rows.
            var least = Int.max
            for filter in UInt8(0)...4 {
              let size = RowFilter.apply(
                filter, row, y == 0 ? nil : row - rowBytes, count: rowBytes,
                pixelBytes: picture.channels, into: trial.baseAddress!)
              if size < least {
                least = size
                target[0] = filter
                (target + 1).update(from: trial.baseAddress!, count: rowBytes)
              }
            }
          }
        }
      }
    }
    return Gzip.deflated(filtered, wrapping: .zlib, runsOnly: true)
  }
}
