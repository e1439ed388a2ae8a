internal import CLatentKernels

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
    return DrawnNumbers.batch(
      count: count, dimension: dimension, numbersPerRow: dimension, using: &generator
    ) { numbers, rows, deviates, out in
      numbers.writeNormals(
        rows.lowerBound * dimension, count: rows.count * dimension, to: deviates)
      for row in 0..<rows.count {
        let (side, point) = (deviates + row * dimension, out + row * dimension)
        if latents_turned_aside(unit, side, dimension, along, across, point) { continue }
        // A hostile generator may give the vector itself, for which any other direction will do.
        let other = Arc.axis(orthogonalTo: unit) ?? unit.map { _ in 0 }
        for index in unit.indices {
          point[index] = Float(along * unit[index] + across * other[index])
        }
      }
    }
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
