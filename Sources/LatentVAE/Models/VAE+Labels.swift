import LatentData
import LatentSpace

/// Conditional models: p(x | label), with the label told to encoder and decoder (Sohn et al. 2015).
///
/// ```swift
/// let architecture = Architecture.dense(sampleShape: [28, 28, 1], latentDimension: 8)
///   .conditional(on: "digit", labels: (0...9).map(String.init))
/// var model = try VAE<Picture>(architecture, using: &generator)
/// try Trainer().fit(&model, to: pictures, labels: digits, using: &generator)
/// let sevens = model.given("7").sample(count: 16, using: &generator)
/// let restyled = model.decode(model.encode(pictures, labels: digits), labels: others)
/// ```
///
/// A label is an index into `condition.labels`. Calls without labels are for ``given(label:)``, a model
/// of the samples of one label, which every operation on models takes; on a conditional model that was
/// not given a label they stop the program with a sentence that says so.
extension VAE {
  /// What the networks are told about every sample; nil for an unconditional model.
  public var condition: Condition? { architecture.condition }

  /// The model of the samples of one label: the same weights, with that label told in every call.
  public func given(label: Int) -> VAE {
    require(
      condition != nil, "This model is unconditional; it cannot be given the label \(label).")
    require(
      (0..<architecture.labelCount).contains(label),
      "There is no label \(label): this model's labels are 0 to \(architecture.labelCount - 1).")
    var model = self
    model.givenLabel = label
    return model
  }

  /// The model of the samples of one label, by its name; stops the program when there is none.
  public func given(_ name: String) -> VAE {
    let index = condition?.index(of: name)
    require(
      index != nil,
      "This model has no label '\(name)'"
        + (condition.map { "; those of '\($0.name)' are \($0.labels.joined(separator: ", "))." }
          ?? ": it is unconditional."))
    return given(label: index ?? 0)
  }

  /// The posterior means of samples of known labels, one latent each.
  public func encode(_ samples: [Sample], labels: [Int]) -> LatentBatch {
    posterior(of: samples, labels: labels).means
  }

  /// The samples that latents stand for among those of the labels, one label per latent.
  public func decode(_ latents: LatentBatch, labels: [Int]) -> [Sample] {
    makeSamples(decodedValues(latents, labels: labels).values, count: latents.count)
  }

  /// Random samples of labels: `count` of the first label, then as many of the next.
  ///
  /// The points come from the density that was fitted to the model's data where there is one, else
  /// from N(0, I); the same points are used for every label, so that samples at the same place differ
  /// by their label alone.
  ///
  /// - Returns: `count × labels.count` samples.
  public func sample(
    count: Int, labels: [Int], temperature: Float = 1,
    using generator: inout some RandomNumberGenerator
  ) -> [Sample] {
    let latents = samplingDensity.sample(
      count: count, temperature: temperature, using: &generator)
    return labels.flatMap { decode(latents, labels: [Int](repeating: $0, count: count)) }
  }

  /// The labels of a call that names none.
  func impliedLabels(_ count: Int) -> [Int] {
    guard let condition, count > 0 else { return [] }
    require(
      givenLabel != nil,
      "This model is conditional on '\(condition.name)': pass `labels:`, or ask "
        + "`model.given(\"\(condition.labels[0])\")`, the model of one label.")
    return [Int](repeating: givenLabel ?? 0, count: count)
  }
}
