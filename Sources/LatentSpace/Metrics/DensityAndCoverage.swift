/// How densely real samples surround generated ones, and how much of the real has one near.
///
/// With balls around the real samples that reach to the k-th nearest other real one, borders
/// included: density is the mean number of balls that hold a generated sample, divided by k; coverage
/// is the share of balls that hold any (Naeem et al. 2020, "Reliable fidelity and diversity metrics
/// for generative models"). Density can exceed 1, when generated samples crowd where real ones do.
/// Two sets from one distribution have density about 1 and, with as many of both and k = 5, coverage
/// about 0.97.
public struct DensityAndCoverage: Hashable, Sendable {
  /// The mean number of balls around a generated sample over k; a percentile interval over samples.
  public let density: Estimate

  /// The share of real samples with a generated one in their ball; Wilson's interval at 95 %.
  public let coverage: Estimate

  /// Compares features of generated samples with those of real ones, each more than `neighbors`.
  ///
  /// The intervals hold the balls and are those of the samples that are judged. Takes one number from
  /// the generator. O(real · generated · dimension), by blocked products.
  public init(
    of generated: LatentBatch, against real: LatentBatch, neighbors: Int = 5,
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) {
    real.requireComparable(generated, neighbors: neighbors)
    let radii = real.squaredRadii(reachingNeighbor: neighbors)
    let counts = Balls(around: real, squaredRadii: radii).counts(of: generated)
    density = Estimate(
      meanOf: counts.map { Double($0) / Double(neighbors) }, estimator: "density, k = \(neighbors)",
      bootstrap: bootstrap, using: &generator)
    let nearest = NeighborSearch(generated, metric: .euclidean).nearest(to: real, count: 1)
    coverage = Estimate(
      successes: zip(nearest, radii).count { $0[0].square <= $1 }, of: real.count,
      estimator: "coverage, k = \(neighbors)")
  }
}

extension LatentEncoder {
  /// Density and coverage of generated samples in the space of this encoder.
  public func densityAndCoverage(
    of generated: [Sample], against real: [Sample], neighbors: Int = 5,
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) throws(Failure) -> DensityAndCoverage {
    DensityAndCoverage(
      of: try encode(generated), against: try encode(real), neighbors: neighbors,
      bootstrap: bootstrap, using: &generator)
  }
}
