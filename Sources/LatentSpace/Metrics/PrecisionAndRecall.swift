/// Whether generated samples look real, and whether all that is real is generated.
///
///     let quality = PrecisionAndRecall(of: generatedFeatures, against: realFeatures)
///     quality.precision.value     // the share of generated samples where real ones are
///     quality.recall.value        // the share of real samples where generated ones are
///
/// A set's region is made of balls around its members that reach to the k-th nearest other member
/// (Kynkäänniemi et al. 2019, "Improved precision and recall metric for assessing generative models"),
/// borders included. One outlier has a large ball, so both figures are too high for data with
/// outliers; density and coverage mend that. Use as many generated as real samples.
///
/// The intervals (Wilson, 95 %) hold the regions and are those of the samples that are judged.
public struct PrecisionAndRecall: Hashable, Sendable {
  /// The share of generated samples in the region of the real ones.
  public let precision: Estimate

  /// The share of real samples in the region of the generated ones.
  public let recall: Estimate

  /// Compares features of generated samples with those of real ones, each more than `neighbors`.
  ///
  /// O(real · generated · dimension) and as much within each set, by blocked products.
  public init(of generated: LatentBatch, against real: LatentBatch, neighbors: Int = 3) {
    real.requireComparable(generated, neighbors: neighbors)
    func share(of points: LatentBatch, near centres: LatentBatch, _ name: String) -> Estimate {
      let counts = Balls(around: centres, reachingNeighbor: neighbors).counts(of: points)
      return Estimate(
        successes: counts.count { $0 > 0 }, of: points.count,
        estimator: "\(name), k = \(neighbors)")
    }
    precision = share(of: generated, near: real, "improved precision")
    recall = share(of: real, near: generated, "improved recall")
  }
}

extension LatentEncoder {
  /// Improved precision and recall of generated samples in the space of this encoder.
  public func precisionAndRecall(
    of generated: [Sample], against real: [Sample], neighbors: Int = 3
  ) throws(Failure) -> PrecisionAndRecall {
    PrecisionAndRecall(
      of: try encode(generated), against: try encode(real), neighbors: neighbors)
  }
}
