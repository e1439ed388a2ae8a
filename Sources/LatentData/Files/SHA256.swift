import LatentSpace

/// The hash SHA-256 (FIPS 180-4), fed piece by piece.
///
/// For telling files and data sets apart; the system's own is missing on Linux.
package struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  private var pending: [UInt8] = []
  private var count = 0

  /// A hash of nothing so far.
  package init() {}

  /// The hash of some bytes as 64 hexadecimal digits.
  package static func hash(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// Takes in more bytes.
  package mutating func update(_ bytes: [UInt8]) {
    count += bytes.count
    var start = 0
    if !pending.isEmpty {
      start = min(64 - pending.count, bytes.count)
      pending += bytes[..<start]
      guard pending.count == 64 else { return }
      let block = pending
      block.withUnsafeBufferPointer {
        Kernels.sha256(&state, of: $0.baseAddress!, blocks: 1)
      }
      pending = []
    }
    let blocks = (bytes.count - start) / 64
    if blocks > 0 {
      bytes.withUnsafeBufferPointer {
        Kernels.sha256(&state, of: $0.baseAddress! + start, blocks: blocks)
      }
    }
    pending += bytes[(start + 64 * blocks)...]
  }

  /// Takes in a text and a zero byte, so that neighbouring texts cannot run into one another.
  package mutating func update(_ text: String) {
    update(Array(text.utf8) + [0])
  }

  /// The hash of all bytes so far as 64 hexadecimal digits.
  package func finish() -> String {
    var copy = self
    let bits = UInt64(count) * 8
    let zeros = [UInt8](repeating: 0, count: (119 - count % 64) % 64)
    copy.update([0x80] + zeros + (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) })
    return copy.state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }
    .joined()
  }
}
