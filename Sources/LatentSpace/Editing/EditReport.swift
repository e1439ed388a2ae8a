/// What an edit did to a latent: is it still where data lives, and what else did it change?
public struct EditReport: Hashable, Sendable {
  /// The change of one attribute's score.
  public struct ScoreChange: Hashable, Sendable {
    /// The attribute's name; empty when it has none.
    public let attribute: String
    /// The score before the edit.
    public let before: Float
    /// The score after the edit.
    public let after: Float
  }

  /// The share of the reference latents that are shorter than the edited one.
  public let normPercentile: Double

  /// The share of the reference latents that are less strange, by −log p, than the edited one.
  public let surprisePercentile: Double

  /// How the scores of all known attributes changed, in the order they were given.
  public let scoreChanges: [ScoreChange]

  /// Compares a latent before and after an edit.
  ///
  /// The reference latents are the encodings of real data, the typicality compares with a density.
  public init(
    from before: LatentVector, to after: LatentVector, reference: LatentBatch,
    typicality: Typicality, attributes: [AttributeVector] = []
  ) {
    require(!reference.isEmpty, "A report needs at least one latent to compare with.")
    let norms = reference.norms.map { Double($0) }.sorted()
    normPercentile = rank(of: Double(after.norm), in: norms)
    surprisePercentile = typicality.percentile(of: after)
    scoreChanges = attributes.map {
      ScoreChange(
        attribute: $0.name ?? "", before: $0.score(of: before), after: $0.score(of: after))
    }
  }
}
