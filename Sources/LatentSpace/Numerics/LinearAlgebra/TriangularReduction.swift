internal import CLatentKernels

/// A tall matrix as Q R, kept as the reflections that make Q.
///
/// A long matrix is cut into blocks of rows that fit into the cache, each is reduced on its own, and
/// the triangles of all blocks, one below the other, are reduced in turn: as stable as one long
/// reduction (Demmel, Grigori, Hoemmen and Langou 2012, "Communication-optimal parallel and
/// sequential QR and LU factorizations"). The cuts depend on the sizes only.
package struct TriangularReduction {
  private let blocks: [Reflections]
  /// The reduction of the triangles of several blocks.
  private let next: [TriangularReduction]
  private let rows: Int

  package init(_ matrix: DenseMatrix, dividedBy divisor: Double = 1) {
    rows = matrix.rows
    let starts = Self.starts(rows: matrix.rows, columns: matrix.columns)
    let count = starts.count - 1
    let work = 2 * matrix.rows * matrix.columns * matrix.columns
    let blocks = [Reflections](unsafeUninitializedCapacity: count) { buffer, written in
      nonisolated(unsafe) let buffer = buffer
      Threads.forEach(slices: count, work: work) { range in
        for block in range {
          let rows = starts[block]..<starts[block + 1]
          buffer.initializeElement(
            at: block, to: Reflections(matrix, rows: rows, dividedBy: divisor))
        }
      }
      written = count
    }
    self.blocks = blocks
    guard count > 1 else {
      next = []
      return
    }
    next = [
      TriangularReduction(
        DenseMatrix(
          rows: count * matrix.columns, columns: matrix.columns,
          values: blocks.flatMap(\.triangle.values)))
    ]
  }

  /// R.
  package var triangle: DenseMatrix { next.first?.triangle ?? blocks[0].triangle }

  /// Q times the transpose of a square matrix.
  package func expanded(rows square: DenseMatrix) -> DenseMatrix {
    let size = square.rows
    let parts = next.first?.expanded(rows: square) ?? square.transposed
    var result = DenseMatrix(rows: rows, columns: size)
    let starts = Self.starts(rows: rows, columns: size)
    result.values.withUnsafeMutableBufferPointer { result in
      nonisolated(unsafe) let result = result
      Threads.forEach(slices: blocks.count, work: 4 * rows * size * size) { range in
        for block in range {
          guard let base = result.baseAddress else { return }
          blocks[block].expand(parts, from: block * size, to: base + starts[block] * size)
        }
      }
    }
    return result
  }

  /// Where blocks begin, and the end of the last.
  private static func starts(rows: Int, columns: Int) -> [Int] {
    let height = max(256, 4 * columns)
    let count = max(1, rows / height)
    return (0...count).map { rows * $0 / count }
  }
}

/// The reflections that turn a block of rows into a triangle.
private struct Reflections {
  private(set) var triangle: DenseMatrix
  private let rows: Int
  /// Row c has the vector of reflection c, from place c on.
  private var vectors: [Double]
  private var scales: [Double]

  init(_ matrix: DenseMatrix, rows range: Range<Int>, dividedBy divisor: Double) {
    let (rows, size) = (range.count, matrix.columns)
    self.rows = rows
    vectors = Array(repeating: 0, count: rows * size)
    scales = Array(repeating: 0, count: min(size, rows))
    triangle = DenseMatrix(rows: size, columns: size)
    guard rows * size > 0 else { return }
    // Columns as rows, so that reflections run along memory.
    Kernels.withDoubles(rows * size) { columns in
      matrix.values.withUnsafeBufferPointer {
        guard let base = $0.baseAddress else { return }
        latents_dense_transpose(
          base + range.lowerBound * size, size, columns, rows, rows, size, divisor)
      }
      for column in scales.indices { reflect(columns, column) }
      for row in scales.indices {
        for column in row..<size { triangle[row, column] = columns[column * rows + row] }
      }
    }
  }

  /// Makes the reflection that clears a column below the diagonal, and reflects what is left.
  private mutating func reflect(_ columns: UnsafeMutablePointer<Double>, _ column: Int) {
    let (start, count) = (column * rows + column, rows - column)
    let left = triangle.columns - column
    scales[column] = vectors.withUnsafeMutableBufferPointer { vectors in
      guard let v = vectors.baseAddress.map({ $0 + start }) else { return 0 }
      v.update(from: columns + start, count: count)
      let rest = latents_dense_dot(v + 1, v + 1, count - 1)
      guard rest > 1e-290 else { return 0 }
      let length = (v[0] * v[0] + rest).squareRoot()
      v[0] += v[0] > 0 ? length : -length
      let scale = 2 / (v[0] * v[0] + rest)
      latents_dense_reflect(columns + start, rows, left, v, scale, count)
      return scale
    }
  }

  /// Writes Q times some rows of a matrix, as many as the block has columns.
  func expand(_ parts: DenseMatrix, from first: Int, to out: UnsafeMutablePointer<Double>) {
    let size = parts.columns
    guard rows * size > 0 else { return }
    Kernels.withDoubles(rows * size) { lines in
      lines.initialize(repeating: 0, count: rows * size)
      parts.values.withUnsafeBufferPointer {
        guard let base = $0.baseAddress else { return }
        latents_dense_transpose(
          base + first * size, size, lines, rows, scales.count, size, 1)
      }
      vectors.withUnsafeBufferPointer { vectors in
        guard let base = vectors.baseAddress else { return }
        for column in scales.indices.reversed() where scales[column] != 0 {
          let start = column * rows + column
          latents_dense_reflect(
            lines + column, rows, size, base + start, scales[column], rows - column)
        }
      }
      latents_dense_transpose(lines, rows, out, size, size, rows, 1)
    }
  }
}
