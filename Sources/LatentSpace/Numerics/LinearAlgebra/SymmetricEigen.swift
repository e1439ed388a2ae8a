internal import CLatentKernels

/// The eigenvalues and eigenvectors of a symmetric matrix, largest eigenvalue first.
///
/// Householder reduction to a tridiagonal matrix, then implicit QL with shifts (Martin, Reinsch and
/// Wilkinson 1968; Golub and Van Loan, chapter 8). Eigenvalues are right to a few units in the last
/// place of the largest. Vectors are orthonormal, each with its largest component positive (the first
/// of equals), so the same matrix gives the same bits. O(n³).
package struct SymmetricEigen: Sendable {
  /// The eigenvalues, descending.
  package let values: [Double]

  /// The unit eigenvectors as rows, in the order of the eigenvalues.
  package let vectors: DenseMatrix

  /// Decomposes a symmetric matrix of finite numbers; both triangles must agree.
  package init(_ matrix: DenseMatrix) {
    require(matrix.rows == matrix.columns, "Only a square matrix has eigenvalues.")
    require(matrix.isFinite, "Eigenvalues need a matrix of finite numbers.")
    let size = matrix.rows
    // A power of two takes no digits away and keeps squares inside the range.
    let largest = matrix.values.reduce(0) { max($0, abs($1)) }
    let scale = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    var work = Tridiagonal(
      DenseMatrix(rows: size, columns: size, values: matrix.values.map { $0 / scale }))
    work.diagonalize()
    let order = (0..<size).sorted { (-work.diagonal[$0], $0) < (-work.diagonal[$1], $1) }
    values = order.map { work.diagonal[$0] * scale }
    vectors = DenseMatrix(
      rows: size, columns: size,
      values: order.flatMap { Self.withFixedSign(Array(work.basis.row($0))) })
  }

  /// V f(Λ) Vᵀ: the matrix with a function applied to its eigenvalues.
  package func mapValues(_ function: (Double) -> Double) -> DenseMatrix {
    let images = DenseMatrix(diagonal: values.map(function))
    let product = vectors.transposed * images * vectors
    // The product is symmetric up to rounding; make it so to the bit.
    return 0.5 * (product + product.transposed)
  }

  /// The vector, or its opposite, so that its largest component is positive.
  package static func withFixedSign(_ vector: [Double]) -> [Double] {
    var largest = 0.0
    for component in vector where abs(component) > abs(largest) { largest = component }
    return largest < 0 ? vector.map { -$0 } : vector
  }
}

/// A symmetric matrix as Q T Qᵀ with T tridiagonal; Q's columns become the eigenvectors, as rows.
private struct Tridiagonal {
  var diagonal: [Double]
  private var side: [Double]
  private(set) var basis: DenseMatrix

  init(_ matrix: DenseMatrix) {
    let size = matrix.rows
    var a = matrix
    var reflectors: [(start: Int, vector: [Double], scale: Double)] = []
    for column in 0..<max(0, size - 2) {
      let start = column + 1
      var v = (start..<size).map { a[$0, column] }
      let rest = LaneReduction.reduce(v.count - 1) { v[$0 + 1] * v[$0 + 1] }
      // Relative to the largest element, 1, this is nothing; its inverse would overflow.
      if rest < 1e-290 { continue }
      let length = (v[0] * v[0] + rest).squareRoot()
      let target = v[0] > 0 ? -length : length
      v[0] -= target
      let beta = 2 / (v[0] * v[0] + rest)
      Self.reflect(&a, v, beta, from: start)
      a[start, column] = target
      for row in start + 1..<size { a[row, column] = 0 }
      reflectors.append((start, v, beta))
    }
    diagonal = a.diagonal
    side = (0..<max(0, size - 1)).map { a[$0 + 1, $0] } + [0]
    basis = .identity(size)
    // Q is the product of the reflections, so the last of them acts first.
    for (start, v, beta) in reflectors.reversed() {
      Self.reflectRows(&basis, v, beta, from: start)
    }
  }

  /// H A H for the lower right block of A, with H = I − β v vᵀ.
  private static func reflect(
    _ a: inout DenseMatrix, _ v: [Double], _ beta: Double, from start: Int
  ) {
    let size = a.rows
    let count = v.count
    a.values.withUnsafeMutableBufferPointer { a in
      guard let block = a.baseAddress.map({ $0 + start * size + start }) else { return }
      var p = (0..<count).map { row in beta * latents_dense_dot(block + row * size, v, count) }
      let half = beta / 2 * latents_dense_dot(p, v, count)
      for row in 0..<count { p[row] -= half * v[row] }
      latents_dense_rank_two(block, size, v, p, count)
    }
  }

  /// H B for the rows of B from `start` on.
  private static func reflectRows(
    _ b: inout DenseMatrix, _ v: [Double], _ beta: Double, from start: Int
  ) {
    let size = b.columns
    b.values.withUnsafeMutableBufferPointer { b in
      guard let first = b.baseAddress.map({ $0 + start * size }) else { return }
      var products = [Double](repeating: 0, count: size)
      for row in v.indices {
        latents_dense_add_multiple(&products, first + row * size, v[row], size)
      }
      for row in v.indices {
        latents_dense_add_multiple(first + row * size, products, -beta * v[row], size)
      }
    }
  }

  /// Turns T into a diagonal matrix, one eigenvalue after the other.
  mutating func diagonalize() {
    // The columns of Q must become rows before rotations combine them.
    basis = basis.transposed
    let size = diagonal.count
    for first in 0..<size {
      // Three steps are usual; the bound only keeps a surprise from hanging the program.
      for _ in 0..<100 {
        let last = endOfBlock(from: first)
        if last == first { break }
        step(from: first, to: last)
      }
    }
  }

  private func endOfBlock(from first: Int) -> Int {
    var last = first
    while last < diagonal.count - 1 {
      let neighbours = abs(diagonal[last]) + abs(diagonal[last + 1])
      if abs(side[last]) <= .ulpOfOne / 2 * neighbours || abs(side[last]) < 1e-290 { break }
      last += 1
    }
    return last
  }

  /// One implicit QL sweep on the block between two rows.
  private mutating func step(from first: Int, to last: Int) {
    var g = (diagonal[first + 1] - diagonal[first]) / (2 * side[first])
    let root = Self.hypotenuse(g, 1)
    g = diagonal[last] - diagonal[first] + side[first] / (g + (g < 0 ? -root : root))
    var (s, c, p) = (1.0, 1.0, 0.0)
    for index in (first..<last).reversed() {
      let f = s * side[index]
      let b = c * side[index]
      let r = Self.hypotenuse(f, g)
      side[index + 1] = r
      if r == 0 {
        diagonal[index + 1] -= p
        side[last] = 0
        return
      }
      s = f / r
      c = g / r
      g = diagonal[index + 1] - p
      let t = (diagonal[index] - g) * s + 2 * c * b
      p = s * t
      diagonal[index + 1] = g + p
      g = c * t - b
      rotate(index, cosine: c, sine: s)
    }
    diagonal[first] -= p
    side[first] = g
    side[last] = 0
  }

  private mutating func rotate(_ row: Int, cosine: Double, sine: Double) {
    let size = basis.columns
    basis.values.withUnsafeMutableBufferPointer { b in
      guard let upper = b.baseAddress.map({ $0 + row * size }) else { return }
      latents_dense_rotate(upper, upper + size, cosine, sine, size)
    }
  }

  private static func hypotenuse(_ x: Double, _ y: Double) -> Double {
    let (large, small) = (max(abs(x), abs(y)), min(abs(x), abs(y)))
    if large == 0 { return 0 }
    let ratio = small / large
    return large * (1 + ratio * ratio).squareRoot()
  }
}
