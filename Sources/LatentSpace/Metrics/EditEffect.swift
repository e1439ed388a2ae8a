/// What edits along an attribute do to samples, judged by encoding the decoded results again.
///
///     let effect = faces.editEffect(
///       on: neutral, along: smile, toDistance: 4, judgedBy: judge, others: [glasses, beard])
///     effect.raised.value        // 0.99 of the results smile more than before
///     effect.decided.value       // 0.91 are taken for smiling
///     effect.others[0].value     // 0.02 changed sides in glasses
///
/// A move in latent space always moves the scores there. Only what is left of it after decoding and
/// encoding can be seen in a sample; where a decoder ignores a direction, nothing is left.
public struct EditEffect: Hashable, Sendable {
  /// The share of samples whose score is higher after the edit than before, with Wilson's interval.
  public let raised: Estimate

  /// The share of samples that are on the side with the attribute after the edit.
  public let decided: Estimate

  /// For each other attribute, the share of samples that changed sides, in the order they were given.
  public let others: [Estimate]

  /// The share of results that are nearer to their own sample than to any other, without the attribute.
  ///
  /// Distances are between encodings of the reconstructions and of the results, after what both say
  /// along the attribute's vector was taken off. Among more samples it is harder to be recognised, so
  /// only figures of equally many samples can be compared. O(n² · dimension) for n samples.
  public let recognized: Estimate

  /// Compares re-encoded samples without and with the edit, at least one.
  ///
  /// Sides are by each attribute's training threshold, else by the sign of its score.
  ///
  /// - Parameters:
  ///   - before: the encodings of the reconstructions.
  ///   - after: the encodings of the edited samples, in the same order.
  ///   - attribute: what judges the attribute; another one than was edited with is the stricter judge.
  ///   - others: attributes that the edit should leave alone.
  public init(
    before: LatentBatch, after: LatentBatch, judgedBy attribute: AttributeVector,
    others: [AttributeVector] = []
  ) {
    require(
      before.count == after.count && !before.isEmpty,
      "The effect of an edit needs as many latents after it as before, and one at least, but has "
        + "\(after.count) and \(before.count).")
    let (low, high) = (attribute.score(of: before), attribute.score(of: after))
    raised = Estimate(
      successes: low.indices.count { high[$0] > low[$0] }, of: low.count,
      estimator: "share with a higher score, encoded again")
    decided = Estimate(
      successes: high.count { $0 > attribute.threshold }, of: low.count,
      estimator: "share on the side with the attribute, encoded again")
    recognized = Self.recognized(before, after, without: attribute)
    self.others = others.map { other in
      let (first, second) = (other.score(of: before), other.score(of: after))
      let changed = first.indices.count {
        (first[$0] > other.threshold) != (second[$0] > other.threshold)
      }
      return Estimate(
        successes: changed, of: first.count, estimator: "share that changed sides, encoded again")
    }
  }

  private static func recognized(
    _ before: LatentBatch, _ after: LatentBatch, without attribute: AttributeVector
  ) -> Estimate {
    let direction = attribute.vector.normalized
    func across(_ latents: LatentBatch) -> LatentBatch {
      LatentBatch(
        latents.map { $0 - $0.dot(direction) * direction }, dimension: latents.dimension)
    }
    let nearest = across(before).neighbors(of: across(after), count: 1)
    return Estimate(
      successes: nearest.indices.count { nearest[$0].first?.index == $0 }, of: before.count,
      estimator: "share nearest to its own sample, encoded again")
  }
}

extension AttributeVector {
  /// The score above which a sample is taken to have the attribute: that of training, else 0.
  public var threshold: Float { training?.threshold ?? 0 }
}

extension LatentBatch {
  /// Every vector moved along an attribute's normal to one signed distance from its boundary.
  ///
  /// Distance 0 lies on the boundary, above zero on the side that has the attribute.
  public func moved(toDistance distance: Float, from attribute: AttributeVector) -> LatentBatch {
    LatentBatch(map { $0.moved(toDistance: distance, from: attribute) }, dimension: dimension)
  }
}

extension LatentModel {
  /// What moves along an attribute to a distance from its boundary do to samples, at least one.
  ///
  /// Encodes, moves, decodes and encodes again; samples without the move are encoded again as well,
  /// so that what reconstruction changes is not counted as the edit's.
  public func editEffect(
    on samples: [Sample], along attribute: AttributeVector, toDistance distance: Float,
    judgedBy judge: AttributeVector, others: [AttributeVector] = []
  ) throws(Failure) -> EditEffect {
    let latents: LatentBatch = try encode(samples)
    let moved = latents.moved(toDistance: distance, from: attribute)
    return EditEffect(
      before: try encode(decode(latents)), after: try encode(decode(moved)), judgedBy: judge,
      others: others)
  }
}
