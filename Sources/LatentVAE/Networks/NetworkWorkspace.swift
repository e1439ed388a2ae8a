/// The memory that a network's forward and backward passes work in, allocated once.
///
/// Not for use by two threads at a time; ``WorkspacePool`` lends them out.
package final class NetworkWorkspace {
  package let capacity: Int
  private let outputs: [UnsafeMutablePointer<Float>?]
  private let largestCount: Int
  private var gradients: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>)?
  private var skippedBuffers: [UnsafeMutablePointer<Float>] = []

  /// Memory for batches of at most `capacity` samples.
  package init(_ plan: NetworkPlan, capacity: Int) {
    self.capacity = capacity
    outputs = plan.steps.map { step in
      step.sharesMemory
        ? nil : .allocate(capacity: max(1, capacity * step.operation.outputShape.count))
    }
    largestCount = plan.steps.reduce(plan.inputShape.count) {
      max($0, $1.operation.inputShape.count, $1.operation.outputShape.count)
    }
  }

  deinit {
    for output in outputs { output?.deallocate() }
    gradients?.0.deallocate()
    gradients?.1.deallocate()
    for buffer in skippedBuffers { buffer.deallocate() }
  }

  /// Where a step that owns memory writes its output.
  func output(of step: Int) -> UnsafeMutablePointer<Float> {
    outputs[step]!
  }

  /// A gradient buffer that is not `current`: two take turns through the layers.
  func gradient(after current: UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float> {
    let buffers = gradientBuffers
    return current == buffers.0 ? buffers.1 : buffers.0
  }

  /// A buffer for what goes around a residual block, by how many blocks are open around it.
  func skipped(_ depth: Int) -> UnsafeMutablePointer<Float> {
    while skippedBuffers.count <= depth {
      skippedBuffers.append(.allocate(capacity: max(1, capacity * largestCount)))
    }
    return skippedBuffers[depth]
  }

  /// A buffer for the gradient of the output, large enough for any step.
  package var outputGradient: UnsafeMutablePointer<Float> { gradientBuffers.0 }

  private var gradientBuffers: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) {
    if let gradients { return gradients }
    let count = max(1, capacity * largestCount)
    let made = (
      UnsafeMutablePointer<Float>.allocate(capacity: count),
      UnsafeMutablePointer<Float>.allocate(capacity: count)
    )
    gradients = made
    return made
  }
}
