import Foundation
import LatentSpace
import Testing

struct SymmetricEigenTests {
  func expectDecomposed(
    _ matrix: DenseMatrix, within tolerance: Double = 1e-13,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let eigen = SymmetricEigen(matrix)
    let scale = max(matrix.values.map { abs($0) }.max() ?? 0, .leastNormalMagnitude)
    let size = matrix.rows
    let identity = eigen.vectors * eigen.vectors.transposed
    #expect(
      MatrixExamples.difference(identity, .identity(size)) < tolerance,
      sourceLocation: sourceLocation)
    let rebuilt = eigen.vectors.transposed * DenseMatrix(diagonal: eigen.values) * eigen.vectors
    #expect(
      MatrixExamples.difference(rebuilt, matrix) <= tolerance * scale * Double(size),
      sourceLocation: sourceLocation)
    #expect(eigen.values == eigen.values.sorted(by: >), sourceLocation: sourceLocation)
  }

  @Test("Random matrices of many sizes are rebuilt from values and orthonormal vectors")
  func random() {
    for size in [0, 1, 2, 3, 4, 5, 8, 17, 32, 65] {
      expectDecomposed(MatrixExamples.symmetric(size, seed: UInt64(size)))
    }
  }

  @Test("The eigenvalues of the second-difference matrix have their closed form")
  func closedForm() {
    for size in [2, 7, 40] {
      let eigen = SymmetricEigen(MatrixExamples.secondDifference(size))
      for (index, value) in eigen.values.reversed().enumerated() {
        let exact = 2 - 2 * cos(Double(index + 1) * Double.pi / Double(size + 1))
        #expect(abs(value - exact) < 1e-14 * 4)
      }
    }
  }

  @Test("Ill-conditioned, rank-deficient, degenerate and extreme matrices are rebuilt")
  func hard() {
    expectDecomposed(MatrixExamples.hilbert(12))
    expectDecomposed(DenseMatrix(rows: 6, columns: 6))
    expectDecomposed(.identity(9))
    expectDecomposed(DenseMatrix(rows: 5, columns: 5, values: Array(repeating: 1, count: 25)))
    expectDecomposed(DenseMatrix(diagonal: [1e300, -1e-300, 0, 1, 1]))
    expectDecomposed(1e-305 * MatrixExamples.symmetric(6))
    expectDecomposed(1e300 * MatrixExamples.symmetric(6))
    let thin = MatrixExamples.random(20, 3)
    expectDecomposed(thin * thin.transposed)
    var graded = MatrixExamples.symmetric(10)
    for row in 0..<10 {
      for column in 0..<10 { graded[row, column] *= pow(10, -Double(row + column)) }
    }
    expectDecomposed(graded)
  }

  @Test("Values come in descending order with the sign of vectors fixed")
  func orderAndSign() {
    let eigen = SymmetricEigen(DenseMatrix([[2, 1], [1, 2]]))
    #expect(abs(eigen.values[0] - 3) < 1e-15 && abs(eigen.values[1] - 1) < 1e-15)
    let root = 0.5.squareRoot()
    #expect(abs(eigen.vectors[0, 0] - root) < 1e-15 && abs(eigen.vectors[0, 1] - root) < 1e-15)
    #expect(SymmetricEigen.withFixedSign([1, -2, 2]) == [-1, 2, -2])
    #expect(SymmetricEigen.withFixedSign([]) == [])
  }

  @Test("A function of a matrix acts on its eigenvalues")
  func functions() {
    let matrix = MatrixExamples.random(8, 8)
    let positive = matrix * matrix.transposed
    let root = SymmetricEigen(positive).mapValues { max(0, $0).squareRoot() }
    #expect(MatrixExamples.difference(root * root, positive) < 1e-12)
    #expect(root == root.transposed)
  }

  @Test("A large matrix takes little time and keeps its digits")
  func large() {
    expectDecomposed(MatrixExamples.symmetric(160), within: 1e-12)
  }
}
