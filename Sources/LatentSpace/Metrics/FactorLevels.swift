/// A column of numbers as levels 0 ..< count: the values of a factor, or the bins of a code.
struct FactorLevels {
  let indices: [Int]
  let count: Int

  /// The values of a discrete factor in ascending order.
  init(_ factor: [Int]) {
    var values = factor.sorted()
    var kept = 0
    for value in values where kept == 0 || value != values[kept - 1] {
      values[kept] = value
      kept += 1
    }
    let distinct = values[..<kept]
    indices = factor.map { value in
      var (low, high) = (0, distinct.count)
      while low < high {
        let middle = (low + high) / 2
        if distinct[middle] < value { low = middle + 1 } else { high = middle }
      }
      return low
    }
    count = kept
  }

  /// Bins of equal width from the least to the largest value; the largest is in the last bin.
  ///
  /// As NumPy's `digitize(x, histogram(x, bins)[1][:-1])`. Values that are all equal share a bin.
  init(binning values: [Float], bins: Int) {
    let (least, largest) = (Double(values.min() ?? 0), Double(values.max() ?? 0))
    count = bins
    guard largest > least else {
      indices = Array(repeating: 0, count: values.count)
      return
    }
    let step = (largest - least) / Double(bins)
    let edges = (0..<bins).map { Double($0) * step + least }
    indices = values.map { value in
      // The quotient finds the bin up to rounding; the edges decide.
      var bin = min(bins - 1, max(0, Int((Double(value) - least) / step)))
      while bin + 1 < bins && edges[bin + 1] <= Double(value) { bin += 1 }
      while bin > 0 && edges[bin] > Double(value) { bin -= 1 }
      return bin
    }
  }

  /// Whether there is nothing to tell apart.
  var isConstant: Bool { count < 2 }
}

extension LatentBatch {
  /// One coordinate of all vectors.
  func column(_ column: Int) -> [Float] {
    (0..<count).map { values[$0 * dimension + column] }
  }

  /// The coordinates in bins.
  func binned(_ bins: Int) -> [FactorLevels] {
    require(bins > 1, "A histogram needs two bins or more, but got \(bins).")
    return (0..<dimension).map { FactorLevels(binning: column($0), bins: bins) }
  }

  /// Stops the program unless codes and factors can be compared.
  func requireFactors<Value>(_ factors: [[Value]]) {
    require(
      count > 0 && dimension > 0, "A figure of codes needs at least one code with a coordinate.")
    require(isFinite, "A figure of codes needs finite numbers.")
    require(!factors.isEmpty, "A figure of factors needs at least one factor.")
    for (position, factor) in factors.enumerated() {
      require(
        factor.count == count,
        "Each factor needs one value per code, but factor \(position) has \(factor.count) values "
          + "for \(count) codes.")
    }
  }
}
