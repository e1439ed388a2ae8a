internal import CLatentKernels

/// The singular value decomposition A = U diag(σ) V, singular values descending.
///
/// A is n × d; with r = min(n, d), U is n × r and V has the r right singular vectors as rows. A tall
/// matrix is first reduced by Householder reflections, a long one block by block; then pairs of columns are rotated until all
/// are orthogonal (one-sided Jacobi: Hestenes 1958, Demmel and Veselić 1992), which gives small
/// singular values their digits. Each row of V has its largest component positive. Where σ is zero,
/// the column of U is zero. O(n d²).
package struct SingularValues: Sendable {
  /// The singular values, descending.
  package let values: [Double]

  /// The left singular vectors as columns.
  package let left: DenseMatrix

  /// The right singular vectors as rows.
  package let right: DenseMatrix

  /// Decomposes a matrix of finite numbers.
  package init(_ matrix: DenseMatrix) {
    if matrix.rows < matrix.columns {
      let other = SingularValues(tall: matrix.transposed)
      var (left, right) = (other.right.transposed, other.left.transposed)
      for row in 0..<right.rows {
        let vector = Array(right.row(row))
        guard SymmetricEigen.withFixedSign(vector) != vector else { continue }
        for column in 0..<right.columns { right[row, column].negate() }
        for other in 0..<left.rows { left[other, row].negate() }
      }
      self.init(values: other.values, left: left, right: right)
    } else {
      self.init(tall: matrix)
    }
  }

  private init(values: [Double], left: DenseMatrix, right: DenseMatrix) {
    self.values = values
    self.left = left
    self.right = right
  }

  private init(tall matrix: DenseMatrix) {
    let size = matrix.columns
    let largest = latents_dense_largest(matrix.values, matrix.values.count)
    require(largest.isFinite, "Singular values need a matrix of finite numbers.")
    let scale = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    let reduction = TriangularReduction(matrix, dividedBy: scale)
    var rotation = ColumnRotation(columns: reduction.triangle.transposed)
    rotation.run()
    let lengths = rotation.lengths
    let order = (0..<size).sorted { (-lengths[$0], $0) < (-lengths[$1], $1) }
    values = order.map { lengths[$0] * scale }
    var left = DenseMatrix(rows: size, columns: size)
    var right = DenseMatrix(rows: size, columns: size)
    for (row, index) in order.enumerated() {
      let vector = Array(rotation.basis.row(index))
      let isFlipped = SymmetricEigen.withFixedSign(vector) != vector
      for column in 0..<size {
        right[row, column] = isFlipped ? -vector[column] : vector[column]
        guard lengths[index] > 0 else { continue }
        let component = rotation.columns[index, column] / lengths[index]
        left[row, column] = isFlipped ? -component : component
      }
    }
    self.left = reduction.expanded(rows: left)
    self.right = right
  }

  /// How many singular values exceed the largest times a tolerance.
  package func rank(tolerance: Double = 1e-10) -> Int {
    guard let largest = values.first, largest > 0 else { return 0 }
    return values.count { $0 > tolerance * largest }
  }
}

/// Rotates pairs of columns until all are orthogonal.
private struct ColumnRotation {
  /// The columns as rows.
  var columns: DenseMatrix
  /// The accumulated rotations; its rows are the right singular vectors.
  var basis: DenseMatrix

  init(columns: DenseMatrix) {
    self.columns = columns
    basis = .identity(columns.rows)
  }

  var lengths: [Double] {
    (0..<columns.rows).map { dot($0, $0).squareRoot() }
  }

  mutating func run() {
    let size = columns.rows
    // Ten sweeps are usual; the bound only keeps a surprise from hanging the program.
    for _ in 0..<60 {
      var isDone = true
      for first in 0..<size {
        for second in (first + 1)..<max(size, first + 1) {
          if rotate(first, second) { isDone = false }
        }
      }
      if isDone { return }
    }
  }

  private mutating func rotate(_ first: Int, _ second: Int) -> Bool {
    let product = dot(first, second)
    let (a, b) = (dot(first, first), dot(second, second))
    guard abs(product) > 4 * .ulpOfOne * (a * b).squareRoot(), product != 0 else { return false }
    let ratio = (b - a) / (2 * product)
    let root = (1 + ratio * ratio).squareRoot()
    let tangent = ratio.isFinite && root.isFinite ? 1 / (abs(ratio) + root) : 0
    let signed = ratio < 0 ? -tangent : tangent
    let cosine = 1 / (1 + signed * signed).squareRoot()
    let sine = cosine * signed
    Self.turn(&columns, first, second, cosine, sine)
    Self.turn(&basis, first, second, cosine, sine)
    return tangent != 0
  }

  private func dot(_ first: Int, _ second: Int) -> Double {
    let size = columns.columns
    return columns.values.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return 0 }
      return latents_dense_dot(base + first * size, base + second * size, size)
    }
  }

  private static func turn(
    _ matrix: inout DenseMatrix, _ first: Int, _ second: Int, _ cosine: Double, _ sine: Double
  ) {
    let size = matrix.columns
    matrix.values.withUnsafeMutableBufferPointer { values in
      guard let base = values.baseAddress else { return }
      latents_dense_rotate(base + first * size, base + second * size, cosine, sine, size)
    }
  }
}
