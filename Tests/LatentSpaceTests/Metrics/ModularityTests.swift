import LatentSpace
import Testing

struct ModularityTests {
  @Test("Modularity is that of the reference implementation, within an interval")
  func golden() throws {
    var generator = SeededGenerator(seed: 1)
    let modularity = Modularity(
      of: GoldenCodes.codes, factors: GoldenCodes.factors, using: &generator)
    #expect(abs(modularity.estimate.value - 0.7679612422737243) < 1e-12)
    let interval = try #require(modularity.estimate.interval)
    #expect(interval.contains(modularity.estimate.value))
    #expect(interval.upperBound - interval.lowerBound < 0.3)
    #expect(modularity.codes.count == 4 && modularity.codes[0] > 0.999)
  }

  @Test("A code that never changes counts as 0, a factor that never changes not at all")
  func constants() {
    var generator = SeededGenerator(seed: 1)
    let codes = LatentBatch(GoldenCodes.factors[0].map { [Float($0), 1] })
    let modularity = Modularity(
      of: codes, factors: GoldenCodes.factors + [Array(repeating: 0, count: 240)],
      bootstrap: .none, using: &generator)
    #expect(abs(modularity.codes[0] - 1) < 1e-12 && modularity.codes[1] == 0)
    #expect(abs(modularity.estimate.value - 0.5) < 1e-12)
  }

  @Test("A code that tells two factors equally is not modular")
  func shared() {
    var generator = SeededGenerator(seed: 1)
    let codes = LatentBatch(
      zip(GoldenCodes.factors[1], GoldenCodes.factors[1]).map { [Float($0 + 3 * $1)] })
    let factor = GoldenCodes.factors[1]
    let modularity = Modularity(
      of: codes, factors: [factor, factor], bootstrap: .none, using: &generator)
    #expect(abs(modularity.estimate.value) < 1e-12)
  }
}
