/// A promise of latent models that a model was seen to break.
public struct ModelViolation: Hashable, Sendable, CustomStringConvertible {
  /// The promises that are checked.
  public enum Rule: String, Hashable, Sendable, CaseIterable {
    /// The latent dimension is above zero.
    case dimension
    /// Encoding gives one vector per sample, all of the latent dimension.
    case encodedShape
    /// Decoding gives one sample per vector.
    case decodedCount
    /// No samples give an empty batch of the latent dimension, an empty batch no samples.
    case empty
    /// Latents, and what decoded samples encode to, are finite numbers.
    case finite
    /// The same input gives the same output twice.
    case deterministic
    /// A sample's place, and a vector's sample, do not depend on the batch they are in.
    case batchIndependent
    /// What was decoded can be encoded again.
    case roundTrip
    /// Nothing is thrown for the given samples and for ordinary points of the latent space.
    case doesNotThrow
    /// The fitted density, if there is one, is of the latent dimension.
    case density
  }

  /// The promise that was broken.
  public let rule: Rule

  /// What was seen, in a sentence.
  public let detail: String

  /// A violation of a rule with what was seen.
  public init(rule: Rule, detail: String) {
    self.rule = rule
    self.detail = detail
  }

  /// The rule and what was seen.
  public var description: String { "\(rule.rawValue): \(detail)" }
}
