extension DifferentiableDecoder {
  /// How fast decoded values change along paths: the mean squared speed ‖dD(z(t))/dt‖².
  ///
  /// The path length E[ε⁻² ‖D(z(t)) − D(z(t + ε))‖²] of Karras et al. (2019, "A style-based generator
  /// architecture for generative adversarial networks") in its limit ε → 0, at one random t per pair:
  /// the decoder's part by a Jacobian–vector product, because differences of close samples drown in
  /// single precision; the interpolation's by a five-point formula. In squared decoded units per path,
  /// so only decoders of the same kind of sample can be compared; theirs is over features of a
  /// classification network, this one over the decoded values themselves. Small is smooth, and zero is
  /// a decoder that ignores its latent.
  ///
  /// Takes one number per pair from the generator, and one more.
  public func pathLength(
    from starts: LatentBatch, to ends: LatentBatch, along interpolation: Interpolation = .spherical,
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) throws(Failure) -> Estimate {
    require(
      starts.count == ends.count && !starts.isEmpty,
      "Paths need as many starts as ends, and one at least, but have \(starts.count) and "
        + "\(ends.count).")
    starts.requireDimension(ends.dimension)
    var speeds: [Double] = []
    // Pieces bound the memory that the decoded values take.
    for first in stride(from: 0, to: starts.count, by: 64) {
      var latents = LatentBatch(dimension: starts.dimension)
      var tangents = LatentBatch(dimension: starts.dimension)
      for pair in first..<min(starts.count, first + 64) {
        let t = generator.nextUniform()
        let (start, end) = (starts[pair], ends[pair])
        latents.append(interpolation.point(from: start, to: end, at: Float(t)))
        tangents.append(interpolation.velocity(from: start, to: end, at: t))
      }
      let changes = try pushforward(at: latents, tangents)
      changes.withUnsafeBufferPointer { changes in
        for row in 0..<latents.count {
          guard let start = changes.baseAddress else { continue }
          speeds.append(
            Kernels.sumOfSquaresInDouble(start + row * valueCount, count: valueCount))
        }
      }
    }
    return Estimate(
      meanOf: speeds, estimator: "path length, Jacobian–vector products, \(interpolation.name)",
      bootstrap: bootstrap, using: &generator)
  }

  /// The path length between random pairs of the points that random samples come from.
  public func pathLength(
    count: Int = 1_000, along interpolation: Interpolation = .spherical,
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) throws(Failure) -> Estimate {
    let density = samplingDensity
    let starts = density.sample(count: count, using: &generator)
    let ends = density.sample(count: count, using: &generator)
    return try pathLength(
      from: starts, to: ends, along: interpolation, bootstrap: bootstrap, using: &generator)
  }

  /// How uneven the decoded steps of a path are: the largest step over the mean step, at least 1.
  ///
  /// 1 means that every step changes the values by the same amount; k − 1 of k points, that all change
  /// happens in one jump. A path whose samples are all the same has 1. Needs two points or more.
  public func roughness(of path: LatentBatch) throws(Failure) -> Estimate {
    require(path.count > 1, "Steps need two points or more, but the path has \(path.count).")
    let values = try values(at: path)
    let steps = values.withUnsafeBufferPointer { values in
      (1..<path.count).map { row in
        guard let start = values.baseAddress else { return 0.0 }
        return Kernels.squaredDistanceInDouble(
          start + (row - 1) * valueCount, start + row * valueCount, count: valueCount
        ).squareRoot()
      }
    }
    let mean = Estimate.mean(steps)
    return Estimate(
      value: mean > 0 ? max(1, (steps.max() ?? 0) / mean) : 1, count: steps.count,
      estimator: "largest over mean decoded step")
  }
}

extension Interpolation {
  /// dz/dt: the derivative of the quartic through five points of the path around t, all within it.
  ///
  /// With steps of 1/64 the formula's error is of the order of 10⁻⁸, that of the points' rounding 10⁻⁵.
  func velocity(from a: LatentVector, to b: LatentVector, at t: Double) -> LatentVector {
    let step = 1.0 / 64
    let centre = Double(Float(max(2 * step, min(1 - 2 * step, t))))
    let place = (t - centre) / step
    var sums = [Double](repeating: 0, count: a.dimension)
    for node in -2...2 {
      let point = point(from: a, to: b, at: Float(centre + Double(node) * step))
      let weight = Self.slope(node, place) / step
      for index in sums.indices { sums[index] += weight * Double(point[index]) }
    }
    return LatentVector(sums.map { Float($0) })
  }

  /// The derivative at x of the polynomial that is 1 at a node and 0 at the others of −2 … 2.
  private static func slope(_ node: Int, _ x: Double) -> Double {
    var sum = 0.0
    for left in -2...2 where left != node {
      var product = 1 / Double(node - left)
      for other in -2...2 where other != node && other != left {
        product *= (x - Double(other)) / Double(node - other)
      }
      sum += product
    }
    return sum
  }
}
