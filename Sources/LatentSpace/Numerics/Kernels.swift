internal import CLatentKernels

/// The door to the C kernels: the only place that imports them.
package enum Kernels {
  /// Scratch memory for the duration of `body`, reused from call to call.
  static func withScratch(floats: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
    let scratch = latents_scratch_take(floats * MemoryLayout<Float>.stride)
    body(scratch.memory.assumingMemoryBound(to: Float.self))
    latents_scratch_give(scratch)
  }
}
