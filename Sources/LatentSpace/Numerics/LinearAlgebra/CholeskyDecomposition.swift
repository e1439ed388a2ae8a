/// A positive definite matrix as L Lᵀ with L lower triangular.
///
/// Solves, determinants and draws from a normal density need nothing else. O(n³).
package struct CholeskyDecomposition: Sendable {
  /// L, with zeros above the diagonal.
  package let lower: DenseMatrix

  /// Nil when the symmetric matrix is not positive definite to working precision.
  ///
  /// Only the lower triangle is read.
  package init?(_ matrix: DenseMatrix) {
    require(matrix.rows == matrix.columns, "Only a square matrix has a Cholesky decomposition.")
    let size = matrix.rows
    var lower = DenseMatrix(rows: size, columns: size)
    for row in 0..<size {
      for column in 0...row {
        var rest = matrix[row, column]
        for inner in 0..<column { rest -= lower[row, inner] * lower[column, inner] }
        if row == column {
          // A pivot that is only rounding left over from its element is no pivot.
          guard rest > Double(size) * .ulpOfOne * abs(matrix[row, row]), rest.isFinite else {
            return nil
          }
          lower[row, row] = rest.squareRoot()
        } else {
          lower[row, column] = rest / lower[column, column]
        }
      }
    }
    self.lower = lower
  }

  /// ln det(L Lᵀ).
  package var logDeterminant: Double {
    lower.diagonal.reduce(0) { $0 + 2 * Elementary.log($1) }
  }

  /// The x with L x = b.
  package func solveLower(_ b: [Double]) -> [Double] {
    require(b.count == lower.rows, "A right side must have as many numbers as the matrix rows.")
    var x = b
    for row in 0..<lower.rows {
      for inner in 0..<row { x[row] -= lower[row, inner] * x[inner] }
      x[row] /= lower[row, row]
    }
    return x
  }

  /// The x with L Lᵀ x = b.
  package func solve(_ b: [Double]) -> [Double] {
    var x = solveLower(b)
    for row in (0..<lower.rows).reversed() {
      for inner in (row + 1)..<lower.rows { x[row] -= lower[inner, row] * x[inner] }
      x[row] /= lower[row, row]
    }
    return x
  }

  /// The inverse of L, lower triangular.
  package var inverseLower: DenseMatrix {
    let size = lower.rows
    var inverse = DenseMatrix(rows: size, columns: size)
    for column in 0..<size {
      var unit = [Double](repeating: 0, count: size)
      unit[column] = 1
      let solved = solveLower(unit)
      for row in column..<size { inverse[row, column] = solved[row] }
    }
    return inverse
  }
}
