internal import CLatentKernels

/// The losses of a variational autoencoder, and the reparametrisation.
///
/// Arrays are [batch][count], row by row. A loss is summed over a sample's elements, by 16 virtual
/// lanes and one fixed tree, so it does not depend on the batch; gradients are multiplied by
/// `scale`, which is 1/batch for the mean over the batch. Threads take samples.
extension Kernels {
  /// −log p(target | logits) of Bernoulli variables: Σ softplus(logit) − target·logit.
  ///
  /// - Parameter gradient: receives (sigmoid(logit) − target)·scale.
  package static func bernoulliLoss(
    logits: UnsafePointer<Float>, targets: UnsafePointer<Float>,
    gradient: UnsafeMutablePointer<Float>?, losses: UnsafeMutablePointer<Float>, batch: Int,
    count: Int, scale: Float
  ) {
    Threads.forEach(slices: batch, work: 2 * elementaryCost * batch * count) { samples in
      for n in samples {
        losses[n] = latents_bernoulli_loss(
          logits + n * count, targets + n * count, gradient.map { $0 + n * count }, count, scale)
      }
    }
  }

  /// −log p(target | output) of normal variables of one variance, without its constant:
  /// Σ (output − target)²/(2σ²).
  ///
  /// - Parameter gradient: receives (output − target)/σ²·scale.
  package static func normalLoss(
    outputs: UnsafePointer<Float>, targets: UnsafePointer<Float>, inverseVariance: Float,
    gradient: UnsafeMutablePointer<Float>?, losses: UnsafeMutablePointer<Float>, batch: Int,
    count: Int, scale: Float
  ) {
    Threads.forEach(slices: batch, work: 4 * batch * count) { samples in
      for n in samples {
        losses[n] = latents_normal_loss(
          outputs + n * count, targets + n * count, inverseVariance,
          gradient.map { $0 + n * count }, count, scale)
      }
    }
  }

  /// −log p(target | output, v) of normal variables with a log-variance v each, without its
  /// constant: Σ ½(v + (output − target)²·e^−v).
  ///
  /// - Parameters:
  ///   - gradient: receives (output − target)·e^−v·scale.
  ///   - logVarianceGradient: receives ½(1 − (output − target)²·e^−v)·scale.
  package static func normalLoss(
    outputs: UnsafePointer<Float>, logVariances: UnsafePointer<Float>,
    targets: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>?,
    logVarianceGradient: UnsafeMutablePointer<Float>?, losses: UnsafeMutablePointer<Float>,
    batch: Int, count: Int, scale: Float
  ) {
    Threads.forEach(slices: batch, work: elementaryCost * batch * count) { samples in
      for n in samples {
        losses[n] = latents_normal_loss_with_variances(
          outputs + n * count, logVariances + n * count, targets + n * count,
          gradient.map { $0 + n * count }, logVarianceGradient.map { $0 + n * count }, count, scale)
      }
    }
  }

  /// A draw from N(mean, e^logVariance): mean + e^(½ logVariance)·noise.
  ///
  /// Source: Kingma and Welling, "Auto-encoding variational Bayes", 2013.
  package static func reparameterize(
    mean: UnsafePointer<Float>, logVariance: UnsafePointer<Float>, noise: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) {
      latents_reparameterize(mean + $0, logVariance + $0, noise + $0, out + $0, $1)
    }
  }

  /// The divergence of N(mean, e^v) from N(0, 1), element by element: ½(mean² + e^v − 1 − v).
  package static func divergence(
    mean: UnsafePointer<Float>, logVariance: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) {
      latents_divergence(mean + $0, logVariance + $0, out + $0, $1)
    }
  }

  /// The gradients of mean and log-variance from the latent's gradient d and the divergence's weight
  /// w: d + w·mean and ½(d·e^(½v)·noise + w·(e^v − 1)).
  ///
  /// - Parameter klWeights: w, one number per dimension; 0 where bits are free.
  package static func reparameterizeGradient(
    latentGradient: UnsafePointer<Float>, mean: UnsafePointer<Float>,
    logVariance: UnsafePointer<Float>, noise: UnsafePointer<Float>,
    klWeights: UnsafePointer<Float>, meanGradient: UnsafeMutablePointer<Float>,
    logVarianceGradient: UnsafeMutablePointer<Float>, batch: Int, dimension: Int
  ) {
    Threads.forEach(slices: batch, work: 2 * elementaryCost * batch * dimension) { samples in
      for n in samples {
        let i = n * dimension
        latents_reparameterize_gradient(
          latentGradient + i, mean + i, logVariance + i, noise + i, klWeights, meanGradient + i,
          logVarianceGradient + i, dimension)
      }
    }
  }
}
