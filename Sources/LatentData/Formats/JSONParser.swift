import Foundation

extension JSONValue {
  /// Reads a JSON text (RFC 8259) in UTF-8.
  ///
  /// - Throws: an error with the place of the first mistake. Doubled names, numbers too large for
  ///   64 bits and more than 64 levels are mistakes too.
  package init(_ bytes: ArraySlice<UInt8>) throws(FormatError) {
    var parser = JSONParser(bytes)
    self = try parser.document()
  }
}

private struct JSONParser {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  mutating func document() throws(FormatError) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.endIndex else { throw failure("there is more after its end") }
    return value
  }

  private mutating func value(depth: Int) throws(FormatError) -> JSONValue {
    guard depth <= 64 else { throw failure("it has more than 64 levels") }
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(FormatError) -> [String: JSONValue] {
    position += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if accept("}") { return members }
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw failure("a name is missing") }
      let name = try string()
      skipSpace()
      guard accept(":") else { throw failure("a colon is missing") }
      guard members.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
        throw failure("the name \"\(name)\" stands twice in one object")
      }
      skipSpace()
    } while accept(",")
    guard accept("}") else { throw failure("a closing brace is missing") }
    return members
  }

  private mutating func array(depth: Int) throws(FormatError) -> [JSONValue] {
    position += 1
    var values: [JSONValue] = []
    skipSpace()
    if accept("]") { return values }
    repeat {
      values.append(try value(depth: depth + 1))
      skipSpace()
    } while accept(",")
    guard accept("]") else { throw failure("a closing bracket is missing") }
    return values
  }

  private mutating func string() throws(FormatError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(bytes: text, encoding: .utf8) else {
          throw failure("a text is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text += try escaped()
      case 0..<32: throw failure("a text holds a control character")
      default: text.append(byte)
      }
    }
    throw failure("a text does not end")
  }

  private mutating func escaped() throws(FormatError) -> [UInt8] {
    guard let byte = peek else { throw failure("a text does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if (0xd800..<0xdc00).contains(code) {
        guard accept("\\"), accept("u") else { throw failure("half a character is missing") }
        let low = try hexadecimal()
        guard (0xdc00..<0xe000).contains(low) else { throw failure("half a character is wrong") }
        code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw failure("half a character is alone") }
      return Array(String(Character(scalar)).utf8)
    default: throw failure("a text holds an unknown escape")
    }
  }

  private mutating func hexadecimal() throws(FormatError) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    // UInt32's own parser accepts a sign, which JSON does not.
    guard digits.count == 4, digits.allSatisfy({ $0 >= UInt8(ascii: "0") }),
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("an escape needs four hexadecimal digits") }
    position += 4
    return code
  }

  private mutating func number() throws(FormatError) -> JSONValue {
    let start = position
    _ = accept("-")
    let whole = digits()
    var isInteger = true
    guard whole.count == 1 || whole.count > 1 && whole.first != UInt8(ascii: "0") else {
      throw failure("a value is missing")
    }
    if accept(".") {
      isInteger = false
      guard !digits().isEmpty else { throw failure("a number ends with its point") }
    }
    if accept("e") || accept("E") {
      isInteger = false
      if !accept("+") { _ = accept("-") }
      guard !digits().isEmpty else { throw failure("a number has an empty exponent") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let value = Int(text) { return .integer(value) }
    guard !isInteger, let value = Double(text), value.isFinite else {
      throw failure("a number is too large")
    }
    return .number(value)
  }

  private mutating func digits() -> ArraySlice<UInt8> {
    let run = bytes[position...].prefix { (48...57).contains($0) }
    position = run.endIndex
    return run
  }

  private mutating func literal(
    _ text: String, _ value: JSONValue
  ) throws(FormatError) -> JSONValue {
    guard bytes[position...].starts(with: text.utf8) else { throw failure("a value is missing") }
    position += text.utf8.count
    return value
  }

  private var peek: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 32 || byte == 9 || byte == 10 || byte == 13 { position += 1 }
  }

  private func failure(_ words: String) -> FormatError {
    let place = position - bytes.startIndex
    let problem: FormatError.Problem = position == bytes.endIndex ? .truncated : .damaged
    return FormatError(.json, problem, "\(words), at byte \(place) of \(bytes.count).")
  }
}
