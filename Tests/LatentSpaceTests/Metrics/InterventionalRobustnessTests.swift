import LatentSpace
import Testing

struct InterventionalRobustnessTests {
  @Test("The scores are those of the reference implementation")
  func golden() {
    let robustness = InterventionalRobustness(
      of: GoldenCodes.codes, factors: GoldenCodes.factors)
    for (row, expected) in zip(robustness.scores, Reference.robustness) {
      for (score, reference) in zip(row ?? [], expected) { #expect(abs(score - reference) < 1e-9) }
    }
    #expect(abs(robustness.estimate.value - Reference.robustnessScore) < 1e-9)
    #expect(robustness.estimate.interval == nil && robustness.estimate.count == 240)
  }

  @Test("A code of one factor alone is robust, constant codes are dropped")
  func extremes() {
    let factor = GoldenCodes.factors[0]
    let robustness = InterventionalRobustness(
      of: LatentBatch(factor.map { [Float($0), 3] }), factors: GoldenCodes.factors)
    #expect(robustness.estimate.value == 1)
    #expect(robustness.scores[0]?[0] == 1 && robustness.scores[1] == nil)
  }
}
