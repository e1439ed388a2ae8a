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
    var sums = [Double](repeating: 0, count: dimension)
    for row in 0..<count {
      for column in 0..<dimension {
        let difference = Double(values[row * dimension + column]) - means[column]
        sums[column] += difference * difference
      }
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
    return vector.values.withUnsafeBufferPointer { other in
      (0..<count).map { row in
        withRow(row) { coordinates in
          guard let x = coordinates.baseAddress, let y = other.baseAddress else { return 0 }
          return LaneReduction.dot(x, y, count: coordinates.count)
        }
      }
    }
  }

  /// The mean of each coordinate before it is rounded to Float.
  package var meanInDouble: [Double] {
    require(count > 0, "The mean of an empty batch is not defined: give at least one vector.")
    var sums = [Double](repeating: 0, count: dimension)
    for row in 0..<count {
      for column in 0..<dimension { sums[column] += Double(values[row * dimension + column]) }
    }
    return sums.map { $0 / Double(count) }
  }

  /// Whether every coordinate of every vector is a finite number.
  public var isFinite: Bool { values.allSatisfy(\.isFinite) }
}
