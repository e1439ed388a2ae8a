import LatentSpace
import Testing

struct DenseMatrixTests {
  @Test("Products agree with the definition for odd and empty sizes")
  func products() {
    for (rows, inner, columns) in [(1, 1, 1), (2, 3, 5), (7, 1, 4), (3, 0, 2), (0, 2, 2)] {
      let left = MatrixExamples.random(rows, inner)
      let right = MatrixExamples.random(inner, columns, seed: 2)
      let product = left * right
      #expect(product.rows == rows && product.columns == columns)
      for row in 0..<rows {
        for column in 0..<columns {
          var sum = 0.0
          for k in 0..<inner { sum += left[row, k] * right[k, column] }
          #expect(product[row, column] == sum)
        }
      }
    }
    #expect(DenseMatrix([[1, 2], [3, 4]]) * [5, 6] == [17, 39])
  }

  @Test("Sums, multiples, transposes and diagonals are as defined")
  func basics() {
    let matrix = DenseMatrix([[1, 2, 3], [4, 5, 6]])
    #expect(matrix.transposed == DenseMatrix([[1, 4], [2, 5], [3, 6]]))
    #expect(matrix + matrix == 2 * matrix)
    #expect(matrix - matrix == DenseMatrix(rows: 2, columns: 3))
    #expect(matrix.diagonal == [1, 5])
    #expect(matrix.column(2) == [3, 6])
    #expect(matrix.addingToDiagonal(1).diagonal == [2, 6])
    #expect(DenseMatrix(LatentBatch([[1, 2]])) == DenseMatrix([[1, 2]]))
  }

  @Test("Covariances have their closed form, with weights too")
  func covariance() {
    let batch = LatentBatch([[1, 0], [3, 4], [100, 100]])
    let covariance = DenseMatrix.covariance(
      of: batch, mean: [2, 2], weights: [1, 1, 0], divisor: 2)
    #expect(covariance == DenseMatrix([[1, 2], [2, 4]]))
    let plain = DenseMatrix.covariance(
      of: batch.selecting([0, 1]), mean: [2, 2], divisor: 1)
    #expect(plain == DenseMatrix([[2, 4], [4, 8]]))
  }
}
