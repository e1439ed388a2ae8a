import LatentSpace

/// Pictures as values for a model: `[height, width, channels]`, each value byte / 255.
extension Picture: TensorConvertible {
  /// Height, width and channels.
  public var tensorShape: Tensor.Shape { [height, width, channels] }

  /// Three dimensions, none of them empty, with 1, 3 or 4 channels.
  public static func accepts(_ shape: Tensor.Shape) -> Bool {
    shape.rank == 3 && shape.count > 0 && Kind(channels: shape[2]) != nil
  }

  /// Writes each byte divided by 255.
  public func copyValues(into buffer: UnsafeMutableBufferPointer<Float>) {
    require(
      buffer.count == bytes.count,
      "A picture of \(bytes.count) bytes was asked to fill a buffer of \(buffer.count).")
    bytes.withUnsafeBufferPointer { bytes in
      for index in 0..<bytes.count { buffer[index] = Float(bytes[index]) / 255 }
    }
  }

  /// Makes a picture from values: clamped to 0…1, times 255, rounded to even; not-a-number is 0.
  public init(values: UnsafeBufferPointer<Float>, shape: Tensor.Shape) {
    require(
      Self.accepts(shape), "A picture needs height × width × 1, 3 or 4 channels, not \(shape).")
    require(
      values.count == shape.count,
      "A picture of \(shape) cannot be made from \(values.count) values.")
    let bytes = [UInt8](unsafeUninitializedCapacity: values.count) { buffer, count in
      for index in 0..<values.count {
        // A comparison with not-a-number is false, so the order of these operands matters.
        let value = values[index]
        let low: Float = value > 0 ? value : 0
        let clamped: Float = low < 1 ? low : 1
        buffer[index] = UInt8((clamped * 255).rounded(.toNearestOrEven))
      }
      count = values.count
    }
    self.init(width: shape[1], height: shape[0], kind: Kind(channels: shape[2])!, bytes: bytes)
  }

  /// The bytes of the pixels.
  public var contentBytes: [UInt8] { bytes }
}
