extension LatentDirections {
  /// The directions that change a decoder's first layer most, from its weights alone.
  ///
  ///     let directions = LatentDirections(factorizing: weights)     // no data, no training
  ///
  /// The eigenvectors of AᵀA, largest eigenvalue first, for the layer y = A z + b; each has its largest
  /// component positive (Shen and Zhou 2021, "Closed-form factorization of latent semantics in GANs").
  /// Each row of the batch is one output's weights, so its dimension is the latent's. The strength is
  /// the square root of the eigenvalue: how far the layer's outputs move per unit of the latent.
  /// O(outputs · d² + d³).
  public init(factorizing weights: LatentBatch) {
    require(weights.isFinite, "Only weights that are finite numbers can be factorised.")
    let size = weights.dimension
    let eigen = SymmetricEigen(
      .covariance(of: weights, mean: Array(repeating: 0, count: size), divisor: 1))
    self.init(
      vectors: LatentBatch(
        values: eigen.vectors.values.map { Float($0) }, count: size, dimension: size),
      strengths: eigen.values.map { max(0, $0).squareRoot() },
      names: (0..<size).map { "W \($0 + 1)" }, strengthName: "gain of the first layer")
  }
}
