/// Balls around vectors, to be asked how many of them hold a point.
///
/// A point is in a ball when their distance is at most the radius, in Double. As in the search for
/// neighbours, a blocked product in single precision decides the clear cases. With vectors q and x
/// that were centred, scaled and rounded to Float, ½‖x‖² − ½r² − qx + ½‖q‖² is at most zero inside;
/// its error is at most κ(‖q‖² + ‖x‖² + r²) with κ = γ_{d+8} (see `NeighborSearch`), and pairs closer
/// to zero than that are compared again in Double.
struct Balls {
  private let centres: LatentBatch
  private let squaredRadii: [Double]

  private static let blockCount = 512
  private static let groupCount = 84

  init(around centres: LatentBatch, squaredRadii: [Double]) {
    self.centres = centres
    self.squaredRadii = squaredRadii
  }

  /// Balls that reach to the k-th nearest other vector.
  init(around centres: LatentBatch, reachingNeighbor k: Int) {
    self.init(around: centres, squaredRadii: centres.squaredRadii(reachingNeighbor: k))
  }

  /// How many balls hold each point.
  func counts(of points: LatentBatch) -> [Int] {
    let width = centres.dimension
    let unit = 0x1p-24 * Double(width + 8)
    let tolerance = unit / (1 - unit)
    let origin = centres.meanInDouble
    let scale = scale(for: points, origin)
    let x = Self.moved(centres, origin, scale)
    let q = Self.moved(points, origin, scale)
    // Bounds for radii count too: they can be longer than all vectors.
    let (norms, radii) = (Self.norms(x, width), squaredRadii.map { $0 * scale * scale })
    let starts = norms.indices.map { Float(0.5 * norms[$0] - 0.5 * radii[$0]) }
    let slacks = norms.indices.map { Float(tolerance * (norms[$0] + radii[$0])).nextUp }
    let blocks = (centres.count + Self.blockCount - 1) / Self.blockCount
    let packed = Self.packed(x, count: centres.count, width: width, blocks: blocks)
    var result = [Int](repeating: 0, count: points.count)
    let groups = (points.count + Self.groupCount - 1) / Self.groupCount
    result.withUnsafeMutableBufferPointer { result in
      nonisolated(unsafe) let result = result
      Threads.forEach(slices: groups, work: points.count * centres.count * width) { range in
        var scores = [Float](repeating: 0, count: Self.groupCount * Self.blockCount)
        for group in range {
          let first = group * Self.groupCount
          let rows = first..<min(points.count, first + Self.groupCount)
          let negated = q[rows.lowerBound * width..<rows.upperBound * width].map { -$0 }
          for block in 0..<blocks {
            let start = block * Self.blockCount
            let count = min(Self.blockCount, centres.count - start)
            packed.withUnsafeBufferPointer { packed in
              starts.withUnsafeBufferPointer { starts in
                Kernels.multiplyBlock(
                  negated, byPacked: packed.baseAddress! + start * width, into: &scores,
                  rows: rows.count, inner: width, columns: count,
                  bias: starts.baseAddress! + start)
              }
            }
            for (offset, row) in rows.enumerated() {
              result[row] += scores.withUnsafeBufferPointer { scores in
                decide(
                  UnsafeBufferPointer(rebasing: scores[offset * count..<(offset + 1) * count]),
                  slacks, start, q, points, row, tolerance)
              }
            }
          }
        }
      }
    }
    return result
  }

  /// How many balls of a block hold a point.
  private func decide(
    _ scores: UnsafeBufferPointer<Float>, _ slacks: [Float], _ start: Int, _ q: [Float],
    _ points: LatentBatch, _ row: Int, _ tolerance: Double
  ) -> Int {
    let width = centres.dimension
    let norm = q.withUnsafeBufferPointer { q in
      q.baseAddress.map { Kernels.sumOfSquaresInDouble($0 + row * width, count: width) } ?? 0
    }
    let slack = tolerance * norm
    // The underflows of a score together are far below 2⁻¹²⁰.
    let sure = Float(-0.5 * norm - slack).nextDown - 0x1p-120
    let possible = Float(-0.5 * norm + slack).nextUp + 0x1p-120
    return slacks.withUnsafeBufferPointer { slacks in
      var (inside, maybe): (Int32, Int32) = (0, 0)
      for index in 0..<scores.count {
        let margin = slacks[start + index]
        inside &+= scores[index] + margin < sure ? 1 : 0
        maybe &+= scores[index] - margin <= possible ? 1 : 0
      }
      if inside == maybe { return Int(inside) }
      var exact = 0
      for index in 0..<scores.count {
        let margin = slacks[start + index]
        if scores[index] + margin < sure {
          exact += 1
        } else if scores[index] - margin <= possible {
          exact +=
            points.squaredDistance(row, to: centres, start + index)
              <= squaredRadii[start + index] ? 1 : 0
        }
      }
      return exact
    }
  }

  /// A power of two that brings every vector and radius to a length of at most about 1.
  private func scale(for points: LatentBatch, _ origin: [Double]) -> Double {
    var largest = 0.0
    for batch in [centres, points] {
      for (index, value) in batch.values.enumerated() {
        largest = max(largest, abs(Double(value) - origin[index % batch.dimension]))
      }
    }
    let length = max(
      largest * Double(centres.dimension).squareRoot(), (squaredRadii.max() ?? 0).squareRoot())
    return length > 0 ? Double(sign: .plus, exponent: -length.exponent - 1, significand: 1) : 1
  }

  private static func moved(_ batch: LatentBatch, _ origin: [Double], _ scale: Double) -> [Float] {
    batch.values.indices.map {
      Float((Double(batch.values[$0]) - origin[$0 % batch.dimension]) * scale)
    }
  }

  private static func norms(_ values: [Float], _ width: Int) -> [Double] {
    values.withUnsafeBufferPointer { values in
      stride(from: 0, to: values.count, by: width).map {
        Kernels.sumOfSquaresInDouble(values.baseAddress! + $0, count: width)
      }
    }
  }

  private static func packed(_ x: [Float], count: Int, width: Int, blocks: Int) -> [Float] {
    var packed = [Float](repeating: 0, count: blocks * blockCount * width)
    packed.withUnsafeMutableBufferPointer { packed in
      x.withUnsafeBufferPointer { x in
        for block in 0..<blocks {
          let first = block * blockCount
          Kernels.packBlock(
            vectors: x.baseAddress! + first * width, rows: width,
            columns: min(blockCount, count - first),
            into: packed.baseAddress! + first * width)
        }
      }
    }
    return packed
  }
}

extension LatentBatch {
  /// The squared distance of each vector to its k-th nearest other one.
  func squaredRadii(reachingNeighbor k: Int) -> [Double] {
    nearestOthers(count: k).map { $0[k - 1].square }
  }

  /// The squared distance of a vector to one of another batch.
  func squaredDistance(_ row: Int, to other: LatentBatch, _ otherRow: Int) -> Double {
    withRow(row) { x in
      other.withRow(otherRow) { y in
        guard let x = x.baseAddress, let y = y.baseAddress else { return 0 }
        return Kernels.squaredDistanceInDouble(x, y, count: dimension)
      }
    }
  }

  /// Stops the program unless two sets of features can be compared by their neighbours.
  func requireComparable(_ other: LatentBatch, neighbors: Int) {
    other.requireDimension(dimension)
    require(dimension > 0, "Features need at least one coordinate.")
    require(neighbors > 0, "A neighbourhood reaches to the first neighbour at least.")
    require(
      count > neighbors && other.count > neighbors,
      "Neighbourhoods that reach to neighbour \(neighbors) need more vectors than that, but there "
        + "are \(count) and \(other.count).")
    require(isFinite && other.isFinite, "A figure of features needs finite numbers.")
  }
}
