import LatentSpace

/// A sample that is three numbers.
struct Colour: Equatable, Sendable {
  var red: Float
  var green: Float
  var blue: Float
}

/// An exact linear model for tests: two latents, three values, encoding inverts decoding.
///
/// D(z) = (z₀, z₁, z₀ + z₁); the code of a colour is (red, green).
struct LineModel: LatentModel {
  let latentDimension = 2
  var fittedDensity: (any LatentDensity)?

  func encode(_ samples: [Colour]) -> LatentBatch {
    LatentBatch(samples.map { [$0.red, $0.green] }, dimension: 2)
  }

  func decode(_ latents: LatentBatch) -> [Colour] {
    latents.map { Colour(red: $0[0], green: $0[1], blue: $0[0] + $0[1]) }
  }
}

extension LineModel: DifferentiableDecoder {
  var valueCount: Int { 3 }

  func values(of samples: [Colour]) -> [Float] {
    samples.flatMap { [$0.red, $0.green, $0.blue] }
  }

  func values(at latents: LatentBatch) -> [Float] {
    values(of: decode(latents))
  }

  func pullback(
    at latents: LatentBatch, _ cotangents: (_ values: [Float]) -> [Float]
  ) -> LatentBatch {
    let seeds = cotangents(values(at: latents))
    return LatentBatch(
      latents.indices.map { row in
        let u = seeds[3 * row..<3 * row + 3]
        return [u[3 * row] + u[3 * row + 2], u[3 * row + 1] + u[3 * row + 2]]
      }, dimension: 2)
  }

  func pushforward(at latents: LatentBatch, _ tangents: LatentBatch) -> [Float] {
    values(at: tangents)
  }
}
