import LatentData
import Testing

@Suite struct SHA256Tests {
  @Test("The examples of the standard have their hashes")
  func examples() {
    #expect(
      SHA256.hash(of: [])
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.hash(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hash(of: Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256.hash(of: [UInt8](repeating: 0x61, count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("The pieces in which bytes come do not matter")
  func pieces() {
    let bytes = (0..<300).map { UInt8($0 & 255) }
    for size in [1, 3, 55, 56, 63, 64, 65, 128, 299] {
      var hash = SHA256()
      for start in stride(from: 0, to: 300, by: size) {
        hash.update(Array(bytes[start..<min(start + size, 300)]))
      }
      #expect(hash.finish() == SHA256.hash(of: bytes))
    }
  }
}
