import LatentSpace

/// Work that is measured: its name, and how to set it up.
struct Workload: Sendable {
  let name: String
  /// Floating-point operations of one call with a number of threads; a fused multiply-add is two.
  /// Nil where counting them says little.
  let floatingPointOperations: (@Sendable (_ threads: Int) -> Int)?
  /// Makes the data and returns what to measure.
  let prepare: @Sendable () -> () -> Void

  init(
    _ name: String, operations: (@Sendable (_ threads: Int) -> Int)? = nil,
    prepare: @escaping @Sendable () -> () -> Void
  ) {
    self.name = name
    floatingPointOperations = operations
    self.prepare = prepare
  }

  static let all =
    [fmaPeak] + matrixProducts + trainingSteps + inferences + operations + figures
    + [neighborSearch]
}

/// Seeded numbers from 0 to 1, the same in every run.
func uniformValues(_ count: Int, seed: UInt64) -> [Float] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in Float(generator.next() >> 40) * 0x1p-24 }
}
