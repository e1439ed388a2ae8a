/// How much better the best code predicts each factor than the second best does: the SAP score.
///
/// mean_k (S₁ − S₂) over the scores S_jk of predicting factor k from code j alone (Kumar et al. 2018,
/// "Variational inference of disentangled latent concepts"). For a continuous factor the score is the
/// squared correlation. For a discrete one it is the balanced accuracy of thresholds on the code: here
/// at the borders of bins of equal width, each bin predicting the value whose share in it is largest.
/// With few rows per bin a code of noise scores above chance, but so does the second best code.
public struct AttributePredictability: Hashable, Sendable {
  /// The mean gap over the factors, from 0 to 1, with a centred interval.
  public let estimate: Estimate

  /// The score of each code (rows) for each factor (columns), constant factors left out.
  public let scores: [[Double]]

  /// Measures codes against discrete factors: one array per factor, with one value per code.
  ///
  /// Factors that never change are left out; one at least must change. Takes one number from the
  /// generator.
  public init(
    of codes: LatentBatch, factors: [[Int]], bins: Int = 20, bootstrap: Bootstrap = Bootstrap(),
    using generator: inout some RandomNumberGenerator
  ) {
    codes.requireFactors(factors)
    let levels = factors.map { FactorLevels($0) }.filter { !$0.isConstant }
    require(!levels.isEmpty, "A gap needs at least one factor that changes.")
    let replicates = tableFigures(
      codes.binned(bins), levels, Resamples(rows: codes.count, bootstrap, using: &generator),
      Self.balancedAccuracy)
    self.init(
      replicates, factors: levels.count, count: codes.count, bootstrap,
      estimator: "SAP, thresholds at \(bins) bins")
  }

  /// Measures codes against continuous factors: one array per factor, with one value per code.
  ///
  /// Factors that never change are left out; one at least must change. Takes one number from the
  /// generator.
  public init(
    of codes: LatentBatch, factors: [[Float]], bootstrap: Bootstrap = Bootstrap(),
    using generator: inout some RandomNumberGenerator
  ) {
    codes.requireFactors(factors)
    require(
      factors.allSatisfy { $0.allSatisfy(\.isFinite) }, "A factor's values must be finite numbers.")
    let changing = factors.filter { factor in factor.contains { $0 != factor[0] } }
    require(!changing.isEmpty, "A gap needs at least one factor that changes.")
    let resamples = Resamples(rows: codes.count, bootstrap, using: &generator)
    let moments = CrossMoments(codes, changing, resamples)
    self.init(
      moments.squaredCorrelations, factors: changing.count, count: codes.count, bootstrap,
      estimator: "SAP, squared correlation")
  }

  private init(
    _ replicates: [[Double]], factors: Int, count: Int, _ bootstrap: Bootstrap, estimator: String
  ) {
    scores = stride(from: 0, to: replicates[0].count, by: factors).map {
      Array(replicates[0][$0..<$0 + factors])
    }
    let means = replicates.map { Self.meanGap($0, factors: factors) }
    estimate = Estimate(
      value: means[0],
      interval: bootstrap.centredInterval(ofValueAndResamples: means), count: count,
      estimator: estimator)
  }

  private static func meanGap(_ scores: [Double], factors: Int) -> Double {
    var sum = 0.0
    for factor in 0..<factors {
      var (first, second) = (0.0, 0.0)
      for index in stride(from: factor, to: scores.count, by: factors) {
        let score = scores[index]
        if score > first { (first, second) = (score, first) } else { second = max(second, score) }
      }
      sum += first - second
    }
    return sum / Double(factors)
  }

  private static func balancedAccuracy(
    _ table: UnsafeBufferPointer<Float>, width: Int
  ) -> Double {
    var totals = [Double](repeating: 0, count: width)
    for cell in table.indices { totals[cell % width] += Double(table[cell]) }
    var sum = 0.0
    for start in stride(from: 0, to: table.count, by: width) {
      var best = 0.0
      for value in 0..<width where totals[value] > 0 {
        best = max(best, Double(table[start + value]) / totals[value])
      }
      sum += best
    }
    return sum / Double(totals.count { $0 > 0 })
  }
}

/// Squared correlations between codes and factors, for the data and resamples.
private struct CrossMoments {
  let squaredCorrelations: [[Double]]

  init(_ codes: LatentBatch, _ factors: [[Float]], _ resamples: Resamples) {
    let (rows, left, right) = (codes.count, codes.dimension, factors.count)
    let targets = LatentBatch(
      values: (0..<rows).flatMap { row in factors.map { $0[row] } }, count: rows, dimension: right)
    let (x, y) = (codes.standardized(), targets.standardized())
    let total = Double(rows)
    let sumsX = resamples.sums(of: x, width: left)
    let sumsY = resamples.sums(of: y, width: right)
    let squaresX = resamples.sums(of: x.map { $0 * $0 }, width: left)
    let squaresY = resamples.sums(of: y.map { $0 * $0 }, width: right)
    squaredCorrelations = (0..<resamples.columns).map { replicate in
      let products = resamples.products(
        of: x, leftWidth: left, y, rightWidth: right, column: replicate)
      return (0..<left * right).map { cell in
        let (i, j) = (replicate * left + cell / right, replicate * right + cell % right)
        let (meanX, meanY) = (Double(sumsX[i]) / total, Double(sumsY[j]) / total)
        let covariance = Double(products[cell]) / total - meanX * meanY
        let varianceX = Double(squaresX[i]) / total - meanX * meanX
        let varianceY = Double(squaresY[j]) / total - meanY * meanY
        // Codes that do not change were standardised to zeros.
        guard varianceX > 1e-9, varianceY > 1e-9 else { return 0 }
        return min(1, covariance * covariance / (varianceX * varianceY))
      }
    }
  }
}
