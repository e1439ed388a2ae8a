/// An encoder and a decoder of one latent space: what every operation on samples needs.
///
/// Conform a type of your own with two methods and a dimension, and it morphs, samples, edits and is
/// measured like the models of this package:
///
///     struct Tones: LatentModel {
///       let latentDimension = 2
///       func encode(_ samples: [Tone]) -> LatentBatch { … }
///       func decode(_ latents: LatentBatch) -> [Tone] { … }
///     }
///
/// Both methods share one `Failure`; where neither throws, it is `Never`. `any LatentModel<Picture>`
/// is a type, so models of different kinds can stand in one array.
public protocol LatentModel<Sample>: LatentEncoder, LatentDecoder {}

extension LatentModel {
  /// The samples as the model sees them: encoded, then decoded, in the same order.
  public func reconstruct(_ samples: [Sample]) throws(Failure) -> [Sample] {
    try decode(encode(samples))
  }

  /// One sample as the model sees it: encoded, then decoded.
  public func reconstruct(_ sample: Sample) throws(Failure) -> Sample {
    try decode(encode(sample) as LatentVector)
  }
}
