/// How well a linear classifier tells from codes which factor was held fixed: the β-VAE score.
///
/// In each trial one factor is fixed in `pairs` pairs of rows, which share its value and nothing else
/// by design; the mean absolute difference of the paired codes is one point. A softmax regression
/// learns the factor from such points, and the figure is its accuracy on further ones (Higgins et al.
/// 2017, "β-VAE: learning basic visual concepts with a constrained variational framework"). It
/// reaches 1 easily, also for codes that mix factors linearly; guessing is right in one of K trials.
///
/// Rows are drawn with repetition from those given; the interval (Wilson, 95 %) is that of the trials,
/// with these rows.
public struct BetaVAEScore: Hashable, Sendable {
  /// The share of evaluated trials whose factor is named right.
  public let estimate: Estimate

  /// Measures codes against discrete factors: one array per factor, with one value per code.
  ///
  /// Needs two factors or more that change; others are left out. Takes `3 · pairs + 1` numbers from
  /// the generator per trial at most. O(trials · pairs · codes).
  public init(
    of codes: LatentBatch, factors: [[Int]], pairs: Int = 64, trainingTrials: Int = 10_000,
    trials: Int = 5_000, using generator: inout some RandomNumberGenerator
  ) {
    let groups = FixedFactorRows(codes, factors)
    require(
      pairs > 0 && trainingTrials > 0 && trials > 0,
      "The score needs pairs of rows, and trials to learn and to evaluate from.")
    func points(_ count: Int) -> (differences: LatentBatch, factors: [Int]) {
      let width = codes.dimension
      var (values, chosen): ([Float], [Int]) = ([], [])
      values.reserveCapacity(count * width)
      for _ in 0..<count {
        let factor = generator.nextIndex(below: groups.count)
        var sums = [Double](repeating: 0, count: width)
        for _ in 0..<pairs {
          let rows = groups.rows(factor, likeRow: generator.nextIndex(below: codes.count))
          let first = rows[generator.nextIndex(below: rows.count)] * width
          let second = rows[generator.nextIndex(below: rows.count)] * width
          codes.values.withUnsafeBufferPointer { values in
            for code in 0..<width {
              sums[code] += Double(abs(values[first + code] - values[second + code]))
            }
          }
        }
        values.append(contentsOf: sums.map { Float($0 / Double(pairs)) })
        chosen.append(factor)
      }
      return (LatentBatch(values: values, count: count, dimension: width), chosen)
    }
    let training = points(trainingTrials)
    let probe = LinearProbe(fitting: training.differences, labels: training.factors)
    let evaluation = points(trials)
    let accuracy = probe.accuracy(on: evaluation.differences, labels: evaluation.factors)
    estimate = Estimate(
      value: accuracy.value, interval: accuracy.interval, count: trials,
      estimator: "β-VAE score, \(pairs) pairs")
  }
}
