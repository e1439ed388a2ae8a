/// A direction along which an attribute of samples grows, learned from examples with and without it.
///
///     let smile = AttributeVector(
///       from: model.encode(data.samples(where: "smiling", is: false)),
///       to: model.encode(data.samples(where: "smiling", is: true)))
///     let smiling = model.decode(model.encode(ada) + 1.5 * smile)
///
/// Adding it once moves a sample as far as the two groups' means are apart. It is also a classifier:
/// `score(of:)` is above zero on the side of the examples that have the attribute. Sums and multiples
/// are plain vectors. The attribute keeps how it was made and how well it separates its examples, and
/// is written with both, so an attribute file explains itself.
public struct AttributeVector: Hashable, Sendable {
  /// The direction; its length is the distance of the groups along it.
  public let vector: LatentVector

  /// What is added to the inner product to get the score.
  public let bias: Float

  /// How the vector was made.
  public var provenance: AttributeProvenance

  /// How well the score separates the examples that the vector was learned from.
  public var training: AttributeEvaluation?

  /// How well the score separates examples that the vector was not learned from, when measured.
  public var heldOut: AttributeEvaluation?

  /// An attribute of known direction and bias, all finite.
  public init(
    vector: LatentVector, bias: Float, provenance: AttributeProvenance,
    training: AttributeEvaluation? = nil, heldOut: AttributeEvaluation? = nil
  ) {
    require(
      vector.isFinite && bias.isFinite, "An attribute's direction and bias must be finite numbers.")
    self.vector = vector
    self.bias = bias
    self.provenance = provenance
    self.training = training
    self.heldOut = heldOut
  }

  /// The difference of the means: from the latents without the attribute to those with it.
  ///
  /// v = m₁ − m₀, with the bias −½⟨v, m₁ + m₀⟩, so that the score is zero half way between the
  /// means. Stops the program when either group is empty, or when the dimensions differ.
  public init(from without: LatentBatch, to with: LatentBatch, named name: String? = nil) {
    requireGroups(without, with)
    let (low, high) = (without.meanInDouble, with.meanInDouble)
    let difference = low.indices.map { high[$0] - low[$0] }
    self.init(
      direction: difference, bias: Self.middleBias(difference, low, high), without, with,
      provenance: AttributeProvenance(name: name, method: .mean))
  }

  /// Completes a learned direction with its counts and its separation of the examples.
  init(
    direction: [Double], bias: Double, _ without: LatentBatch, _ with: LatentBatch,
    provenance: AttributeProvenance
  ) {
    var provenance = provenance
    provenance.negativeCount = without.count
    provenance.positiveCount = with.count
    self.init(
      vector: LatentVector(direction.map { Float($0) }), bias: Float(bias), provenance: provenance)
    training = evaluate(without: without, with: with)
  }

  /// The bias that makes the score zero half way between two means.
  static func middleBias(_ direction: [Double], _ low: [Double], _ high: [Double]) -> Double {
    -0.5 * LaneReduction.reduce(direction.count) { direction[$0] * (low[$0] + high[$0]) }
  }

  /// The number of coordinates.
  public var dimension: Int { vector.dimension }

  /// The attribute's name, when it was given one.
  public var name: String? { provenance.name }

  /// How much of the attribute a latent has: ⟨v, z⟩ + bias, above zero on the side that has it.
  public func score(of latent: LatentVector) -> Float {
    Float(vector.dotInDouble(latent) + Double(bias))
  }

  /// How much of the attribute each latent has.
  public func score(of latents: LatentBatch) -> [Float] {
    latents.dotInDouble(vector).map { Float($0 + Double(bias)) }
  }

  /// The same attribute with vector and bias multiplied by a number above zero.
  public func scaled(by factor: Float) -> AttributeVector {
    require(
      factor > 0 && factor.isFinite,
      "An attribute is scaled by a finite number above zero, but got \(factor).")
    var result = AttributeVector(
      vector: factor * vector, bias: factor * bias, provenance: provenance)
    result.training = training?.scaled(by: factor)
    result.heldOut = heldOut?.scaled(by: factor)
    return result
  }
}

extension AttributeVector: Codable {
  private enum CodingKeys: String, CodingKey {
    case vector, bias, provenance, training, heldOut
  }

  /// Reads an attribute, and throws when its numbers are not those of one.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let vector = try container.decode(LatentVector.self, forKey: .vector)
    let bias = try container.decode(Float.self, forKey: .bias)
    guard !vector.isEmpty, vector.isFinite, bias.isFinite else {
      throw DecodingError.dataCorruptedError(
        forKey: .vector, in: container,
        debugDescription: "An attribute needs at least one coordinate, and only finite numbers.")
    }
    self.init(
      vector: vector, bias: bias,
      provenance: try container.decode(AttributeProvenance.self, forKey: .provenance),
      training: try container.decodeIfPresent(AttributeEvaluation.self, forKey: .training),
      heldOut: try container.decodeIfPresent(AttributeEvaluation.self, forKey: .heldOut))
  }
}

/// Stops the program unless there are two groups of examples in one space.
func requireGroups(_ without: LatentBatch, _ with: LatentBatch) {
  require(
    !without.isEmpty && !with.isEmpty,
    "An attribute needs at least one example without it and one with it, but has "
      + "\(without.count) and \(with.count).")
  require(
    without.dimension == with.dimension,
    "Both groups of examples must have one dimension, but have \(without.dimension) and "
      + "\(with.dimension).")
}
