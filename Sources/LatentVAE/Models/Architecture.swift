import LatentData

/// The networks of a variational autoencoder, without their weights.
///
///     sample ──encoder──▶ features ──dense──▶ mean, log variance ──▶ latent ──decoder──▶ outputs
///
/// The encoder's last layer, from its features to twice the latent dimension, is added by the model.
/// The decoder's output has as many values as a sample; the likelihood says what they mean.
public struct Architecture: Hashable, Sendable, Codable {
  /// The shape of a sample: `[count]`, or `[height, width, channels]` for pictures.
  public var sampleShape: Tensor.Shape
  /// How many numbers stand for a sample.
  public var latentDimension: Int
  /// From a sample to features of any shape.
  public var encoder: [Layer]
  /// From a latent to a sample's values.
  public var decoder: [Layer]
  /// What the decoder's outputs say about a sample.
  public var likelihood: Likelihood
  /// What the networks are told about every sample; nil for an unconditional model.
  public var condition: Condition?

  /// An architecture of your own.
  public init(
    sampleShape: Tensor.Shape, latentDimension: Int, encoder: [Layer], decoder: [Layer],
    likelihood: Likelihood = .bernoulli, condition: Condition? = nil
  ) {
    self.sampleShape = sampleShape
    self.latentDimension = latentDimension
    self.encoder = encoder
    self.decoder = decoder
    self.likelihood = likelihood
    self.condition = condition
  }

  /// Dense layers on the flat sample, mirrored in the decoder.
  ///
  /// - Parameters:
  ///   - hidden: the widths of the encoder's layers, first to last.
  ///   - activation: the function after every hidden layer.
  public static func dense(
    sampleShape: Tensor.Shape, latentDimension: Int, hidden: [Int] = [400],
    activation: Activation = .relu, likelihood: Likelihood = .bernoulli
  ) -> Architecture {
    let flat: [Layer] = sampleShape.rank == 1 ? [] : [.flatten]
    let unflat: [Layer] = sampleShape.rank == 1 ? [] : [.reshape(sampleShape)]
    func hiddenLayers(_ widths: [Int]) -> [Layer] {
      widths.flatMap { [.dense(outputs: $0), .activation(activation)] }
    }
    return Architecture(
      sampleShape: sampleShape, latentDimension: latentDimension,
      encoder: flat + hiddenLayers(hidden),
      decoder: hiddenLayers(hidden.reversed()) + [.dense(outputs: sampleShape.count)] + unflat,
      likelihood: likelihood)
  }

  /// Convolutions (kernel 4, stride 2, padding 1) and a dense layer, mirrored in the decoder.
  ///
  /// Every convolution halves the picture, so its sides must be divisible by 2 to the number of
  /// `channels`. The defaults are the standard preset that comparisons use.
  ///
  /// - Parameters:
  ///   - channels: the filters of the encoder's convolutions, first to last.
  ///   - hidden: the width of the dense layer.
  ///   - activation: the function after every hidden layer.
  public static func convolutional(
    sampleShape: Tensor.Shape, latentDimension: Int, channels: [Int] = [32, 64],
    hidden: Int = 256, activation: Activation = .relu, likelihood: Likelihood = .bernoulli
  ) throws(ArchitectureError) -> Architecture {
    let smallest = try smallestPicture(of: sampleShape, halvings: channels.count)
    let features: Tensor.Shape = [
      smallest.height, smallest.width, channels[channels.count - 1],
    ]
    let down: [Layer] = channels.flatMap {
      [.convolution(filters: $0, kernel: 4, stride: 2, padding: 1), .activation(activation)]
    }
    let up: [Layer] = channels.reversed().dropFirst().flatMap {
      [
        .transposedConvolution(filters: $0, kernel: 4, stride: 2, padding: 1),
        .activation(activation),
      ]
    }
    return Architecture(
      sampleShape: sampleShape, latentDimension: latentDimension,
      encoder: down + [.flatten, .dense(outputs: hidden), .activation(activation)],
      decoder: [
        .dense(outputs: hidden), .activation(activation),
        .dense(outputs: features.count), .activation(activation), .reshape(features),
      ] + up + [
        .transposedConvolution(filters: sampleShape[2], kernel: 4, stride: 2, padding: 1)
      ],
      likelihood: likelihood)
  }
}

extension Architecture {
  /// The two networks with all shapes checked.
  package func plans() throws(ArchitectureError) -> (encoder: NetworkPlan, decoder: NetworkPlan) {
    guard (1...65536).contains(latentDimension) else {
      throw ArchitectureError(
        "A latent has 1 to 65536 dimensions, but \(latentDimension) were asked.")
    }
    guard (1...3).contains(sampleShape.rank), sampleShape.dimensions.allSatisfy({ $0 > 0 }) else {
      throw ArchitectureError(
        "A sample is [count] or [height, width, channels], but its shape is \(sampleShape).")
    }
    if case .normal(let deviation) = likelihood, !(deviation > 0 && deviation.isFinite) {
      throw ArchitectureError("A standard deviation is above 0, but \(deviation) was given.")
    }
    try checkCondition()
    let body = try NetworkPlan(encoder, inputShape: sampleShape, labelCount: labelCount)
    let head: [Layer] =
      (body.outputShape.rank == 1 ? [] : [.flatten]) + [.dense(outputs: 2 * latentDimension)]
    let encoderPlan = try NetworkPlan(
      encoder + head, inputShape: sampleShape, labelCount: labelCount)
    let decoderPlan = try NetworkPlan(
      decoder, inputShape: [latentDimension], labelCount: labelCount)
    guard decoderPlan.outputShape.count == sampleShape.count else {
      throw ArchitectureError(
        "The decoder puts out \(decoderPlan.outputShape), but a sample is \(sampleShape).")
    }
    return (encoderPlan, decoderPlan)
  }
}
