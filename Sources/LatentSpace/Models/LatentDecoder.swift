/// Something that makes samples from places in a latent space.
///
/// Decoding gives one fixed sample per vector: no noise is added. A decoder may carry a density that
/// was fitted to the encodings of its data; drawing samples then prefers it to the prior N(0, I).
public protocol LatentDecoder<Sample> {
  /// What is made: a picture, a sound, a sentence.
  associatedtype Sample

  /// The errors that decoding may throw; `Never` when it cannot fail.
  associatedtype Failure: Error = any Error

  /// The number of coordinates of a latent vector.
  var latentDimension: Int { get }

  /// The samples at the given places, in the same order; none for an empty batch.
  func decode(_ latents: LatentBatch) throws(Failure) -> [Sample]

  /// The density of the model's own data in the latent space, when one was fitted; nil by default.
  var fittedDensity: (any LatentDensity)? { get }
}

extension LatentDecoder {
  public var fittedDensity: (any LatentDensity)? { nil }

  /// The density that random samples come from: the fitted one, else N(0, I).
  public var samplingDensity: any LatentDensity {
    fittedDensity ?? DiagonalNormal.standard(dimension: latentDimension)
  }

  /// The sample at one place.
  public func decode(_ latent: LatentVector) throws(Failure) -> Sample {
    let samples = try decode(LatentBatch([latent]))
    require(
      samples.count == 1,
      "A decoder must give one sample per vector, but gave \(samples.count) for one vector.")
    return samples[0]
  }
}
