import LatentSpace
import Testing

struct PosteriorDivergenceTests {
  @Test("The divergence is the closed form: summed over dimensions, averaged over samples")
  func closedForm() throws {
    var generator = SeededGenerator(seed: 1)
    let means = LatentBatch([[1, 0, 0], [3, 0, 0]])
    let logs = LatentBatch([[0, 0, 2], [0, 0, -2]])
    let divergence = PosteriorDivergence(means: means, logVariances: logs, using: &generator)
    // ½ (1² + 3²)/2 = 2.5; and ½ (e² − 3 + e⁻² + 1)/2.
    let third = 0.25 * (Elementary.exp(2) + Elementary.exp(-2) - 2)
    let expected = [2.5, 0, third]
    for (dimension, value) in zip(divergence.dimensions, expected) {
      #expect(abs(dimension.value - value) < 1e-12)
    }
    #expect(abs(divergence.estimate.value - 2.5 - third) < 1e-12)
    #expect(divergence.ranking == [0, 2, 1])
    // Two samples: a resample has 0.5, 2.5 or 4.5 in the first dimension.
    let interval = try #require(divergence.dimensions[0].interval)
    #expect(abs(interval.lowerBound - 0.5) < 1e-6 && abs(interval.upperBound - 4.5) < 1e-6)
    #expect(generator.position == 1)
  }

  @Test("The interval of the total is that of a mean of numbers")
  func interval() throws {
    var generator = SeededGenerator(seed: 2)
    let means = normalCodes(count: 400, deviations: [1, 2], using: &generator)
    let logs = LatentBatch(repeating: [0, 0], count: 400)
    let divergence = PosteriorDivergence(means: means, logVariances: logs, using: &generator)
    let interval = try #require(divergence.estimate.interval)
    // ½ (x² + 4y²) has mean 2.5 and variance ½ (1 + 16).
    let width = 2 * 1.96 * (8.5 / 400).squareRoot()
    #expect(abs((interval.upperBound - interval.lowerBound) / width - 1) < 0.35)
    #expect(interval.contains(divergence.estimate.value))
  }
}
