import LatentSpace
import Testing

struct LimitedMemoryDescentTests {
  private func descend(
    from start: [Double], scale: Double = 1, maximumSteps: Int = 200, tolerance: Double = 1e-14,
    preconditioner: ([Double]) -> [Double] = { $0 },
    _ function: ([Double]) -> (value: Double, gradient: [Double])
  ) -> LimitedMemoryDescent {
    LimitedMemoryDescent(
      from: start, maximumSteps: maximumSteps, tolerance: tolerance, scale: scale,
      preconditioner: preconditioner, function)
  }

  /// 1 + ½ Σ c_j (x_j − j)², with the minimum at (0, 1, 2, …).
  private static func bowl(
    _ curvatures: [Double]
  ) -> ([Double]) -> (value: Double, gradient: [Double]) {
    { point in
      let gradient = point.indices.map { curvatures[$0] * (point[$0] - Double($0)) }
      let value = point.indices.reduce(1) { $0 + gradient[$1] * (point[$1] - Double($1)) / 2 }
      return (value, gradient)
    }
  }

  private static func isFalling(_ values: [Double]) -> Bool {
    zip(values, values.dropFirst()).allSatisfy { $0 > $1 }
  }

  @Test("The minimum of a badly scaled quadratic function is found in a few steps")
  func quadratic() {
    let descent = descend(
      from: [5, 5, 5, 5], scale: 1e-3, Self.bowl([1, 10, 100, 1000]))
    for (index, coordinate) in descent.point.enumerated() {
      #expect(abs(coordinate - Double(index)) < 1e-5)
    }
    #expect(descent.isConverged && descent.values.count < 40)
    #expect(Self.isFalling(descent.values))
  }

  @Test("With the inverse of the second derivative one step is enough")
  func preconditioned() {
    let curvatures: [Double] = [1, 1e3, 1e6]
    let descent = descend(
      from: [9, 9, 9], maximumSteps: 1,
      preconditioner: { zip($0, curvatures).map { $0 / $1 } },
      Self.bowl(curvatures))
    for (index, coordinate) in descent.point.enumerated() {
      #expect(abs(coordinate - Double(index)) < 1e-12)
    }
    #expect(descent.values.count == 2)
  }

  @Test("Rosenbrock's curved valley is followed to its end")
  func rosenbrock() {
    let descent = descend(from: [-1.2, 1], scale: 1e-3) { point in
      let (x, y) = (point[0], point[1])
      let bend = y - x * x
      return (
        (1 - x) * (1 - x) + 100 * bend * bend, [-2 * (1 - x) - 400 * x * bend, 200 * bend]
      )
    }
    #expect(abs(descent.point[0] - 1) < 1e-4 && abs(descent.point[1] - 1) < 1e-4)
    #expect(Self.isFalling(descent.values))
  }

  @Test("A concave start with a step that is far too short is left in a few steps")
  func concave() {
    // −1/(1 + x²) bends downwards beyond 1/√3, where no curvature can be learned.
    let descent = descend(from: [20], scale: 1e-3) { point in
      let square = 1 + point[0] * point[0]
      return (-1 / square, [2 * point[0] / (square * square)])
    }
    #expect(abs(descent.point[0]) < 1e-5)
    #expect(descent.values.count < 30, "\(descent.values.count) steps")
  }

  @Test("A start at the minimum stays, and no steps are allowed to mean none")
  func ends() {
    let there = descend(from: [0, 1], Self.bowl([1, 1]))
    #expect(there.point == [0, 1] && there.isConverged && there.values == [1])
    let none = descend(from: [3, 3], maximumSteps: 0, Self.bowl([1, 1]))
    #expect(none.point == [3, 3] && !none.isConverged && none.values.count == 1)
  }

  @Test("Values that are not numbers end the descent where it stood")
  func notANumber() {
    let descent = descend(from: [1]) { point in
      point[0] == 1 ? (1, [1]) : (.nan, [.nan])
    }
    #expect(descent.point == [1] && !descent.isConverged)
  }

  private struct Stop: Error {}

  @Test("What the function throws comes through")
  func failure() {
    #expect(throws: Stop.self) {
      try LimitedMemoryDescent(from: [1], maximumSteps: 5, tolerance: 0, scale: 1) {
        (_: [Double]) throws(Stop) -> (value: Double, gradient: [Double]) in throw Stop()
      }
    }
  }
}
