import LatentSpace
import Testing

struct PriorFitTests {
  @Test("Encodings that follow the prior leave one hole in a hundred")
  func match() {
    var generator = SeededGenerator(seed: 1)
    let codes = normalCodes(count: 2000, deviations: [1, 1, 1], using: &generator)
    let fit = PriorFit(
      of: codes.selecting(1000..<2000), density: FullNormal(fitting: codes.selecting(0..<1000)),
      draws: 4000, using: &generator)
    #expect(abs(fit.holes.value - 0.01) < 0.012 && abs(fit.outliers.value - 0.01) < 0.012)
    #expect(abs(fit.expected - 0.01) < 1e-12)
    #expect(fit.holes.count == 4000 && fit.outliers.count == 1000)
  }

  @Test("The shares are those of the normal law: narrow encodings leave holes, wide ones lie out")
  func closedForm() throws {
    var generator = SeededGenerator(seed: 2)
    // |z| > 2.5758 · ½ for half the deviation: 2 Φ(−1.2879) = 0.19779.
    let narrow = normalCodes(count: 3000, deviations: [0.5], using: &generator)
    let fit = PriorFit(
      of: narrow.selecting(1000..<3000),
      density: FullNormal(fitting: narrow.selecting(0..<1000)), draws: 5000, using: &generator)
    #expect(abs(fit.holes.value - 0.19779) < 0.04)
    #expect(fit.outliers.value == 0 && fit.outliers.interval?.lowerBound == 0)
    let wide = normalCodes(count: 3000, deviations: [2], using: &generator)
    let other = PriorFit(
      of: wide.selecting(1000..<3000),
      density: FullNormal(fitting: wide.selecting(0..<1000)), draws: 5000, using: &generator)
    #expect(abs(other.outliers.value - 0.19779) < 0.04 && other.holes.value < 0.001)
  }

  @Test("A model's prior, measured on its own encodings")
  func model() {
    var generator = SeededGenerator(seed: 3)
    let samples = (0..<400).map { _ in
      Colour(red: 5 + Float(generator.nextNormal()), green: Float(generator.nextNormal()), blue: 0)
    }
    let fit = LineModel().priorFit(on: samples, draws: 1000, using: &generator)
    // Five deviations away, practically nothing overlaps.
    #expect(fit.holes.value > 0.95 && fit.outliers.value > 0.9 && fit.outliers.count == 200)
  }
}
