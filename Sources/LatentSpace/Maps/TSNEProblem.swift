/// The divergence that t-SNE lessens, and its gradient.
package struct TSNEProblem: Sendable {
  private let affinities: NeighborAffinities
  private let count: Int
  private static let rowSlice = 32

  package init(_ affinities: NeighborAffinities) {
    self.affinities = affinities
    count = affinities.starts.count - 1
  }

  /// Σ p ln(p/q) over all pairs, q_ij = (1 + ‖y_i − y_j‖²)⁻¹/Z.
  package func divergence(at positions: [Double]) -> Double {
    let (x, y) = Self.split(positions)
    let (_, normalization) = repulsions(x, y)
    let rows = eachRow(work: 100 * affinities.columns.count) { row in
      var sum = 0.0
      for entry in affinities.starts[row]..<affinities.starts[row + 1] {
        let p = Double(affinities.values[entry])
        guard p > 0 else { continue }
        let other = Int(affinities.columns[entry])
        let (dx, dy) = (Double(x[row] - x[other]), Double(y[row] - y[other]))
        sum += p * (Elementary.log(p) + Elementary.log1p(dx * dx + dy * dy))
      }
      return (sum, 0)
    }
    let total = LaneReduction.reduce(count) { rows[2 * $0] }
    return total + Elementary.log(normalization)
  }

  /// 4 Σ_j (a p_ij − q_ij)(y_i − y_j)/(1 + ‖y_i − y_j‖²) for each point, a being the exaggeration.
  package func gradient(at positions: [Double], exaggeration: Double = 1) -> [Double] {
    let (x, y) = Self.split(positions)
    let (repulsions, normalization) = repulsions(x, y)
    return eachRow(work: 8 * affinities.columns.count) { row in
      let (pullX, pullY) = attraction(row, x, y)
      return (
        4 * (exaggeration * pullX - repulsions[2 * row] / normalization),
        4 * (exaggeration * pullY - repulsions[2 * row + 1] / normalization)
      )
    }
  }

  private func attraction(_ row: Int, _ x: [Float], _ y: [Float]) -> (Double, Double) {
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        affinities.columns.withUnsafeBufferPointer { columns in
          affinities.values.withUnsafeBufferPointer { values in
            var (pullX, pullY) = (0.0, 0.0)
            for entry in affinities.starts[row]..<affinities.starts[row + 1] {
              let other = Int(columns[entry])
              let (dx, dy) = (x[row] - x[other], y[row] - y[other])
              let pull = values[entry] / (1 + dx * dx + dy * dy)
              pullX += Double(pull * dx)
              pullY += Double(pull * dy)
            }
            return (pullX, pullY)
          }
        }
      }
    }
  }

  /// Σ_j q²(y_i − y_j) for each point, q not normalised, and the sum of q over all pairs.
  private func repulsions(_ x: [Float], _ y: [Float]) -> (forces: [Double], normalization: Double) {
    var nearness = [Double](repeating: 0, count: count)
    let forces = nearness.withUnsafeMutableBufferPointer { nearness in
      nonisolated(unsafe) let nearness = nearness
      return eachRow(work: 4 * count * count) { row in
        let sums = Kernels.repulsion(x, y, count: count, at: (x[row], y[row]))
        // A point's nearness to itself is exactly 1.
        nearness[row] = Double(sums.near) - 1
        return (Double(sums.x), Double(sums.y))
      }
    }
    return (forces, max(LaneReduction.sum(nearness, count: count), 1e-300))
  }

  /// Two numbers for each point.
  private func eachRow(work: Int, _ body: (Int) -> (Double, Double)) -> [Double] {
    [Double](unsafeUninitializedCapacity: 2 * count) { buffer, written in
      nonisolated(unsafe) let buffer = buffer
      withoutActuallyEscaping(body) { body in
        nonisolated(unsafe) let body = body
        let slices = (count + Self.rowSlice - 1) / Self.rowSlice
        Threads.forEach(slices: slices, work: work) { range in
          for row in range.lowerBound * Self.rowSlice..<min(count, range.upperBound * Self.rowSlice)
          {
            let (first, second) = body(row)
            buffer.initializeElement(at: 2 * row, to: first)
            buffer.initializeElement(at: 2 * row + 1, to: second)
          }
        }
      }
      written = 2 * count
    }
  }

  private static func split(_ positions: [Double]) -> (x: [Float], y: [Float]) {
    let rows = 0..<positions.count / 2
    return (rows.map { Float(positions[2 * $0]) }, rows.map { Float(positions[2 * $0 + 1]) })
  }
}

/// Gradient descent with momentum and a gain for each coordinate (Jacobs 1988).
struct TSNEDescent {
  private(set) var positions: [Double]
  private var velocities: [Double]
  private var gains: [Double]
  private let rate: Double

  init(start: [Double]) {
    positions = start
    velocities = Array(repeating: 0, count: start.count)
    gains = Array(repeating: 1, count: start.count)
    // Grows with the number of points, as the gradient of each lessens (Belkina et al. 2019).
    rate = max(Double(start.count / 2) / TSNE.exaggeration / 4, 50)
  }

  mutating func step(_ problem: TSNEProblem, isEarly: Bool) {
    let gradient = problem.gradient(
      at: positions, exaggeration: isEarly ? TSNE.exaggeration : 1)
    let momentum = isEarly ? 0.5 : 0.8
    for index in positions.indices {
      let isTurning = velocities[index] * gradient[index] < 0
      gains[index] = isTurning ? gains[index] + 0.2 : max(0.01, gains[index] * 0.8)
      velocities[index] = momentum * velocities[index] - rate * gains[index] * gradient[index]
      positions[index] += velocities[index]
    }
  }

  /// The positions around their mean.
  var centred: LatentBatch {
    let count = positions.count / 2
    let middle = (0..<2).map { column in
      LaneReduction.reduce(count) { positions[2 * $0 + column] } / Double(count)
    }
    return LatentBatch(
      values: positions.indices.map { Float(positions[$0] - middle[$0 % 2]) }, count: count,
      dimension: 2)
  }
}
