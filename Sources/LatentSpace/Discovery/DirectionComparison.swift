/// How much directions change the decoded values, beside random directions of the same length.
///
///     let comparison = try model.compare(directions, at: encodings, step: 2, using: &generator)
///     comparison.ratios[0]     // 3.1: the first changes the picture 3.1 times as much as a random one
///
/// Every method finds some direction, also in noise. One that changes the samples no more than a
/// random direction does has found nothing that a throw of dice would not find.
public struct DirectionComparison: Hashable, Sendable {
  /// The root mean square change of a value along each direction.
  public let changes: [Double]

  /// The same for the random directions, ascending.
  public let randomChanges: [Double]

  /// The median of the random changes.
  public var randomMedian: Double {
    let middle = randomChanges.count / 2
    return randomChanges.count.isMultiple(of: 2)
      ? (randomChanges[middle - 1] + randomChanges[middle]) / 2 : randomChanges[middle]
  }

  /// Each direction's change over the random median; infinite when random directions change nothing.
  public var ratios: [Double] {
    changes.map { $0 == 0 ? 0 : $0 / randomMedian }
  }

  /// The share of the random directions that change less than each direction, ties counting half.
  public var percentiles: [Double] {
    changes.map { rank(of: $0, in: randomChanges) }
  }
}

extension DifferentiableDecoder {
  /// Compares directions with random ones by what they change in decoded samples.
  ///
  /// Each latent is moved by the step forwards and backwards along each direction, all of length one,
  /// and along as many random directions as asked for, drawn once and uniform on the sphere. The change
  /// is the root of the mean over latents and values of ((D(z + sv) − D(z − sv)) / 2)². Draws one normal
  /// deviate per random direction and coordinate. Decodes 2 · latents · (directions + random) times.
  public func compare(
    _ directions: LatentDirections, at latents: LatentBatch, step: Float = 1,
    randomCount: Int = 32, using generator: inout some RandomNumberGenerator
  ) throws(Failure) -> DirectionComparison {
    latents.requireDimension(directions.dimension)
    require(!latents.isEmpty, "Directions are compared at one latent or more.")
    require(randomCount > 0, "A comparison with random directions needs at least one.")
    require(step > 0 && step.isFinite, "The step of a comparison must be above zero.")
    var changes: [Double] = []
    for vector in directions.vectors {
      changes.append(try change(along: vector, at: latents, step: step))
    }
    var randomChanges: [Double] = []
    for _ in 0..<randomCount {
      var vector = generator.nextNormalVector(dimension: latents.dimension).normalized
      // A generator that gives the middle of its range for ever would give no direction.
      if vector.norm == 0 { vector = LatentVector(repeating: 1, dimension: latents.dimension) }
      randomChanges.append(try change(along: vector, at: latents, step: step))
    }
    return DirectionComparison(changes: changes, randomChanges: randomChanges.sorted())
  }

  private func change(
    along vector: LatentVector, at latents: LatentBatch, step: Float
  ) throws(Failure) -> Double {
    let move = step * vector.normalized
    let after = try values(at: latents + move)
    let before = try values(at: latents - move)
    let square = Kernels.squaredDistanceInDouble(after, before, count: after.count)
    return (square / 4 / Double(max(1, after.count))).squareRoot()
  }
}
