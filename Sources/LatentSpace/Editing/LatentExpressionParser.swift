/// Reads expressions by recursive descent, from tokens with their columns.
struct LatentExpressionParser {
  private enum Token: Hashable {
    case number(Double)
    case name(String, index: Int?)
    case symbol(Character)
    case end
  }

  private let text: String
  private var tokens: [(token: Token, column: Int)] = []
  private var position = 0
  private var depth = 0

  /// The references read so far.
  private(set) var references: [LatentExpression.Reference] = []

  /// Parentheses and signs may nest this deep; deeper text is an error, not a full stack.
  private static let deepest = 64

  /// An expression may have this many parts; a longer one is an error, for the same reason.
  private static let longest = 2000

  init(_ text: String) throws(LatentExpressionError) {
    self.text = text
    try tokenize(Array(text))
  }

  mutating func parse() throws(LatentExpressionError) -> LatentExpression.Node {
    let node = try sum()
    switch current {
    case .end: return node
    case .symbol(")"): throw error("This parenthesis closes nothing")
    default: throw error("Expected '+', '-', '*' or the end")
    }
  }

  private var current: Token { tokens[position].token }

  private mutating func sum() throws(LatentExpressionError) -> LatentExpression.Node {
    var node = try product()
    while true {
      let column = tokens[position].column
      if current == .symbol("+") {
        position += 1
        node = .sum(node, try product(), column: column)
      } else if current == .symbol("-") {
        position += 1
        node = .difference(node, try product(), column: column)
      } else {
        return node
      }
    }
  }

  private mutating func product() throws(LatentExpressionError) -> LatentExpression.Node {
    var node = try factor()
    while current == .symbol("*") {
      let column = tokens[position].column
      position += 1
      node = .product(node, try factor(), column: column)
    }
    return node
  }

  private mutating func factor() throws(LatentExpressionError) -> LatentExpression.Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw error("The expression is nested too deeply") }
    let column = tokens[position].column
    switch current {
    case .number(let number):
      position += 1
      return .number(number)
    case .name(let name, let index):
      position += 1
      let reference = LatentExpression.Reference(name: name, index: index, column: column)
      references.append(reference)
      return .reference(reference)
    case .symbol("-"):
      position += 1
      return .negative(try factor())
    case .symbol("+"):
      position += 1
      return try factor()
    case .symbol("("):
      position += 1
      let node = try sum()
      guard current == .symbol(")") else { throw error("Expected ')'") }
      position += 1
      return node
    case .symbol, .end:
      throw error("Expected a number, a name or '('")
    }
  }

  private func error(_ reason: String) -> LatentExpressionError {
    LatentExpressionError(
      reason: reason, column: tokens[position].column, expression: text)
  }

  // MARK: - Tokens

  private mutating func tokenize(_ characters: [Character]) throws(LatentExpressionError) {
    var index = 0
    while index < characters.count {
      guard tokens.count < Self.longest else {
        throw failure("The expression is too long", index)
      }
      let character = characters[index]
      let start = index
      switch character {
      case " ", "\t":
        index += 1
      case "+", "*", "(", ")":
        index += 1
        tokens.append((.symbol(character), start + 1))
      case "-", "−":
        index += 1
        tokens.append((.symbol("-"), start + 1))
      case "×", "·":
        index += 1
        tokens.append((.symbol("*"), start + 1))
      case "0"..."9", ".":
        tokens.append((try number(characters, &index), start + 1))
      case "'", "\"":
        let name = try quoted(characters, &index)
        tokens.append((try reference(name, characters, &index), start + 1))
      case _ where Self.isNameStart(character):
        while index < characters.count && Self.isNamePart(characters[index]) { index += 1 }
        let name = String(characters[start..<index])
        tokens.append((try reference(name, characters, &index), start + 1))
      default:
        throw failure("Unexpected '\(character)'; quote names that contain it", start)
      }
    }
    tokens.append((.end, characters.count + 1))
  }

  private func number(
    _ characters: [Character], _ index: inout Int
  ) throws(LatentExpressionError) -> Token {
    let start = index
    func skipDigits() {
      while index < characters.count && ("0"..."9").contains(characters[index]) { index += 1 }
    }
    skipDigits()
    if index < characters.count && characters[index] == "." {
      index += 1
      skipDigits()
    }
    if index < characters.count && (characters[index] == "e" || characters[index] == "E") {
      var next = index + 1
      if next < characters.count && (characters[next] == "+" || characters[next] == "-") {
        next += 1
      }
      if next < characters.count && ("0"..."9").contains(characters[next]) {
        index = next
        skipDigits()
      }
    }
    let digits = String(characters[start..<index])
    guard let number = Double(digits) else {
      throw failure("'\(digits)' is not a number", start)
    }
    guard abs(number) <= Double(Float.greatestFiniteMagnitude) else {
      throw failure("The number \(digits) is too large", start)
    }
    return .number(number)
  }

  private func quoted(
    _ characters: [Character], _ index: inout Int
  ) throws(LatentExpressionError) -> String {
    let start = index
    let quote = characters[start]
    index += 1
    while index < characters.count && characters[index] != quote { index += 1 }
    guard index < characters.count else { throw failure("This quote is not closed", start) }
    let name = String(characters[start + 1..<index])
    index += 1
    guard !name.isEmpty else { throw failure("This name is empty", start) }
    return name
  }

  /// A name with the index that may follow it after a colon.
  private func reference(
    _ name: String, _ characters: [Character], _ index: inout Int
  ) throws(LatentExpressionError) -> Token {
    guard index < characters.count && characters[index] == ":" else {
      return .name(name, index: nil)
    }
    index += 1
    let start = index
    while index < characters.count && ("0"..."9").contains(characters[index]) { index += 1 }
    guard start < index, let number = Int(String(characters[start..<index])) else {
      throw failure("Expected the index of a sample after ':'", start)
    }
    return .name(name, index: number)
  }

  private func failure(_ reason: String, _ offset: Int) -> LatentExpressionError {
    LatentExpressionError(reason: reason, column: offset + 1, expression: text)
  }

  private static func isNameStart(_ character: Character) -> Bool {
    character.isLetter || character == "_"
  }

  private static func isNamePart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_./=".contains(character)
  }
}
