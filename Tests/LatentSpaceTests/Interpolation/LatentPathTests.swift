import LatentSpace
import Testing

struct LatentPathTests {
  let keys = LatentBatch([
    [0.1, 0], [1, 0.3], [1, -2], [3, 3], [0.7, 1], [5, 0], [2, 2], [1, 1],
  ])

  func paths(_ isClosed: Bool) -> [LatentPath] {
    Interpolation.all.map { LatentPath(through: keys, along: $0, isClosed: isClosed) }
      + [LatentPath.spline(through: keys, isClosed: isClosed)]
  }

  @Test("Keyframes are met bit for bit at their times")
  func exactKeyframes() {
    for path in paths(false) {
      for index in 0..<8 { #expect(path.point(at: Float(index) / 7) == keys[index]) }
      #expect(path.points(count: 15)[14] == keys[7])
      #expect(path.points(count: 15)[4] == keys[2])
    }
    for path in paths(true) {
      for index in 0...8 { #expect(path.point(at: Float(index) / 8) == keys[index % 8]) }
      #expect(path.points(count: 16)[2] == keys[1])
    }
  }

  @Test("Closed paths go round and round, and a loop does not repeat its start")
  func closed() {
    let path = LatentPath(through: keys, along: .linear, isClosed: true)
    #expect(path.segmentCount == 8)
    #expect(path.point(at: 1.3125) == path.point(at: 0.3125))
    #expect(path.point(at: -0.25) == path.point(at: 0.75))
    let loop = path.points(count: 8)
    #expect(loop == keys)
  }

  @Test("Open paths go on past their ends")
  func extrapolation() {
    let path = LatentPath(through: LatentBatch([[0], [1], [3]]), along: .linear)
    #expect(path.point(at: 1.5) == [5])
    #expect(path.point(at: -0.5) == [-1])
    #expect(path.point(at: 1e30).dimension == 1)
  }

  @Test("A spline has no corners, and is straight through even points on a line")
  func spline() {
    let line = LatentPath.spline(through: LatentBatch([[0, 0], [1, 2], [2, 4], [3, 6]]))
    for step in 0...30 {
      let point = line.point(at: Float(step) / 30)
      #expect(point.distance(to: [Float(step) / 10, Float(step) / 5]) < 1e-5)
    }
    let curve = LatentPath.spline(through: keys)
    let (before, at, after) = (
      curve.point(at: 2 / 7 - 0.001), curve.point(at: 2 / 7), curve.point(at: 2 / 7 + 0.001)
    )
    #expect((at - before).cosine(to: after - at) > 0.99)
    let two = LatentPath.spline(through: LatentBatch([[0], [2]]))
    #expect(two.point(at: 0.5) == [1])
  }

  @Test("A circular walk returns to its start")
  func circle() {
    let path = LatentPath.circle(around: [1, 1], from: [2, 0], towards: [0, 2])
    #expect(path.point(at: 0) == [3, 1])
    #expect(path.point(at: 0.25).distance(to: [1, 3]) < 1e-6)
    #expect(path.point(at: 1) == [3, 1])
    #expect(path.points(count: 4).count == 4)
  }

  @Test("One keyframe is a path that stays")
  func oneKeyframe() {
    for isClosed in [false, true] {
      let path = LatentPath(through: LatentBatch([[1, 2]]), isClosed: isClosed)
      #expect(path.points(count: 3) == LatentBatch(repeating: [1, 2], count: 3))
      #expect(path.evenPoints(count: 3) == LatentBatch(repeating: [1, 2], count: 3))
    }
  }

  @Test("Even points are equally far apart along the path")
  func constantSpeed() {
    let path = LatentPath(through: LatentBatch([[0, 0], [1, 0], [9, 0]]), along: .linear)
    let even = path.evenPoints(count: 10)
    for step in 0..<10 { #expect(even[step].distance(to: [Float(step), 0]) < 1e-4) }
    #expect(even[9] == [9, 0])
    // Measured by the square of the coordinate, points are at square roots.
    let measured = path.evenPoints(count: 4) { latents in
      LatentBatch(latents.map { [$0[0] * $0[0]] })
    }
    #expect(abs(measured[1][0] - Float(27).squareRoot()) < 0.02)
  }

  @Test("Points that are even in decoded values change these by the same at every step")
  func constantDecodedSpeed() {
    let model = SphereModel()
    // The closer to the pole, the less a step in longitude moves the point.
    let path = LatentPath(through: LatentBatch([[0, 0], [1, 1.5]]), along: .linear)
    func steps(_ latents: LatentBatch) -> [Float] {
      let points = latents.map { LatentVector(model.point($0)) }
      return zip(points, points.dropFirst()).map { $0.distance(to: $1) }
    }
    let (even, uneven) = (
      steps(path.evenPoints(count: 9, decodedBy: model)), steps(path.points(count: 9))
    )
    #expect((even.max() ?? 0) < 1.01 * (even.min() ?? 0))
    #expect((uneven.max() ?? 0) > 1.15 * (uneven.min() ?? 0))
  }

  @Test("An easing changes the pace, not the ends")
  func easing() {
    let path = LatentPath(through: LatentBatch([[0], [1]]), along: .linear)
    for easing: Easing in [.none, .easeIn, .easeOut, .easeInOut] {
      let points = path.points(count: 5, easing: easing)
      #expect(points[0] == [0] && points[4] == [1])
      #expect(zip(points, points.dropFirst()).allSatisfy { $0[0] < $1[0] })
    }
    #expect(path.points(count: 3, easing: .easeIn)[1] == [0.25])
    #expect(path.points(count: 3, easing: .easeOut)[1] == [0.75])
    #expect(path.points(count: 3, easing: .easeInOut)[1] == [0.5])
    #expect(path.points(count: 3, easing: Easing { $0 * $0 * $0 })[1] == [0.125])
  }

  @Test("A model morphs through samples")
  func morph() {
    let colours = [
      Colour(red: 0, green: 0, blue: 0), Colour(red: 2, green: 0, blue: 2),
      Colour(red: 2, green: 2, blue: 4),
    ]
    let open = LineModel().morph(through: colours, count: 5, along: .linear)
    #expect(open[0] == colours[0] && open[2] == colours[1] && open[4] == colours[2])
    let loop = LineModel().morph(through: colours, count: 3, along: .linear, isClosed: true)
    #expect(loop == colours)
  }
}
