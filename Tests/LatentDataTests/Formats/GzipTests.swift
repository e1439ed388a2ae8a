import LatentData
import Testing

@Suite struct GzipTests {
  @Test("What is packed is unpacked; what is not packed stays as it is")
  func roundTrip() throws {
    for count in [0, 1, 1000, 300_000] {
      var generator = TestGenerator(seed: 1)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...9, using: &generator) }
      #expect(try Gzip.unpackIfNeeded(Gzip.pack(bytes)) == bytes)
      #expect(Gzip.pack(bytes) == Gzip.pack(bytes))
    }
    #expect(try Gzip.unpackIfNeeded([1, 2, 3]) == [1, 2, 3])
  }

  @Test("Several packed parts are one file, and zeros after them are padding")
  func parts() throws {
    let file = Gzip.pack([1, 2]) + Gzip.pack([]) + Gzip.pack([3])
    #expect(try Gzip.unpackIfNeeded(file) == [1, 2, 3])
    #expect(try Gzip.unpackIfNeeded(file + [0, 0, 0]) == [1, 2, 3])
    #expect(throws: FormatError.self) { try Gzip.unpackIfNeeded(file + [7]) }
  }

  @Test("A small file that unpacks to very much is refused")
  func bomb() {
    let bomb = Gzip.pack([UInt8](repeating: 0, count: 100 << 20))
    #expect(bomb.count < 200_000)
    let error = #expect(throws: FormatError.self) { try Gzip.unpackIfNeeded(bomb) }
    #expect(error?.problem == .tooLarge)
  }

  @Test("The checksum is that of the standard's example, in one piece or in two")
  func checksum() {
    let digits = Array("123456789".utf8)
    #expect(Gzip.checksum(digits[...]) == 0xcbf4_3926)
    #expect(Gzip.checksum(digits[4...], after: Gzip.checksum(digits[..<4])) == 0xcbf4_3926)
    #expect(Gzip.checksum([], after: 5) == 5)
  }
}
