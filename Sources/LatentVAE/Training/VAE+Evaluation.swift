import LatentData
import LatentSpace

extension VAE {
  /// The model's evidence lower bound on samples, with one random latent per sample.
  ///
  /// Runs in pieces, so that any number of samples fits; draws `count × latentDimension` normal
  /// deviates.
  ///
  /// - Parameters:
  ///   - samples: what to judge by.
  ///   - labels: one label per sample for conditional models; by default that of `model.given(_:)`.
  ///   - generator: where the latents' noise comes from.
  public func evaluate(
    _ samples: some RandomAccessCollection<Sample>, labels: [Int]? = nil,
    using generator: inout some RandomNumberGenerator
  ) -> Evaluation {
    var (reconstruction, kl) = (0.0, 0.0)
    let labels = labels ?? impliedLabels(samples.count)
    require(
      labels.isEmpty || labels.count == samples.count,
      "\(samples.count) samples were given with \(labels.count) labels.")
    var (start, done) = (samples.startIndex, 0)
    while start != samples.endIndex {
      let end = samples.index(start, offsetBy: 256, limitedBy: samples.endIndex) ?? samples.endIndex
      let piece = Array(samples[start..<end])
      let pieceLabels = Array(labels.dropFirst(done).prefix(piece.count))
      let posterior = posterior(of: piece, labels: pieceLabels)
      kl = posterior.divergences.values.reduce(kl) { $0 + Double($1) }
      let latents = posterior.sample(using: &generator)
      reconstruction = reconstructionLosses(
        piece, latents: latents, labels: pieceLabels
      ).reduce(reconstruction, +)
      start = end
      done += piece.count
    }
    let count = Double(max(1, samples.count))
    return Evaluation(
      reconstruction: reconstruction / count, kl: kl / count, count: samples.count)
  }

  /// −log p(x|z) in nats for each sample at its latent.
  ///
  /// - Parameters:
  ///   - samples: the samples x.
  ///   - latents: one latent z per sample.
  ///   - labels: one label per sample for conditional models; by default that of `model.given(_:)`.
  public func reconstructionLosses(
    _ samples: [Sample], latents: LatentBatch, labels: [Int]? = nil
  ) -> [Double] {
    require(
      samples.count == latents.count,
      "\(samples.count) samples were given with \(latents.count) latents.")
    guard !samples.isEmpty else { return [] }
    let size = sampleShape.count
    let outputs = decoder.forward(
      Tensor(shape: [latents.count, latentDimension], values: latents.values),
      labels: labels ?? impliedLabels(latents.count)
    ).values
    let targets = values(of: samples)
    var losses = [Float](repeating: 0, count: samples.count)
    switch architecture.likelihood {
    case .bernoulli:
      Kernels.bernoulliLoss(
        logits: outputs, targets: targets, gradient: nil, losses: &losses, batch: samples.count,
        count: size, scale: 1)
    case .normal, .learnedNormal:
      Kernels.normalLoss(
        outputs: outputs, targets: targets,
        inverseVariance: Float(Elementary.exp(-Double(outputLogVariance))), gradient: nil,
        losses: &losses, batch: samples.count, count: size, scale: 1)
    }
    let constant = architecture.likelihood.constant(logVariance: outputLogVariance, count: size)
    return losses.map { Double($0) + constant }
  }
}
