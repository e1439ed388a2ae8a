internal import CLatentKernels

/// An activation that a product applies to its results while it has them at hand.
package enum FusedActivation: Sendable {
  case identity, relu
}

extension Kernels {
  /// Columns of a packed panel, whatever the instruction set.
  package static let panelColumns = 16

  /// The number of floats in a packed operand of `rows` × `columns`.
  package static func packedCount(rows: Int, columns: Int) -> Int {
    panels(columns) * panelColumns * rows
  }

  /// Packs the row-major `rows` × `columns` matrix `b` for products, into panels of 16 columns.
  package static func pack(
    _ b: UnsafePointer<Float>, rows: Int, columns: Int, into packed: UnsafeMutablePointer<Float>
  ) {
    let panel = rows * panelColumns
    Threads.forEach(slices: panels(columns), work: rows * columns) { range in
      latents_pack(
        b, columns, rows, columns, range.lowerBound, range.upperBound,
        packed + range.lowerBound * panel, panel)
    }
  }

  /// Packs the transpose of the row-major `columns` × `rows` matrix `b`.
  package static func packTransposed(
    _ b: UnsafePointer<Float>, rows: Int, columns: Int, into packed: UnsafeMutablePointer<Float>
  ) {
    let panel = rows * panelColumns
    Threads.forEach(slices: panels(columns), work: rows * columns) { range in
      latents_pack_transposed(
        b, rows, rows, columns, range.lowerBound, range.upperBound,
        packed + range.lowerBound * panel, panel)
    }
  }

  /// c[m, n] = act(bias[n] + Σ_k a[m, k]·b[k, n]); no bias is a bias of 0.
  ///
  /// `a` is row-major m × k, `b` packed k × n, `c` row-major m × n. Each element is one chain of
  /// fused multiply-adds over ascending k, starting from its bias.
  package static func multiply(
    _ a: UnsafePointer<Float>, byPacked b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>, rows m: Int, inner k: Int, columns n: Int,
    bias: UnsafePointer<Float>? = nil, activation: FusedActivation = .identity
  ) {
    var product = latents_product()
    product.a = a
    product.rowStride = k
    product.innerStride = 1
    product.b = b
    product.bRow = panelColumns
    product.bPanel = k * panelColumns
    product.c = c
    product.resultStride = n
    product.rows = m
    product.inner = k
    product.columns = n
    product.bias = bias
    product.relu = activation == .relu
    run(product)
  }

  /// c[k, n] = (accumulate ? c[k, n] : 0) + Σ_m a[m, k]·b[m, n], the gradient of a product's weights.
  ///
  /// `a` is row-major m × k, `b` row-major m × n, `c` row-major k × n; chains run over ascending m.
  package static func multiplyTransposed(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>,
    rows m: Int, inner k: Int, columns n: Int, accumulate: Bool
  ) {
    withScratch(floats: packedCount(rows: m, columns: n)) { packed in
      pack(b, rows: m, columns: n, into: packed)
      var product = latents_product()
      product.a = a
      product.rowStride = 1
      product.innerStride = k
      product.b = UnsafePointer(packed)
      product.bRow = panelColumns
      product.bPanel = m * panelColumns
      product.c = c
      product.resultStride = n
      product.rows = k
      product.inner = m
      product.columns = n
      product.resume = accumulate
      run(product)
    }
  }

  /// out[c] = (accumulate ? out[c] : 0) + Σ_r x[r, c] over ascending rows, one chain per column.
  package static func columnSums(
    _ x: UnsafePointer<Float>, rows: Int, columns: Int, into out: UnsafeMutablePointer<Float>,
    accumulate: Bool
  ) {
    Threads.forEach(slices: panels(columns), work: rows * columns) { range in
      latents_column_sums(
        x, rows, columns, range.lowerBound * panelColumns,
        min(columns, range.upperBound * panelColumns), out, accumulate)
    }
  }

  static func panels(_ columns: Int) -> Int { (columns + panelColumns - 1) / panelColumns }

  /// Scratch memory for the duration of `body`, reused from call to call.
  static func withScratch(floats: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
    let scratch = latents_scratch_take(floats * MemoryLayout<Float>.stride)
    body(scratch.memory.assumingMemoryBound(to: Float.self))
    latents_scratch_give(scratch)
  }

  /// Runs a product, split over its rows or its panels, whichever has more to share out.
  private static func run(_ product: latents_product) {
    guard product.rows > 0, product.columns > 0 else { return }
    let rowSlice = 24
    let work = product.rows * product.columns * max(1, product.inner)
    let rowSlices = (product.rows + rowSlice - 1) / rowSlice
    let panels = panels(product.columns)
    if rowSlices >= panels {
      Threads.forEach(slices: rowSlices, work: work) { range in
        let first = range.lowerBound * rowSlice
        var part = product
        part.a += first * product.rowStride
        part.c += first * product.resultStride
        part.rows = min(product.rows, range.upperBound * rowSlice) - first
        latents_product_run(&part)
      }
    } else {
      Threads.forEach(slices: panels, work: work) { range in
        let first = range.lowerBound * panelColumns
        var part = product
        part.b += range.lowerBound * product.bPanel
        part.c += first
        part.bias = product.bias.map { $0 + first }
        part.columns = min(product.columns, range.upperBound * panelColumns) - first
        latents_product_run(&part)
      }
    }
  }
}
