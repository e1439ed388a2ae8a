/// Where a training run stands: everything but the large buffers.
///
/// Together with the weights and Adam's moments it is what a checkpoint holds; no date, duration,
/// path or machine is in it.
struct TrainingState: Codable, Equatable {
  /// The run's key: every shuffle and every noise is drawn from it.
  var key: UInt64
  /// Epochs finished, and steps finished of the epoch under way.
  var epoch = 0
  var step = 0
  /// Steps since the start of the run: Adam's clock.
  var totalSteps = 0
  /// β₁ and β₂ of Adam to the power of the steps taken.
  var firstDecayPower = 1.0
  var secondDecayPower = 1.0
  /// Sums over the samples of the epoch under way.
  var reconstructionSum = 0.0
  var klSum = 0.0
  /// ln σ² of the likelihood, and the moving mean squared error that it follows where it is learned.
  var logVariance: Float = 0
  var meanSquare: Double?
  /// Finished epochs, and the best of them by validation.
  var history: [Trainer.Epoch] = []
  var bestObjective: Double?
  var bestEpoch = 0
  var bestLogVariance: Float = 0

  /// Whether the numbers are ones that a run can have: nothing in a file is trusted.
  var isPossible: Bool {
    [epoch, step, totalSteps, bestEpoch].allSatisfy { (0..<1 << 48).contains($0) }
      && history.count == epoch
      && [reconstructionSum, klSum, firstDecayPower, secondDecayPower].allSatisfy(\.isFinite)
      && [logVariance, bestLogVariance].allSatisfy(\.isFinite)
  }

  init(key: UInt64, logVariance: Float) {
    self.key = key
    self.logVariance = logVariance
  }
}
