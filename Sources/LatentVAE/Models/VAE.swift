import LatentData
import LatentSpace

/// A variational autoencoder: samples to latents and back (Kingma & Welling 2013).
///
/// ```swift
/// var generator = SeededGenerator(seed: 0)
/// var model = try VAE<Picture>(
///   .convolutional(sampleShape: [28, 28, 1], latentDimension: 16), using: &generator)
/// try Trainer(epochs: 10).fit(&model, to: pictures, using: &generator)
/// let latents = model.encode(pictures)      // count × 16, the posterior means
/// let again = model.decode(latents)
/// ```
///
/// `encode` is the posterior mean, always: the same sample has one place. For random latents of a
/// sample see ``posterior(of:)``. Neither direction can fail, so no call needs `try`; a sample of
/// another shape than the model's stops the program with a sentence that says so.
///
/// It is a value: a copy is trained without changing the original.
public struct VAE<Sample: TensorConvertible>: Sendable {
  /// The networks' description.
  public let architecture: Architecture

  /// From a sample to the means and log variances of its posterior, `2 × latentDimension` values.
  public var encoder: NeuralNetwork

  /// From a latent to the outputs that the likelihood reads: logits, or the means of the values.
  public var decoder: NeuralNetwork

  /// ln σ² of the likelihood, for normal likelihoods; learned where the architecture says so.
  public internal(set) var outputLogVariance: Float

  /// The density of the encodings, when one was fitted: `sample` prefers it to N(0, I).
  public var fittedDensity: (any LatentDensity)?

  /// The label that calls without labels mean, in a conditional model that was given one.
  public internal(set) var givenLabel: Int?

  /// How the model was made, when it was trained or read from a file.
  public var provenance: ModelProvenance?

  /// A model with initial weights, drawn encoder first.
  ///
  /// - Throws: ``ArchitectureError`` when the layers do not fit each other or the sample.
  public init(
    _ architecture: Architecture, using generator: inout some RandomNumberGenerator
  ) throws(ArchitectureError) {
    let plans = try Self.plans(architecture)
    self.architecture = architecture
    encoder = NeuralNetwork(plan: plans.encoder, using: &generator)
    decoder = NeuralNetwork(plan: plans.decoder, using: &generator)
    outputLogVariance = architecture.likelihood.initialLogVariance
  }

  /// A model with the weights given, in the networks' own order.
  package init(
    _ architecture: Architecture, encoderParameters: [Float], decoderParameters: [Float],
    outputLogVariance: Float
  ) throws(ArchitectureError) {
    let plans = try Self.plans(architecture)
    self.architecture = architecture
    encoder = NeuralNetwork(plan: plans.encoder, parameters: encoderParameters)
    decoder = NeuralNetwork(plan: plans.decoder, parameters: decoderParameters)
    self.outputLogVariance = outputLogVariance
  }

  private static func plans(
    _ architecture: Architecture
  ) throws(ArchitectureError) -> (encoder: NetworkPlan, decoder: NetworkPlan) {
    guard Sample.accepts(architecture.sampleShape) else {
      throw ArchitectureError(
        "\(Sample.self) cannot have the shape \(architecture.sampleShape) of this model's samples.")
    }
    return try architecture.plans()
  }

  /// The shape of every sample.
  public var sampleShape: Tensor.Shape { architecture.sampleShape }

  /// The number of weights and biases.
  public var parameterCount: Int { encoder.parameters.count + decoder.parameters.count }
}

extension Likelihood {
  package var initialLogVariance: Float {
    switch self {
    case .bernoulli, .learnedNormal: 0
    case .normal(let deviation): Float(2 * Elementary.log(Double(deviation)))
    }
  }
}

// MARK: - Encoding and decoding

extension VAE: LatentModel {
  /// Encoding and decoding cannot fail.
  public typealias Failure = Never

  /// How many numbers stand for a sample.
  public var latentDimension: Int { architecture.latentDimension }

  /// The posterior means of samples, one latent each.
  public func encode(_ samples: [Sample]) -> LatentBatch {
    posterior(of: samples).means
  }

  /// The posterior of each sample: means and log variances.
  public func posterior(of samples: [Sample]) -> Posterior {
    posterior(of: samples, labels: impliedLabels(samples.count))
  }

  /// The posterior of each sample of a known label; no labels for an unconditional model.
  public func posterior(of samples: [Sample], labels: [Int]) -> Posterior {
    let dimension = latentDimension
    let heads = run(
      encoder, inputValues(of: samples), labels: labels, count: samples.count)
    func head(_ offset: Int) -> LatentBatch {
      var values: [Float] = []
      values.reserveCapacity(samples.count * dimension)
      for row in 0..<samples.count {
        let start = row * 2 * dimension + offset
        values.append(contentsOf: heads[start..<(start + dimension)])
      }
      return LatentBatch(values: values, count: samples.count, dimension: dimension)
    }
    return Posterior(means: head(0), logVariances: head(dimension))
  }

  /// The sample that each latent stands for: the mean of the likelihood.
  public func decode(_ latents: LatentBatch) -> [Sample] {
    makeSamples(decodedValues(latents).values, count: latents.count)
  }

  func makeSamples(_ values: [Float], count: Int) -> [Sample] {
    let size = sampleShape.count
    return values.withUnsafeBufferPointer { values in
      (0..<count).map { index in
        Sample(
          values: UnsafeBufferPointer(rebasing: values[(index * size)..<((index + 1) * size)]),
          shape: sampleShape)
      }
    }
  }

  /// The decoded values before they become samples: `[count] + sampleShape`.
  ///
  /// For pictures they are 0 (black) to 1, and with a normal likelihood may lie beyond.
  public func decodedValues(_ latents: LatentBatch) -> Tensor {
    decodedValues(latents, labels: impliedLabels(latents.count))
  }

  /// The decoded values at latents of known labels; no labels for an unconditional model.
  public func decodedValues(_ latents: LatentBatch, labels: [Int]) -> Tensor {
    require(
      latents.dimension == latentDimension,
      "This model's latents have \(latentDimension) dimensions, "
        + "but latents of \(latents.dimension) were decoded.")
    var outputs = run(decoder, latents.values, labels: labels, count: latents.count)
    if architecture.likelihood == .bernoulli {
      outputs.withUnsafeMutableBufferPointer { outputs in
        guard let base = outputs.baseAddress else { return }
        Kernels.sigmoid(base, into: base, count: outputs.count)
      }
    }
    return Tensor(shape: sampleShape.batched(latents.count), values: outputs)
  }

  /// The values of all samples in one buffer, checked for the model's shape.
  func inputValues(of samples: [Sample]) -> [Float] {
    let size = sampleShape.count
    return [Float](unsafeUninitializedCapacity: samples.count * size) { buffer, count in
      for (index, sample) in samples.enumerated() {
        write(
          sample, into: UnsafeMutableBufferPointer(rebasing: buffer[(index * size)...].prefix(size))
        )
      }
      count = samples.count * size
    }
  }

  /// Writes one sample's values, checked for the model's shape.
  func write(_ sample: Sample, into buffer: UnsafeMutableBufferPointer<Float>) {
    require(
      sample.tensorShape == sampleShape,
      "This model takes samples of \(sampleShape), but was given one of \(sample.tensorShape); "
        + "resize or convert it first.")
    sample.copyValues(into: buffer)
  }

  private func run(
    _ network: NeuralNetwork, _ input: [Float], labels: [Int], count: Int
  ) -> [Float] {
    let labels = network.checkedLabels(labels, batch: count)
    let size = count * network.outputShape.count
    return [Float](unsafeUninitializedCapacity: size) { output, initialized in
      input.withUnsafeBufferPointer { input in
        if count > 0 {
          network.forward(
            input.baseAddress!, labels: labels, batch: count, into: output.baseAddress!)
        }
      }
      initialized = size
    }
  }
}
