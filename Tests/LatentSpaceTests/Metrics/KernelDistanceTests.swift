import LatentSpace
import Testing

struct KernelDistanceTests {
  @Test("The distance is that of a loop over all pairs in float64")
  func reference() throws {
    var generator = SeededGenerator(seed: 1)
    let distance = ReferenceFeatures.real.kernelDistance(
      to: ReferenceFeatures.generated, features: "waves", using: &generator)
    #expect(abs(distance.value - Reference.kernelDistance) < 1e-5)
    #expect(distance.estimator == "kernel distance of waves" && distance.count == 50)
    let interval = try #require(distance.interval)
    #expect(interval.contains(distance.value) && interval.lowerBound > 0)
    #expect(generator.position == 2)
  }

  @Test("Equal distributions are at 0 on average, on both sides of it")
  func unbiased() {
    var generator = SeededGenerator(seed: 2)
    let values = (0..<80).map { _ in
      normalCodes(count: 30, deviations: [1, 1, 1], using: &generator).kernelDistance(
        to: normalCodes(count: 40, deviations: [1, 1, 1], using: &generator), features: "codes",
        bootstrap: .none, using: &generator
      ).value
    }
    let mean = values.reduce(0, +) / 80
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 79
    #expect(abs(mean) < 4 * (variance / 80).squareRoot())
    #expect(values.contains { $0 < 0 } && values.contains { $0 > 0 })
  }

  @Test("A shift has its closed form, and the interval holds it")
  func closedForm() throws {
    // In one dimension E (xy + 1)³ = E x³ E y³ + 3 E x² E y² + 3 E x E y + 1. For N(0, 1) and
    // N(1, 1), with moments 0, 1, 0 and 1, 2, 4: (16 + 12 + 3) + 3 − 2 · (3 · 2) = 22, less 0 from
    // the ones, which cancel.
    var generator = SeededGenerator(seed: 3)
    var covered = 0
    for _ in 0..<40 {
      let first = normalCodes(count: 150, deviations: [1], using: &generator)
      let second = normalCodes(count: 150, deviations: [1], using: &generator) + [1]
      let distance = first.kernelDistance(
        to: second, features: "codes", bootstrap: Bootstrap(resamples: 100), using: &generator)
      covered += try #require(distance.interval).contains(22) ? 1 : 0
    }
    #expect(covered >= 30, "\(covered)")
  }

  @Test("Several blocks of rows give what one gives, and encoders do it in one line")
  func blocks() {
    var generator = SeededGenerator(seed: 4)
    let codes = normalCodes(count: 300, deviations: [1, 1], using: &generator)
    let others = normalCodes(count: 270, deviations: [2, 1], using: &generator)
    let plain = codes.kernelDistance(
      to: others, features: "codes", bootstrap: .none, using: &generator)
    let swapped = LineModel().kernelDistance(
      from: colours(others), to: colours(codes), features: "codes", bootstrap: .none,
      using: &generator)
    #expect(abs(plain.value - swapped.value) < 1e-4 && plain.value > 0.1)
  }
}
