/// How much more the best code tells of each factor than the second best does: the MIG.
///
///     let gap = MutualInformationGap(of: codes, factors: [shape, size], using: &generator)
///     gap.estimate.value     // 1 when each factor has one code of its own, 0 when two share it
///
/// mean_k (I(z₁; v_k) − I(z₂; v_k)) / H(v_k), with z₁ and z₂ the two codes that tell most of factor k
/// (Chen et al. 2018, "Isolating sources of disentanglement"). Factors that never change have nothing
/// to be told and are left out. One code may win several factors; modularity sees that.
public struct MutualInformationGap: Hashable, Sendable {
  /// The mean gap over the factors, from 0 to 1, with a centred interval.
  public let estimate: Estimate

  /// The gap of each factor; nil for factors that never change.
  public let gaps: [Double?]

  /// Measures codes against discrete factors: one array per factor, with one value per code.
  ///
  /// At least one factor must change. Takes one number from the generator.
  /// O(n · codes · factors · resamples).
  public init(
    of codes: LatentBatch, factors: [[Int]], bins: Int = 20, bootstrap: Bootstrap = Bootstrap(),
    using generator: inout some RandomNumberGenerator
  ) {
    let sample = InformationSample(
      codes, factors, bins: bins,
      Resamples(rows: codes.count, bootstrap, using: &generator))
    let constant = factors.map { FactorLevels($0).isConstant }
    require(constant.contains(false), "A gap needs at least one factor that changes.")
    let replicates = sample.information.indices.map { replicate in
      Self.gaps(sample.information[replicate], sample.entropies[replicate], constant)
    }
    gaps = replicates[0]
    let means = replicates.map(Self.mean)
    estimate = Estimate(
      value: means[0],
      interval: bootstrap.centredInterval(ofValueAndResamples: means),
      count: codes.count, estimator: "MIG, \(bins) bins")
  }

  private static func gaps(
    _ information: [Double], _ entropies: [Double], _ constant: [Bool]
  ) -> [Double?] {
    let width = entropies.count
    return (0..<width).map { factor in
      // A resample can lose all values of a rare factor but one.
      if constant[factor] || entropies[factor] < 1e-12 { return nil }
      var (first, second) = (0.0, 0.0)
      for value in stride(from: factor, to: information.count, by: width).map({ information[$0] }) {
        if value > first { (first, second) = (value, first) } else { second = max(second, value) }
      }
      return (first - second) / entropies[factor]
    }
  }

  private static func mean(_ gaps: [Double?]) -> Double {
    let known = gaps.compactMap(\.self)
    return known.isEmpty ? .nan : known.reduce(0, +) / Double(known.count)
  }
}
