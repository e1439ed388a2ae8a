/// Reading and writing the format of MNIST, plain or packed with gzip.
///
/// A file is four bytes (two zeros, the type of number, the number of dimensions), one big-endian
/// size per dimension, and the numbers: http://yann.lecun.com/exdb/mnist/.
public enum IDX {
  private static let types: [(code: UInt8, scalar: ScalarType)] = [
    (0x08, .uint8), (0x09, .int8), (0x0b, .int16), (0x0c, .int32), (0x0d, .float32),
    (0x0e, .float64),
  ]

  /// Reads the bytes of a file, plain or packed with gzip.
  ///
  /// - Throws: an error that says what is wrong with the bytes.
  public static func decode(_ bytes: [UInt8]) throws(FormatError) -> StoredTensor {
    guard Gzip.isGzip(bytes) else {
      let layout = try layout(bytes)
      try layout.check(fileCount: bytes.count)
      return layout.tensor(shape: layout.shape, bytes: bytes[layout.offset...])
    }
    let inflater = Inflater(bytes[...], wrapping: .gzip, format: .idx)
    let header = try Header { (count) throws(FormatError) in try inflater.read(count)[...] }
    let content = try inflater.read(header.contentBytes)
    try inflater.finish()
    return StoredTensor(shape: header.shape, scalar: header.scalar, bigEndian: content[...])
  }

  /// Where a plain file that begins with these bytes has its numbers.
  static func layout(_ bytes: [UInt8]) throws(FormatError) -> StoredLayout {
    var reader = ByteReader(bytes, format: .idx)
    let header = try Header { (count) throws(FormatError) in try reader.take(count) }
    return StoredLayout(
      format: .idx, shape: header.shape, scalar: header.scalar, isBigEndian: true,
      offset: header.byteCount)
  }

  /// The bytes of a plain file; nil when the format has no such type of number.
  public static func encode(_ tensor: StoredTensor) -> [UInt8]? {
    guard let code = types.first(where: { $0.scalar == tensor.scalar })?.code,
      tensor.shape.rank <= 255, tensor.shape.dimensions.allSatisfy({ $0 <= Int32.max })
    else { return nil }
    let sizes = tensor.shape.dimensions.flatMap { PNG.bigEndian($0) }
    // Turning the order of bytes round twice is turning it back.
    let swapped = StoredTensor(
      shape: tensor.shape, scalar: tensor.scalar, bigEndian: tensor.bytes)
    return [0, 0, code, UInt8(tensor.shape.rank)] + sizes + swapped.bytes
  }

  private struct Header {
    let shape: Tensor.Shape
    let scalar: ScalarType
    var byteCount: Int { 4 + 4 * shape.rank }
    var contentBytes: Int { shape.count * scalar.byteCount }

    init(
      _ take: (Int) throws(FormatError) -> ArraySlice<UInt8>
    ) throws(FormatError) {
      let magic = Array(try take(4))
      guard magic[0] == 0, magic[1] == 0,
        let type = IDX.types.first(where: { $0.code == magic[2] })
      else {
        throw FormatError(.idx, .wrongFormat, "its first bytes are not those of an IDX file.")
      }
      scalar = type.scalar
      let sizes = Array(try take(4 * Int(magic[3])))
      let dimensions = stride(from: 0, to: sizes.count, by: 4).map { start in
        sizes[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
      }
      guard let shape = Tensor.Shape(checking: dimensions) else {
        throw FormatError(.idx, .damaged, "its header says sizes that no file can have.")
      }
      self.shape = shape
    }
  }
}
