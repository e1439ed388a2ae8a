/// Conditions under which an attribute has no direction of its own.
public enum AttributeConditionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Some conditions are combinations of others, or zero.
  case dependentConditions
  /// The attribute is a combination of the conditions.
  case nothingLeft

  /// What is wrong, and what can be done.
  public var description: String {
    switch self {
    case .dependentConditions:
      "The conditions are not independent directions; leave out those that follow from others."
    case .nothingLeft:
      "The attribute is a combination of the conditions, so no direction is left."
    }
  }
}

extension AttributeVector {
  /// The direction that changes this attribute and leaves the scores of others as they are.
  ///
  /// v′ = v − Cᵀ(CCᵀ)⁻¹C v with the conditions as rows of C: the nearest direction at right angles to
  /// all of them (Shen et al. 2020, "Interpreting the latent space of GANs for semantic face
  /// editing"). The score is zero at the point of the old boundary that is nearest to the origin.
  /// There is no vector when conditions depend on one another or span this attribute.
  public func conditioned(
    on conditions: [AttributeVector]
  ) throws(AttributeConditionError) -> AttributeVector {
    try conditioned(on: conditions, spread: nil, note: "conditioned on")
  }

  /// The conditioned direction that is most likely under the spread of the data.
  ///
  /// v′ = v − ΣCᵀ(CΣCᵀ)⁻¹C v for the covariance Σ of the given latents: also at right angles to all
  /// conditions, but the correction follows the data, with the least change in Mahalanobis length.
  /// Better than the plain one where coordinates have very different spreads.
  public func conditioned(
    on conditions: [AttributeVector], whitenedBy latents: LatentBatch
  ) throws(AttributeConditionError) -> AttributeVector {
    latents.requireDimension(dimension)
    let covariance = DenseMatrix.covariance(
      of: latents, mean: latents.meanInDouble, divisor: Double(latents.count))
    return try conditioned(on: conditions, spread: covariance, note: "whitened, conditioned on")
  }

  private func conditioned(
    on conditions: [AttributeVector], spread: DenseMatrix?, note: String
  ) throws(AttributeConditionError) -> AttributeVector {
    for condition in conditions { vector.requireSameDimension(condition.vector) }
    guard !conditions.isEmpty else { return self }
    let direction = vector.map { Double($0) }
    let rows = DenseMatrix(conditions.map { $0.vector.normalized.map { Double($0) } })
    guard SingularValues(rows).rank(tolerance: 1e-5) == conditions.count else {
      throw .dependentConditions
    }
    let spreadRows = spread.map { rows * $0 } ?? rows
    guard let factor = CholeskyDecomposition(spreadRows * rows.transposed) else {
      throw .dependentConditions
    }
    var rest = direction
    // A second pass takes away what rounding left of the first.
    for _ in 0..<2 {
      let amounts = factor.solve(rows * rest)
      let correction = spreadRows.transposed * amounts
      rest = rest.indices.map { rest[$0] - correction[$0] }
    }
    let square = LaneReduction.reduce(rest.count) { rest[$0] * rest[$0] }
    let whole = LaneReduction.reduce(rest.count) { direction[$0] * direction[$0] }
    guard whole > 0, square > 1e-10 * whole else { throw .nothingLeft }
    let along = LaneReduction.reduce(rest.count) { rest[$0] * direction[$0] }
    var result = AttributeVector(
      vector: LatentVector(rest.map { Float($0) }), bias: Float(Double(bias) * along / whole),
      provenance: provenance)
    let names = conditions.map { $0.name ?? "an unnamed attribute" }.joined(separator: ", ")
    result.provenance.notes = (provenance.notes ?? []) + ["\(note) \(names)"]
    return result
  }
}
