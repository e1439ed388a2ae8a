extension LatentBatch {
  /// The kernel distance of two sets of features: the unbiased squared maximum mean discrepancy.
  ///
  /// mean k(x, x′) + mean k(y, y′) − 2 mean k(x, y) over different pairs, with the cubic kernel
  /// k = (xᵀy/d + 1)³ (Bińkowski et al. 2018, "Demystifying MMD GANs"; with Inception features it is
  /// KID). It has no bias, so equal distributions give figures around 0, below as well as above. The
  /// kernel has a scale: features of unit size suit it. The percentile interval resamples both sets
  /// and never pairs a sample with itself.
  ///
  /// Takes two numbers from the generator. O(n² (d + resamples)), by blocked products.
  ///
  /// - Parameters:
  ///   - other: features of the other set, of the same kind; two or more in each set.
  ///   - features: what the numbers are, for the report: "encodings of avatars", "pixels".
  ///   - bootstrap: how the interval is made.
  ///   - generator: what the resamples are drawn with.
  public func kernelDistance(
    to other: LatentBatch, features: String, bootstrap: Bootstrap = Bootstrap(),
    using generator: inout some RandomNumberGenerator
  ) -> Estimate {
    other.requireDimension(dimension)
    require(
      count > 1 && other.count > 1,
      "A kernel distance needs two samples or more, but there are \(count) and \(other.count).")
    require(
      dimension > 0 && isFinite && other.isFinite, "A figure of features needs finite numbers.")
    let first = Resamples(rows: count, bootstrap, using: &generator)
    let second = Resamples(rows: other.count, bootstrap, using: &generator)
    let own = kernelMeans(self, first, self, first, isSame: true)
    let others = kernelMeans(other, second, other, second, isSame: true)
    let cross = kernelMeans(self, first, other, second, isSame: false)
    let values = own.indices.map { own[$0] + others[$0] - 2 * cross[$0] }
    return Estimate(
      value: values[0], interval: bootstrap.interval(of: Array(values.dropFirst())),
      count: Swift.min(count, other.count), estimator: "kernel distance of \(features)")
  }
}

extension LatentEncoder {
  /// The kernel distance of two sets of samples, in the space of this encoder.
  ///
  /// The features are named by the caller: say which encoder this is.
  public func kernelDistance(
    from samples: [Sample], to others: [Sample], features: String,
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) throws(Failure) -> Estimate {
    try encode(samples).kernelDistance(
      to: try encode(others), features: features, bootstrap: bootstrap, using: &generator)
  }
}

/// The mean of the kernel over the pairs of the data, and of each pair of resamples.
///
/// A resample's mean is wᵀKv over the counts w and v, so all of them are one product with K, row block
/// by row block. The data's own mean is summed in Double. Of a set with itself only the blocks on and
/// right of the diagonal are made; the others are their mirror images.
private func kernelMeans(
  _ left: LatentBatch, _ leftCounts: Resamples, _ right: LatentBatch, _ rightCounts: Resamples,
  isSame: Bool
) -> [Double] {
  let (width, replicates) = (left.dimension, leftCounts.columns)
  // A multiple of the panels' columns, so that a block's columns begin with a panel.
  let rowsPerBlock = 16 * Kernels.panelColumns
  var sums = [Double](repeating: 0, count: replicates)
  var packed = [Float](
    repeating: 0, count: Kernels.packedCount(rows: width, columns: right.count))
  Kernels.packTransposed(right.values, rows: width, columns: right.count, into: &packed)
  var kernel = [Float](repeating: 0, count: rowsPerBlock * right.count)
  var products = [Float](repeating: 0, count: rowsPerBlock * replicates)
  for first in stride(from: 0, to: left.count, by: rowsPerBlock) {
    let rows = min(rowsPerBlock, left.count - first)
    let skipped = isSame ? first : 0
    let columns = right.count - skipped
    left.values.withUnsafeBufferPointer { left in
      packed.withUnsafeBufferPointer { packed in
        Kernels.multiply(
          left.baseAddress! + first * width, byPacked: packed.baseAddress! + skipped * width,
          into: &kernel, rows: rows, inner: width, columns: columns)
      }
    }
    kernel.withUnsafeMutableBufferPointer { kernel in
      cubeKernel(kernel, rows: rows, columns: columns, width: width, isSame: isSame)
      for row in 0..<rows {
        sums[0] += Kernels.sumInDouble(kernel.baseAddress! + row * columns, count: columns)
      }
    }
    guard replicates > 1 else { continue }
    rightCounts.counts.withUnsafeBufferPointer { counts in
      Kernels.multiply(
        kernel, by: counts.baseAddress! + skipped * replicates, into: &products, rows: rows,
        inner: columns, columns: replicates)
    }
    for row in 0..<rows {
      for replicate in 1..<replicates {
        let count = leftCounts.counts[(first + row) * replicates + replicate]
        sums[replicate] += Double(count) * Double(products[row * replicates + replicate])
      }
    }
  }
  var repeated = [Double](repeating: 0, count: replicates)
  if isSame {
    for (index, count) in leftCounts.counts.enumerated() {
      repeated[index % replicates] += Double(count) * Double(count)
    }
  }
  let pairs = Double(left.count) * Double(right.count)
  return sums.indices.map { sums[$0] / (pairs - repeated[$0]) }
}

/// Turns inner products into the kernel; of a set with itself, the block on the diagonal comes first.
private func cubeKernel(
  _ kernel: UnsafeMutableBufferPointer<Float>, rows: Int, columns: Int, width: Int, isSame: Bool
) {
  nonisolated(unsafe) let kernel = kernel
  let inverse = 1 / Float(width)
  Threads.forEach(slices: rows, work: 4 * rows * columns) { range in
    for row in range {
      let mirrored = row * columns + (isSame ? rows : columns)
      for index in row * columns..<(row + 1) * columns {
        let base = kernel[index] * inverse + 1
        let cube = base * base * base
        // Twice for the block's mirror image; doubling is exact.
        kernel[index] = index < mirrored ? cube : 2 * cube
      }
      if isSame { kernel[row * columns + row] = 0 }
    }
  }
}
