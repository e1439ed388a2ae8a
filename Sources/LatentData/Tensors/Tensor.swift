import LatentSpace

/// A block of numbers: a shape and its values in row-major order.
///
/// The last dimension varies fastest in memory. Pictures are `[height, width, channels]`, batches of
/// pictures `[count, height, width, channels]`. There are no strides and no views: a tensor owns one
/// plain array, so a loop over it is as fast as a loop over an array.
///
///     var tensor = Tensor(zeros: [2, 3])
///     tensor[1, 2] = 5
///     tensor.values  // [0, 0, 0, 0, 0, 5]
public struct Tensor: Hashable, Sendable {
  /// The sizes along each dimension, outermost first.
  public let shape: Shape

  /// The numbers in row-major order; their count always equals that of the shape.
  public var values: [Float] {
    didSet { Self.requireCount(values.count, shape) }
  }

  /// Makes a tensor from values in row-major order; traps when their count is not the shape's.
  public init(shape: Shape, values: [Float]) {
    Self.requireCount(values.count, shape)
    self.shape = shape
    self.values = values
  }

  /// Makes a tensor of zeros.
  public init(zeros shape: Shape) {
    self.shape = shape
    self.values = [Float](repeating: 0, count: shape.count)
  }

  /// The number of values.
  public var count: Int { values.count }

  /// One value, addressed by one index per dimension, outermost first.
  public subscript(indices: Int...) -> Float {
    get { values[offset(of: indices)] }
    set { values[offset(of: indices)] = newValue }
  }

  /// The same values under another shape with the same count; traps when the counts differ.
  public func reshaped(to shape: Shape) -> Tensor {
    Tensor(shape: shape, values: values)
  }

  private func offset(of indices: [Int]) -> Int {
    require(
      indices.count == shape.rank,
      "\(indices.count) indices were given for a tensor of \(shape.rank) dimensions.")
    var offset = 0
    for (index, size) in zip(indices, shape.dimensions) {
      require(
        index >= 0 && index < size, "The index \(indices) is outside a tensor of shape \(shape).")
      offset = offset * size + index
    }
    return offset
  }

  private static func requireCount(_ count: Int, _ shape: Shape) {
    require(
      count == shape.count,
      "A tensor of shape \(shape) needs \(shape.count) values, but \(count) were given.")
  }
}
