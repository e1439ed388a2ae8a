internal import CLatentKernels

extension Kernels {
  /// Takes blocks of 64 bytes into the eight words of the state of SHA-256 (FIPS 180-4).
  package static func sha256(
    _ state: inout [UInt32], of bytes: UnsafePointer<UInt8>, blocks: Int
  ) {
    require(state.count == 8, "The state of SHA-256 is 8 words, not \(state.count).")
    state.withUnsafeMutableBufferPointer { latents_sha256($0.baseAddress!, bytes, blocks) }
  }
}
