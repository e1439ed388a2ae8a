extension LatentBatch {
  /// A batch whose rows a closure writes, straight into the buffer.
  ///
  /// The closure gets a range of rows and where the first of them begins; it must write all of them.
  /// `work` is what a row costs, in operations as `Threads` counts them: where it pays, ranges are
  /// written on several threads at once. Not called when there is nothing to write.
  package init(
    count: Int, dimension: Int, work: Int,
    _ write: (Range<Int>, UnsafeMutablePointer<Float>) -> Void
  ) {
    let values = [Float](unsafeUninitializedCapacity: count * dimension) { buffer, written in
      if let base = buffer.baseAddress, dimension > 0 {
        nonisolated(unsafe) let base = base
        Threads.forEach(slices: count, work: count * work) { range in
          write(range, base + range.lowerBound * dimension)
        }
      }
      written = count * dimension
    }
    self.init(values: values, count: count, dimension: dimension)
  }
}

extension LatentVector {
  /// A vector whose coordinates a closure writes, straight into the buffer.
  package init(dimension: Int, _ write: (UnsafeMutablePointer<Float>) -> Void) {
    self.init(
      [Float](unsafeUninitializedCapacity: dimension) { buffer, written in
        if let base = buffer.baseAddress, dimension > 0 { write(base) }
        written = dimension
      })
  }
}
