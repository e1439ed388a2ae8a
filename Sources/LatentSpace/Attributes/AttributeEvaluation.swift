/// How well a score tells two groups of examples apart.
///
/// Measured on the examples that a direction was learned from, it flatters; use held-out examples.
/// All intervals hold the true value in 95 of 100 repetitions, approximately.
public struct AttributeEvaluation: Hashable, Codable, Sendable {
  /// A measured value with its 95 % confidence interval.
  public struct Estimate: Hashable, Codable, Sendable {
    /// The measured value.
    public let value: Double
    /// The lower end of the interval.
    public let lower: Double
    /// The upper end of the interval.
    public let upper: Double
  }

  /// How many examples do not have the attribute.
  public let negativeCount: Int

  /// How many examples have the attribute.
  public let positiveCount: Int

  /// The chance that an example with the attribute scores above one without, ties counting half.
  ///
  /// Mann and Whitney's U over n₁n₀; the interval is Newcombe's score interval (2006, method 5).
  public let areaUnderCurve: Estimate

  /// The score above which an example is taken to have the attribute.
  public let threshold: Float

  /// The share of examples on their side of the threshold, with Wilson's interval.
  public let accuracy: Estimate

  /// The mean of the two groups' shares on their side of the threshold.
  ///
  /// The interval combines the Wilson intervals of both groups (Newcombe 1998, for sums).
  public let balancedAccuracy: Estimate

  /// Cohen's d: the distance of the groups' mean scores in pooled standard deviations.
  ///
  /// Nil when the scores do not vary within the groups, or when there are fewer than three.
  public let effectSize: Double?

  /// Compares the scores of examples without an attribute with those of examples with it.
  ///
  /// Without a threshold, the one with the best balanced accuracy on these very scores is found by
  /// sorting, half way between two scores, the lowest of equals. Both groups need an example and
  /// all scores must be numbers. O(n log n).
  public init(without: [Float], with: [Float], threshold: Float? = nil) {
    require(
      !without.isEmpty && !with.isEmpty,
      "Scores can be compared only when both groups have some, but they have \(without.count) "
        + "and \(with.count).")
    require(
      !(without + with).contains(where: \.isNaN), "A score that is not a number cannot be compared."
    )
    let ranking = ScoreRanking(without: without, with: with)
    negativeCount = without.count
    positiveCount = with.count
    areaUnderCurve = ProportionInterval.areaUnderCurve(
      ranking.areaUnderCurve, negativeCount: without.count, positiveCount: with.count)
    let cut = threshold ?? ranking.bestThreshold
    self.threshold = cut
    let rejected = without.count { !($0 > cut) }
    let accepted = with.count { $0 > cut }
    accuracy = ProportionInterval.wilson(rejected + accepted, of: without.count + with.count)
    balancedAccuracy = ProportionInterval.mean(
      ProportionInterval.wilson(rejected, of: without.count),
      ProportionInterval.wilson(accepted, of: with.count))
    effectSize = Self.cohen(without.map(Double.init), with.map(Double.init))
  }

  private init(_ other: AttributeEvaluation, threshold: Float) {
    negativeCount = other.negativeCount
    positiveCount = other.positiveCount
    areaUnderCurve = other.areaUnderCurve
    self.threshold = threshold
    accuracy = other.accuracy
    balancedAccuracy = other.balancedAccuracy
    effectSize = other.effectSize
  }

  /// The same evaluation for scores that are multiplied by a number above zero.
  func scaled(by factor: Float) -> AttributeEvaluation {
    AttributeEvaluation(self, threshold: factor * threshold)
  }

  private static func cohen(_ without: [Double], _ with: [Double]) -> Double? {
    func moments(_ scores: [Double]) -> (mean: Double, squares: Double) {
      let mean = LaneReduction.sum(scores, count: scores.count) / Double(scores.count)
      let squares = LaneReduction.reduce(scores.count) {
        (scores[$0] - mean) * (scores[$0] - mean)
      }
      return (mean, squares)
    }
    let (low, high) = (moments(without), moments(with))
    let freedom = without.count + with.count - 2
    guard freedom > 0 else { return nil }
    let pooled = ((low.squares + high.squares) / Double(freedom)).squareRoot()
    let distance = (high.mean - low.mean) / pooled
    return distance.isFinite ? distance : nil
  }
}

extension AttributeVector {
  /// How well the score tells examples without the attribute from examples with it.
  ///
  /// Give the threshold that was found on the training examples when measuring on held-out ones.
  public func evaluate(
    without: LatentBatch, with: LatentBatch, threshold: Float? = nil
  ) -> AttributeEvaluation {
    AttributeEvaluation(
      without: score(of: without), with: score(of: with), threshold: threshold)
  }
}
