extension DenseMatrix {
  /// The covariance of vectors, optionally weighted, around a given mean.
  ///
  /// Σ_n w_n (z_n − m)(z_n − m)ᵀ / divisor, summed over the vectors in order; symmetric to the bit.
  /// Weights of exactly zero are passed over. O(n d²).
  package static func covariance(
    of latents: LatentBatch, mean: [Double], weights: [Double]? = nil, divisor: Double
  ) -> DenseMatrix {
    let size = latents.dimension
    var result = DenseMatrix(rows: size, columns: size)
    result.values.withUnsafeMutableBufferPointer { sums in
      latents.values.withUnsafeBufferPointer { values in
        guard let sums = sums.baseAddress, let x = values.baseAddress else { return }
        func add(_ weights: UnsafePointer<Double>?) {
          Kernels.addGram(
            x, rows: latents.count, columns: size, around: mean, weights: weights, to: sums,
            stride: size)
        }
        if let weights { add(weights) } else { add(nil) }
      }
    }
    for first in 0..<size {
      for second in first..<size {
        result[first, second] /= divisor
        result[second, first] = result[first, second]
      }
    }
    return result
  }
}
