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

  package init(_ matrix: DenseMatrix) {
    rows = matrix.rows
    let starts = Self.starts(rows: matrix.rows, columns: matrix.columns)
    let count = starts.count - 1
    let work = 2 * matrix.rows * matrix.columns * matrix.columns
    let blocks = [Reflections](unsafeUninitializedCapacity: count) { buffer, written in
      nonisolated(unsafe) let buffer = buffer
      Threads.forEach(slices: count, work: work) { range in
        for block in range {
          let rows = starts[block]..<starts[block + 1]
          buffer.initializeElement(at: block, to: Reflections(matrix, rows: rows))
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

  init(_ matrix: DenseMatrix, rows range: Range<Int>) {
    let (rows, size) = (range.count, matrix.columns)
    self.rows = rows
    triangle = DenseMatrix(rows: size, columns: size)
    // Columns as rows, so that reflections run along memory.
    var columns = [Double](repeating: 0, count: rows * size)
    for row in 0..<rows {
      let line = (range.lowerBound + row) * size
      for column in 0..<size { columns[column * rows + row] = matrix.values[line + column] }
    }
    vectors = Array(repeating: 0, count: rows * size)
    scales = []
    for column in 0..<min(size, rows) {
      let start = column * rows + column
      vectors.replaceSubrange(
        start..<(column + 1) * rows, with: columns[start..<(column + 1) * rows])
      scales.append(makeReflection(column))
      if scales[column] == 0 { continue }
      columns.withUnsafeMutableBufferPointer { columns in
        guard let base = columns.baseAddress else { return }
        for other in column..<size { reflect(base + other * rows, column) }
      }
    }
    for row in 0..<min(size, rows) {
      for column in row..<size { triangle[row, column] = columns[column * rows + row] }
    }
  }

  /// Turns the column at the vector's place into the vector; returns its scale, 0 for nothing to do.
  private mutating func makeReflection(_ column: Int) -> Double {
    let (start, count) = (column * rows + column, rows - column)
    return vectors.withUnsafeMutableBufferPointer { vectors in
      guard let v = vectors.baseAddress.map({ $0 + start }) else { return 0 }
      let rest = latents_dense_dot(v + 1, v + 1, count - 1)
      guard rest > 1e-290 else { return 0 }
      let length = (v[0] * v[0] + rest).squareRoot()
      v[0] += v[0] > 0 ? length : -length
      return 2 / (v[0] * v[0] + rest)
    }
  }

  private func reflect(_ line: UnsafeMutablePointer<Double>, _ column: Int) {
    let count = rows - column
    vectors.withUnsafeBufferPointer { vectors in
      guard let v = vectors.baseAddress.map({ $0 + column * rows + column }) else { return }
      let factor = -scales[column] * latents_dense_dot(line + column, v, count)
      latents_dense_add_multiple(line + column, v, factor, count)
    }
  }

  /// Writes Q times some rows of a matrix, as many as the block has columns.
  func expand(_ parts: DenseMatrix, from first: Int, to out: UnsafeMutablePointer<Double>) {
    let size = parts.columns
    var lines = [Double](repeating: 0, count: rows * size)
    lines.withUnsafeMutableBufferPointer { lines in
      guard let base = lines.baseAddress else { return }
      for line in 0..<size {
        for row in 0..<min(size, rows) { base[line * rows + row] = parts[first + row, line] }
      }
      for column in scales.indices.reversed() where scales[column] != 0 {
        for line in 0..<size { reflect(base + line * rows, column) }
      }
      for row in 0..<rows {
        for line in 0..<size { out[row * size + line] = base[line * rows + row] }
      }
    }
  }
}
