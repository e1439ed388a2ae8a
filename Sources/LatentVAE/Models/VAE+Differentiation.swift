import LatentData
import LatentSpace

/// Derivatives of the decoded values with respect to the latent.
extension VAE: DifferentiableDecoder {
  /// How many values a sample has.
  public var valueCount: Int { sampleShape.count }

  /// The values of samples as the encoder sees them, sample after sample.
  public func values(of samples: [Sample]) -> [Float] { inputValues(of: samples) }

  /// The decoded values at each latent, before they become samples.
  public func values(at latents: LatentBatch) -> [Float] { decodedValues(latents).values }

  /// The gradient of ⟨values, u⟩ with respect to each latent, u made from the values by the closure.
  public func pullback(
    at latents: LatentBatch, _ cotangents: (_ values: [Float]) -> [Float]
  ) -> LatentBatch {
    let values = decodedValues(latents).values
    var gradient = cotangents(values)
    require(
      gradient.count == values.count,
      "The pullback needs \(values.count) cotangents, but was given \(gradient.count).")
    multiplyByOutputDerivative(&gradient, values: values)
    let result = decoder.pullback(
      at: latentTensor(latents), of: Tensor(shape: decoderBatch(latents.count), values: gradient),
      labels: impliedLabels(latents.count))
    return LatentBatch(
      values: result.input.values, count: latents.count, dimension: latentDimension)
  }

  /// The change of the values when each latent moves along its tangent.
  public func pushforward(at latents: LatentBatch, _ tangents: LatentBatch) -> [Float] {
    require(
      tangents.count == latents.count && tangents.dimension == latents.dimension,
      "The pushforward needs one tangent of the same dimension per latent.")
    var result = decoder.pushforward(
      at: latentTensor(latents), of: latentTensor(tangents), labels: impliedLabels(latents.count)
    ).values
    multiplyByOutputDerivative(&result, values: decodedValues(latents).values)
    return result
  }

  /// Values are the sigmoid of the outputs for a Bernoulli likelihood, otherwise the outputs.
  private func multiplyByOutputDerivative(_ vector: inout [Float], values: [Float]) {
    guard architecture.likelihood == .bernoulli else { return }
    vector.withUnsafeMutableBufferPointer { vector in
      guard let base = vector.baseAddress else { return }
      Kernels.sigmoidGradient(output: values, base, into: base, count: vector.count)
    }
  }

  private func latentTensor(_ latents: LatentBatch) -> Tensor {
    require(
      latents.dimension == latentDimension,
      "This model's latents have \(latentDimension) dimensions, not \(latents.dimension).")
    return Tensor(shape: [latents.count, latentDimension], values: latents.values)
  }

  private func decoderBatch(_ count: Int) -> Tensor.Shape { decoder.outputShape.batched(count) }
}
