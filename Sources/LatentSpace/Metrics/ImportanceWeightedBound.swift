/// A lower bound of ln p(x) that grows towards it with the number of draws.
///
/// For each sample ln (1/K) Σ_k p(x|z_k) p(z_k)/q(z_k|x) with z_k from the posterior q(z|x) and
/// p(z) = N(0, I), summed by logarithms (Burda et al. 2016, "Importance weighted autoencoders"). With
/// K = 1 it is the ELBO; it never falls on average as K grows. It is in nats per sample and positive
/// when a density is: only models of the same data in the same units can be compared.
///
/// A likelihood must be complete (with its (D/2) ln 2πσ² for a normal one) and fit the data: the
/// Bernoulli cross-entropy of grey values is the logarithm of no probability, so binarise grey
/// pictures first, or read the figure as a score between models of the same kind only.
public struct ImportanceWeightedBound: Hashable, Sendable {
  /// The mean over the samples in nats, with a percentile interval over samples.
  public let estimate: Estimate

  /// The bound of each sample in nats.
  public let values: [Double]

  /// The bound for samples whose posteriors are given.
  ///
  /// Takes `draws` · means.count · dimension numbers from the generator, and one more.
  ///
  /// - Parameters:
  ///   - means: the posterior means, one per sample.
  ///   - logVariances: ln σ² in the same order.
  ///   - draws: K, at least 1.
  ///   - name: what the estimator is called in reports; `importance-weighted bound` when nil.
  ///   - bootstrap: how the interval is made.
  ///   - generator: what the latents are drawn with.
  ///   - logLikelihood: given one latent per sample, ln p(x|z) of each sample at its latent; called
  ///     once per draw.
  public init<Failure: Error>(
    means: LatentBatch, logVariances: LatentBatch, draws: Int, name: String? = nil,
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator,
    logLikelihood: (_ latents: LatentBatch) throws(Failure) -> [Double]
  ) throws(Failure) {
    requirePosterior(means, logVariances)
    require(draws > 0, "The bound needs at least one draw per sample, but got \(draws).")
    // Running ln Σ e^w: the largest weight so far and the sum relative to it.
    var largest = [Double](repeating: -.infinity, count: means.count)
    var sums = [Double](repeating: 0, count: means.count)
    for _ in 0..<draws {
      let (latents, ratios) = drawLatents(means, logVariances, using: &generator)
      let likelihoods = try logLikelihood(latents)
      require(
        likelihoods.count == means.count,
        "A likelihood must give one number per sample, but gave \(likelihoods.count) for "
          + "\(means.count).")
      for index in likelihoods.indices {
        let weight = likelihoods[index] + ratios[index]
        if weight > largest[index] {
          sums[index] = sums[index] * Elementary.exp(largest[index] - weight) + 1
          largest[index] = weight
        } else if weight > -.infinity {
          sums[index] += Elementary.exp(weight - largest[index])
        }
      }
    }
    let logDraws = Elementary.log(Double(draws))
    values = largest.indices.map { largest[$0] + Elementary.log(sums[$0]) - logDraws }
    estimate = Estimate(
      meanOf: values, estimator: "\(name ?? "importance-weighted bound"), \(draws) draws",
      bootstrap: bootstrap, using: &generator)
  }
}

/// One draw per posterior, with ln p(z) − ln q(z|x) of each.
private func drawLatents(
  _ means: LatentBatch, _ logVariances: LatentBatch,
  using generator: inout some RandomNumberGenerator
) -> (latents: LatentBatch, ratios: [Double]) {
  let width = means.dimension
  var values = [Float](repeating: 0, count: means.values.count)
  let ratios = means.indices.map { row in
    var ratio = 0.0
    for index in row * width..<(row + 1) * width {
      let (mean, half) = (Double(means.values[index]), 0.5 * Double(logVariances.values[index]))
      let deviation = Elementary.exp(half)
      let latent = Float(mean + deviation * generator.nextNormal())
      values[index] = latent
      // The density at the latent as it was rounded; ln 2π is in both and leaves.
      let (z, distance) = (Double(latent), (Double(latent) - mean) / deviation)
      ratio += 0.5 * (distance * distance - z * z) + half
    }
    return ratio
  }
  return (LatentBatch(values: values, count: means.count, dimension: width), ratios)
}

/// Stops the program unless means and logarithms of variances describe posteriors.
func requirePosterior(_ means: LatentBatch, _ logVariances: LatentBatch) {
  require(
    means.count == logVariances.count && means.dimension == logVariances.dimension,
    "A posterior needs one log variance per mean, but has \(means.count) × \(means.dimension) "
      + "means and \(logVariances.count) × \(logVariances.dimension) log variances.")
  require(!means.isEmpty && means.dimension > 0, "A figure of posteriors needs at least one.")
  require(
    means.isFinite && logVariances.isFinite, "Posteriors must have finite means and variances.")
}
