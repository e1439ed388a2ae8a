import LatentSpace
import Testing

struct ActiveUnitsTests {
  @Test("Units whose variance exceeds the threshold are active")
  func count() throws {
    var generator = SeededGenerator(seed: 6)
    let means = normalCodes(count: 300, deviations: [1, 0.01, 0.5, 0.05, 0.2], using: &generator)
    let active = ActiveUnits(of: means, using: &generator)
    #expect(active.indices == [0, 2, 4] && active.estimate.value == 3)
    #expect(active.estimate.interval == 3...3 && active.estimate.count == 300)
    for (variance, deviation) in zip(active.variances, means.standardDeviation) {
      #expect(variance == deviation * deviation)
    }
  }

  @Test("A unit on the edge makes the interval wide")
  func edge() {
    var generator = SeededGenerator(seed: 6)
    let means = normalCodes(count: 100, deviations: [1, 0.1], using: &generator)
    let active = ActiveUnits(
      of: means,
      threshold: ActiveUnits(of: means, bootstrap: .none, using: &generator)
        .variances[1] * 0.999, using: &generator)
    #expect(active.estimate.value == 2 && active.estimate.interval == 1...2)
  }

  @Test("A model's active units, far from the origin")
  func model() {
    var generator = SeededGenerator(seed: 6)
    let samples = (0..<50).map { Colour(red: 1000 + Float($0), green: 3000, blue: 0) }
    let active = LineModel().activeUnits(on: samples, using: &generator)
    #expect(active.indices == [0] && active.estimate.interval == 1...1)
  }
}
