extension LatentVector {
  /// Random neighbours at a given angle from this vector, as long as it is.
  ///
  /// z′ = cos θ · z + sin θ · ‖z‖ · u with u a random unit vector at right angles to z. Mixing with
  /// noise instead would shorten every vector and pull it off the shell where samples lie. The angle
  /// is in radians: 0.3 is close, π/2 unrelated. The origin has no directions, and stays; in one
  /// dimension nothing is at right angles, and z cos θ is what remains.
  public func variations(
    count: Int, angle: Float = 0.5, using generator: inout some RandomNumberGenerator
  ) -> LatentBatch {
    require(count >= 0, "The number of variations cannot be negative, but is \(count).")
    require(angle.isFinite, "The angle of variations must be a finite number of radians.")
    let length = dotInDouble(self).squareRoot()
    guard length > 0 else { return LatentBatch(repeating: self, count: count) }
    let unit = values.map { Double($0) / length }
    let along = length * Elementary.cos(Double(angle))
    let across = length * Elementary.sin(Double(angle))
    return LatentBatch(
      (0..<count).map { _ in
        let side = Self.direction(orthogonalTo: unit, using: &generator)
        return LatentVector(unit.indices.map { Float(along * unit[$0] + across * side[$0]) })
      }, dimension: dimension)
  }

  private static func direction(
    orthogonalTo unit: [Double], using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    var side = unit.map { _ in generator.nextNormal() }
    // Twice: after one pass a deviate nearly along the vector would keep a part of it.
    for _ in 0..<2 {
      let part = LaneReduction.reduce(side.count) { side[$0] * unit[$0] }
      for index in side.indices { side[index] -= part * unit[index] }
    }
    let length = LaneReduction.reduce(side.count) { side[$0] * side[$0] }.squareRoot()
    if length > 1e-9 { return side.map { $0 / length } }
    // A hostile generator may give the vector itself, for which any other direction will do.
    return Arc.axis(orthogonalTo: unit) ?? unit.map { _ in 0 }
  }
}

extension LatentModel {
  /// Random samples that resemble a sample, all at the same angle from it in the latent space.
  public func variations(
    of sample: Sample, count: Int, angle: Float = 0.5,
    using generator: inout some RandomNumberGenerator
  ) throws(Failure) -> [Sample] {
    let latent: LatentVector = try encode(sample)
    return try decode(latent.variations(count: count, angle: angle, using: &generator))
  }
}
