/// Confidence intervals of shares, at 95 %, that stay inside [0, 1] and are never of width zero.
enum ProportionInterval {
  /// The normal quantile of 97.5 %.
  private static let quantile = 1.959963984540054

  /// Wilson's score interval of a share of successes (Wilson 1927).
  static func wilson(_ successes: Int, of count: Int) -> AttributeEvaluation.Estimate {
    let n = Double(count)
    let share = Double(successes) / n
    let square = quantile * quantile
    let centre = (share + square / (2 * n)) / (1 + square / n)
    let half =
      quantile * (share * (1 - share) / n + square / (4 * n * n)).squareRoot() / (1 + square / n)
    return AttributeEvaluation.Estimate(
      value: share, lower: successes == 0 ? 0 : max(0, centre - half),
      upper: successes == count ? 1 : min(1, centre + half))
  }

  /// The interval of the mean of two independent shares, from their own (Newcombe 1998).
  static func mean(
    _ first: AttributeEvaluation.Estimate, _ second: AttributeEvaluation.Estimate
  ) -> AttributeEvaluation.Estimate {
    func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() / 2 }
    let value = (first.value + second.value) / 2
    let down = length(first.value - first.lower, second.value - second.lower)
    let up = length(first.upper - first.value, second.upper - second.value)
    return AttributeEvaluation.Estimate(
      value: value, lower: max(0, value - down), upper: min(1, value + up))
  }

  /// Newcombe's score interval of an area under the curve (2006, method 5).
  ///
  /// The ends are where |θ̂ − θ| = 1.96 √V(θ), with
  /// V(θ) = θ(1 − θ)[1 + (N − 1)((1 − θ)/(2 − θ) + θ/(1 + θ))]/(mn) and N = (m + n)/2; found by
  /// bisection.
  static func areaUnderCurve(
    _ area: Double, negativeCount: Int, positiveCount: Int
  ) -> AttributeEvaluation.Estimate {
    let (m, n) = (Double(positiveCount), Double(negativeCount))
    func isInside(_ guess: Double) -> Bool {
      let spread = (1 - guess) / (2 - guess) + guess / (1 + guess)
      let variance = guess * (1 - guess) * (1 + ((m + n) / 2 - 1) * spread) / (m * n)
      return abs(area - guess) <= quantile * variance.squareRoot()
    }
    func edge(toward limit: Double) -> Double {
      if area == limit { return limit }
      var (inner, outer) = (area, limit)
      for _ in 0..<60 {
        let middle = (inner + outer) / 2
        if isInside(middle) { inner = middle } else { outer = middle }
      }
      return inner
    }
    return AttributeEvaluation.Estimate(
      value: area, lower: edge(toward: 0), upper: edge(toward: 1))
  }
}
