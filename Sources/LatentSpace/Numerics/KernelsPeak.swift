internal import CLatentKernels

extension Kernels {
  /// Runs nothing but fused multiply-adds in registers, to measure what no product can exceed.
  ///
  /// - Returns: the multiply-adds done: a multiple of `repetitions` that depends on the
  ///   instruction set.
  package static func runPeak(repetitions: Int) -> Int {
    Int(latents_peak(repetitions))
  }
}
