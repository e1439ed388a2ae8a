import LatentSpace
import Testing

struct AttributeEvaluationTests {
  @Test("The area under the curve counts pairs, ties half")
  func areaUnderCurve() {
    func area(_ without: [Float], _ with: [Float]) -> Double {
      AttributeEvaluation(without: without, with: with).areaUnderCurve.value
    }
    #expect(area([0, 1], [2, 3]) == 1)
    #expect(area([2, 3], [0, 1]) == 0)
    #expect(area([1, 1], [1, 1]) == 0.5)
    #expect(area([0, 2], [1, 3]) == 0.75)
    #expect(area([0, 1], [1, 2]) == 0.875)
    #expect(area([-.infinity, 0], [.infinity]) == 1)
  }

  @Test("The area under the curve agrees with counting all pairs")
  func areaAgainstPairs() {
    var generator = SeededGenerator(seed: 4)
    let without = (0..<40).map { _ in Float(generator.nextIndex(below: 12)) }
    let with = (0..<30).map { _ in Float(generator.nextIndex(below: 12) + 3) }
    var halves = 0
    for low in without {
      for high in with { halves += high > low ? 2 : high == low ? 1 : 0 }
    }
    let evaluation = AttributeEvaluation(without: without, with: with)
    #expect(evaluation.areaUnderCurve.value == Double(halves) / 2 / 1200)
  }

  @Test("The best threshold lies half way between the groups")
  func threshold() {
    let evaluation = AttributeEvaluation(without: [0, 1, 2], with: [4, 5])
    #expect(evaluation.threshold == 3)
    #expect(evaluation.accuracy.value == 1)
    #expect(evaluation.balancedAccuracy.value == 1)
  }

  @Test("The best threshold is found by trying all, groups of unequal size")
  func thresholdAgainstScan() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<20 {
      let without = (0..<23).map { _ in Float(generator.nextIndex(below: 9)) }
      let with = (0..<7).map { _ in Float(generator.nextIndex(below: 9) + 2) }
      let evaluation = AttributeEvaluation(without: without, with: with)
      let best = (-1...12).map { cut in
        AttributeEvaluation(without: without, with: with, threshold: Float(cut) + 0.5)
          .balancedAccuracy.value
      }.max()
      #expect(abs(evaluation.balancedAccuracy.value - (best ?? 0)) < 1e-12)
    }
  }

  @Test("A threshold between neighbouring floats still separates them")
  func tightThreshold() {
    let evaluation = AttributeEvaluation(without: [1], with: [Float(1).nextUp])
    #expect(evaluation.accuracy.value == 1)
  }

  @Test("A given threshold is used, and a score on it counts as without")
  func givenThreshold() {
    let evaluation = AttributeEvaluation(without: [0, 1], with: [1, 2, 3, 4], threshold: 1)
    #expect(evaluation.threshold == 1)
    #expect(evaluation.accuracy.value == 5.0 / 6)
    #expect(evaluation.balancedAccuracy.value == 0.875)
  }

  @Test("Cohen's d has its closed form, and none without variation")
  func effectSize() {
    let evaluation = AttributeEvaluation(without: [0, 2], with: [4, 6])
    #expect(abs((evaluation.effectSize ?? 0) - 4 / 2.0.squareRoot()) < 1e-12)
    #expect(AttributeEvaluation(without: [0], with: [1]).effectSize == nil)
    #expect(AttributeEvaluation(without: [0, 0], with: [1, 1]).effectSize == nil)
  }

  @Test("Wilson's interval has its known values")
  func wilson() {
    // 9 of 10: (0.5958, 0.9821), from the published formula.
    let evaluation = AttributeEvaluation(
      without: [0, 0, 0, 0, 9], with: [9, 9, 9, 9, 9], threshold: 5)
    #expect(abs(evaluation.accuracy.lower - 0.5958499732047615) < 1e-9)
    #expect(abs(evaluation.accuracy.upper - 0.9821237869049271) < 1e-9)
  }

  @Test("Perfect separation of few examples is not certain, of many nearly so")
  func intervalsAtOne() {
    let few = AttributeEvaluation(without: [0, 1], with: [2, 3])
    #expect(few.areaUnderCurve.upper == 1 && few.areaUnderCurve.lower < 0.6)
    #expect(few.balancedAccuracy.upper == 1 && few.balancedAccuracy.lower < 0.7)
    let many = AttributeEvaluation(
      without: (0..<500).map { Float($0) }, with: (500..<1000).map { Float($0) })
    #expect(many.areaUnderCurve.upper == 1 && many.areaUnderCurve.lower > 0.98)
  }

  @Test("The interval of the area holds the true value about 95 times in 100")
  func coverage() {
    var generator = SeededGenerator(seed: 6)
    // Normal scores 1 apart: the true area is Φ(1/√2).
    let truth = 0.7602499389065233
    var covered = 0
    for _ in 0..<400 {
      let without = (0..<30).map { _ in Float(generator.nextNormal()) }
      let with = (0..<40).map { _ in Float(generator.nextNormal() + 1) }
      let area = AttributeEvaluation(without: without, with: with).areaUnderCurve
      covered += area.lower <= truth && truth <= area.upper ? 1 : 0
    }
    #expect((364...396).contains(covered))
  }
}
