extension LatentVector {
  /// The sum, coordinate by coordinate.
  public static func + (left: LatentVector, right: LatentVector) -> LatentVector {
    left.combined(with: right) { $0 + $1 }
  }

  /// The difference, coordinate by coordinate.
  public static func - (left: LatentVector, right: LatentVector) -> LatentVector {
    left.combined(with: right) { $0 - $1 }
  }

  /// The vector that points the other way.
  public static prefix func - (vector: LatentVector) -> LatentVector {
    LatentVector(vector.values.map { -$0 })
  }

  /// The vector with every coordinate multiplied by a number.
  public static func * (factor: Float, vector: LatentVector) -> LatentVector {
    LatentVector(vector.values.map { factor * $0 })
  }

  /// The vector with every coordinate multiplied by a number.
  public static func * (vector: LatentVector, factor: Float) -> LatentVector {
    factor * vector
  }

  /// The vector with every coordinate divided by a number.
  public static func / (vector: LatentVector, divisor: Float) -> LatentVector {
    LatentVector(vector.values.map { $0 / divisor })
  }

  /// Adds a vector in place.
  public static func += (left: inout LatentVector, right: LatentVector) {
    left = left + right
  }

  /// Subtracts a vector in place.
  public static func -= (left: inout LatentVector, right: LatentVector) {
    left = left - right
  }

  /// Multiplies every coordinate in place.
  public static func *= (vector: inout LatentVector, factor: Float) {
    vector = factor * vector
  }

  /// The inner product of two vectors.
  public func dot(_ other: LatentVector) -> Float {
    Float(dotInDouble(other))
  }

  /// The Euclidean length.
  public var norm: Float {
    Float(dotInDouble(self).squareRoot())
  }

  /// The Euclidean distance to another vector.
  public func distance(to other: LatentVector) -> Float {
    Float(squaredDistanceInDouble(to: other).squareRoot())
  }

  /// The cosine of the angle to another vector, between −1 and 1; 0 when either is the origin.
  public func cosine(to other: LatentVector) -> Float {
    let lengths = dotInDouble(self).squareRoot() * other.dotInDouble(other).squareRoot()
    guard lengths > 0 else {
      requireSameDimension(other)
      return 0
    }
    return Float(Swift.min(1, Swift.max(-1, dotInDouble(other) / lengths)))
  }

  /// The vector of length one in the same direction; the origin stays the origin.
  public var normalized: LatentVector {
    let length = dotInDouble(self).squareRoot()
    guard length > 0 else { return self }
    return LatentVector(values.map { Float(Double($0) / length) })
  }

  /// The inner product before it is rounded to Float.
  package func dotInDouble(_ other: LatentVector) -> Double {
    requireSameDimension(other)
    return values.withUnsafeBufferPointer { left in
      other.values.withUnsafeBufferPointer { right in
        guard let x = left.baseAddress, let y = right.baseAddress else { return 0 }
        return LaneReduction.dot(x, y, count: left.count)
      }
    }
  }

  /// The squared distance before it is rounded to Float.
  package func squaredDistanceInDouble(to other: LatentVector) -> Double {
    requireSameDimension(other)
    return values.withUnsafeBufferPointer { left in
      other.values.withUnsafeBufferPointer { right in
        guard let x = left.baseAddress, let y = right.baseAddress else { return 0 }
        return LaneReduction.squaredDistance(x, y, count: left.count)
      }
    }
  }

  package func requireSameDimension(_ other: LatentVector) {
    require(
      values.count == other.values.count,
      "Two vectors must have the same dimension, but have \(values.count) and "
        + "\(other.values.count) coordinates.")
  }

  private func combined(
    with other: LatentVector, _ operation: (Float, Float) -> Float
  ) -> LatentVector {
    requireSameDimension(other)
    return LatentVector(
      [Float](unsafeUninitializedCapacity: values.count) { buffer, count in
        for index in values.indices {
          buffer.initializeElement(
            at: index, to: operation(values[index], other.values[index]))
        }
        count = values.count
      })
  }
}
