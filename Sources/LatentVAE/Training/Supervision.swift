import LatentData
import LatentSpace

/// Attributes that the first latent dimensions are told to stand for while a model is trained.
///
/// ```swift
/// let supervision = try Supervision(data.train, attributes: ["smile", "glasses"])
/// trainer.objective.supervisionWeight = 300
/// try trainer.fit(&model, to: data.train.samples, supervision: supervision, using: &generator)
/// ```
///
/// Dimension k of the posterior mean is drawn to the k-th attribute, standardised to mean 0 and
/// variance 1 as the prior asks: ½ω Σ_k (μ_k − a_k)² is added to the objective, where ω is
/// ``Objective/supervisionWeight`` (the squared-error regulariser of Locatello et al. 2020,
/// "Disentangling Factors of Variation Using Few Labels"). All other dimensions are free. Where a
/// value is unknown the sample says nothing about it, so a few labelled samples are enough to begin.
public struct Supervision: Hashable, Sendable {
  /// The attributes, in the order of their dimensions.
  public let names: [String]
  /// The standardised values, sample by sample; NaN where unknown.
  let values: [Float]

  /// Standardises attributes of a data set: binary ones count 0 and 1, numbers as they are.
  ///
  /// - Throws: ``TrainingError`` when an attribute is missing, has classes, or does not vary.
  public init<Sample>(
    _ data: LabeledDataset<Sample>, attributes names: [String]
  ) throws(TrainingError) {
    guard Set(names).count == names.count else {
      throw .invalidSetting("An attribute supervises one dimension, but one is named twice.")
    }
    var columns: [[Float]] = []
    for name in names {
      switch data.attribute(named: name)?.values {
      case nil: throw .invalidSetting("The data have no attribute '\(name)'.")
      case .categorical:
        throw .invalidSetting(
          "'\(name)' has classes, but a dimension stands for a number, or for yes and no.")
      case .binary, .continuous: break
      }
      guard let column = Self.standardized(data.numbers(of: name)) else {
        throw .invalidSetting("'\(name)' has the same value everywhere it is known.")
      }
      columns.append(column)
    }
    self.names = names
    values = (0..<data.count).flatMap { sample in columns.map { $0[sample] } }
  }

  /// The values less their mean, over their standard deviation; nil when they do not vary.
  private static func standardized(_ values: [Double?]) -> [Float]? {
    var (sum, count) = (0.0, 0.0)
    for case let value? in values { (sum, count) = (sum + value, count + 1) }
    let mean = count > 0 ? sum / count : 0
    var squares = 0.0
    for case let value? in values { squares += (value - mean) * (value - mean) }
    guard squares > 0 else { return nil }
    let deviation = (squares / count).squareRoot()
    return values.map { $0.map { Float(($0 - mean) / deviation) } ?? .nan }
  }
}

extension Supervision {
  /// Throws when it does not suit the model, the samples or the objective.
  func check(weight: Float, latentDimension: Int, sampleCount: Int) throws(TrainingError) {
    if names.count > latentDimension {
      throw .invalidSetting(
        "\(names.count) attributes need as many latent dimensions, but there are only "
          + "\(latentDimension).")
    }
    if values.count != sampleCount * names.count {
      throw .invalidSetting(
        "The supervision is of \(values.count / max(1, names.count)) samples, but there are "
          + "\(sampleCount) to train on.")
    }
    if weight == 0 {
      throw .invalidSetting("Supervision needs a weight: set the objective's supervisionWeight.")
    }
  }

  /// Adds the gradient of ½ω Σ (μ_k − a_k)² of a batch, times `scale`, to the means' gradient.
  ///
  /// - Returns: the term's sum over the batch.
  func add(
    means: UnsafePointer<Float>, indices: ArraySlice<Int>, dimension: Int, weight: Float,
    scale: Float, meanGradient: UnsafeMutablePointer<Float>
  ) -> Double {
    var sum = 0.0
    for (row, index) in indices.enumerated() {
      for k in names.indices {
        let target = values[index * names.count + k]
        if target.isNaN { continue }
        let error = means[row * dimension + k] - target
        sum += Double(error) * Double(error)
        meanGradient[row * dimension + k] += weight * scale * error
      }
    }
    return 0.5 * Double(weight) * sum
  }
}
