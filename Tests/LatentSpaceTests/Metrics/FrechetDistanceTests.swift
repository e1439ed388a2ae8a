import LatentSpace
import Testing

struct FrechetDistanceTests {
  @Test("The distance is that of the reference implementation")
  func golden() throws {
    var generator = SeededGenerator(seed: 1)
    let distance = ReferenceFeatures.batch(40, 3, 0).frechetDistance(
      to: ReferenceFeatures.batch(40, 3, 0.25, times: 1.5, plus: 0.4), features: "waves",
      using: &generator)
    // Features are rounded to Float here.
    #expect(abs(distance.value - 0.9746681524778955) < 1e-6)
    #expect(distance.estimator == "Fréchet distance of waves" && distance.count == 40)
    #expect(try #require(distance.interval).lowerBound > 0)
    #expect(generator.position == 2)
  }

  @Test("Moving a set by v and scaling it by s has its closed form")
  func closedForm() {
    var generator = SeededGenerator(seed: 2)
    let codes = normalCodes(count: 200, deviations: [1, 2, 0.5], using: &generator)
    func distance(_ other: LatentBatch) -> Double {
      codes.frechetDistance(
        to: other, features: "codes", bootstrap: .none, using: &generator
      ).value
    }
    #expect(abs(distance(codes)) < 1e-9)
    #expect(abs(distance(codes + [3, 0, -4]) - 25) < 1e-4)
    // Around the same mean: (1 − s)² tr C.
    let mean = codes.mean
    let scaled = 3 * (codes - mean) + mean
    let spread = codes.standardDeviation.reduce(0.0) { $0 + Double($1 * $1) } * 200 / 199
    #expect(abs(distance(scaled) - 4 * spread) < 1e-3)
    // Turned by a right angle: both deviations swap, (a − b)² each.
    let turned = LatentBatch(codes.map { [$0[1], $0[0], $0[2]] })
    #expect(distance(turned) > 1.5)
  }

  @Test("Singular covariances are no obstacle")
  func singular() {
    var generator = SeededGenerator(seed: 3)
    let flat = LatentBatch((0..<10).map { [Float($0), 2 * Float($0), 1] })
    let distance = flat.frechetDistance(
      to: flat + [0, 0, 2], features: "a line", bootstrap: Bootstrap(resamples: 20),
      using: &generator)
    #expect(abs(distance.value - 4) < 1e-6)
  }

  @Test("The interval takes off the bias of few samples")
  func coverage() throws {
    var generator = SeededGenerator(seed: 4)
    // N(0, I) against N((1, 0), I): 1. With 60 samples of each the figure is too large.
    var (covered, sum) = (0, 0.0)
    for _ in 0..<60 {
      let first = normalCodes(count: 60, deviations: [1, 1], using: &generator)
      let second = normalCodes(count: 60, deviations: [1, 1], using: &generator) + [1, 0]
      let distance = first.frechetDistance(
        to: second, features: "codes", bootstrap: Bootstrap(resamples: 80), using: &generator)
      covered += try #require(distance.interval).contains(1) ? 1 : 0
      sum += distance.value / 60
    }
    #expect(sum > 1.02)
    #expect(covered >= 49, "\(covered)")
  }

  @Test("Samples are compared in the space of an encoder in one line")
  func model() {
    var generator = SeededGenerator(seed: 3)
    let samples = colours(ReferenceFeatures.batch(40, 2, 0))
    let distance = LineModel().frechetDistance(
      from: samples, to: samples, features: "codes of the line model", using: &generator)
    #expect(abs(distance.value) < 1e-9)
  }
}
