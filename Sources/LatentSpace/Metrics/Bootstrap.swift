/// How intervals of figures are made: by measuring again on rows drawn from the data with repetition.
///
/// The interval of Efron (1979): with a confidence of 95 %, from the 2.5th to the 97.5th percentile
/// of the resampled figures, between order statistics in proportion. It says how much the figure
/// would move with other data of the same kind; it knows nothing of a method's own bias. Repeated rows
/// are a bias of their own for some figures, which say what they do about it: distances of distributions
/// use the reflected interval, 2 θ̂ minus these percentiles, which takes off what few rows add to the
/// figure itself; measures of disentanglement use the centred one, moved until the middle of the
/// resampled figures lies on the value.
public struct Bootstrap: Hashable, Sendable {
  /// How many times the data are drawn again; 0 for no intervals.
  public let resamples: Int

  /// The share of repetitions whose interval is to hold the true value.
  public let confidence: Double

  /// Intervals of the given confidence, between 0 and 1, from a number of resamples.
  public init(resamples: Int = 400, confidence: Double = 0.95) {
    require(resamples >= 0, "The number of resamples cannot be negative, but is \(resamples).")
    require(
      confidence > 0 && confidence < 1,
      "The confidence of an interval lies between 0 and 1, but is \(confidence).")
    self.resamples = resamples
    self.confidence = confidence
  }

  /// No intervals: the figures alone.
  public static let none = Bootstrap(resamples: 0)

  /// The interval of any figure of `count` rows; nil without resamples.
  ///
  /// The closure gets the positions of the rows that were drawn, `count` of them, some repeated.
  /// Takes one number from the generator.
  public func interval(
    count: Int, using generator: inout some RandomNumberGenerator,
    of figure: (_ rows: [Int]) -> Double
  ) -> ClosedRange<Double>? {
    require(count > 0, "Resampling needs at least one row.")
    return interval(of: replicates(count: count, using: &generator, of: figure))
  }

  /// The figure of each resample.
  func replicates(
    count: Int, using generator: inout some RandomNumberGenerator,
    of figure: (_ rows: [Int]) -> Double
  ) -> [Double] {
    var own = SeededGenerator(seed: generator.next())
    var rows = [Int](repeating: 0, count: count)
    return (0..<resamples).map { _ in
      for index in rows.indices { rows[index] = own.nextIndex(below: count) }
      return figure(rows)
    }
  }

  /// The percentile interval of resampled figures; those that are not numbers are left out.
  func interval(of replicates: [Double]) -> ClosedRange<Double>? {
    let sorted = replicates.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty else { return nil }
    let tail = (1 - confidence) / 2
    let (low, high) = (Self.quantile(tail, of: sorted), Self.quantile(1 - tail, of: sorted))
    return low.isNaN || high.isNaN ? nil : low...max(low, high)
  }

  /// The percentile interval reflected at the figure, and kept at or above a minimum.
  func reflectedInterval(
    of replicates: [Double], around value: Double, minimum: Double
  ) -> ClosedRange<Double>? {
    guard value.isFinite, let range = interval(of: replicates.filter(\.isFinite)) else {
      return nil
    }
    let low = max(minimum, 2 * value - range.upperBound)
    return low...max(low, 2 * value - range.lowerBound)
  }

  /// The percentile interval of a figure from 0 to 1, moved so that the median of the resampled
  /// figures lies on the value: the first of the figures given, those of the resamples behind it.
  func centredInterval(ofValueAndResamples figures: [Double]) -> ClosedRange<Double>? {
    let sorted = figures.dropFirst().filter { !$0.isNaN }.sorted()
    guard let value = figures.first, value.isFinite, let interval = interval(of: sorted) else {
      return nil
    }
    let shift = value - Self.quantile(0.5, of: sorted)
    return max(0, interval.lowerBound + shift)...min(1, interval.upperBound + shift)
  }

  /// A quantile of ascending numbers, linear between neighbours (Hyndman and Fan's type 7).
  static func quantile(_ level: Double, of sorted: [Double]) -> Double {
    let place = level * Double(sorted.count - 1)
    let below = min(sorted.count - 1, Int(place))
    let above = min(sorted.count - 1, below + 1)
    let part = place - Double(below)
    // Equal neighbours must not become NaN when both are infinite.
    if part == 0 || sorted[below] == sorted[above] { return sorted[below] }
    return sorted[below] + part * (sorted[above] - sorted[below])
  }
}
