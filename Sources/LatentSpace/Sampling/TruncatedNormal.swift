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
    let spread = density.standardDeviation.map { Double(temperature) * Double($0) }
    let centre = density.mean.map { Double($0) }
    return DrawnNumbers.batch(
      count: count, dimension: dimension, numbersPerRow: dimension, using: &generator
    ) { numbers, rows, deviates, out in
      let length = rows.count * dimension
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: length) { bits in
        guard let bits = bits.baseAddress else { return }
        numbers.write(rows.lowerBound * dimension, count: length, to: bits)
        write(bits, count: length, edge: edge, to: deviates)
      }
      Kernels.scaleAndMove(
        deviates, rows: rows.count, columns: dimension, by: spread, to: centre, into: out)
    }
  }

  /// The deviates at the places of uniform numbers between −limit and limit.
  private func write(
    _ bits: UnsafePointer<UInt64>, count: Int, edge: Double, to out: UnsafeMutablePointer<Double>
  ) {
    for index in 0..<count {
      // From the nearer end, where probabilities keep their digits.
      let uniform = Double(bits[index] >> 11) * 0x1p-53
      let part = uniform < 0.5 ? uniform : 1 - uniform
      out[index] = max(edge + part * (1 - 2 * edge), .leastNormalMagnitude)
    }
    Kernels.normalQuantiles(out, count: count)
    let lowest = -Double(limit)
    for index in 0..<count {
      let deviate = max(lowest, out[index])
      out[index] = bits[index] >> 63 == 0 ? deviate : -deviate
    }
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
