/// The scores of two groups in ascending order.
struct ScoreRanking {
  private let scores: [Float]
  private let isPositive: [Bool]
  private let negativeCount: Int
  private let positiveCount: Int

  init(without: [Float], with: [Float]) {
    let all = without + with
    let order = ascendingOrder(of: all)
    scores = order.map { all[$0] }
    isPositive = order.map { $0 >= without.count }
    negativeCount = without.count
    positiveCount = with.count
  }

  /// The share of pairs in which the positive scores higher, ties counting half.
  ///
  /// Counted in halves as whole numbers, so the result is exact before the division.
  var areaUnderCurve: Double {
    var halves = 0
    var negativesBelow = 0
    forEachTie { negatives, positives, _ in
      halves += positives * (2 * negativesBelow + negatives)
      negativesBelow += negatives
    }
    return Double(halves) / 2 / (Double(negativeCount) * Double(positiveCount))
  }

  /// The cut with the largest balanced accuracy, half way between two neighbouring scores.
  ///
  /// A cut below all scores accepts everything; the first of equally good cuts wins.
  var bestThreshold: Float {
    var best = below(scores[0])
    var bestGain = 0.0
    var gain = 0.0
    forEachTie { negatives, positives, end in
      gain += Double(negatives) / Double(negativeCount)
      gain -= Double(positives) / Double(positiveCount)
      if gain > bestGain + 1e-12 {
        bestGain = gain
        best = end < scores.count ? between(scores[end - 1], scores[end]) : scores[end - 1]
      }
    }
    return best
  }

  /// Visits runs of equal scores from below: how many of each group, and where the run ends.
  private func forEachTie(_ body: (_ negatives: Int, _ positives: Int, _ end: Int) -> Void) {
    var start = 0
    while start < scores.count {
      var end = start
      var positives = 0
      while end < scores.count && scores[end] == scores[start] {
        positives += isPositive[end] ? 1 : 0
        end += 1
      }
      body(end - start - positives, positives, end)
      start = end
    }
  }

  /// A number from the lower score up to, but not including, the higher one.
  private func between(_ lower: Float, _ higher: Float) -> Float {
    let middle = Float((Double(lower) + Double(higher)) / 2)
    return middle < higher && middle >= lower ? middle : lower
  }

  private func below(_ score: Float) -> Float {
    score.isFinite ? score.nextDown : score
  }
}

/// The positions of numbers from the least to the greatest, those of equal ones in order.
///
/// Counts digits of the bit patterns, three times eleven bits; none may be a NaN.
package func ascendingOrder(of numbers: [Float]) -> [Int] {
  let digits = 2048
  let steps: [UInt64] = [32, 43, 54]
  // A key above, a position below. As integers floats ascend from +0 on; negative ones descend.
  // −0 counts as 0.
  var entries = numbers.enumerated().map { place, number in
    let bits = (number + 0).bitPattern
    return UInt64(bits >> 31 == 0 ? bits | 1 << 31 : ~bits) << 32 | UInt64(place)
  }
  var sorted = entries
  var places = [Int](repeating: 0, count: digits)
  for step in steps {
    for digit in 0..<digits { places[digit] = 0 }
    entries.withUnsafeBufferPointer { entries in
      sorted.withUnsafeMutableBufferPointer { sorted in
        places.withUnsafeMutableBufferPointer { places in
          for entry in entries { places[Int(entry >> step) & (digits - 1)] += 1 }
          var total = 0
          for digit in 0..<digits { (places[digit], total) = (total, total + places[digit]) }
          for entry in entries {
            let digit = Int(entry >> step) & (digits - 1)
            sorted[places[digit]] = entry
            places[digit] += 1
          }
        }
      }
    }
    swap(&entries, &sorted)
  }
  return entries.map { Int($0 & 0xFFFF_FFFF) }
}
