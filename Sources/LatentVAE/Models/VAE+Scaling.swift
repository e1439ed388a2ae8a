import LatentData
import LatentSpace

extension VAE {
  /// A model whose initial weights are scaled to samples, so that no layer starts by drowning them.
  ///
  /// It is drawn as by `init(_:using:)`; then the encoder is scaled to the samples and the decoder to
  /// as many draws from the prior: every layer outside residual blocks starts with mean 0 and variance
  /// 1, the last one with the samples' own (Mishkin & Matas 2016; Salimans & Kingma 2016). Deep networks of convolutions learn
  /// several times faster from there, and see colours and small parts that they would find late.
  ///
  /// - Parameters:
  ///   - architecture: the networks.
  ///   - samples: what the model will be trained on; 128 of them, spread over all, are looked at.
  ///   - labels: one label per sample for conditional models.
  ///   - generator: where the weights and the draws come from.
  /// - Throws: ``ArchitectureError`` when the layers do not fit each other or the samples.
  public init<Samples: RandomAccessCollection>(
    _ architecture: Architecture, scaledTo samples: Samples, labels: [Int] = [],
    using generator: inout some RandomNumberGenerator
  ) throws(ArchitectureError) where Samples.Element == Sample {
    try self.init(architecture, using: &generator)
    let count = min(samples.count, 128)
    guard count > 0 else { return }
    let places = (0..<count).map { $0 * samples.count / count }
    let seen = places.map { samples[samples.index(samples.startIndex, offsetBy: $0)] }
    let shown = labels.isEmpty ? [] : places.map { labels[$0] }
    for sample in seen where sample.tensorShape != architecture.sampleShape {
      throw ArchitectureError(
        "This model takes samples of \(architecture.sampleShape), but one is \(sample.tensorShape)."
      )
    }
    var inputs = Tensor(zeros: sampleShape.batched(count))
    inputs.values.withUnsafeMutableBufferPointer { buffer in
      for (row, sample) in seen.enumerated() {
        let start = row * sampleShape.count
        sample.copyValues(
          into: UnsafeMutableBufferPointer(
            rebasing: buffer[start..<(start + sampleShape.count)]))
      }
    }
    try encoder.scaleWeights(to: inputs, labels: shown, outputs: nil)
    var latents = Tensor(zeros: [count, latentDimension])
    for i in latents.values.indices { latents.values[i] = Float(generator.nextNormal()) }
    try decoder.scaleWeights(
      to: latents, labels: shown,
      outputs: architecture.likelihood.firstOutputs(like: inputs, of: sampleShape))
  }
}

extension Likelihood {
  /// The means per channel and the variance of decoder outputs that are like samples as a whole.
  fileprivate func firstOutputs(
    like samples: Tensor, of shape: Tensor.Shape
  ) -> (means: [Double], variance: Double) {
    let moments = NeuralNetwork.moments(of: samples.values, channels: shape[shape.rank - 1])
    guard self == .bernoulli else { return moments }
    let logits = moments.means.map { mean in
      let mean = min(max(mean, 0.01), 0.99)
      return Elementary.log(mean / (1 - mean))
    }
    return (logits, 1)
  }
}
