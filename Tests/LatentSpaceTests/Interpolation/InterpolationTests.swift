import LatentSpace
import Testing

struct InterpolationTests {
  // Rows 0 and 1 of sin(0.7 i + 1.3 j) + 0.3 cos(0), and reference results at t = 0.3.
  let a: LatentVector = [0.3, 1.263558185417193, 0.8155013718214641, -0.3877661591839741]
  let b: LatentVector = [
    0.9442176872376911, 1.2074842562126906, 0.13502354065593344, -0.7098783005749485,
  ]

  func expectClose(
    _ left: LatentVector, _ right: LatentVector, within tolerance: Float = 1e-6,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      left.distance(to: right) <= tolerance, "\(left) is not \(right)",
      sourceLocation: sourceLocation)
  }

  @Test("Raw spherical and Gaussian interpolation agree with reference implementations")
  func golden() {
    expectClose(
      Interpolation.sphericalRaw.point(from: a, to: b, at: 0.3),
      [0.516964608440431, 1.297337764845253, 0.6325665938397701, -0.5059588556396414])
    expectClose(
      Interpolation.gaussian.point(from: a, to: b, at: 0.3),
      [0.4698789076783171, 1.2463231932443541, 0.5856247025654291, -0.4788206203070625])
  }

  @Test(
    "Every kind returns the ends bit for bit, whatever they are",
    arguments: Interpolation.all.indices)
  func exactEnds(kind: Int) {
    let interpolation = Interpolation.all[kind]
    let ends: [LatentVector] = [
      a, b, -a, 3 * a, .zero(dimension: 4), [40, -40, 1e-30, 7], [-0.0, 0.0, 1e30, -1e30],
    ]
    for first in ends {
      for second in ends {
        let start = interpolation.point(from: first, to: second, at: 0)
        let end = interpolation.point(from: first, to: second, at: 1)
        #expect(start.map(\.bitPattern) == first.map(\.bitPattern))
        #expect(end.map(\.bitPattern) == second.map(\.bitPattern))
      }
    }
  }

  @Test(
    "Every kind stays finite between any ends and beyond them",
    arguments: Interpolation.all.indices)
  func finite(kind: Int) {
    let interpolation = Interpolation.all[kind]
    let ends: [LatentVector] = [
      a, -a, 1.0000001 * a, .zero(dimension: 4), [40, -40, 1e-30, 7], [9, 9, 9, 9],
    ]
    for first in ends {
      for second in ends {
        for t: Float in [-0.5, 0.01, 0.25, 0.5, 0.75, 0.99, 1.5] {
          #expect(interpolation.point(from: first, to: second, at: t).isFinite)
        }
      }
    }
  }

  @Test("Close to the ends a path is close to them")
  func continuous() {
    for interpolation in Interpolation.all {
      expectClose(interpolation.point(from: a, to: b, at: 1e-6), a, within: 1e-5)
      expectClose(interpolation.point(from: a, to: b, at: 0.999999), b, within: 1e-5)
    }
  }

  @Test("Linear interpolation is the weighted mean")
  func linear() {
    let point = Interpolation.linear.point(from: [0, 4], to: [2, 0], at: 0.25)
    #expect(point == [0.5, 3])
  }

  @Test("Variance-preserving interpolation keeps the variance of independent normal ends")
  func variance() {
    var generator = SeededGenerator(seed: 31)
    let first = generator.nextNormalVector(dimension: 20_000)
    let second = generator.nextNormalVector(dimension: 20_000)
    for t: Float in [0.2, 0.5, 0.7] {
      let kept = Interpolation.variancePreserving.point(from: first, to: second, at: t)
      #expect(abs(kept.dot(kept) / 20_000 - 1) < 0.04)
    }
    let middle = Interpolation.linear.point(from: first, to: second, at: 0.5)
    #expect(abs(middle.norm / first.norm - 0.707) < 0.01)
  }

  @Test("Gaussian interpolation moves evenly in probability, far out in both tails")
  func gaussianTails() {
    // The chance of exceeding 7 is 1.28e-12; at the midpoint to 0 it is half of ½ + that: z = 0.6745.
    let point = Interpolation.gaussian.point(from: [7, -7, 5.5], to: [0, 0, 6], at: 0.5)
    expectClose(point, [0.67448975, -0.67448975, 5.612208], within: 1e-6)
    #expect(point[0] == -point[1])
    let beyond = Interpolation.gaussian.point(from: [1], to: [2], at: 40)
    #expect(beyond.isFinite && beyond[0] > 30)
  }

  @Test("A kind of one's own is a closure")
  func custom() {
    let step = Interpolation { a, b, t in t < 0.5 ? a : b }
    #expect(step.name == "custom")
    #expect(Array(a.path(to: b, count: 4, along: step)) == [a, a, b, b])
  }

  @Test("Kinds are found by name")
  func names() {
    for interpolation in Interpolation.all {
      #expect(Interpolation.named(interpolation.name)?.name == interpolation.name)
    }
    #expect(Interpolation.all.map(\.name).first == "spherical")
    #expect(Interpolation.named("wobbly") == nil)
  }

  @Test("Pairs of two batches go together")
  func batches() {
    let (first, second) = (LatentBatch([a, b]), LatentBatch([b, -b]))
    let points = Interpolation.spherical.points(from: first, to: second, at: 0.3)
    #expect(points[0] == Interpolation.spherical.point(from: a, to: b, at: 0.3))
    #expect(points[1] == Interpolation.spherical.point(from: b, to: -b, at: 0.3))
    let none = LatentBatch(dimension: 4)
    #expect(Interpolation.linear.points(from: none, to: none, at: 0.5) == none)
  }
}
