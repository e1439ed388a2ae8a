/// Where a file keeps its block of numbers, and how.
struct StoredLayout {
  let format: FormatError.Format
  let shape: Tensor.Shape
  let scalar: ScalarType
  let isBigEndian: Bool
  /// Where the numbers begin.
  let offset: Int

  var byteCount: Int { shape.count * scalar.byteCount }

  /// Checks that the numbers take the rest of a file of `count` bytes.
  func check(fileCount count: Int) throws(FormatError) {
    guard count - offset != byteCount else { return }
    throw FormatError(
      format, count - offset < byteCount ? .truncated : .damaged,
      "its header says \(shape) numbers, which take \(byteCount) bytes, "
        + "but \(count - offset) follow.")
  }

  /// Numbers of this kind.
  func tensor(shape: Tensor.Shape, bytes: ArraySlice<UInt8>) -> StoredTensor {
    isBigEndian
      ? StoredTensor(shape: shape, scalar: scalar, bigEndian: bytes)
      : StoredTensor(shape: shape, scalar: scalar, bytes: bytes)
  }
}
