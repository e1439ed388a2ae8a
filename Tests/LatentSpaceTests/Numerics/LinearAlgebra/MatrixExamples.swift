import LatentSpace

/// Matrices that break careless linear algebra, made from a seed.
enum MatrixExamples {
  static func random(_ rows: Int, _ columns: Int, seed: UInt64 = 1) -> DenseMatrix {
    var generator = SeededGenerator(seed: seed)
    return DenseMatrix(
      rows: rows, columns: columns,
      values: (0..<rows * columns).map { _ in generator.nextNormal() })
  }

  static func symmetric(_ size: Int, seed: UInt64 = 1) -> DenseMatrix {
    let matrix = random(size, size, seed: seed)
    return matrix + matrix.transposed
  }

  /// The Hilbert matrix: 1/(i + j + 1), with condition number 1.6e13 at size 10.
  static func hilbert(_ size: Int) -> DenseMatrix {
    DenseMatrix((0..<size).map { row in (0..<size).map { 1 / Double(row + $0 + 1) } })
  }

  /// The second-difference matrix, whose eigenvalues are 2 − 2 cos(kπ/(n + 1)).
  static func secondDifference(_ size: Int) -> DenseMatrix {
    var matrix = DenseMatrix(rows: size, columns: size)
    for index in 0..<size {
      matrix[index, index] = 2
      if index > 0 {
        matrix[index, index - 1] = -1
        matrix[index - 1, index] = -1
      }
    }
    return matrix
  }

  /// The largest absolute difference of two matrices' elements.
  static func difference(_ first: DenseMatrix, _ second: DenseMatrix) -> Double {
    (first - second).values.map { abs($0) }.max() ?? 0
  }
}
