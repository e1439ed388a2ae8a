import LatentSpace
import Testing

struct LinearProbeTests {
  /// The codes and labels of Tests/Scripts/metrics_reference.py.
  let codes = LatentBatch(
    (0..<60).map { n in
      let x = Double(n)
      return [
        Float(Elementary.sin(1.3 * x) + Double(n % 3)), Float(Elementary.cos(0.7 * x)),
        Float(5 * Elementary.sin(0.2 * x) + Double(n % 2)),
      ]
    })
  let labels = (0..<60).map { $0 % 3 + ($0 % 7 == 0 ? 1 : 0) }

  @Test("Predictions are those of scikit-learn's softmax regression")
  func reference() {
    let probe = LinearProbe(fitting: codes, labels: labels)
    #expect(probe.labels == [0, 1, 2, 3])
    #expect(probe.predict(codes) == Reference.probePredictions.map { Int($0) })
    let accuracy = probe.accuracy(on: codes, labels: labels)
    let right = zip(Reference.probePredictions, labels).count { Int($0) == $1 }
    #expect(accuracy.value == Double(right) / 60 && accuracy.count == 60)
  }

  @Test("Classes on a line are told apart, whatever their names and scales")
  func separable() throws {
    let codes = LatentBatch((0..<40).map { [Float($0 / 10) * 1e4, Float($0 % 3), 6] })
    let labels = (0..<40).map { [-7, 900, 3, 12][$0 / 10] }
    let probe = LinearProbe(fitting: codes, labels: labels, penalty: 1e-3)
    #expect(probe.labels == [-7, 3, 12, 900])
    let accuracy = probe.accuracy(on: codes, labels: labels)
    #expect(accuracy.value == 1)
    // Wilson's interval of n of n begins at n/(n + 1.96²).
    let lower = 40 / (40 + 1.959963984540054 * 1.959963984540054)
    #expect(abs(try #require(accuracy.interval).lowerBound - lower) < 1e-12)
    #expect(probe.accuracy(on: codes, labels: labels.reversed()).value < 0.1)
  }

  @Test("Labels without a reason are named by chance on held-out codes")
  func chance() {
    var generator = SeededGenerator(seed: 4)
    let codes = normalCodes(count: 400, deviations: [1, 2], using: &generator)
    let labels = (0..<400).map { _ in generator.nextIndex(below: 4) }
    let probe = LinearProbe(
      fitting: codes.selecting(0..<200), labels: Array(labels[..<200]))
    let accuracy = probe.accuracy(
      on: codes.selecting(200..<400), labels: Array(labels[200...]))
    // Four deviations around a quarter.
    #expect(abs(accuracy.value - 0.25) < 0.13)
  }

  @Test("A model's codes are probed in one line")
  func model() {
    let samples = (0..<20).map { Colour(red: Float($0), green: Float($0 % 3), blue: 0) }
    let labels = (0..<20).map { $0 / 10 }
    let accuracy = LineModel().linearProbeAccuracy(
      fitting: samples, labels: labels, on: samples, heldOutLabels: labels)
    #expect(accuracy.value == 1 && accuracy.estimator == "linear probe")
  }
}
