import Foundation
import LatentSpace
import Testing

struct EstimateTests {
  @Test("The interval of a mean holds the true mean about 95 times in 100")
  func coverage() throws {
    var generator = SeededGenerator(seed: 11)
    var covered = 0
    for _ in 0..<200 {
      let values = (0..<40).map { _ in 2 + generator.nextNormal() }
      let estimate = Estimate(
        meanOf: values, estimator: "mean", bootstrap: Bootstrap(resamples: 200), using: &generator)
      covered += try #require(estimate.interval).contains(2) ? 1 : 0
    }
    // Percentile intervals of 40 numbers cover a little less than they say; 4 deviations below 94 %.
    #expect((175...199).contains(covered), "\(covered)")
  }

  @Test("The width of the interval of a mean is that of the normal law")
  func width() throws {
    var generator = SeededGenerator(seed: 12)
    let values = (0..<2000).map { _ in generator.nextNormal() }
    let estimate = Estimate(meanOf: values, estimator: "mean", using: &generator)
    let interval = try #require(estimate.interval)
    let expected = 2 * 1.96 / 2000.0.squareRoot()
    #expect(abs((interval.upperBound - interval.lowerBound) / expected - 1) < 0.25)
    #expect(interval.contains(estimate.value) && estimate.count == 2000)
    let narrow = Estimate(
      meanOf: values, estimator: "mean", bootstrap: Bootstrap(resamples: 400, confidence: 0.5),
      using: &generator)
    let half = try #require(narrow.interval)
    // The quartiles of a normal density are 0.674 deviations from its centre.
    #expect(
      abs((half.upperBound - half.lowerBound) / (expected * 0.6745 / 1.96) - 1) < 0.3)
  }

  @Test("No resamples, no interval")
  func none() {
    var generator = SeededGenerator(seed: 1)
    let estimate = Estimate(
      meanOf: [1, 2, 6], estimator: "mean", bootstrap: .none, using: &generator)
    #expect(estimate == Estimate(value: 3, count: 3, estimator: "mean"))
    #expect(generator.position == 1)
  }

  @Test("Any figure has an interval: a median's")
  func median() throws {
    var generator = SeededGenerator(seed: 5)
    let values = (0..<101).map(Double.init)
    let interval = Bootstrap().interval(count: values.count, using: &generator) { rows in
      rows.map { values[$0] }.sorted()[rows.count / 2]
    }
    // The binomial interval of the median of 101 numbers goes from the 41st to the 61st.
    let found = try #require(interval)
    #expect(abs(found.lowerBound - 40) < 4 && abs(found.upperBound - 60) < 4)
  }

  @Test("Constant generators give an interval too")
  func hostile() throws {
    for bits in [0, UInt64.max] {
      var generator = ConstantGenerator(bits: bits)
      let estimate = Estimate(meanOf: [1, 2, 3], estimator: "mean", using: &generator)
      #expect(try #require(estimate.interval).contains(2))
    }
  }

  @Test("An estimate survives being written and read")
  func coding() throws {
    let estimate = Estimate(value: 0.5, interval: 0.25...0.75, count: 3, estimator: "mean")
    let data = try JSONEncoder().encode(estimate)
    #expect(try JSONDecoder().decode(Estimate.self, from: data) == estimate)
  }
}
