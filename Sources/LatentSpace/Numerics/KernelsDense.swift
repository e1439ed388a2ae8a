internal import CLatentKernels

/// Sums over the rows or columns of a batch, in Double, each in one fixed order.
///
/// Threads split the rows or columns that come out, never a sum.
extension Kernels {
  /// The inner product of each row with a vector, over sixteen lanes.
  package static func rowDots(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, with vector: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Double>
  ) {
    forEachRows(rows, columns: columns) { first, count in
      latents_row_dots(x + first * columns, count, columns, vector, out + first)
    }
  }

  /// The squared Euclidean distance of each row to a vector, over sixteen lanes.
  package static func rowSquaredDistances(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, to vector: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Double>
  ) {
    forEachRows(rows, columns: columns) { first, count in
      latents_row_squared_distances(x + first * columns, count, columns, vector, out + first)
    }
  }

  /// The sum of each column over ascending rows.
  package static func columnSums(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, into out: UnsafeMutablePointer<Double>
  ) {
    forEachColumns(columns, rows: rows) { first, count in
      latents_column_sums_in_double(x + first, rows, columns, count, out + first)
    }
  }

  /// The sum of each column over the rows at some positions, in their order.
  package static func columnSums(
    _ x: UnsafePointer<Float>, at positions: [Int], columns: Int,
    into out: UnsafeMutablePointer<Double>
  ) {
    latents_selected_column_sums(x, positions, positions.count, columns, out)
  }

  /// The sum of the squared distances of each column to a centre, over ascending rows.
  package static func columnSquares(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, around centre: UnsafePointer<Double>,
    into out: UnsafeMutablePointer<Double>
  ) {
    forEachColumns(columns, rows: rows) { first, count in
      latents_column_squares_in_double(
        x + first, rows, columns, count, centre + first, out + first)
    }
  }

  /// Adds Σ over the rows of w (x − c)(x − c)ᵀ to the upper triangle of a matrix.
  ///
  /// Each element is one chain over ascending rows, from what the matrix holds. Rows whose weight is
  /// zero are passed over; without weights they are one. Rows of the matrix are `stride` apart.
  package static func addGram(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, around centre: UnsafePointer<Double>,
    weights: UnsafePointer<Double>?, to sums: UnsafeMutablePointer<Double>, stride: Int
  ) {
    let strips = (columns + stripHeight - 1) / stripHeight
    // Strips get shorter downwards, so a long one goes with a short one.
    Threads.forEach(
      slices: (strips + 1) / 2, work: rows * columns * columns / 2, rangesPerThread: 1
    ) { range in
      forEachCentredChunk(x, rows: rows, columns: columns, around: centre, weights: weights) {
        centred, weighted, kept in
        for pair in range {
          addStrip(pair, centred, weighted, kept, columns, sums, stride)
          let partner = strips - 1 - pair
          if partner > pair { addStrip(partner, centred, weighted, kept, columns, sums, stride) }
        }
      }
    }
  }

  /// Adds Σ over the rows of w (x − c) to `sums`, for each of several lists of weights.
  ///
  /// List i stands at `weights` + i · rows; its sums at `sums` + i · columns.
  package static func addWeightedSums(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, around centre: UnsafePointer<Double>,
    weights: UnsafePointer<Double>, lists: Int, to sums: UnsafeMutablePointer<Double>
  ) {
    var first = 0
    forEachCentredChunk(x, rows: rows, columns: columns, around: centre, weights: nil) {
      centred, _, count in
      var product = latents_dense(
        a: weights + first, aRow: rows, aInner: 1, b: centred, bInner: columns, c: sums,
        cRow: columns, rows: lists, inner: count, columns: columns, lower: false,
        accumulate: true)
      latents_dense_product(&product)
      first += count
    }
  }

  /// Rows of a matrix that are summed together, and rows of a batch that stay in the nearest cache.
  private static let stripHeight = 8
  private static let chunkHeight = 64

  private static func addStrip(
    _ strip: Int, _ centred: UnsafePointer<Double>, _ weighted: UnsafePointer<Double>,
    _ count: Int, _ columns: Int, _ sums: UnsafeMutablePointer<Double>, _ stride: Int
  ) {
    let first = strip * stripHeight
    var product = latents_dense(
      a: weighted + first, aRow: 1, aInner: columns, b: centred + first, bInner: columns,
      c: sums + first * stride + first, cRow: stride, rows: min(stripHeight, columns - first),
      inner: count, columns: columns - first, lower: false, accumulate: true)
    latents_dense_product(&product)
  }

  /// Calls `body` with the centred rows of each chunk, the same times their weights, and their count.
  static func forEachCentredChunk(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, around centre: UnsafePointer<Double>,
    weights: UnsafePointer<Double>?,
    _ body: (UnsafePointer<Double>, UnsafePointer<Double>, Int) -> Void
  ) {
    let capacity = chunkHeight * columns
    withDoubles(2 * capacity) { centred in
      let weighted = weights == nil ? nil : centred + capacity
      for first in Swift.stride(from: 0, to: rows, by: chunkHeight) {
        let kept = latents_centre_rows(
          x + first * columns, min(chunkHeight, rows - first), columns, centre,
          weights.map { $0 + first }, centred, weighted)
        if kept > 0 { body(centred, weighted ?? centred, kept) }
      }
    }
  }

  /// Scratch memory for doubles, for the duration of `body`.
  static func withDoubles(_ count: Int, _ body: (UnsafeMutablePointer<Double>) -> Void) {
    withScratch(floats: 2 * count) { floats in
      floats.withMemoryRebound(to: Double.self, capacity: count, body)
    }
  }

  private static func forEachRows(_ rows: Int, columns: Int, _ body: (Int, Int) -> Void) {
    let slice = 128
    Threads.forEach(slices: (rows + slice - 1) / slice, work: rows * columns) { range in
      let first = range.lowerBound * slice
      body(first, min(rows, range.upperBound * slice) - first)
    }
  }

  private static func forEachColumns(_ columns: Int, rows: Int, _ body: (Int, Int) -> Void) {
    // Sixteen floats are a line of the cache.
    let slice = 16
    Threads.forEach(
      slices: (columns + slice - 1) / slice, work: rows * columns, rangesPerThread: 1
    ) { range in
      let first = range.lowerBound * slice
      body(first, min(columns, range.upperBound * slice) - first)
    }
  }
}
