import LatentSpace
import Testing

struct SphericalInterpolationTests {
  let spherical = Interpolation.spherical

  @Test("Between unit vectors the path is the great circle at even angles")
  func quarterTurn() {
    let root = Float(0.5).squareRoot()
    let middle = spherical.point(from: [1, 0], to: [0, 1], at: 0.5)
    #expect(middle.distance(to: [root, root]) < 1e-6)
    let third = spherical.point(from: [1, 0], to: [0, 1], at: 1 / 3)
    #expect(third.distance(to: [Float(0.75).squareRoot(), 0.5]) < 1e-6)
  }

  @Test("Lengths go linearly, so they stay between those of the ends")
  func lengths() {
    let (a, b): (LatentVector, LatentVector) = ([2, 0, 0], [0, 10, 0])
    for step in 0...10 {
      let t = Float(step) / 10
      #expect(abs(spherical.point(from: a, to: b, at: t).norm - (2 + 8 * t)) < 1e-5)
    }
  }

  @Test("Parallel ends and an end at the origin give the straight line")
  func straight() {
    let a: LatentVector = [1, -2, 0.5]
    for kind in [spherical, .sphericalRaw] {
      #expect(kind.point(from: a, to: 3 * a, at: 0.5) == 2 * a)
      #expect(kind.point(from: .zero(dimension: 3), to: a, at: 0.25) == 0.25 * a)
      #expect(kind.point(from: a, to: .zero(dimension: 3), at: 0.25) == 0.75 * a)
      let origin = LatentVector.zero(dimension: 3)
      #expect(kind.point(from: origin, to: origin, at: 0.25) == origin)
    }
  }

  @Test("Opposite ends go half a turn through the axis where the start is smallest")
  func opposite() {
    let a: LatentVector = [3, 0, 4]
    for kind in [spherical, .sphericalRaw] {
      let middle = kind.point(from: a, to: -a, at: 0.5)
      #expect(middle.distance(to: [0, 5, 0]) < 1e-5)
      let quarter = kind.point(from: a, to: -2 * a, at: 0.25)
      #expect(abs(quarter.norm - 6.25) < 1e-5)
      #expect(abs(quarter.cosine(to: a) - 0.70710677) < 1e-6)
    }
    let tied = spherical.point(from: [1, 1], to: [-1, -1], at: 0.5)
    #expect(tied.distance(to: [1, -1]) < 1e-6)
  }

  @Test("In one dimension opposite ends meet at a point on the line")
  func oneDimension() {
    #expect(spherical.point(from: [2], to: [-2], at: 0.25) == [1])
    #expect(spherical.point(from: [2], to: [4], at: 0.5) == [3])
  }

  @Test("Nearly parallel and nearly opposite ends keep length and direction")
  func nearlyDegenerate() {
    let a: LatentVector = [1, 0, 0]
    for angle: Float in [1e-8, 1e-7, 1e-6, 2e-6, 1e-5, 1e-3] {
      let near = spherical.point(from: a, to: [1, angle, 0], at: 0.5)
      #expect(near.distance(to: [1, angle / 2, 0]) < 1e-6)
      let far = spherical.point(from: a, to: [-1, angle, 0], at: 0.5)
      #expect(abs(far.norm - 1) < 1e-6)
      #expect(far.distance(to: [angle / 2, 1, 0]) < 2e-6)
    }
  }

  @Test("Past the ends the circle goes on, and a length never turns negative")
  func beyond() {
    let point = spherical.point(from: [1, 0], to: [0, 1], at: 2)
    #expect(point.distance(to: [-1, 0]) < 1e-6)
    #expect(spherical.point(from: [4, 0], to: [0, 1], at: 3) == [0, 0])
  }

  @Test("A path backwards is the same path")
  func symmetric() {
    let (a, b): (LatentVector, LatentVector) = ([1, 2, 3, 4], [-2, 0.5, 1, 1])
    for t: Float in [0.25, 0.5, 0.75] {
      let there = spherical.point(from: a, to: b, at: t)
      let back = spherical.point(from: b, to: a, at: 1 - t)
      #expect(there.distance(to: back) < 1e-6)
    }
  }
}
