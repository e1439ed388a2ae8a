/// How little each code moves when everything but its own factor changes: the IRS.
///
/// For code j and factor i: 1 − (mean over the values of i of the 0.99-quantile of |z_j − mean of the
/// rows with that value|) / max |z_j − mean|; the best factor per code, averaged over the codes with
/// max |z_j − mean| as weights (Suter et al. 2019, "Robustly disentangled causal mechanisms"). Codes
/// that never change are dropped. It has no interval: extremes of a resample are never beyond those of
/// the data, so resampling would tell a comforting story. One stray code sets the scale of all.
public struct InterventionalRobustness: Hashable, Sendable {
  /// The weighted mean over the codes, from 0 to 1, without an interval.
  public let estimate: Estimate

  /// The robustness of each code (rows) to all but each factor (columns); nil for constant codes.
  public let scores: [[Double]?]

  /// Measures codes against discrete factors: one array per factor, with one value per code.
  ///
  /// At least one code must change. O(n log n · codes · factors).
  public init(of codes: LatentBatch, factors: [[Int]], quantile: Double = 0.99) {
    codes.requireFactors(factors)
    require(
      quantile > 0 && quantile <= 1, "The quantile lies between 0 and 1, but is \(quantile).")
    let groups = factors.map { factor in
      let levels = FactorLevels(factor)
      var rows = [[Int]](repeating: [], count: levels.count)
      for (row, level) in levels.indices.enumerated() { rows[level].append(row) }
      return rows
    }
    let columns = (0..<codes.dimension).map { codes.column($0).map { Double($0) } }
    let largest = columns.map { column in
      let mean = Estimate.mean(column)
      return column.allSatisfy { $0 == column[0] }
        ? 0 : column.reduce(0) { max($0, abs($1 - mean)) }
    }
    require(largest.contains { $0 > 0 }, "Robustness needs at least one code that changes.")
    scores = columns.indices.map { code in
      guard largest[code] > 0 else { return nil }
      return groups.map { rows in
        let spreads = rows.map { Self.spread(columns[code], $0, quantile) }
        return 1 - Estimate.mean(spreads) / largest[code]
      }
    }
    var (sum, weights) = (0.0, 0.0)
    for (code, score) in scores.enumerated() {
      guard let best = score?.max() else { continue }
      sum += largest[code] * best
      weights += largest[code]
    }
    estimate = Estimate(
      value: sum / weights, count: codes.count, estimator: "IRS, quantile \(quantile)")
  }

  private static func spread(_ column: [Double], _ rows: [Int], _ quantile: Double) -> Double {
    let mean = Estimate.mean(rows.map { column[$0] })
    return Bootstrap.quantile(quantile, of: rows.map { abs(column[$0] - mean) }.sorted())
  }
}
