extension LatentBatch {
  /// The share of these generated samples that are no copies of training samples.
  ///
  /// A generated sample is authentic when it is farther from its nearest training sample than that
  /// sample is from its own nearest other one (Alaa et al. 2022, "How faithful is your synthetic
  /// data?"). Independent draws of the training samples' own distribution are not all authentic: only
  /// those that are not mutual nearest neighbours, a third of them in one dimension, 0.38 in two, and
  /// towards a half in many (Schilling 1986, "Mutual and shared neighbor probabilities"). Far less
  /// means that training samples are repeated; nearly 1 may mean that all is far from real. The
  /// interval (Wilson, 95 %) is that of the generated samples.
  public func authenticity(against training: LatentBatch) -> Estimate {
    training.requireDimension(dimension)
    require(
      !isEmpty && training.count > 1,
      "Authenticity needs generated samples and two training samples or more.")
    require(isFinite && training.isFinite, "A figure of features needs finite numbers.")
    let own = training.squaredRadii(reachingNeighbor: 1)
    let nearest = NeighborSearch(training, metric: .euclidean).nearest(to: self, count: 1)
    return Estimate(
      successes: nearest.count { $0[0].square > own[$0[0].index] }, of: count,
      estimator: "authenticity")
  }
}

extension LatentEncoder {
  /// The share of generated samples that are no copies of training samples, in this encoder's space.
  public func authenticity(
    of generated: [Sample], against training: [Sample]
  ) throws(Failure) -> Estimate {
    try encode(generated).authenticity(against: try encode(training))
  }
}
