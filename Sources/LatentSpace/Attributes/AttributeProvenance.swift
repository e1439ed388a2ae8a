/// How an attribute vector was made: the method, the model and the data, with counts.
public struct AttributeProvenance: Hashable, Codable, Sendable {
  /// An estimator of attribute vectors.
  public enum Method: String, Hashable, Codable, Sendable, CaseIterable {
    /// Difference of the means.
    case mean
    /// Mean difference over the cells of confounding attributes.
    case balanced
    /// Normal of a logistic regression.
    case logistic
    /// Normal of a linear support vector machine.
    case supportVectors = "svm"
    /// Normal of Fisher's linear discriminant.
    case discriminant = "lda"
    /// Normal of a ridge regression on scores.
    case ridge
    /// Mean of paired differences.
    case paired
    /// A direction that was given, not learned.
    case given
  }

  /// The attribute's name, such as `smiling`.
  public var name: String?

  /// The estimator.
  public var method: Method

  /// A hash of the model whose latent space this is a direction of.
  public var model: String?

  /// A name or hash of the data.
  public var data: String?

  /// How many examples did not have the attribute.
  public var negativeCount: Int?

  /// How many examples had the attribute.
  public var positiveCount: Int?

  /// Attributes that were balanced, or made independent of, and settings of the method, in order.
  public var notes: [String]?

  /// A provenance; what is not known is left out.
  public init(
    name: String? = nil, method: Method, model: String? = nil, data: String? = nil,
    negativeCount: Int? = nil, positiveCount: Int? = nil, notes: [String]? = nil
  ) {
    self.name = name
    self.method = method
    self.model = model
    self.data = data
    self.negativeCount = negativeCount
    self.positiveCount = positiveCount
    self.notes = notes
  }
}
