/// Reading NumPy's `.npz`: a ZIP archive of arrays, plain or packed.
public enum NPZ {
  /// The arrays of a file by name, without the ending `.npy`.
  ///
  /// Archives with encryption, several volumes or the 64-bit extension are not read.
  ///
  /// - Throws: an error that says what is wrong with the bytes.
  public static func decode(_ bytes: [UInt8]) throws(FormatError) -> [String: StoredTensor] {
    guard bytes.starts(with: [0x50, 0x4b, 3, 4]) || bytes.starts(with: [0x50, 0x4b, 5, 6]) else {
      throw FormatError(.npz, .wrongFormat, "its first bytes are not those of a .npz file.")
    }
    var arrays: [String: StoredTensor] = [:]
    // Entries may not overlap, or a small file could hold the same bytes many times over.
    var taken: [Range<Int>] = []
    for entry in try directory(of: bytes) {
      guard entry.name.hasSuffix(".npy") else { continue }
      let (content, range) = try entry.content(in: bytes)
      taken.append(range)
      let name = String(entry.name.dropLast(4))
      guard arrays.updateValue(try NPY.decode(content), forKey: name) == nil else {
        throw FormatError(.npz, .damaged, "two of its arrays are called \"\(name)\".")
      }
    }
    taken.sort { $0.lowerBound < $1.lowerBound }
    for (one, next) in zip(taken, taken.dropFirst()) where one.upperBound > next.lowerBound {
      throw FormatError(.npz, .damaged, "two of its arrays overlap.")
    }
    return arrays
  }

  private struct Entry {
    let name: String
    let method: Int
    let checksum: Int
    let packedCount: Int
    let count: Int
    let offset: Int

    /// The unpacked bytes, and where in the file the entry lies.
    func content(in bytes: [UInt8]) throws(FormatError) -> (content: [UInt8], range: Range<Int>) {
      var reader = ByteReader(bytes, format: .npz)
      try reader.skip(offset)
      guard try reader.littleEndian32() == 0x0403_4b50 else {
        throw FormatError(.npz, .damaged, "\"\(name)\" is not where the directory says.")
      }
      // The sizes here may be left out; those of the directory count.
      try reader.skip(22)
      let (nameCount, extraCount) = (try reader.littleEndian16(), try reader.littleEndian16())
      try reader.skip(nameCount + extraCount)
      let packed = try reader.take(packedCount)
      let content: [UInt8]
      switch method {
      case 0 where packedCount == count: content = Array(packed)
      case 8:
        let inflater = Inflater(packed, wrapping: .raw, format: .npz)
        content = try inflater.read(count)
        try inflater.finish()
      default:
        throw FormatError(.npz, .unsupported, "\"\(name)\" is packed by the method \(method).")
      }
      guard Int(Gzip.checksum(content[...])) == checksum else {
        throw FormatError(.npz, .damaged, "the checksum of \"\(name)\" is wrong.")
      }
      return (content, offset..<packed.endIndex)
    }
  }

  /// The directory at the end of the file.
  private static func directory(of bytes: [UInt8]) throws(FormatError) -> [Entry] {
    // Its end mark is 22 bytes from the end, or earlier when a comment follows it.
    let ends = stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 65535), by: -1)
    guard let end = ends.first(where: { bytes[$0...].starts(with: [0x50, 0x4b, 5, 6]) }) else {
      throw FormatError(.npz, .truncated, "its directory is missing.")
    }
    var reader = ByteReader(bytes, format: .npz)
    try reader.skip(end + 10)
    let count = try reader.littleEndian16()
    try reader.skip(4)
    let start = try reader.littleEndian32()
    guard count < 0xffff, start <= end else {
      throw FormatError(.npz, .unsupported, "its directory is not that of a small archive.")
    }
    reader = ByteReader(bytes, format: .npz)
    try reader.skip(start)
    var entries: [Entry] = []
    for _ in 0..<count {
      guard try reader.littleEndian32() == 0x0201_4b50 else {
        throw FormatError(.npz, .damaged, "its directory is not valid.")
      }
      try reader.skip(4)
      let flags = try reader.littleEndian16()
      let method = try reader.littleEndian16()
      try reader.skip(4)
      let checksum = try reader.littleEndian32()
      let (packedCount, count) = (try reader.littleEndian32(), try reader.littleEndian32())
      let nameCount = try reader.littleEndian16()
      let extraCount = try reader.littleEndian16()
      let commentCount = try reader.littleEndian16()
      try reader.skip(8)
      let offset = try reader.littleEndian32()
      let name = String(decoding: try reader.take(nameCount), as: UTF8.self)
      try reader.skip(extraCount + commentCount)
      guard flags & 1 == 0, ![packedCount, count, offset].contains(0xffff_ffff) else {
        throw FormatError(.npz, .unsupported, "\"\(name)\" is encrypted or very large.")
      }
      entries.append(
        Entry(
          name: name, method: method, checksum: checksum, packedCount: packedCount, count: count,
          offset: offset))
    }
    return entries
  }
}
