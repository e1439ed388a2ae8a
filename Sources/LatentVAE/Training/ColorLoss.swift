import LatentSpace

/// Squared errors of the differences between the channels of a pixel: what a wrong colour costs.
///
/// With r = decoded − sample, per sample and pixel:
///
///     ½λ Σ (r[c] − r[d])² over all pairs of channels c < d
///
/// It is −log of a normal density of variance 1/λ on those differences, without its constant.
package enum ColorLoss {
  /// Adds ½λ… to each sample's loss, and its gradient times `scale` to the outputs' gradient.
  ///
  /// Each loss is summed in double precision in the order of the pixels; threads take samples.
  ///
  /// - Parameters:
  ///   - decoded: the decoded values, `[batch][pixels][channels]`.
  ///   - isSigmoid: whether they are sigmoids of the outputs, so that the gradient is multiplied by
  ///     decoded · (1 − decoded).
  ///   - gradient: with respect to the outputs; is added to.
  package static func add(
    decoded: UnsafePointer<Float>, targets: UnsafePointer<Float>, isSigmoid: Bool,
    pixels: Int, channels: Int, batch: Int, weight: Float, scale: Float,
    gradient: UnsafeMutablePointer<Float>, losses: UnsafeMutablePointer<Double>
  ) {
    let size = pixels * channels
    let factor = weight * scale
    Threads.forEach(slices: batch, work: 10 * batch * size) { samples in
      for n in samples {
        let (values, target, out) = (decoded + n * size, targets + n * size, gradient + n * size)
        var sum = 0.0
        for first in stride(from: 0, to: size, by: channels) {
          for c in first..<(first + channels) {
            let error = values[c] - target[c]
            var slope: Float = 0
            for d in first..<(first + channels) {
              let difference = error - (values[d] - target[d])
              slope += difference
              // Every pair is met twice.
              if d > c { sum += Double(difference) * Double(difference) }
            }
            if isSigmoid { slope *= values[c] * (1 - values[c]) }
            out[c] += factor * slope
          }
        }
        losses[n] += 0.5 * Double(weight) * sum
      }
    }
  }
}
