import LatentSpace
import Testing

struct ELBODecompositionTests {
  private func posteriors(
    _ count: Int, deviations: [Float], log: Float, seed: UInt64
  ) -> (means: LatentBatch, logs: LatentBatch) {
    var generator = SeededGenerator(seed: seed)
    let means = normalCodes(count: count, deviations: deviations, using: &generator)
    return (
      means, LatentBatch(repeating: LatentVector(deviations.map { _ in log }), count: count)
    )
  }

  @Test("The three parts add up to the divergence, which is the closed form up to chance")
  func sum() throws {
    let (means, logs) = posteriors(150, deviations: [1, 0.5, 0.1], log: -1, seed: 1)
    var generator = SeededGenerator(seed: 2)
    let parts = ELBODecomposition(means: means, logVariances: logs, using: &generator)
    let sum = parts.information.value + parts.totalCorrelation.value + parts.dimensionwise.value
    #expect(abs(sum - parts.divergence.value) < 1e-9)
    #expect(abs(parts.dimensions.reduce(0, +) - parts.dimensionwise.value) < 1e-9)
    let exact = PosteriorDivergence(
      means: means, logVariances: logs, bootstrap: .none, using: &generator)
    #expect(try #require(parts.divergence.interval).contains(exact.estimate.value))
    #expect(generator.position == 150 * 3 + 4 + 1)
  }

  @Test("The densities are those of a loop in float64")
  func reference() {
    let (means, logs) = posteriors(40, deviations: [2, 0.3], log: -2, seed: 3)
    var (first, second) = (SeededGenerator(seed: 4), SeededGenerator(seed: 4))
    let parts = ELBODecomposition(
      means: means, logVariances: logs, bootstrap: .none, using: &first)
    // The same draws, and the definitions term by term.
    let deviation = Elementary.exp(-1)
    let latents = means.map { mean in
      mean.map { Double(Float(Double($0) + deviation * second.nextNormal())) }
    }
    func log(_ z: Double, _ mean: Float) -> Double {
      let distance = (z - Double(mean)) / deviation
      return -0.5 * distance * distance + 1 - 0.5 * Elementary.log(2 * .pi)
    }
    var (information, correlation) = (0.0, 0.0)
    for (row, z) in latents.enumerated() {
      let joint = means.reduce(0.0) { $0 + Elementary.exp(log(z[0], $1[0]) + log(z[1], $1[1])) }
      let x = means.reduce(0.0) { $0 + Elementary.exp(log(z[0], $1[0])) }
      let y = means.reduce(0.0) { $0 + Elementary.exp(log(z[1], $1[1])) }
      let own = log(z[0], means[row][0]) + log(z[1], means[row][1])
      information += (own - Elementary.log(joint / 40)) / 40
      correlation += Elementary.log(joint / 40 / (x / 40) / (y / 40)) / 40
    }
    #expect(abs(parts.information.value - information) < 1e-5)
    #expect(abs(parts.totalCorrelation.value - correlation) < 1e-5)
  }

  @Test("Collapsed posteriors have no information, separate ones ln N")
  func extremes() {
    var generator = SeededGenerator(seed: 5)
    let zero = LatentBatch(repeating: [0, 0], count: 30)
    let collapsed = ELBODecomposition(means: zero, logVariances: zero, using: &generator)
    for part in [collapsed.information, collapsed.totalCorrelation, collapsed.dimensionwise] {
      #expect(abs(part.value) < 1e-5)
    }
    let (means, logs) = posteriors(64, deviations: [1, 1], log: -20, seed: 6)
    let separate = ELBODecomposition(means: means, logVariances: logs, using: &generator)
    #expect(abs(separate.information.value - Elementary.log(64)) < 1e-3)
  }

  /// Minibatch estimators elsewhere put a sample's own weight into the wrong place; with the exact
  /// aggregate posterior the order of the samples cannot matter.
  @Test("The order of the samples does not matter")
  func order() {
    let (means, logs) = posteriors(500, deviations: [1, 1], log: -0.5, seed: 7)
    var generator = SeededGenerator(seed: 8)
    let reversed = Array((0..<500).reversed())
    let parts = [
      ELBODecomposition(means: means, logVariances: logs, using: &generator),
      ELBODecomposition(
        means: means.selecting(reversed), logVariances: logs.selecting(reversed),
        using: &generator),
    ]
    #expect(abs(parts[0].information.value - parts[1].information.value) < 0.2)
    #expect(abs(parts[0].totalCorrelation.value - parts[1].totalCorrelation.value) < 0.1)
    // Independent coordinates: I = Σ ½ ln(1 + 1/σ²) for a normal aggregate.
    let expected = Elementary.log(1 + Elementary.exp(0.5))
    #expect(abs(parts[0].information.value - expected) < 0.15)
  }

  @Test("Posteriors of very different widths keep their digits")
  func widths() {
    var generator = SeededGenerator(seed: 9)
    let means = LatentBatch([[0], [50], [-50]])
    let logs = LatentBatch([[4], [-120], [-130]])
    let parts = ELBODecomposition(means: means, logVariances: logs, using: &generator)
    // The three do not overlap: information ln 3, and the KL is the closed form up to chance.
    #expect(abs(parts.information.value - Elementary.log(3)) < 1e-2)
    #expect(parts.divergence.value.isFinite)
  }
}
