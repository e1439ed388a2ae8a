extension LatentBatch {
  /// The share of these generated samples that are no copies of training samples.
  ///
  /// A generated sample is authentic when it is farther from its nearest training sample than that
  /// sample is from its own nearest other one (Alaa et al. 2022, "How faithful is your synthetic
  /// data?"). Independent draws of the training samples' own distribution are not all authentic: a
  /// sample that is the nearest of its nearest is taken for a copy. Of dense data that leaves a third
  /// in one dimension and 0.38 in two (Schilling 1986, "Mutual and shared neighbor probabilities"), and
  /// most in many dimensions, where few training samples are nearest to nearly all. So compare with
  /// the authenticity of held-out real samples: far less means that training samples are repeated, far
  /// more that the generated ones lie elsewhere. The interval (Wilson, 95 %) is that of the generated
  /// samples.
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
