/// How much points belong together: a symmetric, sparse matrix of probabilities of pairs.
///
/// p_{j|i} ∝ exp(−β_i ‖z_i − z_j‖²) over the nearest of each point, with β_i such that the entropy of
/// the p_{j|i} is ln(perplexity); then p_ij = (p_{j|i} + p_{i|j})/2n (van der Maaten and Hinton 2008;
/// over the nearest only: van der Maaten 2014).
package struct NeighborAffinities: Sendable {
  /// Where the entries of each point begin; one more than there are points.
  package let starts: [Int]
  /// The other point of each entry, ascending for each point.
  package let columns: [Int32]
  /// The probability of each entry; they add up to 1.
  package let values: [Float]

  /// The affinities of latents to their nearest ones.
  package init(of latents: LatentBatch, perplexity: Double, neighborCount: Int) {
    let count = latents.count
    let nearest = latents.nearestOthers(count: neighborCount)
    let conditional = [[Double]](unsafeUninitializedCapacity: count) { buffer, written in
      nonisolated(unsafe) let buffer = buffer
      Threads.forEach(slices: count, work: 600 * count * neighborCount) { range in
        for row in range {
          buffer.initializeElement(
            at: row, to: Self.conditional(nearest[row].map(\.square), perplexity: perplexity))
        }
      }
      written = count
    }
    var rows = [[(column: Int, value: Double)]](repeating: [], count: count)
    for row in 0..<count {
      for (neighbor, value) in zip(nearest[row], conditional[row]) {
        rows[row].append((neighbor.index, value))
        rows[neighbor.index].append((row, value))
      }
    }
    var (starts, columns, values) = ([0], [Int32](), [Float]())
    for row in rows {
      // A pair whose points are among each other's nearest is there twice; the sum of two numbers
      // does not depend on their order.
      var last = -1
      var pending = 0.0
      func append() {
        guard last >= 0 else { return }
        columns.append(Int32(last))
        values.append(Float(pending / (2 * Double(count))))
      }
      for (column, value) in row.sorted(by: { $0.column < $1.column }) {
        if column == last {
          pending += value
        } else {
          append()
          (last, pending) = (column, value)
        }
      }
      append()
      starts.append(columns.count)
    }
    (self.starts, self.columns, self.values) = (starts, columns, values)
  }

  /// exp(−β d), normalised, for ascending squared distances, with β found by bisection.
  static func conditional(_ squares: [Double], perplexity: Double) -> [Double] {
    guard let nearest = squares.first, let farthest = squares.last, farthest > nearest else {
      return squares.map { _ in 1 / Double(squares.count) }
    }
    let target = Elementary.log(perplexity)
    // Only differences matter, and only relative to one another.
    let gaps = squares.map { ($0 - nearest) / (farthest - nearest) }
    var (low, high, beta) = (0.0, Double.infinity, 1.0)
    var weights = gaps
    for _ in 0..<100 {
      var (total, moment) = (0.0, 0.0)
      for index in gaps.indices {
        weights[index] = Elementary.exp(-beta * gaps[index])
        total += weights[index]
        moment += weights[index] * gaps[index]
      }
      let entropy = Elementary.log(total) + beta * moment / total
      for index in gaps.indices { weights[index] /= total }
      if abs(entropy - target) < 1e-8 { break }
      if entropy > target {
        low = beta
        beta = high == .infinity ? 2 * beta : (low + high) / 2
      } else {
        high = beta
        beta = (low + high) / 2
      }
    }
    return weights
  }
}
