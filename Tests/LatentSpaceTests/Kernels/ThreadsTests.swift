import Dispatch
import LatentSpace
import Testing

extension KernelTests {
  @Suite struct ThreadSlices {
    @Test func `Every slice runs exactly once, whatever the number of threads`() {
      let threads = ComputeResources.threadCount
      defer { ComputeResources.threadCount = threads }
      for count in [1, 2, 3, 7, 64] {
        ComputeResources.threadCount = count
        for slices in [0, 1, 2, 5, 97, 1000] {
          for rangesPerThread in [1, 4] {
            var runs = [Int](repeating: 0, count: slices)
            runs.withUnsafeMutableBufferPointer { runs in
              Threads.forEach(slices: slices, work: .max, rangesPerThread: rangesPerThread) {
                for slice in $0 { runs[slice] += 1 }
              }
            }
            #expect(runs.allSatisfy { $0 == 1 }, "\(count) threads, \(slices) slices")
          }
        }
      }
    }

    @Test func `Calls within calls and calls at the same time run every slice once`() {
      let threads = ComputeResources.threadCount
      defer { ComputeResources.threadCount = threads }
      for count in [2, 7] {
        ComputeResources.threadCount = count
        // 8 callers at once × 5 calls one after the other × 16 slices × 4 slices within.
        let runs = UnsafeMutableBufferPointer<Int>.allocate(capacity: 8 * 5 * 16 * 4)
        runs.initialize(repeating: 0)
        defer { runs.deallocate() }
        nonisolated(unsafe) let shared = runs
        DispatchQueue.concurrentPerform(iterations: 8) { caller in
          for call in 0..<5 {
            Threads.forEach(slices: 16, work: .max) { outer in
              for i in outer {
                Threads.forEach(slices: 4, work: .max) { inner in
                  for j in inner { shared[((caller * 5 + call) * 16 + i) * 4 + j] += 1 }
                }
              }
            }
          }
        }
        #expect(runs.allSatisfy { $0 == 1 }, "\(count) threads")
      }
    }

    @Test func `Little work and a single thread stay in one call`() {
      let threads = ComputeResources.threadCount
      defer { ComputeResources.threadCount = threads }
      var ranges: [Range<Int>] = []
      ComputeResources.threadCount = 4
      Threads.forEach(slices: 100, work: Threads.smallWork - 1) { ranges.append($0) }
      ComputeResources.threadCount = 1
      Threads.forEach(slices: 100, work: .max) { ranges.append($0) }
      #expect(ranges == [0..<100, 0..<100])
    }
  }

  @Suite struct Resources {
    @Test func `The number of threads is kept within 1 and 1024`() {
      let threads = ComputeResources.threadCount
      defer { ComputeResources.threadCount = threads }
      #expect(threads >= 1)
      for (set, kept) in [(3, 3), (0, 1), (-5, 1), (1024, 1024), (100_000, 1024)] {
        ComputeResources.threadCount = set
        #expect(ComputeResources.threadCount == kept)
      }
    }

    @Test func `Each available instruction set can be forced`() {
      let before = ComputeResources.instructionSet
      defer { ComputeResources.instructionSet = before }
      #expect(InstructionSet.available.contains(.portable))
      #expect(InstructionSet.available.contains(before))
      for candidate in InstructionSet.available {
        ComputeResources.instructionSet = candidate
        #expect(ComputeResources.instructionSet == candidate)
      }
    }
  }
}
