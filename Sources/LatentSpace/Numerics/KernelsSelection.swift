internal import CLatentKernels

/// What a search by blocked products needs, on the calling thread.
extension Kernels {
  /// Packs `columns` vectors of `rows` numbers, one after the other, as a product's right operand.
  static func packBlock(
    vectors: UnsafePointer<Float>, rows: Int, columns: Int,
    into packed: UnsafeMutablePointer<Float>
  ) {
    latents_pack_transposed(
      vectors, rows, rows, columns, 0, panels(columns), packed, rows * panelColumns)
  }

  /// The product `multiply(_:byPacked:…)` without threads, for callers that have their own.
  static func multiplyBlock(
    _ a: UnsafePointer<Float>, byPacked b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>, rows: Int, inner: Int, columns: Int,
    bias: UnsafePointer<Float>?
  ) {
    var product = latents_product()
    product.a = a
    product.rowStride = inner
    product.innerStride = 1
    product.b = b
    product.bRow = panelColumns
    product.bPanel = inner * panelColumns
    product.c = c
    product.resultStride = columns
    product.rows = rows
    product.inner = inner
    product.columns = columns
    product.bias = bias
    latents_product_run(&product)
  }

  /// Writes the elements that are at most a limit, in order, with their indices from `first` on.
  ///
  /// Returns how many there are; both outputs need room for `count`.
  package static func selectAtMost(
    _ limit: Float, of x: UnsafePointer<Float>, count: Int, first: Int,
    values: UnsafeMutablePointer<Float>, indices: UnsafeMutablePointer<Int32>
  ) -> Int {
    latents_select_at_most(x, count, limit, Int32(first), values, indices)
  }
}
