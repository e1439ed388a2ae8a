import Foundation
import LatentSpace
import Testing

struct ConditionedAttributesTests {
  func attribute(_ vector: LatentVector, bias: Float = 0) -> AttributeVector {
    AttributeVector(vector: vector, bias: bias, provenance: AttributeProvenance(method: .given))
  }

  /// sin(0.7 i + 1.3 j + s) + 0.3 cos(0.11 i j + s), rows of unit length.
  func reference(_ rows: Int, _ columns: Int, _ shift: Double) -> [LatentVector] {
    (0..<rows).map { i in
      LatentVector(
        (0..<columns).map { j in
          let (row, column) = (Double(i), Double(j))
          return Float(
            sin(0.7 * row + 1.3 * column + shift) + 0.3 * cos(0.11 * row * column + shift))
        }
      ).normalized
    }
  }

  @Test("Conditioning agrees with the reference implementation")
  func golden() throws {
    let rows = reference(4, 6, 0.4)
    let conditioned = try attribute(rows[0]).conditioned(on: [attribute(rows[1])])
    let expected: LatentVector = [
      -0.22083320654607577, 0.5428682474345565, 0.6237813529420759, -0.0774148684221448,
      -0.5110377679423564, -0.016459721119785192,
    ]
    #expect(conditioned.vector.normalized.distance(to: expected) < 1e-6)
  }

  @Test("The direction leaves every condition's score as it is, whatever their number and length")
  func orthogonal() throws {
    let rows = reference(4, 6, 1.1)
    for count in 0...3 {
      let conditions = rows[1..<(1 + count)].map { attribute(30 * $0, bias: 1) }
      let conditioned = try attribute(rows[0]).conditioned(on: conditions)
      for condition in conditions {
        #expect(abs(conditioned.vector.cosine(to: condition.vector)) < 1e-6)
      }
    }
  }

  @Test("The whitened direction also leaves the scores, and follows the spread of the data")
  func whitened() throws {
    var generator = SeededGenerator(seed: 1)
    let wide = DiagonalNormal(mean: [0, 0], standardDeviation: [10, 1])
    let data = wide.sample(count: 500, using: &generator)
    let (first, second) = (attribute([1, 1]), attribute([0.5, 1]))
    let plain = try first.conditioned(on: [second])
    let whitened = try first.conditioned(on: [second], whitenedBy: data)
    #expect(abs(whitened.vector.cosine(to: second.vector)) < 1e-6)
    #expect(abs(plain.vector.cosine(to: second.vector)) < 1e-6)
    // The correction goes mostly along the wide axis.
    let correction = first.vector - whitened.vector
    #expect(abs(correction[0]) > 10 * abs(correction[1]))
  }

  @Test("Dependent conditions and conditions that span the attribute are errors")
  func errors() {
    let vector = attribute([1, 0, 0])
    #expect(throws: AttributeConditionError.dependentConditions) {
      try vector.conditioned(on: [attribute([0, 1, 1]), attribute([0, 2, 2])])
    }
    #expect(throws: AttributeConditionError.dependentConditions) {
      try vector.conditioned(on: [attribute([0, 0, 0])])
    }
    #expect(throws: AttributeConditionError.nothingLeft) {
      try vector.conditioned(on: [attribute([1, 1, 0]), attribute([0, 1, 0])])
    }
    let four = (0..<4).map { attribute([Float($0), 1, Float($0 * $0)]) }
    #expect(throws: AttributeConditionError.dependentConditions) {
      try vector.conditioned(on: four)
    }
    #expect(AttributeConditionError.nothingLeft.description.contains("no direction"))
  }

  @Test("The boundary keeps its point nearest to the origin, and the conditions are noted")
  func boundary() throws {
    var condition = attribute([0, 1])
    condition.provenance.name = "glasses"
    let conditioned = try attribute([3, 4], bias: -25).conditioned(on: [condition])
    #expect(conditioned.vector == [3, 0])
    #expect(abs(conditioned.score(of: [3, 4] as LatentVector)) < 1e-5)
    #expect(conditioned.provenance.notes == ["conditioned on glasses"])
  }
}
