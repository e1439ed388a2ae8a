/// A measured figure with what is needed to judge it: its interval, its count, how it was made.
///
///     let gap = MutualInformationGap(of: codes, factors: factors, using: &generator).estimate
///     gap.value        // 0.71
///     gap.interval     // 0.66 … 0.75
///     gap.count        // 240
///     gap.estimator    // MIG, 20 bins
public struct Estimate: Hashable, Codable, Sendable {
  /// The measured value.
  public let value: Double

  /// The interval that holds the true value with the asked confidence; nil where there is none.
  ///
  /// There is none when no resamples were asked for, or where the documentation of a figure says
  /// why resampling would mislead. A biased figure can lie outside its own interval.
  public let interval: ClosedRange<Double>?

  /// How many observations the value was computed from.
  public let count: Int

  /// The name of the method, with the settings that change its value.
  public let estimator: String

  /// A value that was measured by a method on a number of observations.
  public init(
    value: Double, interval: ClosedRange<Double>? = nil, count: Int, estimator: String
  ) {
    self.value = value
    self.interval = interval
    self.count = count
    self.estimator = estimator
  }

  /// The mean of numbers, with its bootstrap interval; at least one number.
  ///
  /// Takes one number from the generator.
  public init(
    meanOf values: [Double], estimator: String, bootstrap: Bootstrap = Bootstrap(),
    using generator: inout some RandomNumberGenerator
  ) {
    require(!values.isEmpty, "The mean of no numbers is not defined: give at least one.")
    let mean = Self.mean(values)
    let replicates = bootstrap.replicates(count: values.count, using: &generator) { rows in
      LaneReduction.reduce(rows.count) { values[rows[$0]] } / Double(rows.count)
    }
    self.init(
      value: mean, interval: bootstrap.interval(of: replicates), count: values.count,
      estimator: estimator)
  }

  /// The share of successes among independent trials, with Wilson's interval at 95 %.
  init(successes: Int, of count: Int, estimator: String) {
    let wilson = ProportionInterval.wilson(successes, of: count)
    self.init(
      value: wilson.value, interval: wilson.lower...wilson.upper, count: count,
      estimator: estimator)
  }

  static func mean(_ values: [Double]) -> Double {
    LaneReduction.reduce(values.count) { values[$0] } / Double(values.count)
  }
}
