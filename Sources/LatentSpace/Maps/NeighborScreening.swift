/// The screening of ``NeighborSearch``: which pairs are worth comparing in Double.
struct Screening {
  private let points: ComparedPoints
  private let queries: ComparedPoints
  private let width: Int
  private let centre: [Double]
  private let scale: Double
  /// κ of the bounds.
  private let tolerance: Double
  /// Blocks of `blockCount` packed vectors.
  private let packed: [Float]
  /// (½ − κ)‖x‖², where the score's chain starts.
  private let starts: [Float]
  /// 2κ‖x‖², from a score to its upper bound.
  private let slacks: [Float]

  /// Vectors that meet a group of queries at once; their scores stay in the second-level cache.
  private static let blockCount = 512
  /// Queries of a group; a multiple of the rows of most register tiles.
  private static let groupCount = 84
  /// More than all underflows of a score together, in lengths of at most about 1.
  private static let underflow: Float = 0x1p-120

  init(_ points: ComparedPoints, for queries: ComparedPoints) {
    self.points = points
    self.queries = queries
    let width = points.width
    self.width = width
    let unit = 0x1p-24 * Double(width + 8)
    require(unit < 0.1, "Neighbours of vectors with \(width) coordinates cannot be found.")
    let tolerance = unit / (1 - unit)
    self.tolerance = tolerance
    let largest = max(points.largestNorm, queries.largestNorm).squareRoot()
    let scale =
      largest > 0 ? Double(sign: .plus, exponent: -largest.exponent - 1, significand: 1) : 1
    self.scale = scale
    let centre = Self.centre(points)
    self.centre = centre

    let blocks = (points.count + Self.blockCount - 1) / Self.blockCount
    var packed: [Float] = []
    var slacks: [Float] = []
    starts = [Float](unsafeUninitializedCapacity: points.count) { starts, written in
      nonisolated(unsafe) let starts = starts
      slacks = [Float](unsafeUninitializedCapacity: points.count) { slacks, written in
        nonisolated(unsafe) let slacks = slacks
        packed = [Float](unsafeUninitializedCapacity: blocks * Self.blockCount * width) {
          packed, written in
          nonisolated(unsafe) let packed = packed
          Threads.forEach(slices: blocks, work: 4 * points.count * width) { range in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.blockCount * width + 1) {
              rows in
              for block in range {
                Self.prepare(
                  block, points, centre, scale, tolerance, rows.baseAddress!,
                  packed.baseAddress! + block * Self.blockCount * width,
                  starts.baseAddress!, slacks.baseAddress!)
              }
            }
          }
          written = blocks * Self.blockCount * width
        }
        written = points.count
      }
      written = points.count
    }
    self.packed = packed
    self.slacks = slacks
  }

  /// Rounds, packs and measures one block.
  private static func prepare(
    _ block: Int, _ points: ComparedPoints, _ centre: [Double], _ scale: Double,
    _ tolerance: Double, _ rows: UnsafeMutablePointer<Float>,
    _ packed: UnsafeMutablePointer<Float>, _ starts: UnsafeMutablePointer<Float>,
    _ slacks: UnsafeMutablePointer<Float>
  ) {
    let width = points.width
    let first = block * blockCount
    let count = min(blockCount, points.count - first)
    points.write(
      first..<first + count, centre: centre, scale: scale, zeroAt: 1, into: rows)
    Kernels.packBlock(vectors: rows, rows: width, columns: count, into: packed)
    let written = Kernels.packedCount(rows: width, columns: count)
    (packed + written).update(repeating: 0, count: blockCount * width - written)
    for row in 0..<count {
      let norm = Kernels.sumOfSquaresInDouble(rows + row * width, count: width)
      starts[first + row] = Float((0.5 - tolerance) * norm)
      slacks[first + row] = Float(2 * tolerance * norm).nextUp
    }
  }

  /// A place amid the data: the mean of some of them. Any place is right.
  private static func centre(_ points: ComparedPoints) -> [Double] {
    let (count, width) = (min(points.count, 256), points.width)
    var row = [Float](repeating: 0, count: width)
    let origin = [Double](repeating: 0, count: width)
    var sums = origin
    for sample in 0..<count {
      let index = sample * points.count / count
      points.write(
        index..<index + 1, centre: origin, scale: 1, zeroAt: 1, into: &row)
      for column in 0..<width { sums[column] += Double(row[column]) }
    }
    return sums.map { $0 / Double(count) }
  }

  /// The nearest vectors to each query, nearest first, ties by lower index.
  func nearest(count wanted: Int) -> [[FoundNeighbor]] {
    let total = queries.count
    // Few queries come in smaller groups, so that every thread has some.
    let group = min(Self.groupCount, (total / 8 + 15) / 14 * 14)
    let groups = (total + group - 1) / group
    return [[FoundNeighbor]](unsafeUninitializedCapacity: total) { result, written in
      nonisolated(unsafe) let result = result
      Threads.forEach(slices: groups, work: total * points.count * width) { range in
        for index in range {
          let first = index * group
          search(
            first..<min(total, first + group), wanted,
            into: UnsafeMutableBufferPointer(rebasing: result[first...]))
        }
      }
      written = total
    }
  }

  private func search(
    _ group: Range<Int>, _ wanted: Int, into result: UnsafeMutableBufferPointer<[FoundNeighbor]>
  ) {
    let rows = UnsafeMutablePointer<Float>.allocate(capacity: group.count * width + 1)
    let scores = UnsafeMutablePointer<Float>.allocate(capacity: group.count * Self.blockCount)
    defer {
      rows.deallocate()
      scores.deallocate()
    }
    queries.write(group, centre: centre, scale: scale, zeroAt: 0, into: rows)
    var candidates = (0..<group.count).map { row in
      let norm = Kernels.sumOfSquaresInDouble(rows + row * width, count: width)
      return CandidateList(
        wanted: wanted, blockCount: Self.blockCount,
        slack: Float(2 * tolerance * norm).nextUp + Self.underflow)
    }
    defer { for candidate in candidates { candidate.deallocate() } }
    for index in 0..<group.count * width { rows[index].negate() }
    packed.withUnsafeBufferPointer { packed in
      starts.withUnsafeBufferPointer { starts in
        slacks.withUnsafeBufferPointer { slacks in
          for first in stride(from: 0, to: points.count, by: Self.blockCount) {
            let count = min(Self.blockCount, points.count - first)
            Kernels.multiplyBlock(
              rows, byPacked: packed.baseAddress! + first * width, into: scores,
              rows: group.count, inner: width, columns: count, bias: starts.baseAddress! + first)
            for row in 0..<group.count {
              candidates[row].add(
                scores + row * count, count: count, first: first, slacks: slacks.baseAddress!)
            }
          }
          for row in 0..<group.count { candidates[row].prune(slacks: slacks.baseAddress!) }
        }
      }
    }
    for (row, query) in group.enumerated() {
      let found = candidates[row].indices.map { index in
        FoundNeighbor(
          square: points.squaredDistance(Int(index), to: queries, query), index: Int(index))
      }
      result.initializeElement(at: row, to: NeighborSearch.first(wanted, of: found))
    }
  }
}
