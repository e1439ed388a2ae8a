/// A score that an attribute should reach while a latent is optimised.
public struct AttributeGoal: Hashable, Sendable {
  /// The attribute.
  public let attribute: AttributeVector

  /// The score to reach.
  public let score: Float

  /// How much missing it costs: half the weight times the squared difference.
  public let weight: Float

  /// A score for an attribute to reach, with a weight of zero or more.
  public init(_ attribute: AttributeVector, score: Float, weight: Float = 1) {
    require(weight >= 0 && weight.isFinite, "The weight of a goal must be zero or more.")
    self.attribute = attribute
    self.score = score
    self.weight = weight
  }
}

/// A latent that was found by descent, and how it was found.
public struct LatentOptimization: Hashable, Sendable {
  /// Where the descent started.
  public let start: LatentVector

  /// Where it ended.
  public let latent: LatentVector

  /// The loss at the start and after each step; never rises.
  public let losses: [Double]

  /// Whether it ended because nothing more was to gain.
  public let isConverged: Bool

  /// The loss at the end.
  public var loss: Double { losses[losses.count - 1] }
}

extension DifferentiableDecoder {
  /// The latent whose decoding comes closest to a sample, to a part of it, or to target scores.
  ///
  /// Minimises ½ Σ_j m_j (D(z)_j − x_j)² + ½ w ‖z‖² + Σ ½ weight (score(z) − goal)², with m the mask
  /// (1 everywhere without one; 0 leaves a value free, which fills in hidden parts of a picture) and
  /// w the prior's weight, which keeps the latent where samples are. Starts at the origin unless told
  /// otherwise; the encoding of the sample is a better start where there is one. A decoder is not
  /// convex, so another start may end elsewhere. Each step decodes and differentiates about once.
  public func latent(
    matching target: Sample?, mask: [Float]? = nil, goals: [AttributeGoal] = [],
    priorWeight: Float = 0, from start: LatentVector? = nil, maximumSteps: Int = 200,
    tolerance: Double = 1e-6
  ) throws(Failure) -> LatentOptimization {
    require(
      priorWeight >= 0 && priorWeight.isFinite, "The prior's weight must be zero or more.")
    require(
      mask?.count ?? valueCount == valueCount,
      "A mask needs one number per value, \(valueCount), but has \(mask?.count ?? 0).")
    let wanted = target.map { values(of: [$0]) }
    let first = start ?? .zero(dimension: latentDimension)
    require(
      first.dimension == latentDimension,
      "The start must have the model's dimension, \(latentDimension), but has \(first.dimension).")
    let descent = try LimitedMemoryDescent(
      from: first.map { Double($0) }, maximumSteps: maximumSteps, tolerance: tolerance,
      scale: 1 / Double(max(1, valueCount))
    ) { (point: [Double]) throws(Failure) -> (value: Double, gradient: [Double]) in
      let latent = LatentVector(point.map { Float($0) })
      var loss =
        Double(priorWeight) / 2
        * LaneReduction.reduce(point.count) {
          point[$0] * point[$0]
        }
      var gradient = point.map { Double(priorWeight) * $0 }
      for goal in goals {
        let direction = goal.attribute.vector
        let miss =
          direction.dotInDouble(latent) + Double(goal.attribute.bias) - Double(goal.score)
        loss += Double(goal.weight) / 2 * miss * miss
        for index in gradient.indices {
          gradient[index] += Double(goal.weight) * miss * Double(direction[index])
        }
      }
      guard let wanted else { return (loss, gradient) }
      var mismatch = 0.0
      let pulled = try pullback(at: LatentBatch([latent])) { values in
        let differences = values.indices.map { Double(values[$0]) - Double(wanted[$0]) }
        mismatch = LaneReduction.reduce(values.count) {
          Double(mask?[$0] ?? 1) / 2 * differences[$0] * differences[$0]
        }
        return values.indices.map { Float(Double(mask?[$0] ?? 1) * differences[$0]) }
      }
      for index in gradient.indices { gradient[index] += Double(pulled.values[index]) }
      return (loss + mismatch, gradient)
    }
    return LatentOptimization(
      start: first, latent: LatentVector(descent.point.map { Float($0) }),
      losses: descent.values, isConverged: descent.isConverged)
  }
}
