extension LatentBatch {
  /// The coordinates less their means over their deviations; zeros where there is no deviation.
  func standardized() -> [Float] {
    let (mean, deviations) = meanAndDeviation
    return values.indices.map { index in
      let column = index % dimension
      guard deviations[column] > 0 else { return 0 }
      return Float((Double(values[index]) - mean[column]) / deviations[column])
    }
  }

  /// The mean and the deviation of each coordinate, 0 for one that does not change.
  var meanAndDeviation: (mean: [Double], deviation: [Double]) {
    let mean = meanInDouble
    var squares = [Double](repeating: 0, count: dimension)
    for row in 0..<count {
      for column in 0..<dimension {
        let distance = Double(values[row * dimension + column]) - mean[column]
        squares[column] += distance * distance
      }
    }
    let deviations = squares.indices.map { column in
      let deviation = (squares[column] / Double(count)).squareRoot()
      // Less than this is the rounding of the mean, not a change.
      return deviation > 1e-9 * abs(mean[column]) ? deviation : 0
    }
    return (mean, deviations)
  }

  /// The coordinates less their means, which are returned too.
  func centred() -> (values: [Float], mean: [Double]) {
    let mean = meanInDouble
    let result = values.indices.map { Float(Double(values[$0]) - mean[$0 % dimension]) }
    return (result, mean)
  }
}
