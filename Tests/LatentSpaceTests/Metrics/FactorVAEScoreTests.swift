import LatentSpace
import Testing

struct FactorVAEScoreTests {
  /// All 4 × 3 × 5 combinations.
  let factors = [(0..<60).map { $0 % 4 }, (0..<60).map { $0 / 4 % 3 }, (0..<60).map { $0 / 12 }]

  private func score(_ codes: LatentBatch, seed: UInt64 = 1) -> FactorVAEScore {
    var generator = SeededGenerator(seed: seed)
    return FactorVAEScore(
      of: codes, factors: factors, batch: 16, trainingTrials: 150, trials: 150, using: &generator)
  }

  @Test("One code per factor is named right always, and the inactive one is pruned")
  func perfect() throws {
    let codes = LatentBatch(
      (0..<60).map {
        [Float(factors[2][$0]), Float(factors[0][$0]), 0.01 * Float($0 % 2), Float(factors[1][$0])]
      })
    let score = score(codes)
    #expect(score.estimate.value == 1 && score.estimate.count == 150)
    // A known defect elsewhere counts all codes as active.
    #expect(score.activeCodes == 3)
    #expect(score.votes[2] == [0, 0, 0])
    #expect(score.votes[0][0] == 0 && score.votes[0][2] > 0)
    #expect(score.votes.flatMap(\.self).reduce(0, +) == 150)
    #expect(try #require(score.estimate.interval).lowerBound > 0.97)
  }

  @Test("Codes of noise are at the floor of one in three")
  func noise() {
    var generator = SeededGenerator(seed: 2)
    // Whatever the factors: every group of rows holds the same mix of codes, up to chance.
    let codes = normalCodes(count: 60, deviations: [1, 1, 1], using: &generator)
    #expect(score(codes).estimate.value < 0.75)
    #expect(score(codes, seed: 5) == score(codes, seed: 5))
  }

  @Test("No active code, no score")
  func collapsed() {
    let score = score(LatentBatch(repeating: [0.3, 2], count: 60))
    #expect(score.estimate.value == 0 && score.activeCodes == 0)
  }

  @Test("Codes in small units are not pruned by accident when the threshold says so")
  func threshold() {
    let codes = LatentBatch((0..<60).map { [0.001 * Float(factors[0][$0])] })
    var generator = SeededGenerator(seed: 2)
    let score = FactorVAEScore(
      of: codes, factors: factors, batch: 4, trainingTrials: 10, trials: 10,
      minimumDeviation: 1e-4, using: &generator)
    #expect(score.activeCodes == 1)
  }

  @Test("A constant generator ends too")
  func hostile() {
    var generator = ConstantGenerator.ones
    let codes = LatentBatch((0..<60).map { [Float($0)] })
    let score = FactorVAEScore(
      of: codes, factors: factors, batch: 4, trainingTrials: 5, trials: 5, using: &generator)
    #expect(score.estimate.value == 1)
  }
}
