import LatentSpace
import Testing

struct BetaVAEScoreTests {
  let factors = [(0..<60).map { $0 % 4 }, (0..<60).map { $0 / 4 % 3 }, (0..<60).map { $0 / 12 }]

  private func score(_ codes: LatentBatch) -> Estimate {
    var generator = SeededGenerator(seed: 1)
    return BetaVAEScore(
      of: codes, factors: factors, pairs: 16, trainingTrials: 150, trials: 150, using: &generator
    ).estimate
  }

  @Test("Codes of one factor each are named right always, mixed linearly nearly so")
  func perfect() throws {
    let codes = (0..<60).map { row in factors.map { Float($0[row]) } }
    let alone = score(LatentBatch(codes.map { LatentVector($0) }))
    #expect(alone.value == 1 && alone.count == 150)
    #expect(try #require(alone.interval).lowerBound > 0.97)
    let mixed = score(
      LatentBatch(codes.map { [$0[0] + $0[1] / 2, $0[1] - $0[2] / 2, $0[2] + $0[0] / 2] }))
    #expect(mixed.value > 0.9)
  }

  @Test("Codes that never change are named by chance")
  func collapsed() {
    // Always the same guess: right in a third of the trials, four deviations.
    #expect(abs(score(LatentBatch(repeating: [1, 2], count: 60)).value - 1.0 / 3) < 0.16)
  }
}
