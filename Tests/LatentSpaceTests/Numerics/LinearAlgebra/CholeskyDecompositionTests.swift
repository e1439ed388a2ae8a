import Foundation
import LatentSpace
import Testing

struct CholeskyDecompositionTests {
  @Test("The factor multiplies back to the matrix, and solves")
  func solves() throws {
    for size in [0, 1, 2, 9, 40] {
      let random = MatrixExamples.random(size, size + 3)
      let matrix = random * random.transposed
      let factor = try #require(CholeskyDecomposition(matrix))
      #expect(
        MatrixExamples.difference(factor.lower * factor.lower.transposed, matrix)
          < 1e-12 * Double(size + 1))
      let x = (0..<size).map { Double($0) - 2 }
      for (found, exact) in zip(factor.solve(matrix * x), x) { #expect(abs(found - exact) < 1e-8) }
      #expect(
        MatrixExamples.difference(factor.inverseLower * factor.lower, .identity(size)) < 1e-11)
    }
  }

  @Test("The determinant has its closed form")
  func determinant() throws {
    let factor = try #require(CholeskyDecomposition(DenseMatrix([[4, 2], [2, 3]])))
    #expect(abs(factor.logDeterminant - log(8)) < 1e-15)
    #expect(factor.solveLower([2, 1]) == [1, 0])
  }

  @Test("Matrices that are not positive definite are refused, also barely")
  func refuses() {
    #expect(CholeskyDecomposition(DenseMatrix([[1, 2], [2, 1]])) == nil)
    #expect(CholeskyDecomposition(DenseMatrix(rows: 2, columns: 2)) == nil)
    #expect(CholeskyDecomposition(DenseMatrix([[-1]])) == nil)
    #expect(CholeskyDecomposition(DenseMatrix([[.nan]])) == nil)
    #expect(CholeskyDecomposition(DenseMatrix([[.infinity]])) == nil)
    let low = MatrixExamples.random(8, 3)
    #expect(CholeskyDecomposition(low * low.transposed) == nil)
    #expect(CholeskyDecomposition(MatrixExamples.hilbert(10)) != nil)
  }
}
