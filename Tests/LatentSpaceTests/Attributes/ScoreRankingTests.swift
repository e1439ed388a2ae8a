import LatentSpace
import Testing

struct ScoreRankingTests {
  @Test("The order ascends, equal numbers stay as they stood")
  func order() {
    var generator = SeededGenerator(seed: 6)
    var numbers = (0..<3000).map { _ in Float(generator.nextNormal()) }
    numbers += (0..<500).map { _ in Float(generator.nextIndex(below: 20)) - 10 }
    numbers += [
      0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, -0.0, 0,
      Float(bitPattern: 70_000), -Float(bitPattern: 70_000),
    ]
    let expected = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    #expect(ascendingOrder(of: numbers) == expected)
    #expect(ascendingOrder(of: []).isEmpty)
    #expect(ascendingOrder(of: [3]) == [0])
  }
}
