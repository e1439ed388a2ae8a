extension DifferentiableDecoder {
  /// How much area, or volume, of decoded values a unit of latent space becomes, at each latent.
  ///
  ///     let grid = LatentGrid.manifold(rows: 20, columns: 20)
  ///     let magnification = try model.magnification(at: grid.latents)
  ///
  /// √det G with the pullback metric G = JᵀJ (Bishop, Svensén and Williams 1997). Drawn over a plane it
  /// shows borders: between groups the decoder changes fast, within them slowly. Zero where the decoder
  /// folds a direction away. One Jacobian–vector product per latent and dimension.
  public func magnification(at latents: LatentBatch) throws(Failure) -> [Double] {
    try magnification(at: latents, spannedBy: .axes(latents.dimension))
  }

  /// How much area of decoded values a unit of a plane through latent space becomes, at each latent.
  ///
  /// √det(VᵀGV) for orthonormal columns V that span the same plane as the directions, of any length and
  /// angle, which must be independent of one another; so also one direction, or three, can be given. One
  /// Jacobian–vector product per latent and direction.
  public func magnification(
    at latents: LatentBatch, spannedBy directions: LatentBatch
  ) throws(Failure) -> [Double] {
    latents.requireDimension(directions.dimension)
    var basis = LatentBatch(dimension: directions.dimension)
    for direction in directions {
      var rest = direction.map { Double($0) }
      let length = direction.dotInDouble(direction).squareRoot()
      // Twice, because once leaves rounding errors of the part that was taken away.
      for _ in 0..<2 {
        for vector in basis {
          let part = LaneReduction.reduce(rest.count) { rest[$0] * Double(vector[$0]) }
          for index in rest.indices { rest[index] -= part * Double(vector[index]) }
        }
      }
      let left = LaneReduction.reduce(rest.count) { rest[$0] * rest[$0] }.squareRoot()
      require(
        left > 1e-5 * length && length > 0,
        "Directions that span a plane must be independent of one another.")
      basis.append(LatentVector(rest.map { Float($0 / left) }))
    }
    return try pullbackMetrics(at: latents, along: basis).map { metric in
      // Through eigenvalues, because a determinant of rounded numbers may be below zero.
      SymmetricEigen(metric).values.reduce(1) { $0 * max(0, $1).squareRoot() }
    }
  }
}
