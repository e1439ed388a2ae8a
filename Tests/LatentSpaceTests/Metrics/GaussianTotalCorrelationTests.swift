import LatentSpace
import Testing

struct GaussianTotalCorrelationTests {
  @Test("The figure is that of the reference implementation")
  func golden() {
    var generator = SeededGenerator(seed: 1)
    let figure = GoldenCodes.codes.gaussianTotalCorrelation(using: &generator)
    // Codes are rounded to Float here.
    #expect(abs(figure.value - 0.8869892099133955) < 1e-6)
    #expect(figure.count == 240)
  }

  @Test("Two normal coordinates have −½ ln(1 − ρ²), and the interval holds it")
  func closedForm() throws {
    let truth = -0.5 * Elementary.log(1 - 0.6 * 0.6)
    var generator = SeededGenerator(seed: 8)
    var covered = 0
    for _ in 0..<60 {
      let codes = LatentBatch(
        (0..<150).map { _ in
          let (x, y) = (Float(generator.nextNormal()), Float(generator.nextNormal()))
          return [x, 0.6 * x + 0.8 * y]
        })
      let figure = codes.gaussianTotalCorrelation(
        bootstrap: Bootstrap(resamples: 60), using: &generator)
      covered += try #require(figure.interval).contains(truth) ? 1 : 0
    }
    #expect(covered >= 48, "\(covered)")
  }

  @Test("Many independent coordinates look dependent, but the interval reaches to nothing")
  func bias() throws {
    var generator = SeededGenerator(seed: 9)
    var (sum, reached) = (0.0, 0)
    for _ in 0..<10 {
      let codes = normalCodes(
        count: 200, deviations: Array(repeating: 1, count: 12), using: &generator)
      let figure = codes.gaussianTotalCorrelation(
        bootstrap: Bootstrap(resamples: 60), using: &generator)
      sum += figure.value / 10
      reached += try #require(figure.interval).lowerBound < 0.03 ? 1 : 0
    }
    // d(d − 1)/4n = 0.165, ± 0.009 for ten repetitions.
    #expect(abs(sum - 0.165) < 0.04)
    #expect(reached >= 7)
  }

  @Test("Scales do not matter, constants are left out, copies are infinite")
  func edges() {
    var generator = SeededGenerator(seed: 9)
    let codes = normalCodes(count: 100, deviations: [1, 1e-3, 50], using: &generator)
    let plain = codes.gaussianTotalCorrelation(bootstrap: .none, using: &generator).value
    let widened = LatentBatch(codes.map { [$0[0] * 100, 5, $0[1] * 7, $0[2]] })
    let other = widened.gaussianTotalCorrelation(bootstrap: .none, using: &generator).value
    #expect(abs(plain - other) < 1e-5)
    let copied = LatentBatch(codes.map { [$0[0], 2 * $0[0]] })
    let infinite = copied.gaussianTotalCorrelation(using: &generator)
    #expect(infinite.value == .infinity && infinite.interval == nil)
  }
}
