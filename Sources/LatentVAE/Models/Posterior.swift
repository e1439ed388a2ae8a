import LatentSpace

/// What an encoder believes about samples: a normal distribution per sample and dimension, q(z|x).
public struct Posterior: Hashable, Sendable {
  /// The means, one latent per sample; what `encode` returns.
  public var means: LatentBatch
  /// ln σ² per sample and dimension.
  public var logVariances: LatentBatch

  /// A posterior of as many means as log variances, of one dimension.
  public init(means: LatentBatch, logVariances: LatentBatch) {
    require(
      means.count == logVariances.count && means.dimension == logVariances.dimension,
      "A posterior needs one log variance per mean.")
    self.means = means
    self.logVariances = logVariances
  }

  /// The number of samples.
  public var count: Int { means.count }

  /// One random latent per sample: mean + temperature · σ · ε with ε from N(0, I).
  ///
  /// Draws one normal deviate per sample and dimension, in that order.
  public func sample(
    temperature: Float = 1, using generator: inout some RandomNumberGenerator
  ) -> LatentBatch {
    let deviations = standardDeviations
    let values = zip(means.values, deviations).map { mean, deviation in
      mean + temperature * deviation * Float(generator.nextNormal())
    }
    return LatentBatch(values: values, count: count, dimension: means.dimension)
  }

  /// KL(q(z_j|x) ‖ N(0, 1)) in nats: ½(μ² + σ² − 1 − ln σ²) per sample and dimension.
  public var divergences: LatentBatch {
    let values = zip(means.values, logVariances.values).map { mean, logVariance in
      let (mean, logVariance) = (Double(mean), Double(logVariance))
      return Float(0.5 * (mean * mean + Elementary.expm1(logVariance) - logVariance))
    }
    return LatentBatch(values: values, count: count, dimension: means.dimension)
  }

  private var standardDeviations: [Float] {
    logVariances.values.map { Float(Elementary.exp(0.5 * Double($0))) }
  }
}
