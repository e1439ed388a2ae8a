internal import CLatentKernels

extension Kernels {
  /// Σ q, Σ q² dx and Σ q² dy over points of the plane, seen from one place, on the calling thread.
  ///
  /// (dx, dy) is from each point to the place, and q = 1/(1 + dx² + dy²); by lanes as all reductions.
  package static func repulsion(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, count: Int, at place: (Float, Float)
  ) -> (near: Float, x: Float, y: Float) {
    var sums: (Float, Float, Float) = (0, 0, 0)
    withUnsafeMutableBytes(of: &sums) {
      latents_repulsion(
        x, y, count, place.0, place.1, $0.assumingMemoryBound(to: Float.self).baseAddress)
    }
    return sums
  }
}
