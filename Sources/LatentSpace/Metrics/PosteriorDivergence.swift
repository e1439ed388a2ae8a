/// How far posteriors are from the prior N(0, I), in all and in each dimension.
///
/// KL_j = ½ (μ² + σ² − 1 − ln σ²), summed over the dimensions and averaged over the samples, in nats:
/// the KL of the ELBO. A dimension near 0 has collapsed. A large one says that the code is precise
/// compared with the prior, not that what it says is useful.
public struct PosteriorDivergence: Hashable, Sendable {
  /// The sum over the dimensions, averaged over the samples, with a percentile interval.
  public let estimate: Estimate

  /// The mean over the samples of each dimension, with percentile intervals from the same resamples.
  public let dimensions: [Estimate]

  /// Measures posteriors: one mean and one ln σ² per sample and dimension.
  ///
  /// Takes one number from the generator.
  public init(
    means: LatentBatch, logVariances: LatentBatch, bootstrap: Bootstrap = Bootstrap(),
    using generator: inout some RandomNumberGenerator
  ) {
    requirePosterior(means, logVariances)
    let width = means.dimension
    let values = means.values.indices.map { index in
      let (mean, logVariance) = (Double(means.values[index]), Double(logVariances.values[index]))
      return 0.5 * (mean * mean + Elementary.expm1(logVariance) - logVariance)
    }
    let total = Double(means.count)
    var averages = [Double](repeating: 0, count: width)
    for index in values.indices { averages[index % width] += values[index] }
    averages = averages.map { $0 / total }
    let resamples = Resamples(rows: means.count, bootstrap, using: &generator)
    // Sums of deviations, which keep their digits in single precision.
    let sums = resamples.sums(
      of: values.indices.map { Float(values[$0] - averages[$0 % width]) }, width: width)
    func replicates(_ dimension: Int) -> [Double] {
      (1..<resamples.columns).map {
        averages[dimension] + Double(sums[$0 * width + dimension]) / total
      }
    }
    let each = (0..<width).map { replicates($0) }
    dimensions = (0..<width).map { dimension in
      Estimate(
        value: averages[dimension], interval: bootstrap.interval(of: each[dimension]),
        count: means.count, estimator: "KL of dimension \(dimension), nats")
    }
    let totals = (0..<resamples.columns - 1).map { replicate in
      each.reduce(0) { $0 + $1[replicate] }
    }
    estimate = Estimate(
      value: averages.reduce(0, +), interval: bootstrap.interval(of: totals), count: means.count,
      estimator: "KL, nats")
  }

  /// The dimensions in the order of their divergence, the largest first; the lower of equals first.
  public var ranking: [Int] {
    dimensions.indices.sorted {
      (-dimensions[$0].value, $0) < (-dimensions[$1].value, $1)
    }
  }
}
