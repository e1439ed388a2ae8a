import LatentSpace

/// A curved decoder for tests: longitude and latitude to a point of the unit sphere.
struct SphereModel: DifferentiableDecoder {
  let latentDimension = 2
  let valueCount = 3

  func point(_ z: LatentVector) -> [Float] {
    let (x, y) = (Double(z[0]), Double(z[1]))
    return [
      Float(Elementary.cos(x) * Elementary.cos(y)), Float(Elementary.sin(x) * Elementary.cos(y)),
      Float(Elementary.sin(y)),
    ]
  }

  /// The columns of the Jacobian.
  func jacobian(_ z: LatentVector) -> [[Float]] {
    let (x, y) = (Double(z[0]), Double(z[1]))
    return [
      [
        Float(-Elementary.sin(x) * Elementary.cos(y)), Float(Elementary.cos(x) * Elementary.cos(y)),
        0,
      ],
      [
        Float(-Elementary.cos(x) * Elementary.sin(y)),
        Float(-Elementary.sin(x) * Elementary.sin(y)),
        Float(Elementary.cos(y)),
      ],
    ]
  }

  func decode(_ latents: LatentBatch) -> [[Float]] { latents.map(point) }

  func values(of samples: [[Float]]) -> [Float] { samples.flatMap(\.self) }

  func values(at latents: LatentBatch) -> [Float] { latents.flatMap(point) }

  func pullback(
    at latents: LatentBatch, _ cotangents: (_ values: [Float]) -> [Float]
  ) -> LatentBatch {
    let seeds = cotangents(values(at: latents))
    return LatentBatch(
      latents.enumerated().map { row, z in
        LatentVector(
          jacobian(z).map { column in
            (0..<3).reduce(0) { $0 + column[$1] * seeds[3 * row + $1] }
          })
      }, dimension: 2)
  }

  func pushforward(at latents: LatentBatch, _ tangents: LatentBatch) -> [Float] {
    zip(latents, tangents).flatMap { z, v in
      let columns = jacobian(z)
      return (0..<3).map { columns[0][$0] * v[0] + columns[1][$0] * v[1] }
    }
  }
}
