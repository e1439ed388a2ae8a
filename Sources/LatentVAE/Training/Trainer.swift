import LatentData
import LatentSpace

/// Trains a variational autoencoder by Adam on shuffled batches (Kingma & Ba 2015).
///
/// ```swift
/// var trainer = Trainer(epochs: 20, batchSize: 64)
/// trainer.objective.klWeight = 4
/// try trainer.fit(
///   &model, to: pictures, using: &generator,
///   onEpoch: { print($0.number, $0.training.loss) })
/// ```
///
/// The order of the samples and the noise come from the generator alone, so that the same model,
/// samples, settings and seed give the same weights, bit for bit, on every machine. The loss of a batch
/// is summed over values and dimensions and averaged over the samples; see ``Objective``.
public struct Trainer: Hashable, Sendable, Codable {
  /// Passes over the samples.
  public var epochs: Int
  /// Samples per step; the last batch of an epoch may be smaller.
  public var batchSize: Int
  /// The peak learning rate.
  public var learningRate: Float
  /// How the rate moves.
  public var schedule: LearningRateSchedule
  /// What is minimised.
  public var objective: Objective
  /// The largest Euclidean norm of the whole gradient; larger ones are scaled down to it.
  public var gradientClip: Float?
  /// Epochs without a better validation objective after which the run ends; nil for never.
  public var patience: Int?

  /// A trainer with the settings given; see each property.
  public init(
    epochs: Int = 10, batchSize: Int = 128, learningRate: Float = 1e-3,
    schedule: LearningRateSchedule = .constant, objective: Objective = Objective(),
    gradientClip: Float? = nil, patience: Int? = nil
  ) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.learningRate = learningRate
    self.schedule = schedule
    self.objective = objective
    self.gradientClip = gradientClip
    self.patience = patience
  }

  /// Trains the model in place.
  ///
  /// With validation samples the model ends with the weights of its best epoch: least
  /// reconstruction + `klWeight` · KL on them (with a capacity: · |KL − its final value|). When the surrounding task is cancelled the run stops
  /// after the current step with `CancellationError` and leaves `model` with the weights reached.
  ///
  /// - Parameters:
  ///   - model: the weights to start from.
  ///   - samples: what to learn; any collection, read one batch at a time.
  ///   - labels: one label per sample for conditional models; by default that of `model.given(_:)`.
  ///   - supervision: attributes of the samples that the first dimensions are to stand for, weighed by
  ///     the objective's `supervisionWeight`.
  ///   - validation: samples to judge epochs by; none for no judging.
  ///   - validationLabels: their labels, likewise.
  ///   - checkpoint: where the run keeps itself, to be killed and resumed without a trace.
  ///   - generator: the only source of randomness; one draw is taken.
  ///   - onStep: called after every step; an error it throws ends the run and is thrown on.
  ///   - onEpoch: called after every epoch.
  /// - Returns: the figures of all epochs.
  /// - Throws: ``TrainingError``, or what the checkpoint's file or `onStep` throws.
  @discardableResult
  public func fit<Sample, Samples: RandomAccessCollection>(
    _ model: inout VAE<Sample>, to samples: Samples, labels: [Int]? = nil,
    supervision: Supervision? = nil, validation: [Sample] = [], validationLabels: [Int]? = nil,
    checkpoint: CheckpointStore? = nil, using generator: inout some RandomNumberGenerator,
    onStep: (Step) throws -> Void = { _ in }, onEpoch: (Epoch) -> Void = { _ in }
  ) throws -> [Epoch] where Samples.Element == Sample {
    try check(sampleCount: samples.count)
    try objective.check(
      sampleShape: model.sampleShape, batchSize: min(batchSize, samples.count))
    try supervision?.check(
      weight: objective.supervisionWeight, latentDimension: model.latentDimension,
      sampleCount: samples.count)
    let run = TrainingRun(
      self, model: model, samples: samples, labels: labels, supervision: supervision,
      validation: validation,
      validationLabels: validationLabels, key: generator.next())
    defer { run.finish(&model) }
    return try run.fit(checkpoint: checkpoint, onStep: onStep, onEpoch: onEpoch)
  }

  private func check(sampleCount: Int) throws(TrainingError) {
    func require(_ condition: Bool, _ text: String) throws(TrainingError) {
      if !condition { throw .invalidSetting(text) }
    }
    if sampleCount == 0 { throw .noSamples }
    try require(epochs >= 0, "The number of epochs is 0 or more, but \(epochs) was given.")
    try require(batchSize >= 1, "The batch size is 1 or more, but \(batchSize) was given.")
    try require(
      learningRate > 0 && learningRate.isFinite,
      "The learning rate is above 0, but \(learningRate) was given.")
    if let gradientClip {
      try require(gradientClip > 0, "The gradient's norm is clipped above 0, not \(gradientClip).")
    }
    if let patience {
      try require(patience >= 1, "The patience is 1 epoch or more, but \(patience) was given.")
    }
  }
}
