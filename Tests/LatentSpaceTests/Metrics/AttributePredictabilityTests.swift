import LatentSpace
import Testing

struct AttributePredictabilityTests {
  @Test("For continuous factors the scores are squared correlations")
  func continuous() throws {
    var generator = SeededGenerator(seed: 2)
    let factors = GoldenCodes.factors.map { $0.map { Float($0) } }
    let predictability = AttributePredictability(
      of: GoldenCodes.codes, factors: factors, using: &generator)
    // np.corrcoef(...)**2, by Tests/Scripts/metrics_reference.py.
    let expected = Reference.squaredCorrelations
    for (row, reference) in zip(predictability.scores, expected) {
      for (score, value) in zip(row, reference) { #expect(abs(score - value) < 1e-5) }
    }
    #expect(abs(predictability.estimate.value - Reference.sapContinuous) < 1e-5)
    #expect(try #require(predictability.estimate.interval).contains(predictability.estimate.value))
  }

  @Test("For discrete factors the scores are balanced accuracies of the bins")
  func discrete() throws {
    var generator = SeededGenerator(seed: 2)
    let predictability = AttributePredictability(
      of: GoldenCodes.codes, factors: GoldenCodes.factors, using: &generator)
    for (row, reference) in zip(predictability.scores, Reference.balancedAccuracies) {
      for (score, value) in zip(row, reference) { #expect(abs(score - value) < 1e-12) }
    }
    #expect(abs(predictability.estimate.value - Reference.sapDiscrete) < 1e-12)
  }

  @Test("Constant codes score nothing and constant factors are left out")
  func constants() {
    var generator = SeededGenerator(seed: 2)
    let factor = (0..<60).map { $0 % 3 }
    let codes = LatentBatch(factor.map { [Float($0), 4] })
    let discrete = AttributePredictability(
      of: codes, factors: [factor, Array(repeating: 1, count: 60)], bootstrap: .none,
      using: &generator)
    // A constant code predicts one of three values.
    #expect(abs(discrete.estimate.value - 2.0 / 3) < 1e-12)
    #expect(discrete.scores.map(\.count) == [1, 1])
    let continuous = AttributePredictability(
      of: codes, factors: [factor.map { Float($0) }, Array(repeating: 1, count: 60)],
      bootstrap: .none, using: &generator)
    #expect(abs(continuous.estimate.value - 1) < 1e-5)
  }
}
