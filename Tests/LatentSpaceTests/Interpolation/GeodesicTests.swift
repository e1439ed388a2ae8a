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
