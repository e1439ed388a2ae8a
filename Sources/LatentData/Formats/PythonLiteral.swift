/// Reads the few Python expressions that stand in the header of a `.npy` file.
struct PythonLiteral {
  enum Value: Equatable {
    case text(String)
    case bool(Bool)
    case tuple([Int])
  }

  private var rest: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>) { rest = text }

  /// `{'key': value, …}` and nothing after it but white space.
  mutating func dictionary() throws(FormatError) -> [String: Value] {
    var entries: [String: Value] = [:]
    try expect("{")
    while !accept("}") {
      let key = try string()
      try expect(":")
      guard entries.updateValue(try value(), forKey: key) == nil else { throw failure }
      if !accept(",") {
        try expect("}")
        break
      }
    }
    skipSpace()
    guard rest.isEmpty else { throw failure }
    return entries
  }

  private mutating func value() throws(FormatError) -> Value {
    skipSpace()
    switch rest.first {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "("): return .tuple(try tuple())
    default:
      if accept("True") { return .bool(true) }
      if accept("False") { return .bool(false) }
      throw failure
    }
  }

  private mutating func string() throws(FormatError) -> String {
    skipSpace()
    guard let quote = rest.popFirst(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
      let end = rest.firstIndex(of: quote)
    else { throw failure }
    let text = rest[..<end]
    guard text.allSatisfy({ (32...126).contains($0) && $0 != UInt8(ascii: "\\") }) else {
      throw failure
    }
    rest = rest[(end + 1)...]
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func tuple() throws(FormatError) -> [Int] {
    var numbers: [Int] = []
    try expect("(")
    while !accept(")") {
      skipSpace()
      let digits = rest.prefix { (48...57).contains($0) }
      guard let number = Int(String(decoding: digits, as: UTF8.self)) else { throw failure }
      rest = rest[digits.endIndex...]
      // Python 2 wrote long numbers as 12L.
      _ = accept("L")
      numbers.append(number)
      if !accept(",") {
        try expect(")")
        break
      }
    }
    return numbers
  }

  private mutating func skipSpace() {
    rest = rest.drop { $0 == 32 || (9...13).contains($0) }
  }

  private mutating func accept(_ token: String) -> Bool {
    skipSpace()
    guard rest.starts(with: token.utf8) else { return false }
    rest = rest.dropFirst(token.utf8.count)
    return true
  }

  private mutating func expect(_ token: String) throws(FormatError) {
    guard accept(token) else { throw failure }
  }

  private var failure: FormatError {
    FormatError(.npy, .damaged, "its header is not a valid description of numbers.")
  }
}
