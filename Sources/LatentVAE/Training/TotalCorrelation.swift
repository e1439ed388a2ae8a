import LatentSpace

/// The total correlation of the aggregate posterior, KL(q(z) ‖ Π_j q(z_j)), estimated from a batch.
///
/// q(z) is the mean of q(z|x) over all N training samples, of which a step knows B. Minibatch stratified
/// sampling (Chen et al. 2018, appendix C) estimates it at the latent z_i of sample i as
///
///     q̂(z_i) = Σ_k w_ik q(z_i|x_k),   w_ii = 1/N,   w_ik = (N − 1)/(N (B − 1)) for k ≠ i
///
/// and each q(z_ij) likewise; the estimate is mean_i [log q̂(z_i) − Σ_j log q̂(z_ij)]. Every sample's own
/// weight is 1/N: the code released with the paper, copied by several libraries, gives that weight to
/// the batch's first columns instead of to the diagonal.
package enum TotalCorrelation {
  /// Adds the gradients of `scale` times the estimate, and returns the estimate.
  ///
  /// Sums in double precision, in ascending order; threads take samples. O(B² · dimension).
  ///
  /// - Parameters:
  ///   - sampleCount: N.
  ///   - latentGradient: is added to.
  ///   - meanGradient: is added to.
  ///   - logVarianceGradient: is added to.
  package static func add(
    latents: UnsafePointer<Float>, means: UnsafePointer<Float>,
    logVariances: UnsafePointer<Float>, batch: Int, dimension: Int, sampleCount: Int,
    scale: Double, latentGradient: UnsafeMutablePointer<Float>,
    meanGradient: UnsafeMutablePointer<Float>, logVarianceGradient: UnsafeMutablePointer<Float>
  ) -> Double {
    // Alone, a sample has no others to be independent of.
    guard batch > 1, sampleCount > 1 else { return 0 }
    let densities = Densities(
      latents: latents, means: means, logVariances: logVariances, batch: batch,
      dimension: dimension, sampleCount: sampleCount)
    defer { densities.deallocate() }
    let factor = scale / Double(batch)
    let work = 60 * batch * batch * dimension
    Threads.forEach(slices: batch, work: work) { rows in
      let scratch = UnsafeMutablePointer<Double>.allocate(capacity: batch * dimension)
      defer { scratch.deallocate() }
      for i in rows { densities.finishRow(i, scratch, factor, latentGradient + i * dimension) }
    }
    Threads.forEach(slices: batch, work: work) { columns in
      for k in columns {
        densities.finishColumn(
          k, factor, meanGradient + k * dimension, logVarianceGradient + k * dimension)
      }
    }
    return (0..<batch).reduce(0.0) { $0 + densities.correlations[$1] } / Double(batch)
  }

  /// log q(z_i|x_k) by dimension, and what sums over k leave of it.
  private struct Densities {
    let latents: UnsafePointer<Float>
    let means: UnsafePointer<Float>
    let batch: Int
    let dimension: Int
    let ownWeight: Double
    let otherWeight: Double
    /// [B][dimension]: 1/σ² and ½ ln σ².
    let precisions: UnsafeMutablePointer<Double>
    let halfLogVariances: UnsafeMutablePointer<Double>
    /// [B][B]: the share of k in q̂(z_i).
    let shares: UnsafeMutablePointer<Double>
    /// [B][dimension]: log q̂(z_ij).
    let marginals: UnsafeMutablePointer<Double>
    /// [B]: log q̂(z_i) − Σ_j log q̂(z_ij).
    let correlations: UnsafeMutablePointer<Double>

    init(
      latents: UnsafePointer<Float>, means: UnsafePointer<Float>,
      logVariances: UnsafePointer<Float>, batch: Int, dimension: Int, sampleCount: Int
    ) {
      self.latents = latents
      self.means = means
      self.batch = batch
      self.dimension = dimension
      let count = Double(sampleCount)
      ownWeight = -Elementary.log(count)
      otherWeight = Elementary.log((count - 1) / (count * Double(batch - 1)))
      precisions = .allocate(capacity: batch * dimension)
      halfLogVariances = .allocate(capacity: batch * dimension)
      shares = .allocate(capacity: batch * batch)
      marginals = .allocate(capacity: batch * dimension)
      correlations = .allocate(capacity: batch)
      for index in 0..<(batch * dimension) {
        let logVariance = Double(logVariances[index])
        precisions[index] = Elementary.exp(-logVariance)
        halfLogVariances[index] = 0.5 * logVariance
      }
    }

    func deallocate() {
      for buffer in [precisions, halfLogVariances, shares, marginals, correlations] {
        buffer.deallocate()
      }
    }

    private func weight(_ i: Int, _ k: Int) -> Double { i == k ? ownWeight : otherWeight }

    /// log q(z_ij|x_k) without its ½ log 2π, which cancels.
    @inline(__always)
    private func logDensity(_ i: Int, _ k: Int, _ j: Int) -> Double {
      let distance = Double(latents[i * dimension + j]) - Double(means[k * dimension + j])
      let place = k * dimension + j
      return -halfLogVariances[place] - 0.5 * distance * distance * precisions[place]
    }

    /// Everything about z_i: its densities, its shares, and the gradient with respect to it.
    func finishRow(
      _ i: Int, _ scratch: UnsafeMutablePointer<Double>, _ factor: Double,
      _ gradient: UnsafeMutablePointer<Float>
    ) {
      let row = shares + i * batch
      var largest = -Double.infinity
      for k in 0..<batch {
        var sum = weight(i, k)
        for j in 0..<dimension {
          let value = logDensity(i, k, j)
          scratch[k * dimension + j] = weight(i, k) + value
          sum += value
        }
        row[k] = sum
        largest = max(largest, sum)
      }
      var total = 0.0
      for k in 0..<batch {
        row[k] = Elementary.exp(row[k] - largest)
        total += row[k]
      }
      for k in 0..<batch { row[k] /= total }
      var correlation = largest + Elementary.log(total)
      for j in 0..<dimension {
        var largest = -Double.infinity
        for k in 0..<batch { largest = max(largest, scratch[k * dimension + j]) }
        var total = 0.0
        for k in 0..<batch {
          let share = Elementary.exp(scratch[k * dimension + j] - largest)
          scratch[k * dimension + j] = share
          total += share
        }
        marginals[i * dimension + j] = largest + Elementary.log(total)
        correlation -= marginals[i * dimension + j]
        // d log q(z_ij|x_k) / dz_ij = −(z_ij − μ_kj)/σ².
        var slope = 0.0
        for k in 0..<batch {
          let place = k * dimension + j
          let distance = Double(latents[i * dimension + j]) - Double(means[place])
          slope -= (row[k] - scratch[place] / total) * distance * precisions[place]
        }
        gradient[j] += Float(factor * slope)
      }
      correlations[i] = correlation
    }

    /// The gradients with respect to the posterior of x_k, from all z_i.
    func finishColumn(
      _ k: Int, _ factor: Double, _ meanGradient: UnsafeMutablePointer<Float>,
      _ logVarianceGradient: UnsafeMutablePointer<Float>
    ) {
      for j in 0..<dimension {
        let place = k * dimension + j
        var (meanSlope, varianceSlope) = (0.0, 0.0)
        for i in 0..<batch {
          let distance = Double(latents[i * dimension + j]) - Double(means[place])
          let marginal = Elementary.exp(
            weight(i, k) + logDensity(i, k, j) - marginals[i * dimension + j])
          let share = shares[i * batch + k] - marginal
          meanSlope += share * distance * precisions[place]
          varianceSlope += share * (0.5 * distance * distance * precisions[place] - 0.5)
        }
        meanGradient[j] += Float(factor * meanSlope)
        logVarianceGradient[j] += Float(factor * varianceSlope)
      }
    }
  }
}
