import LatentData
import Testing

@Suite struct JSONValueTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue(Array(text.utf8)[...])
  }

  @Test("Values of all kinds are read and written with sorted names")
  func roundTrip() throws {
    let text = #" { "b" : [1, -2.5e3, true, null], "a": "x\n\"\u00e9\ud83d\ude00\/", "c":{} } "#
    let value = try parse(text)
    #expect(value.text == "{\"a\":\"x\\n\\\"é😀/\",\"b\":[1,-2500.0,true,null],\"c\":{}}")
    #expect(try parse(value.text) == value)
    #expect(value["b"]?.array?[0].integer == 1 && value["b"]?.array?[1].double == -2500)
    #expect(value["b"]?.array?[2].bool == true && value["nothing"] == nil)
  }

  @Test("Numbers come back as the same bits")
  func numbers() throws {
    for number: Double in [0.1, 1e300, .leastNonzeroMagnitude, -0.0, 1.0 / 3, 123_456_789.125] {
      #expect(try parse(JSONValue.number(number).text).double?.bitPattern == number.bitPattern)
    }
    for integer in [Int.max, Int.min, 0] {
      #expect(try parse(JSONValue.integer(integer).text) == .integer(integer))
    }
    #expect(JSONValue.number(.nan).text == "null")
  }

  @Test(
    "What the standard forbids is an error",
    arguments: [
      "", "{", "[1,]", "{\"a\":1,\"a\":2}", "{a:1}", "01", "-", "1.", ".5", "1e", "+1", "nan",
      "tru",
      "\"\n\"", "\"\\x\"", "\"\\u12\"", "\"\\u+123\"", "\"\\u-123\"", "\"\\ud800\"", "\"\\udc00\"",
      "\"\\ud800\\u0041\"", "1 2", "[1 2]", "{\"a\" 1}", "1e999", "99999999999999999999", "\"abc",
    ])
  func mistakes(text: String) {
    #expect(throws: FormatError.self) { try parse(text) }
  }

  @Test("Depth is bounded")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try parse(nested(60))
    #expect(throws: FormatError.self) { try parse(nested(100_000)) }
    #expect(throws: FormatError.self) { try parse(String(repeating: "{\"a\":", count: 100_000)) }
  }

  @Test("Bytes that are not UTF-8 are an error")
  func encoding() {
    #expect(throws: FormatError.self) { try JSONValue([34, 0xff, 34]) }
  }
}
