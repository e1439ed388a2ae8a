import LatentSpace

/// The importance-weighted bound over K latents per sample (Burda et al. 2016).
///
///     L = −log (1/K) Σ_k w_k,   log w_k = log p(x|z_k) + β [log p(z_k) − log q(z_k|x)]
///
/// Its gradient is Σ_k ŵ_k ∇(−log w_k) with the weights ŵ_k = w_k / Σ w; z_k = μ + σ ε_k moves with the
/// posterior. One latent per sample gives the evidence lower bound, with the divergence drawn in place
/// of summed up.
package enum ImportanceWeights {
  /// The normalised weights of every sample's latents, and the sum of L over the samples.
  ///
  /// - Parameters:
  ///   - losses: −log p(x|z) of every row; rows are sample after sample, `samples` each.
  ///   - weights: receives ŵ, one per row.
  package static func normalize(
    losses: UnsafePointer<Double>, latents: UnsafePointer<Float>, noise: UnsafePointer<Float>,
    logVariances: UnsafePointer<Float>, batch: Int, samples: Int, dimension: Int, klWeight: Double,
    weights: UnsafeMutablePointer<Double>
  ) -> Double {
    var total = 0.0
    for n in 0..<batch {
      let own = weights + n * samples
      var largest = -Double.infinity
      for k in 0..<samples {
        let row = n * samples + k
        var ratio = 0.0
        for j in 0..<dimension {
          let (z, e) = (Double(latents[row * dimension + j]), Double(noise[row * dimension + j]))
          ratio += 0.5 * (Double(logVariances[n * dimension + j]) + e * e - z * z)
        }
        own[k] = -losses[row] + klWeight * ratio
        largest = max(largest, own[k])
      }
      var sum = 0.0
      for k in 0..<samples {
        own[k] = Elementary.exp(own[k] - largest)
        sum += own[k]
      }
      for k in 0..<samples { own[k] /= sum }
      total -= largest + Elementary.log(sum / Double(samples))
    }
    return total
  }

  /// The gradients of means and log variances from those of the rows' latents, ŵ already in them.
  ///
  /// dμ = Σ_k d_k with d_k = ∂/∂z_k + ŵ_k β z_k, and d ln σ² = ½ (Σ_k d_k σ ε_k − β); all times `scale`,
  /// which the rows' gradients have already.
  package static func pullback(
    latentGradient: UnsafePointer<Float>, latents: UnsafePointer<Float>,
    noise: UnsafePointer<Float>, logVariances: UnsafePointer<Float>,
    weights: UnsafePointer<Double>, batch: Int, samples: Int, dimension: Int, klWeight: Double,
    scale: Double, meanGradient: UnsafeMutablePointer<Float>,
    logVarianceGradient: UnsafeMutablePointer<Float>
  ) {
    for n in 0..<batch {
      for j in 0..<dimension {
        let place = n * dimension + j
        let deviation = Elementary.exp(0.5 * Double(logVariances[place]))
        var (mean, spread) = (0.0, 0.0)
        for row in (n * samples)..<((n + 1) * samples) {
          let index = row * dimension + j
          let slope =
            Double(latentGradient[index])
            + scale * weights[row] * klWeight * Double(latents[index])
          mean += slope
          spread += slope * deviation * Double(noise[index])
        }
        meanGradient[place] = Float(mean)
        logVarianceGradient[place] = Float(0.5 * (spread - scale * klWeight))
      }
    }
  }
}
