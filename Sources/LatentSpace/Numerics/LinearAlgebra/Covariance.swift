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
    var centred = [Double](repeating: 0, count: size)
    result.values.withUnsafeMutableBufferPointer { sums in
      latents.values.withUnsafeBufferPointer { values in
        for row in 0..<latents.count {
          let weight = weights?[row] ?? 1
          if weight == 0 { continue }
          for column in 0..<size {
            centred[column] = Double(values[row * size + column]) - mean[column]
          }
          for first in 0..<size {
            let factor = weight * centred[first]
            for second in first..<size {
              sums[first * size + second] += factor * centred[second]
            }
          }
        }
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
