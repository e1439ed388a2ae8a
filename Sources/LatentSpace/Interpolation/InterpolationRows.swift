internal import CLatentKernels

/// How a kind of this package computes points straight into memory, without a vector for each.
struct PointWriter: Sendable {
  /// Writes the point at t between two rows of `count` coordinates; t is neither 0 nor 1.
  let write:
    @Sendable (
      _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int, _ t: Double,
      _ out: UnsafeMutablePointer<Float>
    ) -> Void

  /// Whether each coordinate depends on itself only, so that many rows are as good as a long one.
  let isElementwise: Bool

  /// Operations per coordinate, as `Threads` counts them.
  let cost: Int
}

extension Interpolation {
  /// A kind of this package: the ends as they are at 0 and 1, in between what the writer writes.
  init(_ name: String, _ writer: PointWriter) {
    self.init(name, writer: writer) { a, b, t in
      if t == 0 { return a }
      if t == 1 { return b }
      return LatentVector(dimension: a.dimension) { out in
        writer.write(a.values, b.values, a.dimension, Double(t), out)
      }
    }
  }

  /// Points between pairs of rows, for each row of the result its pair and its t.
  ///
  /// A closure gives the position of the pair, another the fraction; both are asked once per row.
  func points(
    from a: LatentBatch, to b: LatentBatch, count: Int,
    _ place: (Int) -> (first: Int, second: Int, t: Float)
  ) -> LatentBatch {
    let dimension = a.dimension
    guard let writer else {
      return LatentBatch(
        (0..<count).map { row in
          let (first, second, t) = place(row)
          return point(from: a[first], to: b[second], at: t)
        }, dimension: dimension)
    }
    return LatentBatch(count: count, dimension: dimension, work: writer.cost * dimension) {
      rows, out in
      for row in rows {
        let (first, second, t) = place(row)
        a.withRow(first) { start in
          b.withRow(second) { end in
            if let start = start.baseAddress, let end = end.baseAddress {
              writer.writeOrCopy(
                start, end, dimension, t, out + (row - rows.lowerBound) * dimension)
            }
          }
        }
      }
    }
  }

  /// Writes the point at t between two rows of a batch.
  func write(
    from batch: LatentBatch, _ first: Int, _ second: Int, at t: Float,
    to out: UnsafeMutablePointer<Float>
  ) {
    guard let writer else {
      let point = point(from: batch[first], to: batch[second], at: t)
      batch.requireDimension(point.dimension)
      for index in point.indices { out[index] = point[index] }
      return
    }
    batch.withRow(first) { start in
      batch.withRow(second) { end in
        if let a = start.baseAddress, let b = end.baseAddress {
          writer.writeOrCopy(a, b, start.count, t, out)
        }
      }
    }
  }

  /// The points at one t between all pairs of two batches, where each coordinate is on its own.
  static func elementwisePoints(
    from a: LatentBatch, to b: LatentBatch, at t: Float, _ writer: PointWriter
  ) -> LatentBatch {
    let dimension = a.dimension
    return LatentBatch(count: a.count, dimension: dimension, work: writer.cost * dimension) {
      rows, out in
      let (first, count) = (rows.lowerBound * dimension, rows.count * dimension)
      a.values.withUnsafeBufferPointer { start in
        b.values.withUnsafeBufferPointer { end in
          if let start = start.baseAddress, let end = end.baseAddress {
            writer.writeOrCopy(start + first, end + first, count, t, out)
          }
        }
      }
    }
  }
}

extension PointWriter {
  fileprivate func writeOrCopy(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int, _ t: Float,
    _ out: UnsafeMutablePointer<Float>
  ) {
    if t == 0 {
      out.initialize(from: a, count: count)
    } else if t == 1 {
      out.initialize(from: b, count: count)
    } else {
      write(a, b, count, Double(t), out)
    }
  }

  /// (1 − t) a + t b, divided by a number.
  static func mix(dividedBy divisor: @escaping @Sendable (Double) -> Double) -> PointWriter {
    PointWriter(
      write: { a, b, count, t, out in latents_mix(a, 1 - t, b, t, divisor(t), out, count) },
      isElementwise: true, cost: 4)
  }

  /// Each coordinate at the quantile of the mixed probabilities of the ends.
  static let gaussian = PointWriter(
    write: { a, b, count, t, out in
      let block = 256
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 5 * block) { scratch in
        guard let below = scratch.baseAddress else { return }
        let (above, otherBelow) = (below + block, below + 2 * block)
        let (otherAbove, mixed) = (below + 3 * block, below + 4 * block)
        for first in Swift.stride(from: 0, to: count, by: block) {
          let length = min(block, count - first)
          latents_normal_distributions(a + first, below, above, length)
          latents_normal_distributions(b + first, otherBelow, otherAbove, length)
          for index in 0..<length {
            let lower = (1 - t) * below[index] + t * otherBelow[index]
            let upper = (1 - t) * above[index] + t * otherAbove[index]
            // Above the median the upper tail has the digits.
            mixed[index] = max(lower <= 0.5 ? lower : upper, .leastNormalMagnitude)
            below[index] = lower <= 0.5 ? 1 : -1
          }
          latents_normal_quantiles(mixed, mixed, length)
          for index in 0..<length { out[first + index] = Float(below[index] * mixed[index]) }
        }
      }
    }, isElementwise: true, cost: 100)

  /// The great circle, or what stands in for it where there is none.
  static let greatCircle = PointWriter(
    write: { a, b, count, t, out in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { scratch in
        guard let base = scratch.baseAddress else { return }
        if latents_great_circle(a, b, count, t, base, out) { return }
        let (start, end) = (
          LatentVector(UnsafeBufferPointer(start: a, count: count)),
          LatentVector(UnsafeBufferPointer(start: b, count: count))
        )
        let point =
          Arc(from: start, to: end)?.point(at: t) ?? Interpolation.straight(start, end, t)
        for index in 0..<count { out[index] = point[index] }
      }
    }, isElementwise: false, cost: 10)
}
