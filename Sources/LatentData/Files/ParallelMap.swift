import Dispatch
import Foundation

extension Collection where Self: Sendable, Index == Int {
  /// The results for all elements in order, worked out on all cores; the first error in order wins.
  ///
  /// For reading many files; numerical work is spread elsewhere, by rules of its own.
  package func mapInParallel<Result: Sendable>(
    _ transform: @Sendable (Element) throws -> Result
  ) throws -> [Result] {
    let results = Results<Result>(count: count)
    // Slices of neighbours, so that little is spent on locks.
    let slices = Swift.min(count, 64)
    DispatchQueue.concurrentPerform(iterations: slices) { slice in
      let start = count * slice / slices
      let part = (start..<(count * (slice + 1) / slices)).map { offset in
        Swift.Result { try transform(self[self.startIndex + offset]) }
      }
      results.store(part, at: start)
    }
    return try results.all()
  }
}

private final class Results<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var values: [Result<Value, any Error>?]

  init(count: Int) { values = Array(repeating: nil, count: count) }

  func store(_ part: [Result<Value, any Error>], at start: Int) {
    lock.withLock {
      for (offset, value) in part.enumerated() { values[start + offset] = value }
    }
  }

  func all() throws -> [Value] { try values.map { try $0!.get() } }
}
