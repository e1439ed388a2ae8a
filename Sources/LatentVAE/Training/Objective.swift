/// What training minimises: reconstruction plus a weighted Kullback–Leibler divergence.
///
/// Per sample, in nats: the sum over all values of −log p(x|z), plus `klWeight` times the sum over all
/// dimensions of KL(q(z|x) ‖ N(0, 1)); then the mean over the batch. Both are sums: a mean over values
/// or dimensions would silently change the weight (the most reported error of other libraries).
public struct Objective: Hashable, Sendable, Codable {
  /// β, the weight of the divergence (Higgins et al. 2017); 1 is the evidence lower bound.
  public var klWeight: Float
  /// Epochs over which the weight grows linearly from 0 (Bowman et al. 2016); 0 for none.
  public var warmUpEpochs: Float
  /// Nats per latent dimension below which its batch mean divergence is not pressed (Kingma et al.
  /// 2016); 0 for none.
  public var freeBits: Float

  /// The evidence lower bound, unless told otherwise.
  public init(klWeight: Float = 1, warmUpEpochs: Float = 0, freeBits: Float = 0) {
    self.klWeight = klWeight
    self.warmUpEpochs = warmUpEpochs
    self.freeBits = freeBits
  }
}
