import LatentSpace

/// Squared errors of the differences between neighbouring pixels: what an edge in the wrong place costs.
///
/// With r = decoded − sample, per sample and channel:
///
///     ½λ Σ (r[i, j+1] − r[i, j])² + (r[i+1, j] − r[i, j])²
///
/// It is −log of a normal density of variance 1/λ on the picture's gradients, without its constant.
package enum EdgeLoss {
  /// Adds ½λ… to each sample's loss, and its gradient times `scale` to the outputs' gradient.
  ///
  /// Each loss is summed in double precision in the order of the pixels; threads take samples.
  ///
  /// - Parameters:
  ///   - decoded: the decoded values, `[batch][height][width][channels]`.
  ///   - isSigmoid: whether they are sigmoids of the outputs, so that the gradient is multiplied by
  ///     decoded · (1 − decoded).
  ///   - gradient: with respect to the outputs; is added to.
  package static func add(
    decoded: UnsafePointer<Float>, targets: UnsafePointer<Float>, isSigmoid: Bool,
    shape: (height: Int, width: Int, channels: Int), batch: Int, weight: Float, scale: Float,
    gradient: UnsafeMutablePointer<Float>, losses: UnsafeMutablePointer<Double>
  ) {
    let row = shape.width * shape.channels
    let size = shape.height * row
    Threads.forEach(slices: batch, work: 20 * batch * size) { samples in
      let errors = UnsafeMutablePointer<Float>.allocate(capacity: 2 * size)
      defer { errors.deallocate() }
      let slopes = errors + size
      for n in samples {
        let (values, target) = (decoded + n * size, targets + n * size)
        for p in 0..<size {
          errors[p] = values[p] - target[p]
          slopes[p] = 0
        }
        var sum = 0.0
        // Pairs of neighbours: `step` apart, unless the first is at the picture's end.
        func pairs(_ step: Int, _ places: Range<Int>) {
          for p in places {
            let difference = errors[p + step] - errors[p]
            sum += Double(difference) * Double(difference)
            slopes[p + step] += difference
            slopes[p] -= difference
          }
        }
        for i in 0..<shape.height {
          pairs(shape.channels, (i * row)..<((i + 1) * row - shape.channels))
        }
        pairs(row, 0..<(size - row))
        losses[n] += 0.5 * Double(weight) * sum
        let factor = weight * scale
        let out = gradient + n * size
        for p in 0..<size {
          let slope = isSigmoid ? slopes[p] * values[p] * (1 - values[p]) : slopes[p]
          out[p] += factor * slope
        }
      }
    }
  }
}
