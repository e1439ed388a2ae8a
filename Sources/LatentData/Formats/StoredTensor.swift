import LatentSpace

/// A block of numbers as a file stores it, converted only when asked for.
///
///     let stored = try NPY.decode(bytes)
///     stored.shape        // 10000 × 32
///     stored.scalar       // .float32
///     stored.tensor       // the same numbers as a Tensor of Float
public struct StoredTensor: Hashable, Sendable {
  /// The sizes along each dimension, outermost first.
  public let shape: Tensor.Shape

  /// The kind of number.
  public let scalar: ScalarType

  /// The numbers in row-major order, little-endian.
  public let bytes: ArraySlice<UInt8>

  /// Makes a block from little-endian numbers; traps when their bytes do not fit the shape.
  public init(shape: Tensor.Shape, scalar: ScalarType, bytes: ArraySlice<UInt8>) {
    require(
      bytes.count == shape.count * scalar.byteCount,
      "\(shape) numbers of the type \(scalar) need \(shape.count * scalar.byteCount) bytes, "
        + "but \(bytes.count) were given.")
    self.shape = shape
    self.scalar = scalar
    self.bytes = bytes
  }

  init(shape: Tensor.Shape, scalar: ScalarType, bigEndian bytes: ArraySlice<UInt8>) {
    var swapped = Array(bytes)
    switch scalar.byteCount {
    case 2: Self.swapBytes(of: UInt16.self, in: &swapped)
    case 4: Self.swapBytes(of: UInt32.self, in: &swapped)
    case 8: Self.swapBytes(of: UInt64.self, in: &swapped)
    default: break
    }
    self.init(shape: shape, scalar: scalar, bytes: swapped[...])
  }

  private static func swapBytes<Number: FixedWidthInteger>(
    of type: Number.Type, in bytes: inout [UInt8]
  ) {
    bytes.withUnsafeMutableBytes { raw in
      for offset in stride(from: 0, to: raw.count, by: MemoryLayout<Number>.size) {
        let number = raw.loadUnaligned(fromByteOffset: offset, as: Number.self)
        raw.storeBytes(of: number.byteSwapped, toByteOffset: offset, as: Number.self)
      }
    }
  }

  /// Makes a block of 32-bit numbers, or of 16-bit or 64-bit ones rounded to nearest.
  ///
  /// - Parameters:
  ///   - tensor: the numbers.
  ///   - scalar: one of the four types that are not whole numbers.
  public init(_ tensor: Tensor, as scalar: ScalarType = .float32) {
    require(!scalar.isInteger, "Values are stored as floating-point numbers, not as \(scalar).")
    let size = scalar.byteCount
    let total = tensor.count * size
    let bytes = [UInt8](unsafeUninitializedCapacity: total) { buffer, count in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      for (index, value) in tensor.values.enumerated() {
        let offset = index * size
        switch scalar {
        case .float16:
          raw.storeBytes(
            of: HalfPrecision.half(value).littleEndian, toByteOffset: offset, as: UInt16.self)
        case .bfloat16:
          raw.storeBytes(
            of: HalfPrecision.brain(value).littleEndian, toByteOffset: offset, as: UInt16.self)
        case .float64:
          raw.storeBytes(
            of: Double(value).bitPattern.littleEndian, toByteOffset: offset, as: UInt64.self)
        default:
          raw.storeBytes(
            of: value.bitPattern.littleEndian, toByteOffset: offset, as: UInt32.self)
        }
      }
      count = total
    }
    self.init(shape: tensor.shape, scalar: scalar, bytes: bytes[...])
  }

  /// The numbers as a tensor; those that 32 bits cannot hold exactly are rounded to nearest.
  public var tensor: Tensor {
    let values: [Float]
    switch scalar {
    case .bool: values = map(UInt8.self) { $0 == 0 ? 0 : 1 }
    case .uint8: values = map(UInt8.self) { Float($0) }
    case .int8: values = map(Int8.self) { Float($0) }
    case .uint16: values = map(UInt16.self) { Float($0) }
    case .int16: values = map(Int16.self) { Float($0) }
    case .uint32: values = map(UInt32.self) { Float($0) }
    case .int32: values = map(Int32.self) { Float($0) }
    case .uint64: values = map(UInt64.self) { Float($0) }
    case .int64: values = map(Int64.self) { Float($0) }
    case .float16: values = halves
    case .bfloat16: values = map(UInt16.self) { HalfPrecision.float(brain: $0) }
    case .float32: values = map(UInt32.self) { Float(bitPattern: $0) }
    case .float64: values = map(UInt64.self) { Float(Double(bitPattern: $0)) }
    }
    return Tensor(shape: shape, values: values)
  }

  /// Numbers of 16 bits, which models consist of.
  private var halves: [Float] {
    bytes.withUnsafeBytes { raw in
      guard UInt16(littleEndian: 1) == 1, !raw.isEmpty,
        UInt(bitPattern: raw.baseAddress) % UInt(MemoryLayout<UInt16>.alignment) == 0
      else { return map(UInt16.self) { HalfPrecision.float(half: $0) } }
      let count = shape.count
      return [Float](unsafeUninitializedCapacity: count) { values, initialized in
        LatentSpace.HalfPrecision.values(
          ofBits: raw.bindMemory(to: UInt16.self).baseAddress!, into: values.baseAddress!,
          count: count)
        initialized = count
      }
    }
  }

  /// The numbers with 64 bits of precision; only 64-bit whole numbers may be rounded.
  public var doubles: [Double] {
    switch scalar {
    case .float64: map(UInt64.self) { Double(bitPattern: $0) }
    case .uint32: map(UInt32.self) { Double($0) }
    case .int32: map(Int32.self) { Double($0) }
    case .uint64: map(UInt64.self) { Double($0) }
    case .int64: map(Int64.self) { Double($0) }
    default: tensor.values.map(Double.init)
    }
  }

  /// The whole numbers; nil when the type has fractions or a number is too large.
  public var integers: [Int]? {
    switch scalar {
    case .bool: return map(UInt8.self) { $0 == 0 ? 0 : 1 }
    case .uint8: return map(UInt8.self) { Int($0) }
    case .int8: return map(Int8.self) { Int($0) }
    case .uint16: return map(UInt16.self) { Int($0) }
    case .int16: return map(Int16.self) { Int($0) }
    case .uint32: return map(UInt32.self) { Int($0) }
    case .int32: return map(Int32.self) { Int($0) }
    case .int64: return map(Int64.self) { Int($0) }
    case .uint64:
      let values = map(UInt64.self) { $0 }
      return values.allSatisfy { $0 <= UInt64(Int.max) } ? values.map { Int($0) } : nil
    case .float16, .bfloat16, .float32, .float64: return nil
    }
  }

  private func map<Stored: FixedWidthInteger, Result>(
    _ type: Stored.Type, _ transform: (Stored) -> Result
  ) -> [Result] {
    bytes.withUnsafeBytes { raw in
      (0..<shape.count).map { index in
        let offset = index * MemoryLayout<Stored>.size
        return transform(
          Stored(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: Stored.self)))
      }
    }
  }
}
