internal import CLatentKernels

/// Random numbers that a generator has given for a whole batch, to be used in any order.
///
/// They are the numbers that as many calls of `next` would have given, and the generator stands
/// behind them. A seeded generator's numbers depend on their position only, so they are made where
/// they are needed, on any thread; those of any other are drawn and kept.
struct DrawnNumbers: Sendable {
  private let seeded: SeededGenerator?
  private let kept: [UInt64]

  /// Draws `count` numbers.
  init<Generator: RandomNumberGenerator>(count: Int, using generator: inout Generator) {
    let (end, overflow) = ((generator as? SeededGenerator)?.position ?? .max)
      .addingReportingOverflow(UInt64(count))
    if let seeded = generator as? SeededGenerator, !overflow,
      let moved = SeededGenerator(seed: seeded.seed, stream: seeded.stream, position: end)
        as? Generator
    {
      self.seeded = seeded
      kept = []
      generator = moved
    } else {
      seeded = nil
      kept = (0..<count).map { _ in generator.next() }
    }
  }

  /// Writes the numbers from a place on.
  func write(_ first: Int, count: Int, to out: UnsafeMutablePointer<UInt64>) {
    if let seeded {
      latents_philox(seeded.seed, seeded.stream, seeded.position + UInt64(first), out, count)
    } else {
      kept.withUnsafeBufferPointer {
        if let base = $0.baseAddress { out.initialize(from: base + first, count: count) }
      }
    }
  }

  /// Writes the normal deviates that the numbers from a place on stand for, as `nextNormal` has them.
  func writeNormals(_ first: Int, count: Int, to out: UnsafeMutablePointer<Double>) {
    let block = 256
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: block) { numbers in
      guard let base = numbers.baseAddress else { return }
      for start in stride(from: 0, to: count, by: block) {
        let length = min(block, count - start)
        write(first + start, count: length, to: base)
        latents_normal_deviates(base, out + start, length)
      }
    }
  }

  /// A batch for whose rows as many numbers are drawn each, written a few rows at a time.
  ///
  /// `write` gets the range of rows, where their numbers belong, and where the first row begins. It
  /// runs on several threads.
  static func batch(
    count: Int, dimension: Int, numbersPerRow: Int,
    using generator: inout some RandomNumberGenerator,
    _ write: (
      DrawnNumbers, Range<Int>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Float>
    ) -> Void
  ) -> LatentBatch {
    let numbers = DrawnNumbers(count: count * numbersPerRow, using: &generator)
    // What a thread works on at a time fits into its nearest cache.
    let step = max(1, 2048 / max(1, numbersPerRow))
    return LatentBatch(count: count, dimension: dimension, work: 40 * numbersPerRow) { rows, out in
      Kernels.withDoubles(step * numbersPerRow) { scratch in
        for first in stride(from: rows.lowerBound, to: rows.upperBound, by: step) {
          let some = first..<min(first + step, rows.upperBound)
          write(numbers, some, scratch, out + (first - rows.lowerBound) * dimension)
        }
      }
    }
  }
}

extension Kernels {
  /// out[r][j] = centre[j] + scale[j]·x[r][j], rounded to Float.
  static func scaleAndMove(
    _ x: UnsafePointer<Double>, rows: Int, columns: Int, by scale: UnsafePointer<Double>,
    to centre: UnsafePointer<Double>, into out: UnsafeMutablePointer<Float>
  ) {
    latents_scale_and_move(x, rows, columns, scale, centre, out)
  }

  /// Φ⁻¹ of each number, in place.
  static func normalQuantiles(_ x: UnsafeMutablePointer<Double>, count: Int) {
    latents_normal_quantiles(x, x, count)
  }
}
