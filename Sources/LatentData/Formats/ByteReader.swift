/// A position in an array of bytes that never moves past its end.
struct ByteReader {
  let bytes: [UInt8]
  let format: FormatError.Format
  private(set) var offset = 0
  let end: Int

  init(_ bytes: [UInt8], format: FormatError.Format) {
    self.bytes = bytes
    self.format = format
    self.end = bytes.count
  }

  var remaining: Int { end - offset }

  mutating func skip(_ count: Int) throws(FormatError) {
    _ = try take(count)
  }

  mutating func take(_ count: Int) throws(FormatError) -> ArraySlice<UInt8> {
    guard count >= 0 && count <= remaining else {
      throw FormatError(
        format, .truncated, "\(count) bytes were expected at byte \(offset) of \(end).")
    }
    offset += count
    return bytes[(offset - count)..<offset]
  }

  mutating func byte() throws(FormatError) -> UInt8 {
    try take(1).first!
  }

  mutating func bigEndian32() throws(FormatError) -> Int {
    try take(4).reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func littleEndian16() throws(FormatError) -> Int {
    try take(2).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func littleEndian32() throws(FormatError) -> Int {
    try take(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  mutating func littleEndian64() throws(FormatError) -> UInt64 {
    try take(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
