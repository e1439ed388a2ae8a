/// How well the code that varies least tells which factor was held fixed: the FactorVAE score.
///
/// In each trial one factor keeps the value it has in a random row, `batch` rows with that value are
/// drawn, and the code with the least variance in units of its variance over all rows names a vote.
/// Which factor a code's votes stand for is learned by majority from training trials; the figure is
/// the share of further trials that are named right (Kim and Mnih 2018, "Disentangling by
/// factorising"). Codes whose deviation over all rows is below `minimumDeviation` are pruned. The
/// floor is not zero: with K factors, guessing is right in one of K trials.
///
/// Rows are drawn with repetition from those given, so rare values come from few rows; the interval
/// (Wilson, 95 %) is that of the trials, with these rows.
public struct FactorVAEScore: Hashable, Sendable {
  /// The share of evaluated trials that are named right; 0 when all codes are pruned.
  public let estimate: Estimate

  /// How many codes are not pruned.
  public let activeCodes: Int

  /// How often each code (rows) had the least variance with each factor (columns) fixed in training.
  public let votes: [[Int]]

  /// Measures codes against discrete factors: one array per factor, with one value per code.
  ///
  /// Needs two factors or more that change; others are left out. Takes `batch + 2` numbers from the
  /// generator per trial. O(trials · batch · codes).
  public init(
    of codes: LatentBatch, factors: [[Int]], batch: Int = 64, trainingTrials: Int = 10_000,
    trials: Int = 5_000, minimumDeviation: Float = 0.05,
    using generator: inout some RandomNumberGenerator
  ) {
    let groups = FixedFactorRows(codes, factors)
    require(
      batch > 1 && trainingTrials > 0 && trials > 0,
      "Votes need batches of two or more, and trials to learn and to evaluate from.")
    let variances = Self.variances(codes, rows: Array(codes.indices))
    let threshold = Double(minimumDeviation) * Double(minimumDeviation)
    let active = variances.indices.filter { variances[$0] > 0 && variances[$0] >= threshold }
    let name = "FactorVAE score, batches of \(batch)"
    activeCodes = active.count
    var votes = [[Int]](
      repeating: Array(repeating: 0, count: groups.count), count: codes.dimension)
    guard !active.isEmpty else {
      self.votes = votes
      estimate = Estimate(value: 0, count: trials, estimator: name)
      return
    }
    func trial() -> (code: Int, factor: Int) {
      let factor = generator.nextIndex(below: groups.count)
      let rows = groups.rows(factor, likeRow: generator.nextIndex(below: codes.count))
      let chosen = (0..<batch).map { _ in rows[generator.nextIndex(below: rows.count)] }
      let local = Self.variances(codes, rows: chosen)
      var best = active[0]
      for code in active where local[code] / variances[code] < local[best] / variances[best] {
        best = code
      }
      return (best, factor)
    }
    for _ in 0..<trainingTrials {
      let vote = trial()
      votes[vote.code][vote.factor] += 1
    }
    let meaning = votes.map { row in row.firstIndex(of: row.max() ?? 0) ?? 0 }
    var right = 0
    for _ in 0..<trials {
      let vote = trial()
      right += meaning[vote.code] == vote.factor ? 1 : 0
    }
    self.votes = votes
    estimate = Estimate(successes: right, of: trials, estimator: name)
  }

  /// The unbiased variance of each code over some rows.
  private static func variances(_ codes: LatentBatch, rows: [Int]) -> [Double] {
    let width = codes.dimension
    var sums = [Double](repeating: 0, count: width)
    var squares = [Double](repeating: 0, count: width)
    codes.values.withUnsafeBufferPointer { values in
      for row in rows {
        for code in 0..<width { sums[code] += Double(values[row * width + code]) }
      }
      let count = Double(rows.count)
      for row in rows {
        for code in 0..<width {
          let distance = Double(values[row * width + code]) - sums[code] / count
          squares[code] += distance * distance
        }
      }
    }
    return squares.map { $0 / Double(max(1, rows.count - 1)) }
  }
}

/// The rows that share a value of a factor, for factors that change.
struct FixedFactorRows {
  private let levels: [FactorLevels]
  private let members: [[[Int]]]

  init(_ codes: LatentBatch, _ factors: [[Int]]) {
    codes.requireFactors(factors)
    levels = factors.map { FactorLevels($0) }.filter { !$0.isConstant }
    require(
      levels.count > 1,
      "Telling which factor is fixed needs two factors that change, but \(levels.count) does.")
    members = levels.map { level in
      var rows = [[Int]](repeating: [], count: level.count)
      for (row, index) in level.indices.enumerated() { rows[index].append(row) }
      return rows
    }
  }

  /// The number of factors that change.
  var count: Int { levels.count }

  /// The rows whose value of a factor is that of a given row.
  func rows(_ factor: Int, likeRow row: Int) -> [Int] {
    members[factor][levels[factor].indices[row]]
  }
}
