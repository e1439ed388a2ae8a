/// A latent model made of two closures: a wrapper for anything that encodes and decodes elsewhere.
///
///     let model = ModelAdapter(
///       latentDimension: 128,
///       encode: { photos in try LatentBatch(values: network.codes(photos), …) },
///       decode: { latents in try network.photos(latents.values) })
///     try model.morph(from: first, to: second, count: 9)
///
/// When neither closure throws, `Failure` is `Never` and no `try` is needed.
public struct ModelAdapter<Sample, Failure: Error>: LatentModel, Sendable {
  public let latentDimension: Int
  public let fittedDensity: (any LatentDensity)?
  private let encoder: @Sendable ([Sample]) throws(Failure) -> LatentBatch
  private let decoder: @Sendable (LatentBatch) throws(Failure) -> [Sample]

  /// A model that encodes and decodes by calling the given closures.
  ///
  /// Each closure must give as many results as it gets inputs, in the same order.
  public init(
    latentDimension: Int,
    fittedDensity: (any LatentDensity)? = nil,
    encode: @escaping @Sendable (_ samples: [Sample]) throws(Failure) -> LatentBatch,
    decode: @escaping @Sendable (_ latents: LatentBatch) throws(Failure) -> [Sample]
  ) {
    require(latentDimension > 0, "A latent space needs a dimension, but got \(latentDimension).")
    self.latentDimension = latentDimension
    self.fittedDensity = fittedDensity
    encoder = encode
    decoder = decode
  }

  public func encode(_ samples: [Sample]) throws(Failure) -> LatentBatch {
    try encoder(samples)
  }

  public func decode(_ latents: LatentBatch) throws(Failure) -> [Sample] {
    try decoder(latents)
  }
}
