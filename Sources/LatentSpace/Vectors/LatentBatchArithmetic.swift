extension LatentBatch {
  /// Every vector moved by the same vector.
  public static func + (batch: LatentBatch, vector: LatentVector) -> LatentBatch {
    batch.combined(with: vector) { $0 + $1 }
  }

  /// Every vector moved back by the same vector.
  public static func - (batch: LatentBatch, vector: LatentVector) -> LatentBatch {
    batch.combined(with: vector) { $0 - $1 }
  }

  /// The sum of two batches of the same size, vector by vector.
  public static func + (left: LatentBatch, right: LatentBatch) -> LatentBatch {
    left.combined(with: right) { $0 + $1 }
  }

  /// The difference of two batches of the same size, vector by vector.
  public static func - (left: LatentBatch, right: LatentBatch) -> LatentBatch {
    left.combined(with: right) { $0 - $1 }
  }

  /// Every coordinate of every vector multiplied by a number.
  public static func * (factor: Float, batch: LatentBatch) -> LatentBatch {
    LatentBatch(
      values: batch.values.map { factor * $0 }, count: batch.count, dimension: batch.dimension)
  }

  /// Every coordinate of every vector multiplied by a number.
  public static func * (batch: LatentBatch, factor: Float) -> LatentBatch {
    factor * batch
  }

  private func combined(
    with vector: LatentVector, _ operation: (Float, Float) -> Float
  ) -> LatentBatch {
    requireDimension(vector.dimension)
    let result = [Float](unsafeUninitializedCapacity: values.count) { buffer, written in
      for row in 0..<count {
        for column in 0..<dimension {
          let index = row * dimension + column
          buffer.initializeElement(at: index, to: operation(values[index], vector.values[column]))
        }
      }
      written = values.count
    }
    return LatentBatch(values: result, count: count, dimension: dimension)
  }

  private func combined(
    with other: LatentBatch, _ operation: (Float, Float) -> Float
  ) -> LatentBatch {
    require(
      count == other.count && dimension == other.dimension,
      "Two batches must have the same size, but are \(count) × \(dimension) and "
        + "\(other.count) × \(other.dimension).")
    let result = [Float](unsafeUninitializedCapacity: values.count) { buffer, written in
      for index in values.indices {
        buffer.initializeElement(at: index, to: operation(values[index], other.values[index]))
      }
      written = values.count
    }
    return LatentBatch(values: result, count: count, dimension: dimension)
  }
}
