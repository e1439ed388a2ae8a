import LatentSpace
import Testing

/// The parent of all suites that force an instruction set or a number of threads.
///
/// Both are global, so these suites run one after the other; a test that forgot this would still be
/// right, because the results do not depend on either, but it might not run what it names.
@Suite(.serialized) enum KernelTests {}

/// Numbers in −1 ..< 1 with full mantissas, the same in every run.
func testValues(_ count: Int, seed: UInt64) -> [Float] {
  var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int32(truncatingIfNeeded: state >> 32)) * 0x1p-31
  }
}

/// Runs `body` with each instruction set of this machine, and with 1, 2 and 7 threads.
func forEachMachine(_ body: (String) throws -> Void) rethrows {
  let (instructionSet, threads) = (ComputeResources.instructionSet, ComputeResources.threadCount)
  defer {
    ComputeResources.instructionSet = instructionSet
    ComputeResources.threadCount = threads
  }
  for candidate in InstructionSet.available {
    for count in [1, 2, 7] {
      ComputeResources.instructionSet = candidate
      ComputeResources.threadCount = count
      try body("\(candidate.rawValue), \(count) threads")
    }
  }
}

/// The index of the first element whose bits differ, or nil.
func firstDifference(_ a: [Float], _ b: [Float]) -> Int? {
  if a.count != b.count { return min(a.count, b.count) }
  return a.indices.first { a[$0].bitPattern != b[$0].bitPattern }
}
