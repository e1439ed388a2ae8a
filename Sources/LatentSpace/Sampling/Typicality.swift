/// How usual latents are under a density, by comparison with the encodings of real data.
///
///     let typicality = Typicality(of: mixture, for: model.encode(data))
///     typicality.percentile(of: edited)     // 0.99: stranger than 99 % of the data
///
/// The figure for a latent is −log p, in nats. High values are strange. Values far below all of the
/// data are not typical either: the very centre of N(0, I) is where no sample lies.
public struct Typicality: Sendable {
  private let density: any LatentDensity
  private let sorted: [Double]

  /// Compares with reference latents, at least one.
  public init(of density: some LatentDensity, for reference: LatentBatch) {
    require(!reference.isEmpty, "Typicality needs at least one latent to compare with.")
    self.density = density
    sorted = density.logDensity(of: reference).map { -$0 }.sorted()
  }

  /// −log p of each latent, in nats.
  public func surprise(of latents: LatentBatch) -> [Double] {
    density.logDensity(of: latents).map { -$0 }
  }

  /// The share of the reference latents that are less strange than each latent, ties counting half.
  public func percentiles(of latents: LatentBatch) -> [Double] {
    surprise(of: latents).map { rank(of: $0, in: sorted) }
  }

  /// The share of the reference latents that are less strange than a latent.
  public func percentile(of latent: LatentVector) -> Double {
    percentiles(of: LatentBatch([latent]))[0]
  }

  /// Draws from a sampler, keeping what lies within a range of percentiles of the data.
  ///
  /// Gives fewer than `count` when `maximumDraws` draws were not enough.
  public func sample(
    count: Int, from sampler: some LatentSampler, percentiles range: ClosedRange<Double>,
    maximumDraws: Int = 10_000, using generator: inout some RandomNumberGenerator
  ) -> LatentBatch {
    require(count >= 0, "The number of samples cannot be negative, but is \(count).")
    var kept = LatentBatch(dimension: sampler.dimension)
    for _ in 0..<maximumDraws where kept.count < count {
      let latent: LatentVector = sampler.sample(using: &generator)
      if range.contains(percentile(of: latent)) { kept.append(latent) }
    }
    return kept
  }
}

/// The share of ascending numbers below a number, ties counting half.
func rank(of number: Double, in sorted: [Double]) -> Double {
  func count(where isBelow: (Double) -> Bool) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if isBelow(sorted[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
  return Double(count { $0 < number } + count { $0 <= number }) / 2 / Double(sorted.count)
}
