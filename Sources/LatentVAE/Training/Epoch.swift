/// Figures of one part of a data set, in nats per sample.
public struct Evaluation: Hashable, Sendable, Codable {
  /// −ELBO: reconstruction + KL, whatever weight training gives the divergence.
  public var loss: Double
  /// −log p(x|z), summed over a sample's values, at one random latent per sample.
  public var reconstruction: Double
  /// KL(q(z|x) ‖ N(0, I)), summed over the latent dimensions.
  public var kl: Double
  /// The number of samples.
  public var count: Int

  package init(reconstruction: Double, kl: Double, count: Int) {
    loss = reconstruction + kl
    self.reconstruction = reconstruction
    self.kl = kl
    self.count = count
  }
}

extension Trainer {
  /// What one pass over the data gave.
  public struct Epoch: Hashable, Sendable, Codable {
    /// Counted from 1.
    public var number: Int
    /// Means over the epoch, while the weights were moving.
    public var training: Evaluation
    /// Means over the validation samples after the epoch, when there are any.
    public var validation: Evaluation?

    package init(number: Int, training: Evaluation, validation: Evaluation? = nil) {
      self.number = number
      self.training = training
      self.validation = validation
    }
  }

  /// Where a run is: handed to `onStep` after every step.
  public struct Step: Hashable, Sendable {
    /// The epoch, counted from 1.
    public var epoch: Int
    /// Steps done since the start of the run.
    public var step: Int
    /// Steps of the whole run, if nothing ends it earlier.
    public var totalSteps: Int
    /// Samples of each step's full batch.
    public var batchSize: Int
  }
}
