internal import CLatentKernels

/// Pictures whose channels are normalised in groups: [batch][pixels][channels].
package struct NormalizationShape: Hashable, Sendable {
  package var batch, pixels, channels, groups: Int
  /// What is added to the variance before its root is taken.
  package var epsilon: Float

  /// A shape; the groups must divide the channels.
  package init(batch: Int, pixels: Int, channels: Int, groups: Int, epsilon: Float = 1e-5) {
    require(
      groups > 0 && channels % groups == 0,
      "\(channels) channels cannot be normalised in \(groups) groups of the same size.")
    self.batch = batch
    self.pixels = pixels
    self.channels = channels
    self.groups = groups
    self.epsilon = epsilon
  }

  var sampleCount: Int { pixels * channels }
  var work: Int { 10 * batch * sampleCount }
}

/// Group normalisation y = scale·x̂ + offset, x̂ = (x − mean)/√(variance + ε) over each sample's
/// pixels and each group's channels; the variance is the biased one.
///
/// A channel's sum is one chain over ascending pixels; a group's puts its channels through 16
/// virtual lanes. Source: Wu and He, "Group normalization", 2018.
extension Kernels {
  /// y = scale·x̂ + offset.
  package static func groupNormalization(
    _ x: UnsafePointer<Float>, scale: UnsafePointer<Float>, offset: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>, shape: NormalizationShape
  ) {
    withStatistics(of: x, shape, extra: 0) { n, mean, inverse, _ in
      let first = n * shape.sampleCount
      latents_normalize(
        x + first, mean, inverse, scale, offset, shape.pixels, shape.channels, out + first)
    }
  }

  /// The gradient of the input, from the output's.
  package static func groupNormalizationGradient(
    input x: UnsafePointer<Float>, scale: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>,
    shape: NormalizationShape
  ) {
    withStatistics(of: x, shape, extra: 2) { n, mean, inverse, sums in
      let first = n * shape.sampleCount
      latents_normalize_derivative(
        x + first, outputGradient + first, mean, inverse, scale, nil, shape.pixels,
        shape.channels, shape.groups, sums, out + first)
    }
  }

  /// The change of the output when the input moves along a tangent.
  package static func groupNormalizationPushforward(
    input x: UnsafePointer<Float>, scale: UnsafePointer<Float>, tangent: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>, shape: NormalizationShape
  ) {
    withStatistics(of: x, shape, extra: 2) { n, mean, inverse, sums in
      let first = n * shape.sampleCount
      latents_normalize_derivative(
        x + first, tangent + first, mean, inverse, nil, scale, shape.pixels, shape.channels,
        shape.groups, sums, out + first)
    }
  }

  /// The gradients of scale and offset: Σ outputGradient·x̂ and Σ outputGradient, each one chain over
  /// ascending samples and pixels.
  package static func groupNormalizationParameterGradient(
    input x: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    scaleGradient: UnsafeMutablePointer<Float>, offsetGradient: UnsafeMutablePointer<Float>,
    shape: NormalizationShape
  ) {
    let (batch, channels) = (shape.batch, shape.channels)
    withScratch(floats: 2 * batch * channels) { means in
      let inverses = means + batch * channels
      Threads.forEach(slices: batch, work: shape.work) { samples in
        for n in samples {
          latents_normalization_statistics(
            x + n * shape.sampleCount, shape.pixels, channels, shape.groups, shape.epsilon,
            means + n * channels, inverses + n * channels)
        }
      }
      let slice = 16
      Threads.forEach(slices: (channels + slice - 1) / slice, work: shape.work) { range in
        latents_normalization_parameter_gradient(
          x, outputGradient, means, inverses, batch, shape.pixels, channels,
          range.lowerBound * slice, min(channels, range.upperBound * slice), scaleGradient,
          offsetGradient)
      }
    }
  }

  /// Calls `body` for every sample with its mean and inverse deviation per channel, and with scratch
  /// for `extra` numbers per channel.
  private static func withStatistics(
    of x: UnsafePointer<Float>, _ shape: NormalizationShape, extra: Int,
    _ body: (
      Int, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>
    ) -> Void
  ) {
    let channels = shape.channels
    Threads.forEach(slices: shape.batch, work: shape.work) { samples in
      withScratch(floats: (2 + extra) * channels) { mean in
        for n in samples {
          latents_normalization_statistics(
            x + n * shape.sampleCount, shape.pixels, channels, shape.groups, shape.epsilon, mean,
            mean + channels)
          body(n, mean, mean + channels, mean + 2 * channels)
        }
      }
    }
  }
}
