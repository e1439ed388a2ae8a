/// A decoder that can be differentiated with respect to the latent.
///
/// A sample is seen as `valueCount` numbers (for a picture: its channels, row by row), and D(z) is
/// the vector of these numbers at z, J its Jacobian: `valueCount` rows, `latentDimension` columns.
/// The Jacobian itself is never formed; its products with vectors are what optimising a latent,
/// geodesics and directions of change need.
///
/// A decoder that has a deviation of its own for each number can give the means followed by these:
/// the pullback metric of both, J_μᵀJ_μ + J_σᵀJ_σ, is the expected one (Arvanitidis et al. 2018), and
/// geodesics keep away from where the decoder is unsure. Where the deviation is the same everywhere,
/// as in the models of this package, the second term is zero.
///
/// Numbers for several vectors stand in one array, `valueCount` per vector, in order.
public protocol DifferentiableDecoder<Sample>: LatentDecoder {
  /// How many numbers a sample has.
  var valueCount: Int { get }

  /// The numbers of samples, as decoding would give them.
  func values(of samples: [Sample]) -> [Float]

  /// The numbers that decoding gives at each vector.
  func values(at latents: LatentBatch) throws(Failure) -> [Float]

  /// The vector–Jacobian product Jᵀu at each vector: the gradient with respect to the latent.
  ///
  /// The closure gets the decoded numbers and returns u, as many numbers; so a loss and its gradient
  /// need one pass forward and one back.
  func pullback(
    at latents: LatentBatch, _ cotangents: (_ values: [Float]) -> [Float]
  ) throws(Failure) -> LatentBatch

  /// The Jacobian–vector product Jv at each vector, v being the tangent in the same position.
  func pushforward(
    at latents: LatentBatch, _ tangents: LatentBatch
  ) throws(Failure) -> [Float]
}
