import LatentSpace
import Testing

struct NeighborAccuracyTests {
  let labels = (0..<60).map { $0 / 4 % 3 }

  @Test("Accuracies are those of NumPy and scikit-learn")
  func reference() {
    let one = ReferenceFeatures.real.neighborAccuracy(labels: labels, count: 1)
    #expect(abs(one.value - Reference.nearestAccuracy) < 1e-12 && one.count == 60)
    let heldOut = ReferenceFeatures.real.neighborAccuracy(
      labels: labels, on: ReferenceFeatures.generated, heldOutLabels: Array(labels[..<50]))
    // Ties are broken by nearness here and by the smaller label there: two votes of fifty.
    #expect(abs(heldOut.value - Reference.heldOutAccuracy) < 0.1)
  }

  @Test("The majority decides, and of equals the nearest")
  func votes() {
    let codes = LatentBatch([[0], [1], [2.1], [3.3], [-9], [-9.5]])
    let labels = [7, 7, 4, 4, 1, 1]
    func guess(_ value: Float, count: Int) -> Int {
      labels.first { label in
        codes.neighborAccuracy(
          labels: labels, on: LatentBatch([[value]]), heldOutLabels: [label], count: count
        ).value == 1
      } ?? -1
    }
    #expect(guess(1.9, count: 1) == 4 && guess(1.4, count: 2) == 7)
    #expect(guess(1.4, count: 4) == 7 && guess(2, count: 4) == 4 && guess(2, count: 3) == 4)
    // 2.1 is nearer to 1 than to 3.3.
    #expect(codes.neighborAccuracy(labels: labels, count: 1).value == 5.0 / 6)
    #expect(codes.neighborAccuracy(labels: [0, 1, 2, 3, 4, 5], count: 1).value == 0)
  }

  @Test("A code is not its own neighbour, and directions can decide")
  func metrics() {
    let codes = LatentBatch([[1, 0], [9, 0.1], [0, 1], [0.1, 9]])
    let labels = [0, 0, 1, 1]
    #expect(codes.neighborAccuracy(labels: labels, count: 1, by: .cosine).value == 1)
    #expect(codes.neighborAccuracy(labels: labels, count: 1).value == 0.5)
    let model = LineModel().neighborAccuracy(
      on: colours(codes), labels: labels, count: 1, by: .cosine)
    #expect(model.value == 1)
  }
}
