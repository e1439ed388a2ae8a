import Foundation
import LatentSpace
import Testing

struct GeodesicTests {
  @Test("Under an affine decoder the geodesic is the straight line, evenly spaced")
  func affine() {
    let (a, b): (LatentVector, LatentVector) = ([0, 1], [2, -1])
    let geodesic = LineModel().geodesic(from: a, to: b, count: 9)
    let line = a.path(to: b, count: 9, along: .linear)
    for (first, second) in zip(geodesic.latents, line) {
      #expect(first.distance(to: second) < 1e-5)
    }
    #expect(abs(geodesic.length - geodesic.straightLength) < 1e-6)
    #expect(geodesic.isConverged)
  }

  @Test("On a sphere the geodesic is the great circle within one per cent of its length")
  func sphere() {
    let model = SphereModel()
    let (a, b): (LatentVector, LatentVector) = ([0, 0.9], [1.6, 0.9])
    for count in [9, 33] {
      let geodesic = model.geodesic(from: a, to: b, count: count)
      let (p, q) = (model.point(a), model.point(b))
      let arc = acos(Double(p[0] * q[0] + p[1] * q[1] + p[2] * q[2]))
      #expect(abs(geodesic.length - arc) < 0.01 * arc)
      #expect(geodesic.straightLength > 1.03 * arc)
      #expect(geodesic.isConverged && geodesic.energies.count > 2)
      #expect(geodesic.latents.first == a && geodesic.latents.last == b)
      for (before, after) in zip(geodesic.energies, geodesic.energies.dropFirst()) {
        #expect(after <= before)
      }
      #expect((geodesic.energies.last ?? 0) >= geodesic.length * geodesic.length / 2 * 0.9999)
      let steps = (0..<count - 1).map { step in
        sqrt(
          zip(model.point(geodesic.latents[step]), model.point(geodesic.latents[step + 1]))
            .reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) })
      }
      #expect((steps.max() ?? 0) < 1.03 * (steps.min() ?? 0))
    }
  }

  @Test("Equal ends and two points are paths too")
  func degenerate() {
    let same = SphereModel().geodesic(from: [1, 0.5], to: [1, 0.5], count: 5)
    #expect(same.latents == LatentBatch(repeating: [1, 0.5], count: 5))
    #expect(same.length == 0)
    let two = SphereModel().geodesic(from: [0, 0], to: [1, 0], count: 2)
    #expect(two.latents == LatentBatch([[0, 0], [1, 0]]) && two.isConverged)
  }

  /// A flat decoder that is unsure around the origin: the values are the point, the same for every
  /// place, and its deviation σ = 2 exp(−(x² + y²)/2).
  private struct UnsureModel: DifferentiableDecoder {
    let latentDimension = 2
    let valueCount = 3

    func deviation(_ z: LatentVector) -> Float { 2 * Float(Elementary.exp(-Double(z.dot(z)) / 2)) }
    func decode(_ latents: LatentBatch) -> [[Float]] {
      latents.map { [$0[0], $0[1], deviation($0)] }
    }
    func values(of samples: [[Float]]) -> [Float] { samples.flatMap(\.self) }
    func values(at latents: LatentBatch) -> [Float] { values(of: decode(latents)) }
    func pullback(
      at latents: LatentBatch, _ cotangents: (_ values: [Float]) -> [Float]
    ) -> LatentBatch {
      let u = cotangents(values(at: latents))
      return LatentBatch(
        latents.enumerated().map { row, z in
          [u[3 * row], u[3 * row + 1]] - u[3 * row + 2] * deviation(z) * z
        }, dimension: 2)
    }
    func pushforward(at latents: LatentBatch, _ tangents: LatentBatch) -> [Float] {
      zip(latents, tangents).flatMap { z, v in [v[0], v[1], -deviation(z) * z.dot(v)] }
    }
  }

  @Test("With deviations among the values, geodesics keep away from where the decoder is unsure")
  func deviations() {
    let model = UnsureModel()
    let (z, v): (LatentVector, LatentVector) = ([0.6, -0.3], [1, 2])
    // ‖Jv‖² is that of the means plus that of the deviations: the expected metric.
    let moved = model.pushforward(at: LatentBatch([z]), LatentBatch([v]))
    let slope = -model.deviation(z) * z.dot(v)
    #expect(abs(LatentVector(moved).dot(LatentVector(moved)) - (v.dot(v) + slope * slope)) < 1e-5)
    let geodesic = model.geodesic(from: [-2.5, 0.1], to: [2.5, 0.1], count: 17)
    #expect(geodesic.length < 0.95 * geodesic.straightLength && geodesic.isConverged)
    #expect(geodesic.latents.norms.allSatisfy { $0 > 1 })
  }

  @Test("A sphere's pullback and pushforward are adjoint")
  func adjoint() {
    let model = SphereModel()
    let (z, v) = (LatentBatch([[0.3, -0.7]]), LatentBatch([[0.5, 2]]))
    let u: [Float] = [1, -2, 0.5]
    let left = zip(model.pushforward(at: z, v), u).reduce(0) { $0 + $1.0 * $1.1 }
    let right = model.pullback(at: z) { _ in u }[0].dot(v[0])
    #expect(abs(left - right) < 1e-6)
  }
}
