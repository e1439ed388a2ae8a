/// The mixture of the posteriors of all samples, q(z) = 1/N Σ_n N(z; μ_n, σ_n²).
struct AggregatePosterior {
  private let count: Int
  private let dimension: Int
  /// Dimension after dimension, one number per sample: means, 1/σ, ln σ.
  private let means: [Float]
  private let inverses: [Float]
  private let logs: [Float]
  /// The largest −ln σ of each dimension: no density of one sample exceeds its exponential.
  private let peaks: [Float]

  init(means: LatentBatch, logVariances: LatentBatch) {
    count = means.count
    dimension = means.dimension
    self.means = means.byCoordinate
    let logs = logVariances.byCoordinate.map { 0.5 * Double($0) }
    self.logs = logs.map { Float($0) }
    inverses = logs.map { Float(Elementary.exp(-$0)) }
    peaks = (0..<means.dimension).map { [count, logs = self.logs] column in
      -(logs[column * count..<(column + 1) * count].min() ?? 0)
    }
  }

  /// ln q(z) of each latent, and ln q(z_j) of each coordinate: `count` × `dimension`.
  func logDensities(of latents: LatentBatch) -> (joint: [Double], marginal: [Double]) {
    let constant = 0.5 * logOfTwoPi
    let logCount = Elementary.log(Double(count))
    var joint = [Double](repeating: 0, count: latents.count)
    var marginal = [Double](repeating: 0, count: latents.count * dimension)
    joint.withUnsafeMutableBufferPointer { joint in
      marginal.withUnsafeMutableBufferPointer { marginal in
        nonisolated(unsafe) let (joint, marginal) = (joint, marginal)
        Threads.forEach(slices: latents.count, work: latents.count * count * dimension * 20) {
          range in
          var scratch = Scratch(count: count)
          for row in range {
            scratch.totals.update(repeating: 0)
            for column in 0..<dimension {
              marginal[row * dimension + column] =
                logSum(latents.values[row * dimension + column], column, &scratch)
                - constant - logCount
            }
            joint[row] =
              Self.logSumExp(scratch.totals) - Double(dimension) * constant - logCount
          }
          scratch.deallocate()
        }
      }
    }
    return (joint, marginal)
  }

  /// Buffers of one thread.
  private struct Scratch {
    /// ln of the densities of all samples, summed over the dimensions so far.
    let totals: UnsafeMutableBufferPointer<Double>
    let terms: UnsafeMutablePointer<Float>

    init(count: Int) {
      totals = .allocate(capacity: count)
      totals.initialize(repeating: 0)
      terms = .allocate(capacity: count)
      terms.initialize(repeating: 0, count: count)
    }

    func deallocate() {
      totals.deallocate()
      terms.deallocate()
    }
  }

  /// ln Σ_n e^(a_n) for a_n = −½((z − μ_n)/σ_n)² − ln σ_n in one dimension; adds a_n to the totals.
  private func logSum(_ z: Float, _ column: Int, _ scratch: inout Scratch) -> Double {
    let (start, peak) = (column * count, peaks[column])
    let (terms, totals) = (scratch.terms, scratch.totals)
    means.withUnsafeBufferPointer { means in
      inverses.withUnsafeBufferPointer { inverses in
        logs.withUnsafeBufferPointer { logs in
          for index in 0..<count {
            let distance = (z - means[start + index]) * inverses[start + index]
            let term = -0.5 * distance * distance - logs[start + index]
            totals[index] += Double(term)
            terms[index] = term - peak
          }
        }
      }
    }
    // Pieces of one cache-sized length stay on this thread.
    var sum = 0.0
    for first in stride(from: 0, to: count, by: 1024) {
      let length = min(1024, count - first)
      Kernels.exp(terms + first, into: terms + first, count: length)
      sum += Kernels.sumInDouble(terms + first, count: length)
    }
    // All terms lie so far below the narrowest posterior's peak that single precision has lost them.
    if sum < 1e-30 { return logSumInDouble(z, column) }
    return Elementary.log(sum) + Double(peak)
  }

  private func logSumInDouble(_ z: Float, _ column: Int) -> Double {
    let terms = (column * count..<(column + 1) * count).map { index in
      let distance = (Double(z) - Double(means[index])) * Double(inverses[index])
      return -0.5 * distance * distance - Double(logs[index])
    }
    return terms.withUnsafeBufferPointer { Self.logSumExp($0) }
  }

  private static func logSumExp(_ terms: some RandomAccessCollection<Double>) -> Double {
    let largest = terms.max() ?? -.infinity
    guard largest > -.infinity else { return largest }
    var sum = 0.0
    // e⁻⁴⁰ of the largest is beyond its last digit, however many there are.
    for term in terms where term - largest > -60 { sum += Elementary.exp(term - largest) }
    return largest + Elementary.log(sum)
  }
}

extension LatentBatch {
  /// The values coordinate after coordinate instead of vector after vector.
  fileprivate var byCoordinate: [Float] {
    (0..<dimension).flatMap { column($0) }
  }
}
