/// A normal density of which only the part close to the centre is drawn.
///
/// Less variety for more typical samples, as temperature does, but with hard borders: no coordinate
/// is further than `limit` deviations from the mean (Brock et al. 2019 call it the truncation
/// trick). Coordinates beyond it are redrawn, here in one draw: the deviate is the quantile of a
/// uniform number between the probabilities of the borders, which is the same distribution.
public struct TruncatedNormal: LatentSampler, Hashable {
  /// The density that is truncated.
  public let density: DiagonalNormal

  /// The border in standard deviations, above zero.
  public let limit: Float

  /// The part of a density within a number of deviations of its mean, in every coordinate.
  public init(_ density: DiagonalNormal, limit: Float) {
    require(
      limit > 0 && limit.isFinite,
      "The limit of a truncated density must be above zero, and finite.")
    self.density = density
    self.limit = limit
  }

  public var dimension: Int { density.dimension }

  public func sample(
    count: Int, temperature: Float, using generator: inout some RandomNumberGenerator
  ) -> LatentBatch {
    requireSampling(count: count, temperature: temperature)
    let edge = Elementary.normalDistribution(-Double(limit))
    var values: [Float] = []
    values.reserveCapacity(count * dimension)
    for _ in 0..<count {
      for column in 0..<dimension {
        let deviate = draw(edge, generator.nextUniform())
        let spread = Double(temperature) * Double(density.standardDeviation[column])
        values.append(Float(Double(density.mean[column]) + spread * deviate))
      }
    }
    return LatentBatch(values: values, count: count, dimension: dimension)
  }

  /// The deviate at a uniform number's place between −limit and limit.
  private func draw(_ edge: Double, _ uniform: Double) -> Double {
    // From the nearer end, where probabilities keep their digits.
    let isLow = uniform < 0.5
    let part = isLow ? uniform : 1 - uniform
    let probability = max(edge + part * (1 - 2 * edge), .leastNormalMagnitude)
    let deviate = max(-Double(limit), Elementary.normalQuantile(probability))
    return isLow ? deviate : -deviate
  }
}

extension LatentBatch {
  /// The vectors pulled towards a centre: c + ψ (z − c), with ψ from 0 (the centre) to 1 (as they are).
  ///
  /// The other truncation trick (Karras et al. 2019): no vector is left out, all become more typical.
  public func shrunk(towards centre: LatentVector, by factor: Float) -> LatentBatch {
    factor * self + (1 - factor) * centre
  }
}
