import LatentSpace
import Testing

struct TruncatedNormalTests {
  @Test("No coordinate is beyond the limit, for hostile generators too")
  func limit() {
    for limit: Float in [0.01, 0.7, 2, 20] {
      let sampler = TruncatedNormal(
        DiagonalNormal(mean: [5, 5], standardDeviation: [2, 2]), limit: limit)
      var generator = SeededGenerator(seed: 1)
      let batch = sampler.sample(count: 300, using: &generator) - [5, 5]
      #expect(batch.values.allSatisfy { abs($0) <= 2 * limit * 1.000001 })
      var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
      #expect(sampler.sample(count: 2, using: &zeros).isFinite)
      #expect(sampler.sample(count: 2, using: &ones).isFinite)
    }
  }

  @Test("The distribution is the normal one between the borders")
  func distribution() {
    let sampler = TruncatedNormal(.standard(dimension: 1), limit: 1)
    var generator = SeededGenerator(seed: 2)
    let values = sampler.sample(count: 20_000, using: &generator).values
    // Within ½: (Φ(½) − Φ(−½))/(Φ(1) − Φ(−1)) = 0.56090; variance 1 − 2φ(1)/(2Φ(1) − 1) = 0.29112.
    let inside = values.count { abs($0) < 0.5 }
    #expect(abs(Double(inside) / 20_000 - 0.56090) < 0.012)
    let variance = values.reduce(0.0) { $0 + Double($1 * $1) } / 20_000
    #expect(abs(variance - 0.29112) < 0.01)
  }

  @Test("Shrinking pulls vectors towards a centre")
  func shrinking() {
    let batch = LatentBatch([[3, 0], [1, 2]])
    #expect(batch.shrunk(towards: [1, 0], by: 0.5) == LatentBatch([[2, 0], [1, 1]]))
    #expect(batch.shrunk(towards: [1, 0], by: 1) == batch)
    #expect(batch.shrunk(towards: [1, 0], by: 0) == LatentBatch(repeating: [1, 0], count: 2))
  }
}
