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

  /// The same product with a right operand that is not packed: row-major k × n.
  ///
  /// Packs it piece by piece in the cache, which costs little if there are many rows, and reads it
  /// where it is if there are few.
  package static func multiply(
    _ a: UnsafePointer<Float>, by b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>,
    rows m: Int, inner k: Int, columns n: Int, bias: UnsafePointer<Float>? = nil,
    activation: FusedActivation = .identity
  ) {
    multiply(
      a, b, transposed: false, into: c, rows: m, inner: k, columns: n, bias: bias,
      activation: activation)
  }

  /// The same product with a right operand that is stored transposed: row-major n × k.
  package static func multiply(
    _ a: UnsafePointer<Float>, byTransposed b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>, rows m: Int, inner k: Int, columns n: Int,
    bias: UnsafePointer<Float>? = nil, activation: FusedActivation = .identity
  ) {
    multiply(
      a, b, transposed: true, into: c, rows: m, inner: k, columns: n, bias: bias,
      activation: activation)
  }

  private static func multiply(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, transposed: Bool,
    into c: UnsafeMutablePointer<Float>, rows m: Int, inner k: Int, columns n: Int,
    bias: UnsafePointer<Float>?, activation: FusedActivation
  ) {
    guard m > 0, n > 0 else { return }
    let work = m * n * max(1, k)
    let panels = panels(n)
    let rowSlices = m / rowSlice
    if panels < 8, rowSlices > panels {
      Threads.forEach(slices: rowSlices, work: work) { range in
        let first = m * range.lowerBound / rowSlices
        let end = m * range.upperBound / rowSlices
        latents_multiply(
          a + first * k, b, transposed, c + first * n, end - first, k, n, bias,
          activation == .relu, 0, panels)
      }
    } else {
      Threads.forEach(slices: panelSlices(panels), work: work) { range in
        latents_multiply(
          a, b, transposed, c, m, k, n, bias, activation == .relu,
          range.lowerBound * panelSlice, min(panels, range.upperBound * panelSlice))
      }
    }
  }

  /// c[k, n] = (accumulate ? c[k, n] : 0) + Σ_m a[m, k]·b[m, n], the gradient of a product's weights.
  ///
  /// `a` is row-major m × k, `b` row-major m × n, `c` row-major k × n; chains run over ascending m.
  package static func multiplyTransposed(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>,
    rows m: Int, inner k: Int, columns n: Int, accumulate: Bool
  ) {
    guard k > 0, n > 0 else { return }
    // Few ranges per thread, because each packs b for itself.
    Threads.forEach(slices: panels(k), work: k * n * max(1, m), rangesPerThread: 2) { range in
      latents_multiply_transposed(
        a, b, c, m, k, n, accumulate, range.lowerBound, range.upperBound)
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

  /// Panels that a thread takes together: as many as the widest register tile has, because a tile
  /// of half the width has too few chains to hide the latency of fma.
  private static let panelSlice = 2

  private static func panelSlices(_ panels: Int) -> Int {
    (panels + panelSlice - 1) / panelSlice
  }

  /// Rows that a thread takes together.
  private static let rowSlice = 24

  /// Runs a product, split over its rows or its panels, whichever has more to share out.
  private static func run(_ product: latents_product) {
    guard product.rows > 0, product.columns > 0 else { return }
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
      Threads.forEach(slices: panelSlices(panels), work: work) { range in
        let first = range.lowerBound * panelSlice * panelColumns
        let end = range.upperBound * panelSlice * panelColumns
        var part = product
        part.b += range.lowerBound * panelSlice * product.bPanel
        part.c += first
        part.bias = product.bias.map { $0 + first }
        part.columns = min(product.columns, end) - first
        latents_product_run(&part)
      }
    }
  }
}
