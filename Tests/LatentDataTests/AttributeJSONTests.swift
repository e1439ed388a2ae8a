import Foundation
import LatentData
import LatentSpace
import Testing

@Suite("Attribute vectors as JSON")
struct AttributeJSONTests {
  private func attribute() -> AttributeVector {
    AttributeVector(
      from: LatentBatch([[0, 1, 2], [1, 0, 2]]), to: LatentBatch([[3, 1, 0], [2, 2, 1]]),
      named: "smiling")
  }

  private func encoded(_ attribute: AttributeVector) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return try encoder.encode(attribute)
  }

  @Test("A vector survives its file to the bit")
  func roundTrip() throws {
    let attribute = attribute()
    let again = try JSONDecoder().decode(AttributeVector.self, from: encoded(attribute))
    #expect(again == attribute)
  }

  @Test("A file that ends early is an error, and a changed one is an error or a finite vector")
  func damage() throws {
    let bytes = [UInt8](try encoded(attribute()))
    for length in 0..<bytes.count {
      #expect(throws: (any Error).self) {
        try JSONDecoder().decode(AttributeVector.self, from: Data(bytes[..<length]))
      }
    }
    for index in bytes.indices {
      for change: UInt8 in [0x01, 0x04, 0x10, 0x80] {
        var damaged = bytes
        damaged[index] ^= change
        let read = try? JSONDecoder().decode(AttributeVector.self, from: Data(damaged))
        #expect(read?.vector.allSatisfy(\.isFinite) ?? true)
      }
    }
  }
}
