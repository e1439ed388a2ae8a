extension LatentBatch {
  /// The mean of the vectors; stops the program when there are none.
  ///
  /// Each coordinate is summed in Double over the vectors in order.
  public var mean: LatentVector {
    LatentVector(meanInDouble.map { Float($0) })
  }

  /// The standard deviation of each coordinate around the mean, dividing by the count.
  ///
  /// This is the deviation of these vectors themselves, not an estimate for a population; one
  /// vector alone has deviation 0. Stops the program when the batch is empty.
  public var standardDeviation: LatentVector {
    let means = meanInDouble
    let sums = perColumn { x, out in
      Kernels.columnSquares(x, rows: count, columns: dimension, around: means, into: out)
    }
    return LatentVector(sums.map { Float(($0 / Double(count)).squareRoot()) })
  }

  /// The Euclidean length of each vector.
  public var norms: [Float] {
    (0..<count).map { row in
      withRow(row) { coordinates in
        guard let start = coordinates.baseAddress else { return 0 }
        return Float(LaneReduction.dot(start, start, count: coordinates.count).squareRoot())
      }
    }
  }

  /// The inner product of each vector with one vector.
  public func dot(_ vector: LatentVector) -> [Float] {
    dotInDouble(vector).map { Float($0) }
  }

  /// The inner products before they are rounded to Float.
  package func dotInDouble(_ vector: LatentVector) -> [Double] {
    requireDimension(vector.dimension)
    return perRow { x, out in
      Kernels.rowDots(x, rows: count, columns: dimension, with: vector.values, into: out)
    }
  }

  /// The mean of each coordinate before it is rounded to Float.
  package var meanInDouble: [Double] {
    require(count > 0, "The mean of an empty batch is not defined: give at least one vector.")
    let sums = perColumn { x, out in
      Kernels.columnSums(x, rows: count, columns: dimension, into: out)
    }
    return sums.map { $0 / Double(count) }
  }

  /// The mean of each coordinate over the vectors at some positions, at least one, in their order.
  package func meanInDouble(at positions: [Int]) -> [Double] {
    require(!positions.isEmpty, "The mean of no vectors is not defined: give at least one.")
    require(
      positions.allSatisfy { (0..<count).contains($0) },
      "A position is outside a batch of \(count) vectors.")
    let sums = perColumn { x, out in
      Kernels.columnSums(x, at: positions, columns: dimension, into: out)
    }
    return sums.map { $0 / Double(positions.count) }
  }

  /// Whether every coordinate of every vector is a finite number.
  public var isFinite: Bool { values.allSatisfy(\.isFinite) }

  /// One number per vector, written by a closure; zeros where the vectors have no coordinates.
  package func perRow(
    _ write: (UnsafePointer<Float>, UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    numbers(count, write)
  }

  /// One number per coordinate, written by a closure; zeros where there are no vectors.
  private func perColumn(
    _ write: (UnsafePointer<Float>, UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    numbers(dimension, write)
  }

  private func numbers(
    _ length: Int, _ write: (UnsafePointer<Float>, UnsafeMutablePointer<Double>) -> Void
  ) -> [Double] {
    guard !values.isEmpty else { return Array(repeating: 0, count: length) }
    return [Double](unsafeUninitializedCapacity: length) { buffer, written in
      values.withUnsafeBufferPointer { values in
        if let x = values.baseAddress, let out = buffer.baseAddress { write(x, out) }
      }
      written = length
    }
  }
}
