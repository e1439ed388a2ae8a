/// Something that finds the place of samples in a latent space.
///
/// Encoding gives one fixed place per sample: for a variational autoencoder, the posterior mean. The
/// same sample has the same place in every batch; `checkLatentModel` tests that and more.
///
/// The type of the error is part of the conformance. An encoder whose method does not throw has
/// `Failure == Never`, found by the compiler, and nobody has to write `try` with it.
public protocol LatentEncoder<Sample> {
  /// What is encoded: a picture, a sound, a sentence.
  associatedtype Sample

  /// The errors that encoding may throw; `Never` when it cannot fail.
  associatedtype Failure: Error = any Error

  /// The number of coordinates of a latent vector.
  var latentDimension: Int { get }

  /// The places of samples, one vector per sample in the same order; none for no samples.
  func encode(_ samples: [Sample]) throws(Failure) -> LatentBatch
}

extension LatentEncoder {
  /// The place of one sample.
  public func encode(_ sample: Sample) throws(Failure) -> LatentVector {
    let batch = try encode([sample])
    require(
      batch.count == 1,
      "An encoder must give one vector per sample, but gave \(batch.count) for one sample.")
    return batch[0]
  }
}
