/// A neighbour with its squared distance before rounding.
struct FoundNeighbor {
  var square: Double
  var index: Int
}

/// The exact search for nearest neighbours: a screening in single precision, then Double.
///
/// A blocked product gives a score of each pair from which a lower and an upper bound of the squared
/// distance follow. A vector whose lower bound exceeds the count-th smallest upper bound cannot be
/// among the nearest, because `count` others are nearer. The few that remain are compared by their
/// distances in Double, so the screening cannot change a result.
///
/// The bounds. The search is for D = ‖Q − X‖², where Q and X are the compared vectors (unit vectors
/// for the cosine) moved by one common centre and scaled by one power of two, neither of which changes
/// an order. Let q and x be Q and X rounded to Float, w their length, u = 2⁻²⁴, γ_n = nu/(1 − nu) and
/// R = ‖q‖ + ‖x‖.
///
/// - Rounding moves a vector by at most about u times its length, so |D − ‖q − x‖²| ≤ 2.1 u R².
/// - The score is a chain of w fused multiply–adds for β‖x‖² − qx, β ≤ ½, that starts from β‖x‖²
///   rounded to Float; so it is off by at most γ_{w+1}(½‖x‖² + ‖q‖‖x‖) ≤ ½ γ_{w+1} R² (Higham,
///   *Accuracy and Stability of Numerical Algorithms*, section 3.1).
/// - Together: ½D − ½‖q‖² − (score with β = ½) is at most ½ γ_{w+4} R² ≤ κ(‖q‖² + ‖x‖²) in size,
///   with κ = γ_{w+8}; the surplus covers the roundings of norms and limits.
/// - With β = ½ − κ the score itself is, up to a number that depends on q only, a lower bound, and
///   score + 2κ‖x‖² + 2κ‖q‖² an upper one.
///
/// Scaling by the largest length keeps everything far from overflow; what underflows is smaller
/// than `underflow`. The centre makes ‖x‖ small for data far from the origin; without it the result
/// would be the same, but nearly every vector might have to be compared in Double.
struct NeighborSearch {
  private let points: ComparedPoints
  private let norms: [Double]

  init(_ latents: LatentBatch, metric: NeighborMetric) {
    norms = Self.norms(latents)
    points = ComparedPoints(latents, norms: norms, metric: metric)
  }

  /// The nearest vectors to each query, nearest first, ties by lower index.
  func nearest(to queries: LatentBatch, count: Int) -> [[FoundNeighbor]] {
    let wanted = min(count, points.count)
    guard wanted > 0, queries.count > 0 else {
      return Array(repeating: [], count: queries.count)
    }
    let others = ComparedPoints(
      queries, norms: Self.norms(queries), metric: points.metric)
    // Packing pays from a dozen queries on.
    if queries.count < 12 {
      return (0..<queries.count).map { scan(for: others, $0, wanted) }
    }
    return Screening(points, for: others).nearest(count: wanted)
  }

  /// Compares a query with every vector in Double.
  private func scan(for queries: ComparedPoints, _ query: Int, _ wanted: Int) -> [FoundNeighbor] {
    let squares = [Double](unsafeUninitializedCapacity: points.count) { buffer, written in
      nonisolated(unsafe) let buffer = buffer
      let slices = (points.count + 1023) / 1024
      Threads.forEach(slices: slices, work: 2 * points.latents.values.count) { range in
        for index in range.lowerBound * 1024..<min(points.count, range.upperBound * 1024) {
          buffer.initializeElement(
            at: index, to: points.squaredDistance(index, to: queries, query))
        }
      }
      written = points.count
    }
    var best: [FoundNeighbor] = []
    var limit = Double.infinity
    for (index, square) in squares.enumerated() where square < limit || best.count < wanted {
      best.append(FoundNeighbor(square: square, index: index))
      if best.count >= 2 * wanted + 64 {
        best = Self.first(wanted, of: best)
        limit = best[wanted - 1].square
      }
    }
    return Self.first(wanted, of: best)
  }

  /// The nearest of some candidates, in order.
  static func first(_ wanted: Int, of candidates: [FoundNeighbor]) -> [FoundNeighbor] {
    Array(
      candidates.sorted { ($0.square, $0.index) < ($1.square, $1.index) }.prefix(wanted))
  }

  /// The squared length of each vector; stops the program when one is not finite.
  private static func norms(_ latents: LatentBatch) -> [Double] {
    let (count, size) = (latents.count, latents.dimension)
    let norms = [Double](unsafeUninitializedCapacity: count) { buffer, written in
      nonisolated(unsafe) let buffer = buffer
      latents.values.withUnsafeBufferPointer { values in
        Threads.forEach(slices: (count + 255) / 256, work: count * size) { range in
          for row in range.lowerBound * 256..<min(count, range.upperBound * 256) {
            let norm =
              values.baseAddress.map {
                Kernels.sumOfSquaresInDouble($0 + row * size, count: size)
              } ?? 0
            buffer.initializeElement(at: row, to: norm)
          }
        }
      }
      written = count
    }
    let isFinite = norms.allSatisfy(\.isFinite)
    require(isFinite, "Neighbours can only be found among finite numbers.")
    return norms
  }
}

/// Vectors as a metric compares them: as they are, or as unit vectors.
struct ComparedPoints {
  let latents: LatentBatch
  let metric: NeighborMetric
  /// The length of each vector, for the cosine; empty otherwise.
  private let lengths: [Double]
  /// The largest squared length of a compared vector.
  let largestNorm: Double

  init(_ latents: LatentBatch, norms: [Double], metric: NeighborMetric) {
    self.latents = latents
    self.metric = metric
    lengths = metric == .cosine ? norms.map { $0.squareRoot() } : []
    largestNorm = metric == .cosine ? 1 : norms.max() ?? 0
  }

  var count: Int { latents.count }

  /// How many numbers stand for a compared vector.
  ///
  /// Under the cosine, one of zero length must be at distance 1 of all others; two more coordinates
  /// make it so: there a query of zero length is (1, 0), a searched one (0, 1), all others (0, 0).
  var width: Int { latents.dimension + (metric == .cosine ? 2 : 0) }

  /// The squared distance of a compared vector to another one, in Double.
  func squaredDistance(_ index: Int, to others: ComparedPoints, _ other: Int) -> Double {
    let size = latents.dimension
    return latents.values.withUnsafeBufferPointer { values in
      others.latents.values.withUnsafeBufferPointer { otherValues in
        guard let values = values.baseAddress, let otherValues = otherValues.baseAddress else {
          return metric == .cosine ? 2 : 0
        }
        let (x, y) = (values + index * size, otherValues + other * size)
        guard metric == .cosine else {
          return Kernels.squaredDistanceInDouble(x, y, count: size)
        }
        let (length, otherLength) = (lengths[index], others.lengths[other])
        guard length > 0, otherLength > 0 else { return 2 }
        return LaneReduction.reduce(size) {
          let difference = Double(x[$0]) / length - Double(y[$0]) / otherLength
          return difference * difference
        }
      }
    }
  }

  /// Writes compared vectors, moved and scaled, and rounded to Float.
  func write(
    _ range: Range<Int>, centre: [Double], scale: Double, zeroAt zeroColumn: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    let (size, width) = (latents.dimension, width)
    latents.values.withUnsafeBufferPointer { values in
      centre.withUnsafeBufferPointer { centre in
        for (row, index) in range.enumerated() {
          let out = output + row * width
          let length = lengths.isEmpty ? 1 : lengths[index]
          for column in 0..<size {
            let value = Double(values[index * size + column])
            let compared = metric == .cosine ? (length > 0 ? value / length : 0) : value
            out[column] = Float((compared - centre[column]) * scale)
          }
          for column in size..<width {
            let compared = length == 0 && column == size + zeroColumn ? 1.0 : 0
            out[column] = Float((compared - centre[column]) * scale)
          }
        }
      }
    }
  }
}
