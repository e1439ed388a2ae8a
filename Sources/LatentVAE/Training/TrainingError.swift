/// Why a training run could not start or go on.
public enum TrainingError: Error, Hashable, CustomStringConvertible {
  /// There is nothing to train on.
  case noSamples
  /// A setting is out of its range; the text says which and what is allowed.
  case invalidSetting(String)
  /// The loss became infinite or not a number at a step, counted from 1.
  case diverged(epoch: Int, step: Int)
  /// The checkpoint belongs to another run; the text says what differs.
  case checkpointMismatch(String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .noSamples:
      "There are no samples to train on."
    case .invalidSetting(let text):
      text
    case .diverged(let epoch, let step):
      "The loss is not finite at step \(step) of epoch \(epoch). Try a tenth of the learning rate, "
        + "gradient clipping at 100, or check that the samples are finite and near 0 to 1."
    case .checkpointMismatch(let text):
      "The checkpoint belongs to another run: \(text). Remove it to start afresh, "
        + "or repeat the settings it was made with."
    }
  }
}
