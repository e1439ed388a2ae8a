/// The vectors that may be among a query's nearest, while blocks of scores come in.
///
/// A score is a lower bound; the score plus the vector's own slack plus the query's is an upper one.
/// Owns memory that must be deallocated.
package struct CandidateList {
  private let wanted: Int
  private let blockCount: Int
  private let slack: Float
  /// No vector with a higher score is among the nearest.
  private var limit = Float.infinity
  private var count = 0
  private var capacity: Int
  /// The count at which pruning is due.
  private var due: Int
  private var scores: UnsafeMutablePointer<Float>
  private var positions: UnsafeMutablePointer<Int32>

  init(wanted: Int, blockCount: Int, slack: Float) {
    self.wanted = wanted
    self.blockCount = blockCount
    self.slack = slack
    due = wanted + 64
    capacity = due + blockCount
    scores = .allocate(capacity: capacity)
    positions = .allocate(capacity: capacity)
  }

  func deallocate() {
    scores.deallocate()
    positions.deallocate()
  }

  /// The positions of the candidates, ascending.
  var indices: UnsafeBufferPointer<Int32> {
    UnsafeBufferPointer(start: positions, count: count)
  }

  /// Takes in the scores of at most a block of vectors.
  ///
  /// `slacks` are those of all vectors, from the first on.
  mutating func add(
    _ block: UnsafePointer<Float>, count blockCount: Int, first: Int, slacks: UnsafePointer<Float>
  ) {
    count += Kernels.selectAtMost(
      limit, of: block, count: blockCount, first: first, values: scores + count,
      indices: positions + count)
    if count >= due { prune(slacks: slacks) }
  }

  /// Drops the vectors whose lower bound exceeds the `wanted`-th smallest upper bound.
  mutating func prune(slacks: UnsafePointer<Float>) {
    guard count > wanted else { return }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { bounds in
      for index in 0..<count {
        bounds[index] = (scores[index] + slacks[Int(positions[index])]).nextUp
      }
      limit = min(limit, (Self.smallest(wanted - 1, of: bounds) + slack).nextUp)
    }
    var kept = 0
    for index in 0..<count {
      scores[kept] = scores[index]
      positions[kept] = positions[index]
      if scores[index] <= limit { kept += 1 }
    }
    count = kept
    // Doubling, so that vectors which cannot be told apart cost little each.
    due = max(wanted + 64, 2 * kept)
    if due + blockCount > capacity { grow(to: 2 * due + blockCount) }
  }

  private mutating func grow(to size: Int) {
    let (newScores, newPositions) = (
      UnsafeMutablePointer<Float>.allocate(capacity: size),
      UnsafeMutablePointer<Int32>.allocate(capacity: size)
    )
    newScores.update(from: scores, count: count)
    newPositions.update(from: positions, count: count)
    deallocate()
    (scores, positions, capacity) = (newScores, newPositions, size)
  }

  /// The element that would have a rank if the numbers were sorted (Hoare's selection).
  ///
  /// Reorders the numbers.
  package static func smallest(_ rank: Int, of numbers: UnsafeMutableBufferPointer<Float>) -> Float
  {
    var (low, high) = (0, numbers.count - 1)
    while low < high {
      let (a, b, c) = (numbers[low], numbers[(low + high) / 2], numbers[high])
      let pivot = max(min(a, b), min(max(a, b), c))
      var (left, right) = (low, high)
      while left <= right {
        while numbers[left] < pivot { left += 1 }
        while numbers[right] > pivot { right -= 1 }
        if left <= right {
          numbers.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right {
        high = right
      } else if rank >= left {
        low = left
      } else {
        return numbers[rank]
      }
    }
    return numbers[rank]
  }
}
