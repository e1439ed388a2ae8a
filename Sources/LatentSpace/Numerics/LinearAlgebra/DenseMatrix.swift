internal import CLatentKernels

/// A matrix of Doubles in rows, for the small problems behind the operations: covariances, fits.
///
/// Every element of a product is one chain over the ascending inner index: multiply, round, add,
/// round. Swift never fuses the two, and a fused one is a call on machines compiled for without it.
/// Sizes that do not fit are bugs and stop the program.
package struct DenseMatrix: Hashable, Sendable {
  package let rows: Int
  package let columns: Int

  /// The elements, row after row.
  package var values: [Double]

  /// A matrix over a buffer of `rows` × `columns` elements.
  package init(rows: Int, columns: Int, values: [Double]) {
    require(
      rows >= 0 && columns >= 0 && values.count == rows * columns,
      "A matrix of \(rows) × \(columns) cannot be made from \(values.count) numbers.")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// A matrix of zeros.
  package init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, values: Array(repeating: 0, count: rows * columns))
  }

  /// A matrix with the given rows, all of one length.
  package init(_ rows: [[Double]]) {
    let columns = rows.first?.count ?? 0
    require(rows.allSatisfy { $0.count == columns }, "The rows of a matrix must have one length.")
    self.init(rows: rows.count, columns: columns, values: rows.flatMap(\.self))
  }

  /// The vectors of a batch as rows.
  package init(_ batch: LatentBatch) {
    self.init(
      rows: batch.count, columns: batch.dimension, values: batch.values.map { Double($0) })
  }

  /// A square matrix with the given diagonal, zero elsewhere.
  package init(diagonal: [Double]) {
    self.init(rows: diagonal.count, columns: diagonal.count)
    for index in diagonal.indices { self[index, index] = diagonal[index] }
  }

  /// The identity.
  package static func identity(_ size: Int) -> DenseMatrix {
    DenseMatrix(diagonal: Array(repeating: 1, count: size))
  }

  package subscript(row: Int, column: Int) -> Double {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }

  /// The elements of a row.
  package func row(_ row: Int) -> ArraySlice<Double> {
    values[row * columns..<(row + 1) * columns]
  }

  /// The elements of a column.
  package func column(_ column: Int) -> [Double] {
    (0..<rows).map { self[$0, column] }
  }

  /// The elements of the diagonal.
  package var diagonal: [Double] {
    (0..<min(rows, columns)).map { self[$0, $0] }
  }

  package var transposed: DenseMatrix {
    var result = DenseMatrix(rows: columns, columns: rows)
    for row in 0..<rows {
      for column in 0..<columns { result[column, row] = self[row, column] }
    }
    return result
  }

  /// Whether every element is a finite number.
  package var isFinite: Bool { values.allSatisfy(\.isFinite) }

  /// The product of two matrices.
  package static func * (left: DenseMatrix, right: DenseMatrix) -> DenseMatrix {
    require(
      left.columns == right.rows,
      "A matrix of \(left.rows) × \(left.columns) cannot be multiplied by one of "
        + "\(right.rows) × \(right.columns).")
    var result = DenseMatrix(rows: left.rows, columns: right.columns)
    result.values.withUnsafeMutableBufferPointer { sums in
      var product = latents_dense(
        a: nil, aRow: left.columns, aInner: 1, b: nil, bInner: right.columns,
        c: sums.baseAddress, cRow: right.columns, rows: left.rows, inner: left.columns,
        columns: right.columns, lower: false, accumulate: false)
      left.values.withUnsafeBufferPointer { left in
        right.values.withUnsafeBufferPointer { right in
          (product.a, product.b) = (left.baseAddress, right.baseAddress)
          latents_dense_product(&product)
        }
      }
    }
    return result
  }

  /// The product with a column vector.
  package static func * (matrix: DenseMatrix, vector: [Double]) -> [Double] {
    (matrix * DenseMatrix(rows: vector.count, columns: 1, values: vector)).values
  }

  package static func * (factor: Double, matrix: DenseMatrix) -> DenseMatrix {
    DenseMatrix(
      rows: matrix.rows, columns: matrix.columns, values: matrix.values.map { factor * $0 })
  }

  package static func + (left: DenseMatrix, right: DenseMatrix) -> DenseMatrix {
    require(
      left.rows == right.rows && left.columns == right.columns,
      "Two matrices must have the same size to be added.")
    return DenseMatrix(
      rows: left.rows, columns: left.columns,
      values: zip(left.values, right.values).map { $0 + $1 })
  }

  package static func - (left: DenseMatrix, right: DenseMatrix) -> DenseMatrix {
    left + -1 * right
  }

  /// The matrix with a number added to every element of the diagonal.
  package func addingToDiagonal(_ number: Double) -> DenseMatrix {
    var result = self
    for index in 0..<min(rows, columns) { result[index, index] += number }
    return result
  }
}
