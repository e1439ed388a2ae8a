import Foundation

/// What a network derives from its weights and keeps while they do not change.
///
/// Packed weights for both directions and idle workspaces. A copy of the network shares it; a change
/// of the weights replaces it. Safe to use from any number of threads.
final class NetworkCache: @unchecked Sendable {
  private let lock = NSLock()
  private var forward: PackedWeights?
  private var backward: PackedWeights?
  private var idle: [NetworkWorkspace] = []

  /// A buffer that frees itself when the last user is done.
  final class PackedWeights {
    let values: UnsafeMutablePointer<Float>
    init(count: Int) { values = .allocate(capacity: max(1, count)) }
    deinit { values.deallocate() }
  }

  func packedForward(_ plan: NetworkPlan, _ parameters: [Float]) -> PackedWeights {
    lock.withLock {
      if let forward { return forward }
      let packed = PackedWeights(count: plan.packedForwardCount)
      parameters.withUnsafeBufferPointer { plan.packForward($0.baseAddress!, into: packed.values) }
      forward = packed
      return packed
    }
  }

  func packedBackward(_ plan: NetworkPlan, _ parameters: [Float]) -> PackedWeights {
    lock.withLock {
      if let backward { return backward }
      let packed = PackedWeights(count: plan.packedBackwardCount)
      parameters.withUnsafeBufferPointer {
        plan.packBackward($0.baseAddress!, into: packed.values, wantsInput: true)
      }
      backward = packed
      return packed
    }
  }

  /// Lends a workspace for the time of `body`.
  func withWorkspace<Result>(
    _ plan: NetworkPlan, batch: Int, _ body: (NetworkWorkspace) -> Result
  ) -> Result {
    let workspace =
      lock.withLock { () -> NetworkWorkspace? in
        guard let index = idle.firstIndex(where: { $0.capacity >= batch }) else { return nil }
        return idle.remove(at: index)
      } ?? NetworkWorkspace(plan, capacity: batch)
    defer {
      lock.withLock {
        // Two are enough for one decoding thread and one encoding thread.
        idle.append(workspace)
        if idle.count > 2 {
          idle.remove(at: idle.indices.min { idle[$0].capacity < idle[$1].capacity }!)
        }
      }
    }
    return body(workspace)
  }
}
