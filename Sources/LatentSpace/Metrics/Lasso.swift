/// Least squares with a penalty on absolute weights, from second moments.
///
/// Minimises ½ wᵀGw − cᵀw + λ‖w‖₁ by coordinate descent (Friedman et al. 2007), where G is the
/// covariance of the inputs and c their covariance with the target. Convex: one answer, whatever the
/// start.
enum Lasso {
  /// The weights, improved from a start until none moves by more than the tolerance.
  static func weights(
    gram: UnsafeBufferPointer<Double>, cross: [Double], penalty: Double, from start: [Double],
    tolerance: Double = 1e-7
  ) -> [Double] {
    let size = cross.count
    var weights = start
    // c − Gw, kept up to date.
    var rest = cross
    for index in 0..<size where weights[index] != 0 {
      for other in 0..<size { rest[other] -= gram[index * size + other] * weights[index] }
    }
    for _ in 0..<1000 {
      var largest = 0.0
      for index in 0..<size {
        let variance = gram[index * size + index]
        // A coordinate that does not change in this resample has nothing to say.
        guard variance > 1e-9 else { continue }
        let old = weights[index]
        let slope = rest[index] + variance * old
        let shrunk = max(0, abs(slope) - penalty) / variance
        let new = slope < 0 ? -shrunk : shrunk
        let change = new - old
        if change == 0 { continue }
        weights[index] = new
        for other in 0..<size { rest[other] -= gram[index * size + other] * change }
        largest = max(largest, abs(change) * variance.squareRoot())
      }
      if largest <= tolerance { break }
    }
    return weights
  }
}

/// The columns that stand for factors in a regression: one per continuous factor, one per value else.
struct LassoTargets {
  /// Row after row.
  let values: [Float]
  let width: Int

  /// The factor of each column.
  let factors: [Int]
  let factorCount: Int

  /// The values of discrete factors, to see which were named right.
  let levels: [FactorLevels]?

  init(continuous columns: [[Float]]) {
    let batch = LatentBatch(
      values: (columns.first ?? []).indices.flatMap { row in columns.map { $0[row] } },
      count: columns.first?.count ?? 0, dimension: columns.count)
    values = batch.isEmpty ? [] : batch.standardized()
    width = columns.count
    factors = Array(columns.indices)
    factorCount = columns.count
    levels = nil
  }

  init(discrete levels: [FactorLevels]) {
    let width = levels.reduce(0) { $0 + $1.count }
    let rows = levels.first?.indices.count ?? 0
    var values = [Float](repeating: 0, count: rows * width)
    var offset = 0
    for level in levels {
      for row in 0..<rows { values[row * width + offset + level.indices[row]] = 1 }
      offset += level.count
    }
    self.values = values
    self.width = width
    factors = levels.indices.flatMap { Array(repeating: $0, count: levels[$0].count) }
    factorCount = levels.count
    self.levels = levels
  }

  /// Sums of absolute weights, codes × factors, of weights in the order columns × codes.
  func importance(of weights: [Double], codes: Int) -> [Double] {
    var result = [Double](repeating: 0, count: codes * factorCount)
    for column in 0..<width {
      for code in 0..<codes {
        result[code * factorCount + factors[column]] += abs(weights[column * codes + code])
      }
    }
    return result
  }
}
