import LatentSpace
import Testing

struct DCITests {
  @Test("Disentanglement and completeness of given importances are those of the reference")
  func golden() {
    let dci = DCI(
      importance: [[0.9, 0.05], [0.1, 0.8], [0.4, 0.4], [0.01, 0.02]], count: 240,
      estimator: "given")
    // The reference adds 1e-11 inside its logarithms.
    #expect(abs(dci.disentanglement.value - 0.41676118923245625) < 1e-9)
    #expect(abs(dci.completeness.value - 0.38127705102639287) < 1e-9)
    #expect(dci.informativeness == nil && dci.completeness.count == 240)
  }

  @Test("The extremes are 1 and 0, and rows without importance do not count")
  func extremes() {
    let perfect = DCI(importance: [[2, 0], [0, 3], [0, 0]], count: 1, estimator: "given")
    #expect(perfect.disentanglement.value == 1 && perfect.completeness.value == 1)
    let flat = DCI(importance: [[1, 1], [1, 1]], count: 1, estimator: "given")
    #expect(abs(flat.disentanglement.value) < 1e-15 && abs(flat.completeness.value) < 1e-15)
    let none = DCI(importance: [[0, 0], [0, 0]], count: 1, estimator: "given")
    #expect(none.disentanglement.value == 0 && none.completeness.value == 0)
  }

  @Test("Importances are the weights of scikit-learn's lasso")
  func lasso() throws {
    var generator = SeededGenerator(seed: 3)
    let dci = DCI(
      of: GoldenCodes.codes, factors: GoldenCodes.factors, bootstrap: Bootstrap(resamples: 60),
      using: &generator)
    for (row, expected) in zip(dci.importance, Reference.lassoImportance) {
      for (value, reference) in zip(row, expected) { #expect(abs(value - reference) < 1e-5) }
    }
    #expect(abs(dci.disentanglement.value - Reference.lassoDisentanglement) < 1e-4)
    #expect(abs(dci.completeness.value - Reference.lassoCompleteness) < 1e-4)
    for estimate in [dci.disentanglement, dci.completeness] {
      let interval = try #require(estimate.interval)
      #expect(interval.contains(estimate.value))
      #expect(interval.upperBound - interval.lowerBound < 0.4)
    }
    let informativeness = try #require(dci.informativeness)
    #expect(informativeness.count == 48 && informativeness.value > 0.95)
    #expect(generator.position == 241)
  }

  @Test("Continuous factors have one regression each")
  func continuous() throws {
    var generator = SeededGenerator(seed: 3)
    let factors = GoldenCodes.factors.map { $0.map { Float($0) } }
    let dci = DCI(
      of: GoldenCodes.codes, factors: factors, bootstrap: Bootstrap(resamples: 60),
      using: &generator)
    for (row, expected) in zip(dci.importance, Reference.lassoImportanceContinuous) {
      for (value, reference) in zip(row, expected) { #expect(abs(value - reference) < 1e-5) }
    }
    #expect(try #require(dci.informativeness).value > 0.95)
  }

  @Test("Codes that never change and factors that never change do no harm")
  func constants() throws {
    var generator = SeededGenerator(seed: 3)
    let codes = LatentBatch(
      zip(GoldenCodes.factors[0], GoldenCodes.factors[1]).map { [Float($0), 7, Float($1)] })
    let dci = DCI(
      of: codes, factors: GoldenCodes.factors + [Array(repeating: 1, count: 240)],
      bootstrap: Bootstrap(resamples: 5), using: &generator)
    #expect(dci.importance.count == 3 && dci.importance[1] == [0, 0])
    #expect(abs(dci.disentanglement.value - 1) < 1e-9)
    #expect(abs(dci.completeness.value - 1) < 1e-9)
  }
}
