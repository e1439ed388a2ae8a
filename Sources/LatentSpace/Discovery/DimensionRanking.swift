extension LatentDirections {
  /// The axes of the latent space in the order of how much the encoder says with each.
  ///
  ///     let posterior = model.posterior(of: samples)
  ///     let axes = LatentDirections(
  ///       rankingByDivergence: posterior.means, logVariances: posterior.logVariances)
  ///
  /// The strength is the mean over the samples of KL(q(z_j|x) ‖ N(0, 1)) = ½(μ² + σ² − 1 − ln σ²), in
  /// nats; equal ones keep their order. A dimension near zero is not used: moving along it changes
  /// nothing. Names are `z0`, `z1` and so on, as the coordinates are counted.
  public init(rankingByDivergence means: LatentBatch, logVariances: LatentBatch) {
    require(
      means.count == logVariances.count && means.dimension == logVariances.dimension,
      "Dimensions are ranked by one log variance per mean.")
    require(!means.isEmpty, "Dimensions are ranked by at least one posterior.")
    let size = means.dimension
    var sums = [Double](repeating: 0, count: size)
    for row in 0..<means.count {
      for column in 0..<size {
        let mean = Double(means.values[row * size + column])
        let logVariance = Double(logVariances.values[row * size + column])
        sums[column] += 0.5 * (mean * mean + Elementary.expm1(logVariance) - logVariance)
      }
    }
    let divergences = sums.map { $0 / Double(means.count) }
    let order = divergences.indices.sorted { (-divergences[$0], $0) < (-divergences[$1], $1) }
    self.init(
      vectors: LatentBatch(
        order.map { axis in LatentVector((0..<size).map { $0 == axis ? 1 : 0 }) }, dimension: size),
      strengths: order.map { divergences[$0] }, names: order.map { "z\($0)" },
      strengthName: "KL divergence in nats")
  }
}
