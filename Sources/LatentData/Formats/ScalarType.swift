/// The kind of number that a file stores.
public enum ScalarType: String, Hashable, Sendable, Codable, CaseIterable {
  /// True or false in one byte.
  case bool
  /// Whole numbers from 0 to 255.
  case uint8
  /// Whole numbers from −128 to 127.
  case int8
  /// Whole numbers from 0 to 65,535.
  case uint16
  /// Whole numbers of 16 bits with sign.
  case int16
  /// Whole numbers of 32 bits without sign.
  case uint32
  /// Whole numbers of 32 bits with sign.
  case int32
  /// Whole numbers of 64 bits without sign.
  case uint64
  /// Whole numbers of 64 bits with sign.
  case int64
  /// IEEE 754 numbers of 16 bits: 11 bits of precision, up to 65,504.
  case float16
  /// The upper half of IEEE 754 numbers of 32 bits: 8 bits of precision.
  case bfloat16
  /// IEEE 754 numbers of 32 bits.
  case float32
  /// IEEE 754 numbers of 64 bits.
  case float64

  /// The number of bytes one number takes: 1, 2, 4 or 8.
  public var byteCount: Int {
    switch self {
    case .bool, .uint8, .int8: 1
    case .uint16, .int16, .float16, .bfloat16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    }
  }

  /// Whether the numbers are whole, so that they convert to Int without loss.
  public var isInteger: Bool {
    switch self {
    case .float16, .bfloat16, .float32, .float64: false
    default: true
    }
  }
}
