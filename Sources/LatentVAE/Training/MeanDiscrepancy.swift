import LatentSpace

/// The squared maximum mean discrepancy between latents and N(0, I) (Gretton et al. 2012).
///
///     MMD² = mean_{i≠j} k(z_i, z_j) − 2 mean_i E k(z_i, p) + E k(p, p′)
///
/// with the kernel k(a, b) = ⅓ Σ_s exp(−‖a − b‖²/2s), s one quarter, one and four times the latent
/// dimension: wide enough for latents that lie far out to feel the prior. The expectations over the
/// prior are exact, not drawn: E k(z, p) = (s/(s + 1))^{d/2} exp(−‖z‖²/2(s + 1)) and E k(p, p′) =
/// (s/(s + 2))^{d/2}, summed over s (as in Rustamov 2019). The estimate is unbiased, so it may be
/// negative; it lies between −2 and 2.
package enum MeanDiscrepancy {
  /// Adds the gradient of `scale` times the estimate, and returns the estimate.
  ///
  /// Sums in double precision, in ascending order; threads take latents. O(batch² · dimension).
  package static func add(
    latents: UnsafePointer<Float>, batch: Int, dimension: Int, scale: Double,
    latentGradient: UnsafeMutablePointer<Float>
  ) -> Double {
    // One latent alone has no other to be compared with.
    guard batch > 1 else { return 0 }
    let terms = UnsafeMutablePointer<Double>.allocate(capacity: batch)
    defer { terms.deallocate() }
    let widths = [0.25, 1, 4].map { $0 * Double(dimension) }
    let half = Double(dimension) / 2
    // log (s/(s + 1))^{d/2}.
    let logFactors = widths.map { half * Elementary.log($0 / ($0 + 1)) }
    let pairShare = 1 / (3 * Double(batch) * Double(batch - 1))
    let priorShare = 2 / (3 * Double(batch))
    Threads.forEach(slices: batch, work: 200 * batch * batch) { rows in
      var slopes = [Double](repeating: 0, count: dimension)
      for i in rows {
        let z = latents + i * dimension
        for j in 0..<dimension { slopes[j] = 0 }
        var term = 0.0
        for other in 0..<batch where other != i {
          let y = latents + other * dimension
          var square = 0.0
          for j in 0..<dimension {
            let distance = Double(z[j]) - Double(y[j])
            square += distance * distance
          }
          var slope = 0.0
          for width in widths {
            let value = pairShare * Elementary.exp(-square / (2 * width))
            term += value
            // Twice, because the pair is counted in both orders.
            slope -= 2 * value / width
          }
          for j in 0..<dimension { slopes[j] += slope * (Double(z[j]) - Double(y[j])) }
        }
        var square = 0.0
        for j in 0..<dimension { square += Double(z[j]) * Double(z[j]) }
        var slope = 0.0
        for (width, logFactor) in zip(widths, logFactors) {
          let value = priorShare * Elementary.exp(logFactor - square / (2 * (width + 1)))
          term -= value
          slope += value / (width + 1)
        }
        for j in 0..<dimension {
          latentGradient[i * dimension + j] += Float(scale * (slopes[j] + slope * Double(z[j])))
        }
        terms[i] = term
      }
    }
    let prior = widths.reduce(0.0) { $0 + Elementary.exp(half * Elementary.log($1 / ($1 + 2))) / 3 }
    return (0..<batch).reduce(0.0) { $0 + terms[$1] } + prior
  }
}
