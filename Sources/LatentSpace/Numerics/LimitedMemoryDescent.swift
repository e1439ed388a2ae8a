/// Minimises a smooth function of many numbers from its values and gradients.
///
/// L-BFGS with ten pairs (Liu and Nocedal 1989) and halved or doubled steps; the value never rises.
/// No chance is involved, so the same start gives the same end.
package struct LimitedMemoryDescent {
  /// Where the descent ended.
  package private(set) var point: [Double]

  /// The value at the start and after each step.
  package private(set) var values: [Double]

  /// Whether the last step gained less than the tolerance, relative to the value.
  package private(set) var isConverged = false

  private var pairs: [(step: [Double], change: [Double], product: Double)] = []
  private static let memory = 10

  /// Descends from a point.
  ///
  /// The preconditioner stands for the inverse of the second derivative; `scale` is the length of
  /// the first step in units of the preconditioned gradient.
  package init<Failure: Error>(
    from start: [Double], maximumSteps: Int, tolerance: Double, scale: Double,
    preconditioner: ([Double]) -> [Double] = { $0 },
    _ evaluate: ([Double]) throws(Failure) -> (value: Double, gradient: [Double])
  ) throws(Failure) {
    point = start
    var (value, gradient) = try evaluate(start)
    values = [value]
    while values.count <= maximumSteps {
      let direction = self.direction(gradient, scale: scale, preconditioner)
      let slope = Self.dot(direction, gradient)
      guard slope > 0, slope.isFinite else {
        isConverged = slope == 0
        return
      }
      guard
        let (next, newValue, newGradient) = try search(
          direction, slope: slope, value: value, evaluate)
      else {
        // A direction from stale pairs may fail; the plain gradient gets one more chance.
        if pairs.isEmpty {
          // No step helps: that is the end where what is left to gain drowns in float rounding.
          isConverged = slope <= max(tolerance, 1e-7) * abs(value)
          return
        }
        pairs = []
        continue
      }
      remember(
        step: zip(next, point).map { $0 - $1 }, change: zip(newGradient, gradient).map { $0 - $1 })
      let gain = value - newValue
      (point, value, gradient) = (next, newValue, newGradient)
      values.append(value)
      if gain <= tolerance * abs(value) || value == 0 {
        isConverged = true
        return
      }
    }
  }

  /// A lower point along the direction: the whole step, or halves of it, or, where the slope is hardly
  /// less at its end, doubles of it.
  ///
  /// Without the doubles a flat or concave start, which teaches no curvature, would be crossed in
  /// steps of the first length, however short that is.
  private func search<Failure: Error>(
    _ direction: [Double], slope: Double, value: Double,
    _ evaluate: ([Double]) throws(Failure) -> (value: Double, gradient: [Double])
  ) throws(Failure) -> ([Double], Double, [Double])? {
    var length = 1.0
    var best: ([Double], Double, [Double])?
    for _ in 0..<30 {
      let next = point.indices.map { point[$0] - length * direction[$0] }
      let (newValue, newGradient) = try evaluate(next)
      guard newValue < best?.1 ?? value, newValue <= value - 1e-4 * length * slope else {
        if best != nil { return best }
        length /= 2
        continue
      }
      best = (next, newValue, newGradient)
      if length < 1 || Self.dot(direction, newGradient) < 0.9 * slope { return best }
      length *= 2
    }
    return best
  }

  private mutating func remember(step: [Double], change: [Double]) {
    let product = Self.dot(step, change)
    guard product > 1e-12 * Self.dot(change, change).squareRoot() else { return }
    pairs.append((step, change, product))
    if pairs.count > Self.memory { pairs.removeFirst() }
  }

  private func direction(
    _ gradient: [Double], scale: Double, _ preconditioner: ([Double]) -> [Double]
  ) -> [Double] {
    var q = gradient
    var amounts: [Double] = []
    for (step, change, product) in pairs.reversed() {
      let amount = Self.dot(step, q) / product
      amounts.append(amount)
      for index in q.indices { q[index] -= amount * change[index] }
    }
    var factor = scale
    if let last = pairs.last {
      factor = last.product / Self.dot(last.change, preconditioner(last.change))
    }
    var direction = preconditioner(q).map { factor * $0 }
    for ((step, change, product), amount) in zip(pairs, amounts.reversed()) {
      let correction = amount - Self.dot(change, direction) / product
      for index in direction.indices { direction[index] += correction * step[index] }
    }
    return direction
  }

  private static func dot(_ x: [Double], _ y: [Double]) -> Double {
    LaneReduction.reduce(x.count) { x[$0] * y[$0] }
  }
}
