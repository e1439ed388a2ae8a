internal import CLatentKernels

/// A positive definite matrix as L Lᵀ with L lower triangular.
///
/// Solves, determinants and draws from a normal density need nothing else. O(n³).
package struct CholeskyDecomposition: Sendable {
  /// Lᵀ, with zeros below the diagonal.
  package let upper: DenseMatrix

  /// L, with zeros above the diagonal.
  package var lower: DenseMatrix { upper.transposed }

  /// Nil when the symmetric matrix is not positive definite to working precision.
  ///
  /// Only the lower triangle is read.
  package init?(_ matrix: DenseMatrix) {
    require(matrix.rows == matrix.columns, "Only a square matrix has a Cholesky decomposition.")
    let size = matrix.rows
    var upper = DenseMatrix(rows: size, columns: size)
    let isDefinite = upper.values.withUnsafeMutableBufferPointer { upper in
      upper.baseAddress.map { latents_cholesky(matrix.values, $0, size) } ?? true
    }
    guard isDefinite else { return nil }
    self.upper = upper
  }

  /// ln det(L Lᵀ).
  package var logDeterminant: Double {
    upper.diagonal.reduce(0) { $0 + 2 * Elementary.log($1) }
  }

  /// The x with L x = b.
  package func solveLower(_ b: [Double]) -> [Double] {
    require(b.count == upper.rows, "A right side must have as many numbers as the matrix rows.")
    var x = b
    let size = b.count
    x.withUnsafeMutableBufferPointer { x in
      upper.values.withUnsafeBufferPointer { upper in
        for row in 0..<size {
          for inner in 0..<row { x[row] -= upper[inner * size + row] * x[inner] }
          x[row] /= upper[row * size + row]
        }
      }
    }
    return x
  }

  /// The x with L Lᵀ x = b.
  package func solve(_ b: [Double]) -> [Double] {
    var x = solveLower(b)
    let size = b.count
    x.withUnsafeMutableBufferPointer { x in
      upper.values.withUnsafeBufferPointer { upper in
        for row in (0..<size).reversed() {
          for inner in (row + 1)..<max(size, row + 1) {
            x[row] -= upper[row * size + inner] * x[inner]
          }
          x[row] /= upper[row * size + row]
        }
      }
    }
    return x
  }

  /// The inverse of L, lower triangular.
  package var inverseLower: DenseMatrix {
    let size = upper.rows
    var inverse = DenseMatrix.identity(size)
    inverse.values.withUnsafeMutableBufferPointer { inverse in
      guard let rows = inverse.baseAddress else { return }
      for row in 0..<size {
        let target = rows + row * size
        for inner in 0..<row {
          latents_dense_add_multiple(target, rows + inner * size, -upper[inner, row], inner + 1)
        }
        for column in 0...row { target[column] /= upper[row, row] }
      }
    }
    return inverse
  }
}
