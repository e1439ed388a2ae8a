internal import CLatentsZlib

/// Packing and unpacking with gzip, and the checksum that PNG and ZIP share with it.
package enum Gzip {
  /// What surrounds the packed data.
  package enum Wrapping: Int32 {
    /// Nothing, as in ZIP archives.
    case raw = -15
    /// A checksum, as in PNG.
    case zlib = 15
    /// A header and a checksum, as in `.gz` files.
    case gzip = 31
  }

  /// Whether bytes begin as a gzip file does.
  package static func isGzip(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
  }

  /// Unpacks a gzip file; others are returned as they are.
  ///
  /// A file that unpacks to more than 64 MiB and more than 100 times its size is refused: no table
  /// or picture set is that regular, but a file made to exhaust memory is.
  package static func unpackIfNeeded(_ bytes: [UInt8]) throws(FormatError) -> [UInt8] {
    guard isGzip(bytes) else { return bytes }
    let limit = max(64 << 20, 100 * bytes.count)
    return try Inflater(bytes[...], wrapping: .gzip, format: .gzip).readAll(limit: limit)
  }

  /// Packs bytes into a gzip file without name or date, so that equal bytes give equal files.
  package static func pack(_ bytes: [UInt8]) -> [UInt8] {
    deflated(bytes, wrapping: .gzip)
  }

  /// The checksum CRC-32 of some bytes, or of bytes that follow others with a known checksum.
  package static func checksum(_ bytes: ArraySlice<UInt8>, after previous: UInt32 = 0) -> UInt32 {
    bytes.withUnsafeBufferPointer { buffer in
      var value = UInt(previous)
      var offset = 0
      // The address of an empty slice may be null, which zlib reads as "start anew".
      while offset < buffer.count {
        let count = min(buffer.count - offset, 1 << 30)
        value = crc32(value, buffer.baseAddress! + offset, UInt32(count))
        offset += count
      }
      return UInt32(truncatingIfNeeded: value)
    }
  }

  /// The bytes packed by zlib at its usual level.
  ///
  /// - Parameter runsOnly: looks for runs of one byte and not for repeated texts, which is many
  ///   times faster and packs the filtered rows of pictures as well or better.
  package static func deflated(
    _ bytes: [UInt8], wrapping: Wrapping, runsOnly: Bool = false
  ) -> [UInt8] {
    var stream = z_stream()
    let status = deflateInit2_(
      &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, wrapping.rawValue, 9,
      runsOnly ? Z_RLE : Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if status != Z_OK { fatalError("zlib could not start (\(status)).") }
    defer { deflateEnd(&stream) }
    let capacity = Int(deflateBound(&stream, UInt(bytes.count)))
    return [UInt8](unsafeUninitializedCapacity: capacity) { output, produced in
      bytes.withUnsafeBufferPointer { input in
        var consumed = 0
        var status = Z_OK
        while status == Z_OK {
          let available = min(input.count - consumed, 1 << 30)
          let room = min(capacity - produced, 1 << 30)
          stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + consumed })
          stream.avail_in = UInt32(available)
          stream.next_out = output.baseAddress! + produced
          stream.avail_out = UInt32(room)
          status = deflate(&stream, consumed + available == input.count ? Z_FINISH : Z_NO_FLUSH)
          consumed += available - Int(stream.avail_in)
          produced += room - Int(stream.avail_out)
        }
        if status != Z_STREAM_END { fatalError("zlib could not pack \(bytes.count) bytes.") }
      }
    }
  }
}
