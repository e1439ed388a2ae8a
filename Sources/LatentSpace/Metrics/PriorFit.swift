/// How well the prior covers the encodings of data, and the encodings the prior.
///
///     let fit = PriorFit(
///       of: heldOut, density: FullNormal(fitting: codes), using: &generator)
///     fit.holes.value       // 0.38: of 100 draws of the prior, 38 land where no data are
///     fit.outliers.value    // 0.02
///
/// A point is strange when its −ln p under the density that was fitted to the data exceeds that of
/// 99 % of the encodings. `holes` is the share of the prior's draws that are strange: what a decoder
/// was never trained on. `outliers` is the share of encodings whose −ln p under the prior exceeds that
/// of 99 % of the prior's own draws: what the prior never makes. Both are 0.01 where prior and data
/// agree. Neither says whether the decoder copes.
///
/// The density decides what counts as a hole: a full normal sees shifts, scales and correlations, a
/// mixture also gaps between clusters. Fit it to other encodings than those given here; its own look
/// too usual.
public struct PriorFit: Hashable, Sendable {
  /// The share of the prior's draws that are strange for the data, with Wilson's interval at 95 %.
  public let holes: Estimate

  /// The share of the encodings that are strange for the prior, with Wilson's interval at 95 %.
  public let outliers: Estimate

  /// What both shares would be if prior and data agreed.
  public let expected: Double

  /// Compares encodings, at least 100, with a prior.
  ///
  /// The intervals hold the percentiles at their measured values. Takes the numbers that the prior
  /// takes for its draws.
  ///
  /// - Parameters:
  ///   - encodings: posterior means, or draws, of samples that the density was not fitted to.
  ///   - density: what was fitted to other encodings of the same kind.
  ///   - prior: where random latents come from; N(0, I) when nil.
  ///   - draws: how many random latents to judge.
  ///   - level: the share of the encodings that is usual.
  ///   - generator: what the prior draws with.
  public init(
    of encodings: LatentBatch, density: some LatentDensity,
    prior: (any LatentDensity)? = nil, draws: Int = 10_000, level: Double = 0.99,
    using generator: inout some RandomNumberGenerator
  ) {
    require(
      encodings.count >= 100 && draws >= 100,
      "A percentile needs at least 100 encodings and 100 draws, but there are \(encodings.count) "
        + "and \(draws).")
    require(level > 0 && level < 1, "The level lies between 0 and 1, but is \(level).")
    let prior = prior ?? DiagonalNormal.standard(dimension: encodings.dimension)
    require(
      prior.dimension == encodings.dimension && density.dimension == encodings.dimension,
      "Encodings of dimension \(encodings.dimension) cannot be compared with a density of dimension "
        + "\(density.dimension) and a prior of dimension \(prior.dimension).")
    let random = prior.sample(count: draws, using: &generator)
    expected = 1 - level
    holes = Self.strange(
      random, usual: encodings, density, level,
      "prior draws beyond the encodings' \(level) quantile of −ln p, \(density.name)")
    outliers = Self.strange(
      encodings, usual: random, prior, level,
      "encodings beyond the prior draws' \(level) quantile of −ln p, \(prior.name)")
  }

  private static func strange(
    _ points: LatentBatch, usual: LatentBatch, _ density: some LatentDensity, _ level: Double,
    _ estimator: String
  ) -> Estimate {
    let limit = Bootstrap.quantile(level, of: density.logDensity(of: usual).map { -$0 }.sorted())
    let count = density.logDensity(of: points).count { -$0 > limit }
    return Estimate(successes: count, of: points.count, estimator: estimator)
  }
}

extension LatentModel {
  /// How well the prior N(0, I) covers the model's encodings of samples, at least 200.
  ///
  /// A full normal is fitted to the first half of the samples, in random order, and the other half is
  /// compared; give the initializer a density of your own for more.
  public func priorFit(
    on samples: [Sample], draws: Int = 10_000, using generator: inout some RandomNumberGenerator
  ) throws(Failure) -> PriorFit {
    let encodings = try encode(samples)
    let order = generator.nextPermutation(count: encodings.count)
    let half = encodings.count / 2
    return PriorFit(
      of: encodings.selecting(order[half...]),
      density: FullNormal(fitting: encodings.selecting(order[..<half])), draws: draws,
      using: &generator)
  }
}
