import LatentSpace
import Testing

struct PairedAttributesTests {
  @Test("Pairs that all change alike have consistency one, opposite ones minus one")
  func consistency() {
    let before = LatentBatch([[0, 0], [5, 5], [-1, 2]])
    #expect(abs(AttributeVector.consistency(from: before, to: before + [1, 2]) - 1) < 1e-6)
    let apart = AttributeVector.consistency(
      from: LatentBatch([[0], [0]]), to: LatentBatch([[1], [-3]]))
    #expect(apart == -1)
    let still = AttributeVector.consistency(from: before, to: before)
    #expect(still == 0)
    let right = AttributeVector.consistency(
      from: LatentBatch([[0, 0], [0, 0]]), to: LatentBatch([[2, 0], [0, 3]]))
    #expect(abs(right) < 1e-7)
  }

  @Test("The vector is the mean change, with its consistency noted")
  func meanChange() {
    let attribute = AttributeVector(
      pairsFrom: LatentBatch([[0, 0], [2, 2]]), to: LatentBatch([[1, 0], [3, 4]]), named: "big")
    #expect(attribute.vector == [1, 1])
    #expect(attribute.provenance.method == .paired)
    #expect(attribute.provenance.notes?.count == 1)
  }

  @Test("The cosine matrix is symmetric with ones inside")
  func cosines() {
    let attributes = [[1, 0], [1, 1], [0, -2]].map {
      AttributeVector(
        vector: LatentVector($0), bias: 0, provenance: AttributeProvenance(method: .given))
    }
    let matrix = AttributeVector.cosines(attributes)
    #expect(matrix[0][0] == 1 && matrix[2][2] == 1)
    #expect(abs(matrix[0][1] - 0.70710677) < 1e-6 && matrix[0][1] == matrix[1][0])
    #expect(matrix[0][2] == 0)
  }
}
