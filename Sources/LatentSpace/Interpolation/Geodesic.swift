/// The shortest path between two latents, measured where the samples are.
///
/// Steps that are even in the latent space are not even in the samples: a straight line may rush
/// through one change and dwell on another, or take a detour. A geodesic of the pullback metric
/// G = JᵀJ is as short as possible in decoded values (Arvanitidis et al. 2018, "Latent space oddity").
public struct Geodesic: Hashable, Sendable {
  /// The path, both ends included, at even lengths of decoded change.
  public let latents: LatentBatch

  /// The length of the path in decoded values.
  public let length: Double

  /// The length of the straight line between the ends in decoded values.
  public let straightLength: Double

  /// The energy (T/2) Σ ‖D(z_{t+1}) − D(z_t)‖² at the start and after each step; never rises.
  public let energies: [Double]

  /// Whether the descent ended because nothing more was to gain.
  public let isConverged: Bool
}

extension DifferentiableDecoder {
  /// The shortest path between two latents in decoded values, by descent from the straight line.
  ///
  /// Minimises the energy over the inner points with the ends fixed, then spaces the points evenly.
  /// `count` includes both ends and is at least two. A minimum near the straight line is found; on a
  /// very curved space a shorter path elsewhere may exist. Each step decodes and differentiates
  /// `count` latents about once.
  public func geodesic(
    from start: LatentVector, to end: LatentVector, count: Int, maximumSteps: Int = 200,
    tolerance: Double = 1e-6
  ) throws(Failure) -> Geodesic {
    try geodesic(
      from: start, to: end, count: count, maximumSteps: maximumSteps, tolerance: tolerance,
      onEvaluation: { _ in })
  }

  /// The same, telling how many times the energy has been looked at: about once in a step.
  package func geodesic(
    from start: LatentVector, to end: LatentVector, count: Int, maximumSteps: Int = 200,
    tolerance: Double = 1e-6, onEvaluation: (Int) -> Void
  ) throws(Failure) -> Geodesic {
    require(count >= 2, "A geodesic needs both ends: its count is at least 2, but is \(count).")
    start.requireSameDimension(end)
    let problem = GeodesicProblem(
      line: start.path(to: end, count: count, along: .linear), valueCount: valueCount)
    let straight = try problem.lengths(values(at: problem.line))
    let distance = start.squaredDistanceInDouble(to: end)
    let change = LaneReduction.reduce(straight.count) { straight[$0] * straight[$0] }
    // The mean of ‖Jv‖²/‖v‖² along the line: the size of the second derivative.
    let stiffness = change > 0 && distance > 0 ? change * Double(count - 1) / distance : 1
    var evaluations = 0
    let descent = try LimitedMemoryDescent(
      from: problem.inner(of: problem.line), maximumSteps: count == 2 ? 0 : maximumSteps,
      tolerance: tolerance, scale: 1 / (stiffness * Double(count - 1)),
      preconditioner: problem.smooth
    ) { (inner: [Double]) throws(Failure) -> (value: Double, gradient: [Double]) in
      evaluations += 1
      onEvaluation(evaluations)
      return try problem.energy(inner, of: self)
    }
    let path = problem.path(descent.point)
    let steps = try problem.lengths(values(at: path))
    let even = problem.spaced(path, steps)
    let final = try problem.lengths(values(at: even))
    return Geodesic(
      latents: even, length: final.reduce(0, +), straightLength: straight.reduce(0, +),
      energies: descent.values, isConverged: count == 2 || descent.isConverged)
  }
}

/// The energy of a path as a function of its inner points, one after the other.
private struct GeodesicProblem {
  let line: LatentBatch
  let valueCount: Int

  func inner(of path: LatentBatch) -> [Double] {
    path.values[line.dimension..<(line.count - 1) * line.dimension].map { Double($0) }
  }

  func path(_ inner: [Double]) -> LatentBatch {
    LatentBatch(
      values: line[0].values + inner.map { Float($0) } + line[line.count - 1].values,
      count: line.count, dimension: line.dimension)
  }

  func energy<Decoder: DifferentiableDecoder>(
    _ inner: [Double], of decoder: Decoder
  ) throws(Decoder.Failure) -> (value: Double, gradient: [Double]) {
    var energy = 0.0
    let segments = Double(line.count - 1)
    let gradient = try decoder.pullback(at: path(inner)) { values in
      energy = segments / 2 * lengths(values).reduce(0) { $0 + $1 * $1 }
      var cotangents = [Float](repeating: 0, count: values.count)
      for index in valueCount..<(line.count - 1) * valueCount {
        let bend =
          2 * Double(values[index]) - Double(values[index - valueCount])
          - Double(values[index + valueCount])
        cotangents[index] = Float(segments * bend)
      }
      return cotangents
    }
    return (energy, self.inner(of: gradient))
  }

  /// The decoded distance between neighbouring points.
  func lengths(_ values: [Float]) -> [Double] {
    values.withUnsafeBufferPointer { values in
      (0..<line.count - 1).map { step in
        guard let start = values.baseAddress else { return 0 }
        return LaneReduction.squaredDistance(
          start + step * valueCount, start + (step + 1) * valueCount, count: valueCount
        ).squareRoot()
      }
    }
  }

  /// Solves the second-difference system for each coordinate (Thomas's algorithm).
  ///
  /// The energy of many points is stiff because each is tied to its neighbours; this undoes it, so
  /// the number of steps hardly depends on the number of points.
  func smooth(_ gradient: [Double]) -> [Double] {
    let (points, size) = (line.count - 2, line.dimension)
    var result = gradient
    var ratios = [Double](repeating: 0, count: points)
    for point in 0..<points {
      let pivot = point == 0 ? 2 : 2 - ratios[point - 1]
      ratios[point] = 1 / pivot
      for column in 0..<size {
        let before = point == 0 ? 0 : result[(point - 1) * size + column]
        result[point * size + column] = (result[point * size + column] + before) / pivot
      }
    }
    for point in (0..<max(0, points - 1)).reversed() {
      for column in 0..<size {
        result[point * size + column] += ratios[point] * result[(point + 1) * size + column]
      }
    }
    return result
  }

  /// Points at even lengths along a path whose steps have the given lengths.
  func spaced(_ path: LatentBatch, _ steps: [Double]) -> LatentBatch {
    let total = steps.reduce(0, +)
    guard total > 0 else { return path }
    var result = LatentBatch([path[0]])
    var (segment, before) = (0, 0.0)
    for index in 1..<path.count - 1 {
      let target = total * Double(index) / Double(path.count - 1)
      while segment < steps.count - 1 && before + steps[segment] < target {
        before += steps[segment]
        segment += 1
      }
      let part = steps[segment] > 0 ? min(1, (target - before) / steps[segment]) : 0
      result.append(
        Interpolation.linear.point(
          from: path[segment], to: path[segment + 1], at: Float(part)))
    }
    if path.count > 1 { result.append(path[path.count - 1]) }
    return result
  }
}
