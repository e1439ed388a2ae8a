/// The coordinates whose posterior means change from sample to sample.
///
///     let active = ActiveUnits(of: model.encode(samples), using: &generator)
///     active.estimate.value      // 12 of 32
///     active.indices             // which
///
/// #{j : Var_x μ_j(x) > 0.01} (Burda et al. 2016, "Importance weighted autoencoders"). The others have
/// collapsed to the prior. The threshold is in the units of a standard normal prior; between 0.001
/// and 0.1 the count should hardly change, or the model is still deciding.
public struct ActiveUnits: Hashable, Sendable {
  /// How many coordinates are active, with a percentile interval.
  public let estimate: Estimate

  /// The variance of each coordinate over the samples, dividing by the count.
  public let variances: [Float]

  /// The variance above which a coordinate is active.
  public let threshold: Float

  /// Counts the active coordinates of posterior means.
  ///
  /// Takes one number from the generator. O(n d · resamples).
  public init(
    of means: LatentBatch, threshold: Float = 0.01, bootstrap: Bootstrap = Bootstrap(),
    using generator: inout some RandomNumberGenerator
  ) {
    require(!means.isEmpty, "Units can be active over one sample or more, but there are none.")
    require(means.isFinite, "A figure of codes needs finite numbers.")
    self.threshold = threshold
    variances = means.standardDeviation.map { $0 * $0 }
    let resamples = Resamples(rows: means.count, bootstrap, using: &generator)
    let (centred, _) = means.centred()
    let width = means.dimension
    let sums = resamples.sums(of: centred, width: width)
    let squares = resamples.sums(of: centred.map { $0 * $0 }, width: width)
    let total = Double(means.count)
    let replicates = (1..<resamples.columns).map { column in
      Double(
        (column * width..<(column + 1) * width).count {
          let mean = Double(sums[$0]) / total
          return Double(squares[$0]) / total - mean * mean > Double(threshold)
        })
    }
    estimate = Estimate(
      value: Double(variances.count { $0 > threshold }),
      interval: bootstrap.interval(of: replicates), count: means.count,
      estimator: "active units, variance > \(threshold)")
  }

  /// The active coordinates, ascending.
  public var indices: [Int] { variances.indices.filter { variances[$0] > threshold } }
}

extension LatentEncoder {
  /// The coordinates whose encodings change from sample to sample.
  public func activeUnits(
    on samples: [Sample], threshold: Float = 0.01, bootstrap: Bootstrap = Bootstrap(),
    using generator: inout some RandomNumberGenerator
  ) throws(Failure) -> ActiveUnits {
    ActiveUnits(
      of: try encode(samples), threshold: threshold, bootstrap: bootstrap, using: &generator)
  }
}
