/// How likely a sample is, given what the decoder puts out: log p(x|z).
public enum Likelihood: Hashable, Sendable, Codable {
  /// Each value is 1 with probability sigmoid(output), independently.
  ///
  /// On grey values between 0 and 1 this is a common training objective but not a likelihood
  /// (Loaiza-Ganem & Cunningham 2019); compare its figures only with each other.
  case bernoulli
  /// Each value is normal around the output with this standard deviation, in units of the value.
  case normal(standardDeviation: Float)
  /// Each value is normal around the output with one variance for all values, the likeliest one.
  ///
  /// It follows the mean squared error during training (Rybkin et al. 2021, σ-VAE).
  case learnedNormal
}
