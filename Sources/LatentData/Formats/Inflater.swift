internal import CLatentsZlib

/// Unpacks deflate data piece by piece, never more than was asked for.
///
/// The one who asks must know how much to expect: a kilobyte can unpack to a megabyte, so sizes are
/// checked against ``Inflater/greatestRatio`` before memory is taken.
final class Inflater {
  /// No deflate stream unpacks to more than this many times its size.
  static let greatestRatio = 1032

  private let stream: UnsafeMutablePointer<z_stream>
  private let input: ArraySlice<UInt8>
  private let format: FormatError.Format
  private let wrapping: Gzip.Wrapping
  private var consumed = 0
  private var hasEnded = false

  init(_ input: ArraySlice<UInt8>, wrapping: Gzip.Wrapping, format: FormatError.Format) {
    self.input = input
    self.format = format
    self.wrapping = wrapping
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(
      stream, wrapping.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    if status != Z_OK { fatalError("zlib could not start (\(status)).") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Exactly `count` unpacked bytes; throws when the data ends before or is damaged.
  func read(_ count: Int) throws(FormatError) -> [UInt8] {
    guard count <= mostBytes else {
      throw FormatError(
        format, .damaged, "\(count) bytes cannot be packed into \(input.count).")
    }
    let bytes = try readUpTo(count)
    guard bytes.count == count else {
      throw FormatError(
        format, .truncated, "its packed data holds \(bytes.count) bytes instead of \(count).")
    }
    return bytes
  }

  /// Everything that is left, refused when it is more than `limit` bytes.
  func readAll(limit: Int) throws(FormatError) -> [UInt8] {
    var bytes: [UInt8] = []
    var step = min(max(4 * input.count, 1 << 12), limit, mostBytes) + 1
    while true {
      let piece = try readUpTo(step)
      bytes.append(contentsOf: piece)
      guard bytes.count <= limit else {
        throw FormatError(
          format, .tooLarge, "\(input.count) bytes unpack to more than \(limit).")
      }
      if piece.count < step { return bytes }
      step = min(bytes.count, limit - bytes.count + 1)
    }
  }

  /// Checks that nothing is left and that the checksum at the end is right.
  func finish() throws(FormatError) {
    guard try readUpTo(1).isEmpty else {
      throw FormatError(format, .damaged, "its packed data holds more than it should.")
    }
  }

  private var mostBytes: Int {
    input.count > Int.max / Self.greatestRatio - 1 ? .max : (input.count + 1) * Self.greatestRatio
  }

  /// Unpacked bytes, fewer than `count` only at the end of the data.
  private func readUpTo(_ count: Int) throws(FormatError) -> [UInt8] {
    var failure: FormatError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { output, produced in
      input.withUnsafeBufferPointer { input in
        while produced < count && !hasEnded && failure == nil {
          failure = step(input, output, &produced)
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }

  private func step(
    _ input: UnsafeBufferPointer<UInt8>, _ output: UnsafeMutableBufferPointer<UInt8>,
    _ produced: inout Int
  ) -> FormatError? {
    let available = min(input.count - consumed, 1 << 30)
    let room = min(output.count - produced, 1 << 30)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + consumed })
    stream.pointee.avail_in = UInt32(available)
    stream.pointee.next_out = output.baseAddress! + produced
    stream.pointee.avail_out = UInt32(room)
    let status = inflate(stream, Z_NO_FLUSH)
    consumed += available - Int(stream.pointee.avail_in)
    produced += room - Int(stream.pointee.avail_out)
    switch status {
    case Z_OK: return nil
    case Z_STREAM_END: return endOfStream(input)
    case Z_BUF_ERROR:
      return FormatError(format, .truncated, "its packed data ends early.")
    case Z_MEM_ERROR: fatalError("zlib found no memory.")
    default:
      let words = stream.pointee.msg.map { String(cString: $0) } ?? "no valid stream"
      return FormatError(format, .damaged, "its packed data is damaged (\(words)).")
    }
  }

  /// A gzip file may consist of several packed parts, and may be padded with zeros.
  private func endOfStream(_ input: UnsafeBufferPointer<UInt8>) -> FormatError? {
    hasEnded = true
    guard wrapping == .gzip, consumed < input.count else { return nil }
    if input[consumed] == 0x1f {
      hasEnded = false
      inflateReset(stream)
      return nil
    }
    while consumed < input.count && input[consumed] == 0 { consumed += 1 }
    return consumed == input.count
      ? nil : FormatError(format, .damaged, "there is something else after its packed data.")
  }
}
