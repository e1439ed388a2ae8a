import LatentSpace

extension Workload {
  static let peakName = "fma-peak"

  /// Nothing but independent fused multiply-adds in registers, on every thread: what no kernel can
  /// exceed.
  static let fmaPeak = Workload(
    peakName, operations: { 2 * $0 * Kernels.runPeak(repetitions: peakRepetitions) },
    prepare: {
      {
        let threads = ComputeResources.threadCount
        Threads.forEach(slices: threads, work: threads * peakRepetitions, rangesPerThread: 1) {
          for _ in $0 { _ = Kernels.runPeak(repetitions: peakRepetitions) }
        }
      }
    })

  private static let peakRepetitions = 200_000

  static let matrixProducts = [
    product("sgemm-1024", rows: 1024, inner: 1024, columns: 1024),
    product("sgemm-128x784x400", rows: 128, inner: 784, columns: 400),
  ]

  /// c = a·b, row-major, packing included: as if both operands were new every time.
  private static func product(_ name: String, rows: Int, inner: Int, columns: Int) -> Workload {
    let prepare: @Sendable () -> () -> Void = {
      let a = uniformValues(rows * inner, seed: 1)
      let b = uniformValues(inner * columns, seed: 2)
      let packed = UnsafeMutableBufferPointer<Float>.allocate(
        capacity: Kernels.packedCount(rows: inner, columns: columns))
      let c = UnsafeMutableBufferPointer<Float>.allocate(capacity: rows * columns)
      return {
        Kernels.pack(b, rows: inner, columns: columns, into: packed.baseAddress!)
        Kernels.multiply(
          a, byPacked: packed.baseAddress!, into: c.baseAddress!, rows: rows, inner: inner,
          columns: columns)
      }
    }
    return Workload(name, operations: { _ in 2 * rows * inner * columns }, prepare: prepare)
  }
}
