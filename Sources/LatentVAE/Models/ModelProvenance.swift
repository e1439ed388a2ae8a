/// How a model was made: enough to make it again, bit for bit.
///
/// It holds nothing of the machine: no date, duration, path, host or number of threads.
public struct ModelProvenance: Hashable, Sendable, Codable {
  /// The name of the data set and the hash of its contents.
  public var dataset: String
  /// SHA-256 of the samples, in hexadecimal digits.
  public var dataHash: String
  /// The number of training samples.
  public var sampleCount: Int
  /// The number of validation samples.
  public var validationCount: Int
  /// The seed of the weights, the order and the noise.
  public var seed: UInt64
  /// All settings of the training run.
  public var trainer: Trainer
  /// The number of epochs that were run.
  public var epochs: Int
  /// The last epoch's figures on the training samples.
  public var training: Evaluation?
  /// Figures on the data set's test part, with the weights as they are in the file.
  public var test: Evaluation?
  /// The command that makes the model, for the reader.
  public var command: String?

  /// A record of the values given; see each property.
  public init(
    dataset: String, dataHash: String, sampleCount: Int, validationCount: Int = 0, seed: UInt64,
    trainer: Trainer, epochs: Int, training: Evaluation? = nil, test: Evaluation? = nil,
    command: String? = nil
  ) {
    self.dataset = dataset
    self.dataHash = dataHash
    self.sampleCount = sampleCount
    self.validationCount = validationCount
    self.seed = seed
    self.trainer = trainer
    self.epochs = epochs
    self.training = training
    self.test = test
    self.command = command
  }
}
