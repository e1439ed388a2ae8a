import Foundation
import LatentSpace
import Testing

struct SingularValuesTests {
  func expectDecomposed(
    _ matrix: DenseMatrix, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let svd = SingularValues(matrix)
    let size = min(matrix.rows, matrix.columns)
    #expect(svd.values.count == size, sourceLocation: sourceLocation)
    #expect(svd.left.rows == matrix.rows && svd.left.columns == size)
    #expect(svd.right.rows == size && svd.right.columns == matrix.columns)
    let scale = max(matrix.values.map { abs($0) }.max() ?? 0, .leastNormalMagnitude)
    let rebuilt = svd.left * DenseMatrix(diagonal: svd.values) * svd.right
    #expect(
      MatrixExamples.difference(rebuilt, matrix) <= 1e-13 * scale * Double(max(1, size)),
      sourceLocation: sourceLocation)
    let rank = svd.values.count { $0 > 0 }
    let leftProduct = svd.left.transposed * svd.left
    var expected = DenseMatrix(rows: size, columns: size)
    for index in 0..<rank { expected[index, index] = 1 }
    #expect(
      MatrixExamples.difference(leftProduct, expected) < 1e-11, sourceLocation: sourceLocation)
    #expect(svd.values == svd.values.sorted(by: >), sourceLocation: sourceLocation)
  }

  @Test("Tall, square and wide matrices are rebuilt from orthonormal vectors")
  func random() {
    for (rows, columns) in [(1, 1), (5, 1), (1, 5), (4, 4), (30, 7), (7, 30), (200, 20)] {
      expectDecomposed(MatrixExamples.random(rows, columns, seed: UInt64(rows)))
    }
  }

  @Test("Empty, zero, rank-deficient and extreme matrices are decomposed")
  func hard() {
    expectDecomposed(DenseMatrix(rows: 0, columns: 3))
    expectDecomposed(DenseMatrix(rows: 3, columns: 0))
    expectDecomposed(DenseMatrix(rows: 4, columns: 3))
    expectDecomposed(1e-300 * MatrixExamples.random(6, 4))
    expectDecomposed(1e300 * MatrixExamples.random(6, 4))
    let low = MatrixExamples.random(12, 2) * MatrixExamples.random(2, 6, seed: 9)
    let svd = SingularValues(low)
    #expect(svd.rank() == 2)
    #expect(svd.values[2] < 1e-14 * svd.values[0])
  }

  @Test("Small singular values of a graded matrix keep their digits")
  func graded() {
    let scales = (0..<6).map { pow(10, -2 * Double($0)) }
    let basis = SymmetricEigen(MatrixExamples.symmetric(6)).vectors
    let svd = SingularValues(basis * DenseMatrix(diagonal: scales))
    for (value, exact) in zip(svd.values, scales) {
      #expect(abs(value - exact) < 1e-13 * exact)
    }
  }

  @Test("Singular values squared are the eigenvalues of the Gram matrix")
  func gram() {
    let matrix = MatrixExamples.random(25, 6)
    let eigen = SymmetricEigen(matrix.transposed * matrix)
    for (value, square) in zip(SingularValues(matrix).values, eigen.values) {
      #expect(abs(value * value - square) < 1e-11)
    }
  }

  @Test("Right vectors have their largest component positive")
  func sign() {
    for matrix in [MatrixExamples.random(9, 4), MatrixExamples.random(4, 9)] {
      let right = SingularValues(matrix).right
      for row in 0..<right.rows {
        let vector = Array(right.row(row))
        #expect(SymmetricEigen.withFixedSign(vector) == vector)
      }
    }
  }
}

extension KernelTests {
  /// Matrices that are longer than one block of the reduction.
  @Suite struct LongSingularValues {
    @Test func `Long matrices are rebuilt, the same on every machine`() {
      let matrix = MatrixExamples.random(1100, 6)
      let first = SingularValues(matrix)
      SingularValuesTests().expectDecomposed(matrix)
      forEachMachine { machine in
        let svd = SingularValues(matrix)
        #expect(svd.values == first.values, "\(machine)")
        #expect(svd.left == first.left && svd.right == first.right, "\(machine)")
      }
    }

    @Test func `Long matrices may lack rank, or be zero in a block`() {
      var matrix = MatrixExamples.random(900, 5)
      for row in 0..<300 {
        for column in 0..<5 { matrix[row, column] = 0 }
      }
      SingularValuesTests().expectDecomposed(matrix)
      let low = MatrixExamples.random(800, 2) * MatrixExamples.random(2, 6, seed: 9)
      #expect(SingularValues(low).rank() == 2)
      SingularValuesTests().expectDecomposed(DenseMatrix(rows: 600, columns: 3))
    }

    @Test func `Small singular values of long graded matrices keep their digits`() {
      let scales = (0..<6).map { index in (0..<index).reduce(1.0) { value, _ in value / 100 } }
      let basis = SingularValues(MatrixExamples.random(700, 6)).left
      let svd = SingularValues(basis * DenseMatrix(diagonal: scales))
      for (value, exact) in zip(svd.values, scales) {
        #expect(abs(value - exact) < 1e-13 * exact)
      }
    }
  }
}
