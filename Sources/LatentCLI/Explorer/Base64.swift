/// Bytes as text (RFC 4648, section 4).
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text of some bytes: four characters for every three, filled up with `=`.
  package static func encode(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    let length = (bytes.count + 2) / 3 * 4
    return String(unsafeUninitializedCapacity: length) { text in
      var place = 0
      for start in stride(from: 0, to: bytes.count, by: 3) {
        let left = min(3, bytes.count - start)
        var group = 0
        for index in 0..<3 { group = group << 8 | (index < left ? Int(bytes[start + index]) : 0) }
        for index in 0..<4 {
          text[place + index] =
            index <= left ? alphabet[group >> (18 - 6 * index) & 63] : UInt8(ascii: "=")
        }
        place += 4
      }
      return length
    }
  }
}
