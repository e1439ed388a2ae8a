/// A JSON value that is written on one line: keys sorted, numbers as short as they can be and still
/// read back the same, nothing that JSON does not know.
package indirect enum JSONLine: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  /// A single-precision number, written with no more digits than it has.
  case float(Float)
  case text(String)
  case array([JSONLine])
  case object([String: JSONLine])

  /// The line, without its end.
  package var line: String {
    var result = ""
    write(to: &result)
    return result
  }

  private func write(to result: inout String) {
    switch self {
    case .null: result += "null"
    case .bool(let value): result += value ? "true" : "false"
    case .integer(let value): result += "\(value)"
    // JSON has no word for infinity and not-a-number.
    case .number(let value): result += value.isFinite ? Self.plain("\(value)") : "null"
    case .float(let value): result += value.isFinite ? Self.plain("\(value)") : "null"
    case .text(let value): Self.write(value, to: &result)
    case .array(let values):
      result += "["
      for (index, value) in values.enumerated() {
        if index > 0 { result += "," }
        value.write(to: &result)
      }
      result += "]"
    case .object(let members):
      result += "{"
      for (index, key) in members.keys.sorted(by: Self.precedes).enumerated() {
        if index > 0 { result += "," }
        Self.write(key, to: &result)
        result += ":"
        members[key, default: .null].write(to: &result)
      }
      result += "}"
    }
  }

  /// The order of the UTF-8 bytes, which no locale or Unicode version changes.
  private static func precedes(_ first: String, _ second: String) -> Bool {
    first.utf8.lexicographicallyPrecedes(second.utf8)
  }

  /// `5` for "5.0"; every other number as Swift writes it.
  private static func plain(_ digits: String) -> String {
    digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
  }

  private static func write(_ text: String, to result: inout String) {
    result += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    result += "\""
  }
}

extension JSONLine: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSONLine...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONLine)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}
