/// How often each row occurs in the data, which comes first, and in each resample of it.
///
/// Counts make sums over all resamples at once into matrix products: with C the `rows` × `columns`
/// counts, CᵀX are the sums of X over the rows of every resample. Column 0 is all ones: the data.
struct Resamples {
  let rows: Int

  /// 1 for the data, and one per resample.
  let columns: Int

  /// The counts, row after row, as the kernels take them.
  let counts: [Float]

  /// Draws the resamples; takes one number from the generator.
  init(
    rows: Int, _ bootstrap: Bootstrap, using generator: inout some RandomNumberGenerator
  ) {
    let columns = bootstrap.resamples + 1
    var own = SeededGenerator(seed: generator.next())
    var counts = [Float](repeating: 0, count: rows * columns)
    counts.withUnsafeMutableBufferPointer { counts in
      for row in 0..<rows { counts[row * columns] = 1 }
      for column in 1..<columns {
        for _ in 0..<rows { counts[own.nextIndex(below: rows) * columns + column] += 1 }
      }
    }
    self.rows = rows
    self.columns = columns
    self.counts = counts
  }

  /// The sums of each column of a matrix over the rows of each resample: `columns` × `width`.
  func sums(of values: [Float], width: Int) -> [Float] {
    var result = [Float](repeating: 0, count: columns * width)
    Kernels.multiplyTransposed(
      counts, values, into: &result, rows: rows, inner: columns, columns: width, accumulate: false)
    return result
  }

  /// Σ over the rows of a resample of left ⊗ right: `leftWidth` × `rightWidth`.
  func products(
    of left: [Float], leftWidth: Int, _ right: [Float], rightWidth: Int, column: Int
  ) -> [Float] {
    var weighted = [Float](repeating: 0, count: rows * rightWidth)
    for row in 0..<rows {
      let weight = counts[row * columns + column]
      if weight == 0 { continue }
      for index in row * rightWidth..<(row + 1) * rightWidth {
        weighted[index] = weight * right[index]
      }
    }
    var result = [Float](repeating: 0, count: leftWidth * rightWidth)
    Kernels.multiplyTransposed(
      left, weighted, into: &result, rows: rows, inner: leftWidth, columns: rightWidth,
      accumulate: false)
    return result
  }

  /// The covariance of each resample of centred vectors, the data excluded, dividing by the count.
  func covariances(of centred: [Float], width: Int) -> [(mean: [Double], covariance: DenseMatrix)] {
    let sums = self.sums(of: centred, width: width)
    let total = Double(rows)
    return (1..<max(1, columns)).map { column in
      let mean = (0..<width).map { Double(sums[column * width + $0]) / total }
      let squares = products(
        of: centred, leftWidth: width, centred, rightWidth: width, column: column)
      var covariance = DenseMatrix(rows: width, columns: width)
      for first in 0..<width {
        for second in first..<width {
          let value = Double(squares[first * width + second]) / total - mean[first] * mean[second]
          covariance[first, second] = value
          covariance[second, first] = value
        }
      }
      return (mean, covariance)
    }
  }
}
