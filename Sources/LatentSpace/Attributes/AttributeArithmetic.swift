// An attribute in a sum or a product is its direction; what comes out is a plain vector or batch.

extension AttributeVector {
  /// A multiple of the direction.
  public static func * (factor: Float, attribute: AttributeVector) -> LatentVector {
    factor * attribute.vector
  }

  /// A multiple of the direction.
  public static func * (attribute: AttributeVector, factor: Float) -> LatentVector {
    factor * attribute.vector
  }

  /// The direction that takes the attribute away.
  public static prefix func - (attribute: AttributeVector) -> LatentVector {
    -attribute.vector
  }

  /// The sum of two directions.
  public static func + (left: AttributeVector, right: AttributeVector) -> LatentVector {
    left.vector + right.vector
  }

  /// The difference of two directions.
  public static func - (left: AttributeVector, right: AttributeVector) -> LatentVector {
    left.vector - right.vector
  }
}

extension LatentVector {
  /// The vector moved along an attribute.
  public static func + (vector: LatentVector, attribute: AttributeVector) -> LatentVector {
    vector + attribute.vector
  }

  /// The vector moved against an attribute.
  public static func - (vector: LatentVector, attribute: AttributeVector) -> LatentVector {
    vector - attribute.vector
  }
}

extension LatentBatch {
  /// Every vector moved along an attribute.
  public static func + (batch: LatentBatch, attribute: AttributeVector) -> LatentBatch {
    batch + attribute.vector
  }

  /// Every vector moved against an attribute.
  public static func - (batch: LatentBatch, attribute: AttributeVector) -> LatentBatch {
    batch - attribute.vector
  }
}
