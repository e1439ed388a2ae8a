/// A JSON text as values, with what `JSONDecoder` does not offer: doubled names are errors, whole
/// numbers stay whole, depth is bounded, and the same value is always written as the same text.
package enum JSONValue: Hashable, Sendable {
  /// No value.
  case null
  /// True or false.
  case bool(Bool)
  /// A number without point and exponent that fits into 64 bits.
  case integer(Int)
  /// Any other number; always finite.
  case number(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Values by name.
  case object([String: JSONValue])

  /// The value under a name; nil when there is none or this is no object.
  package subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// The text; nil for anything else.
  package var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The whole number; nil for anything else.
  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }

  /// The truth value; nil for anything else.
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// The number, whole or not; nil for anything else.
  package var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The list; nil for anything else.
  package var array: [JSONValue]? { if case .array(let list) = self { list } else { nil } }

  /// The values by name; nil for anything else.
  package var object: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The text without spaces, names sorted by their bytes; numbers read back as the same bits.
  package var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? value.description : "null"
    case .string(let value): Self.quote(value, to: &text)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      let names = members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      for (index, name) in names.enumerated() {
        if index > 0 { text += "," }
        Self.quote(name, to: &text)
        text += ":"
        members[name]!.write(to: &text)
      }
      text += "}"
    }
  }

  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
