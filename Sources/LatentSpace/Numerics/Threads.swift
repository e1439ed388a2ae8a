internal import CLatentKernels
import Dispatch

/// The one place where work is spread over threads.
///
/// Work comes as slices whose borders depend on the problem only, and slices write disjoint
/// outputs, so neither the number of threads nor the order in which they run can change a bit.
package enum Threads {
  /// Operations (fused multiply-adds, or floats moved) under which waking a thread does not pay.
  package static let smallWork = 150_000

  /// Runs `body` over ranges that together are `0..<slices`, on several threads if `work` pays.
  ///
  /// Threads take ranges as they come free, `rangesPerThread` each on average; a body that prepares
  /// something per call wants few ranges, one that does not wants several for balance. With one
  /// thread, or little work, the body is called once, on the calling thread.
  package static func forEach(
    slices: Int, work: Int, rangesPerThread: Int = 4, _ body: (Range<Int>) -> Void
  ) {
    guard slices > 0 else { return }
    let threads = work < smallWork ? 1 : min(slices, latents_thread_count())
    guard threads > 1 else { return body(0..<slices) }
    let ranges = min(slices, threads * rangesPerThread)
    var next: size_t = 0
    withUnsafeMutablePointer(to: &next) { next in
      withoutActuallyEscaping(body) { body in
        var call = Call(body: body, counter: next, slices: slices, ranges: ranges)
        let ran = withUnsafeMutablePointer(to: &call) {
          latents_run_on_workers(
            threads - 1, { $0!.assumingMemoryBound(to: Call.self).pointee.run() }, $0)
        }
        if ran { return }
        // The workers serve another call, which may be the one that this is part of.
        nonisolated(unsafe) let shared = call
        DispatchQueue.concurrentPerform(iterations: threads) { _ in shared.run() }
      }
    }
  }

  /// What threads share for the time of a call, which waits for all of them.
  private struct Call {
    let body: (Range<Int>) -> Void
    let counter: UnsafeMutablePointer<size_t>
    let slices, ranges: Int

    /// Takes ranges as long as there are any. Slices are independent by contract.
    func run() {
      while true {
        let range = Int(latents_take_ticket(counter))
        if range >= ranges { return }
        body(slices * range / ranges..<slices * (range + 1) / ranges)
      }
    }
  }
}
