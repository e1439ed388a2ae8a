import LatentSpace
import Testing

struct TypicalityTests {
  let typicality = Typicality(
    of: DiagonalNormal.standard(dimension: 1),
    for: LatentBatch([[0.1], [-0.2], [0.3], [0.4]]))

  @Test("The percentile is the share of the data that is less strange, ties half")
  func percentiles() {
    #expect(typicality.percentile(of: [0]) == 0)
    #expect(typicality.percentile(of: [0.25]) == 0.5)
    #expect(typicality.percentile(of: [-9]) == 1)
    #expect(typicality.percentile(of: [0.2]) == 0.375)
    #expect(typicality.percentiles(of: LatentBatch([[0], [9]])) == [0, 1])
  }

  @Test("Sampling keeps what is typical enough, and gives up in time")
  func filter() {
    var generator = SeededGenerator(seed: 1)
    let prior = DiagonalNormal.standard(dimension: 1)
    let kept = typicality.sample(
      count: 20, from: prior, percentiles: 0...0.6, using: &generator)
    #expect(kept.count == 20)
    #expect(kept.allSatisfy { abs($0[0]) < 0.4 })
    var ones = ConstantGenerator.ones
    let none = typicality.sample(
      count: 5, from: prior, percentiles: 0...0.5, maximumDraws: 50, using: &ones)
    #expect(none.isEmpty && none.dimension == 1)
  }
}
