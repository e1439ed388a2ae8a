import LatentSpace

/// What a model needs of a sample: that it turns into numbers of a known shape and back.
///
/// Pictures, tensors and arrays of `Float` conform. A type of your own (a melody, a spectrum) needs
/// four members:
///
///     struct Melody: TensorConvertible {
///       var notes: [UInt8]
///       var tensorShape: Tensor.Shape { [notes.count] }
///       static func accepts(_ shape: Tensor.Shape) -> Bool { shape.rank == 1 }
///       func copyValues(into buffer: UnsafeMutableBufferPointer<Float>) {
///         for i in notes.indices { buffer[i] = Float(notes[i]) / 127 }
///       }
///       init(values: UnsafeBufferPointer<Float>, shape: Tensor.Shape) {
///         notes = values.map { UInt8(min(max($0 * 127, 0), 127).rounded()) }
///       }
///     }
public protocol TensorConvertible: Sendable {
  /// The shape of this sample's values; a model takes samples of one shape only.
  var tensorShape: Tensor.Shape { get }

  /// Whether a sample can be made from values of this shape; asked before a foreign model is used.
  static func accepts(_ shape: Tensor.Shape) -> Bool

  /// Writes the sample's values in row-major order into a buffer of exactly the shape's count.
  func copyValues(into buffer: UnsafeMutableBufferPointer<Float>)

  /// Makes a sample from values in row-major order; the shape is one that the type accepts.
  ///
  /// The values are a model's output: any finite or non-finite number must give some sample.
  init(values: UnsafeBufferPointer<Float>, shape: Tensor.Shape)

  /// The bytes that tell this sample from others of its shape, for hashes of whole data sets.
  var contentBytes: [UInt8] { get }
}

extension TensorConvertible {
  /// The sample as a tensor.
  public var tensor: Tensor {
    let shape = tensorShape
    let values = [Float](unsafeUninitializedCapacity: shape.count) { buffer, count in
      copyValues(into: UnsafeMutableBufferPointer(rebasing: buffer[..<shape.count]))
      count = shape.count
    }
    return Tensor(shape: shape, values: values)
  }

  /// Makes a sample from a tensor; traps when the type cannot be made from its shape.
  public init(_ tensor: Tensor) {
    require(Self.accepts(tensor.shape), "\(Self.self) cannot have the shape \(tensor.shape).")
    self = tensor.values.withUnsafeBufferPointer { Self(values: $0, shape: tensor.shape) }
  }

  /// The values as little-endian 32-bit numbers.
  public var contentBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * tensorShape.count)
    for value in tensor.values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }
}

extension Tensor: TensorConvertible {
  /// The tensor's own shape.
  public var tensorShape: Shape { shape }

  /// Every shape will do.
  public static func accepts(_ shape: Shape) -> Bool { true }

  /// Copies the values as they are.
  public func copyValues(into buffer: UnsafeMutableBufferPointer<Float>) {
    copyAll(values, into: buffer)
  }

  /// Makes a tensor with a copy of the values.
  public init(values: UnsafeBufferPointer<Float>, shape: Shape) {
    self.init(shape: shape, values: Array(values))
  }
}

extension Array: TensorConvertible where Element == Float {
  /// One dimension, as long as the array.
  public var tensorShape: Tensor.Shape { [count] }

  /// Any shape of one dimension.
  public static func accepts(_ shape: Tensor.Shape) -> Bool { shape.rank == 1 }

  /// Copies the elements as they are.
  public func copyValues(into buffer: UnsafeMutableBufferPointer<Float>) {
    copyAll(self, into: buffer)
  }

  /// Makes an array with a copy of the values.
  public init(values: UnsafeBufferPointer<Float>, shape: Tensor.Shape) {
    self = Array(values)
  }
}

private func copyAll(_ values: [Float], into buffer: UnsafeMutableBufferPointer<Float>) {
  require(
    buffer.count == values.count,
    "\(values.count) values were asked to fill a buffer of \(buffer.count).")
  _ = buffer.update(fromContentsOf: values)
}
