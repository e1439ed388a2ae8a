import Foundation
import LatentCLI
import Testing

@Suite struct JSONLineTests {
  @Test func `Keys are sorted and numbers are short`() {
    let value: JSONLine = [
      "loss": .number(240.5), "epoch": 1, "kl": .number(3), "done": true, "none": .null,
      "rate": .float(0.1), "tiny": .number(1e-7), "list": [1, "two"],
    ]
    #expect(
      value.line
        == #"{"done":true,"epoch":1,"kl":3,"list":[1,"two"],"loss":240.5,"none":null,"#
        + #""rate":0.1,"tiny":1e-07}"#)
  }

  @Test func `What JSON cannot say becomes null`() {
    #expect(JSONLine.array([.number(.nan), .float(.infinity)]).line == "[null,null]")
  }

  @Test func `Text is escaped and read back the same`() throws {
    let text = "a\"b\\c\n\r\t\u{1}\u{7F} é 😀 \u{2028}"
    let line = JSONLine.array([.text(text)]).line
    #expect(!line.contains("\n"))
    #expect(try JSONDecoder().decode([String].self, from: Data(line.utf8)) == [text])
  }

  @Test(arguments: [0.1, -0.0, 1e300, .leastNonzeroMagnitude, 123_456_789.125, 1e16, 4e22])
  func `Every number reads back the same`(number: Double) throws {
    let line = JSONLine.array([.number(number)]).line
    #expect(try JSONDecoder().decode([Double].self, from: Data(line.utf8)) == [number])
  }
}
