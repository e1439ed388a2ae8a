import Foundation
import LatentCLI
import Testing

@Suite struct Base64Tests {
  @Test(arguments: [
    // RFC 4648, section 10.
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `The examples of the standard`(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
  }

  @Test func `Every byte in every place comes back`() {
    let bytes = (0..<1021).map { UInt8(truncatingIfNeeded: $0 * $0 / 7 + $0) }
    #expect(Data(base64Encoded: Base64.encode(bytes)) == Data(bytes))
  }
}
