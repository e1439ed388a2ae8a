/// Reading and writing NumPy's `.npy`: one array per file.
///
/// Whole numbers, truth values and floating-point numbers of 16 to 64 bits are read, in either byte
/// order; arrays in Fortran order are brought into row-major order. The layout is that of
/// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, versions 1 to 3.
public enum NPY {
  private static let signature: [UInt8] = [0x93] + Array("NUMPY".utf8)

  private static let types: [(code: String, scalar: ScalarType)] = [
    ("b1", .bool), ("u1", .uint8), ("i1", .int8), ("u2", .uint16), ("i2", .int16),
    ("u4", .uint32), ("i4", .int32), ("u8", .uint64), ("i8", .int64), ("f2", .float16),
    ("f4", .float32), ("f8", .float64),
  ]

  /// Reads the bytes of a file.
  ///
  /// - Throws: an error that says what is wrong with the bytes.
  public static func decode(_ bytes: [UInt8]) throws(FormatError) -> StoredTensor {
    let (header, offset) = try header(bytes)
    let layout = header.layout(offset: offset, shape: header.storedShape)
    try layout.check(fileCount: bytes.count)
    let stored = layout.tensor(shape: header.storedShape, bytes: bytes[offset...])
    return header.isFortran ? stored.transposed : stored
  }

  /// Whether bytes begin as those of a `.npy` file do.
  static func isNPY(_ bytes: [UInt8]) -> Bool { bytes.starts(with: signature) }

  /// Where a file that begins with these bytes has its numbers, which must be in row-major order.
  static func layout(_ bytes: [UInt8]) throws(FormatError) -> StoredLayout {
    let (header, offset) = try header(bytes)
    guard !header.isFortran || header.shape.rank < 2 else {
      throw FormatError(
        .npy, .unsupported,
        "its numbers are in Fortran order, in which the numbers of a sample do not lie together; "
          + "save it again with numpy.ascontiguousarray.")
    }
    return header.layout(offset: offset, shape: header.shape)
  }

  /// The header, and where the numbers begin.
  private static func header(_ bytes: [UInt8]) throws(FormatError) -> (Header, offset: Int) {
    guard isNPY(bytes) else {
      throw FormatError(.npy, .wrongFormat, "its first bytes are not those of a .npy file.")
    }
    var reader = ByteReader(bytes, format: .npy)
    try reader.skip(signature.count)
    let version = try reader.byte()
    try reader.skip(1)
    guard (1...3).contains(version) else {
      throw FormatError(.npy, .unsupported, "it has the version \(version).")
    }
    let length = version == 1 ? try reader.littleEndian16() : try reader.littleEndian32()
    let header = try Header(try reader.take(length))
    return (header, reader.offset)
  }

  /// The bytes of a file, little-endian, in row-major order; traps for bfloat16, unknown to NumPy.
  public static func encode(_ tensor: StoredTensor) -> [UInt8] {
    guard let code = types.first(where: { $0.scalar == tensor.scalar })?.code else {
      fatalError("NumPy has no type \(tensor.scalar); convert to float32 first.")
    }
    let order = tensor.scalar.byteCount == 1 ? "|" : "<"
    let sizes = tensor.shape.dimensions.map(String.init)
    let shape = sizes.count == 1 ? "\(sizes[0])," : sizes.joined(separator: ", ")
    var header = "{'descr': '\(order)\(code)', 'fortran_order': False, 'shape': (\(shape)), }"
    // As NumPy does: spaces and a line feed, so that the numbers begin at a multiple of 64.
    let unpadded = signature.count + 4 + header.utf8.count + 1
    header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    let length = header.utf8.count
    return signature + [1, 0, UInt8(length & 255), UInt8(length >> 8)] + Array(header.utf8)
      + tensor.bytes
  }

  /// The text before the numbers: a Python dictionary with three entries.
  private struct Header {
    let scalar: ScalarType
    let isBigEndian: Bool
    let isFortran: Bool
    let shape: Tensor.Shape
    /// The shape that the bytes have when they are read in row-major order.
    var storedShape: Tensor.Shape {
      isFortran ? Tensor.Shape(shape.dimensions.reversed()) : shape
    }

    func layout(offset: Int, shape: Tensor.Shape) -> StoredLayout {
      StoredLayout(
        format: .npy, shape: shape, scalar: scalar, isBigEndian: isBigEndian, offset: offset)
    }

    init(_ text: ArraySlice<UInt8>) throws(FormatError) {
      var parser = PythonLiteral(text)
      let entries = try parser.dictionary()
      guard case .text(let description)? = entries["descr"],
        case .bool(let isFortran)? = entries["fortran_order"],
        case .tuple(let dimensions)? = entries["shape"], entries.count == 3
      else {
        throw FormatError(
          .npy, .damaged, "its header does not say descr, fortran_order and shape.")
      }
      guard let order = description.first, "<>|=".contains(order),
        let type = NPY.types.first(where: { $0.code == description.dropFirst() }),
        order != "=" && (order != "|" || type.scalar.byteCount == 1)
      else {
        throw FormatError(
          .npy, .unsupported, "its numbers have the type '\(description)', not one such as '<f4'.")
      }
      guard dimensions.count <= 64, let shape = Tensor.Shape(checking: dimensions) else {
        throw FormatError(.npy, .damaged, "its header says a shape that no file can have.")
      }
      scalar = type.scalar
      isBigEndian = order == ">"
      self.isFortran = isFortran
      self.shape = shape
    }
  }
}

extension StoredTensor {
  /// The same numbers with the order of dimensions turned round.
  fileprivate var transposed: StoredTensor {
    let from = shape.dimensions
    let to = Array(from.reversed())
    let size = scalar.byteCount
    guard shape.count > 0, shape.rank > 1 else {
      return StoredTensor(shape: Tensor.Shape(to), scalar: scalar, bytes: bytes)
    }
    var strides = [Int](repeating: size, count: from.count)
    for d in stride(from: from.count - 2, through: 0, by: -1) {
      strides[d] = strides[d + 1] * from[d + 1]
    }
    strides.reverse()
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var indices = [Int](repeating: 0, count: to.count)
    var offset = bytes.startIndex
    for _ in 0..<shape.count {
      result.append(contentsOf: bytes[offset..<(offset + size)])
      for d in stride(from: to.count - 1, through: 0, by: -1) {
        indices[d] += 1
        offset += strides[d]
        if indices[d] < to[d] { break }
        offset -= strides[d] * to[d]
        indices[d] = 0
      }
    }
    return StoredTensor(shape: Tensor.Shape(to), scalar: scalar, bytes: result[...])
  }
}
