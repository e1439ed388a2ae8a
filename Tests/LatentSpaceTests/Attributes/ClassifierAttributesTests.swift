import LatentSpace
import Testing

struct ClassifierAttributesTests {
  /// Two groups that differ in the first coordinate, which the second one follows.
  func groups(_ count: Int = 200, shift: Float = 2) -> (LatentBatch, LatentBatch) {
    var generator = SeededGenerator(seed: 17)
    func draw(_ centre: Float) -> LatentBatch {
      LatentBatch(
        (0..<count).map { _ in
          let noise = Float(generator.nextNormal())
          return [centre + noise, 3 * noise + 0.5 * Float(generator.nextNormal()), 7]
        }, dimension: 3)
    }
    return (draw(0), draw(shift))
  }

  static let classifiers: [AttributeVector.Classifier] = [
    .logistic(), .supportVectors(), .discriminant(), .ridge(),
  ]

  @Test("A normal separates what the mean difference cannot", arguments: classifiers)
  func separates(classifier: AttributeVector.Classifier) throws {
    let (without, with) = groups()
    let normal = AttributeVector(from: without, to: with, normalOf: classifier, named: "x")
    let mean = AttributeVector(from: without, to: with)
    let (sharp, blunt) = (try #require(normal.training), try #require(mean.training))
    #expect(sharp.areaUnderCurve.value > 0.99)
    #expect(blunt.areaUnderCurve.value < 0.95)
    #expect(normal.name == "x" && normal.provenance.positiveCount == 200)
    // The classifier's boundary is at score 0.
    #expect(normal.evaluate(without: without, with: with, threshold: 0).accuracy.value > 0.97)
  }

  @Test("The length is the distance of the means along the normal", arguments: classifiers)
  func length(classifier: AttributeVector.Classifier) {
    let (without, with) = groups()
    let attribute = AttributeVector(from: without, to: with, normalOf: classifier)
    let unit = attribute.vector.normalized
    let distance = unit.dot(with.mean - without.mean)
    #expect(abs(attribute.vector.norm - distance) < 1e-4)
  }

  @Test("Separable, single, equal and flat groups end in finite attributes", arguments: classifiers)
  func degenerate(classifier: AttributeVector.Classifier) {
    let cases: [(LatentBatch, LatentBatch)] = [
      (LatentBatch([[0, 0]]), LatentBatch([[1, 0]])),
      (LatentBatch([[0, 0], [-5, 1]]), LatentBatch([[100, 0], [1e4, 3]])),
      (LatentBatch([[1, 2]]), LatentBatch([[1, 2]])),
      (LatentBatch([[1e-6, 0]]), LatentBatch([[0, 1e-6]])),
    ]
    for (without, with) in cases {
      let attribute = AttributeVector(from: without, to: with, normalOf: classifier)
      #expect(attribute.vector.isFinite && attribute.bias.isFinite)
    }
  }

  @Test("The discriminant has its closed form")
  func discriminantClosedForm() {
    let attribute = AttributeVector(
      from: LatentBatch([[-1, 0], [1, 0], [0, -2], [0, 2]]),
      to: LatentBatch([[3, 4], [5, 4], [4, 2], [4, 6]]), normalOf: .discriminant(strength: 1e-6))
    // Pooled covariance diag(½, 2), difference (4, 4): the normal is along (8, 2).
    #expect(abs(attribute.vector.cosine(to: [4, 1]) - 1) < 1e-6)
    #expect(abs(attribute.score(of: [2, 2] as LatentVector)) < 1e-4)
  }

  @Test("Ridge regression has its closed form in one dimension")
  func ridgeClosedForm() {
    // Σx² = 2 after centring, Σxy = 4: w = 4/(2 + 2) = 1; deviation of scores √(8/3).
    let attribute = AttributeVector(
      fitting: LatentBatch([[0], [1], [2]]), scores: [1, 3, 5], strength: 2)
    #expect(abs(attribute.vector[0] - Float(8.0 / 3).squareRoot()) < 1e-5)
    #expect(abs(attribute.score(of: [1] as LatentVector)) < 1e-5)
    #expect(attribute.provenance.method == .ridge)
  }

  @Test("Logistic regression satisfies its optimality condition")
  func logisticOptimal() {
    // In one dimension with groups at ±1: w (1 + e^w) = 2 for λ = 1 and one example each.
    let attribute = AttributeVector(
      from: LatentBatch([[-1]]), to: LatentBatch([[1]]), normalOf: .logistic())
    #expect(abs(attribute.vector[0] - 2) < 1e-5)
    #expect(abs(attribute.bias) < 1e-5)
  }

  @Test("One class against the rest gives an attribute per class, named and sorted")
  func oneVersusRest() {
    let latents = LatentBatch([[0, 0], [0, 1], [9, 0], [9, 1], [0, 9], [1, 9]])
    let labels = ["shoe", "shoe", "bag", "bag", "coat", "coat"]
    for classifier in [nil, .logistic(), .supportVectors()] as [AttributeVector.Classifier?] {
      let attributes = AttributeVector.oneVersusRest(
        latents, labels: labels, normalOf: classifier)
      #expect(attributes.map(\.name) == ["bag", "coat", "shoe"])
      #expect(attributes.allSatisfy { $0.training?.areaUnderCurve.value ?? 0 >= 0.7 })
    }
  }
}
