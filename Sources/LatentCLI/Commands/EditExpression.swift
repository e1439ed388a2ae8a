/// A signed sum of named attributes, such as `smiling*1.5 - glasses`.
package struct EditExpression: Equatable, Sendable {
  package struct Term: Equatable, Sendable {
    package var name: String
    package var amount: Float

    package init(_ name: String, _ amount: Float) {
      self.name = name
      self.amount = amount
    }
  }

  package private(set) var terms: [Term] = []

  /// Reads the text: terms joined by `+` and `-`, each a name, or a number and a name with `*`
  /// between them in either order.
  package init(_ text: String) throws(UsageError) {
    var rest = Substring(text)
    func skipSpace() { rest = rest.drop { $0 == " " || $0 == "\t" } }
    func fail(_ what: String) -> UsageError {
      UsageError(
        "the edit '\(text)' \(what); write a sum of attributes such as 'smiling*1.5 - glasses'.")
    }
    func factor() throws(UsageError) -> Term {
      skipSpace()
      let word = rest.prefix { !"+-*() \t".contains($0) }
      guard !word.isEmpty else { throw fail("lacks a name or a number") }
      rest = rest.dropFirst(word.count)
      skipSpace()
      guard let first = word.utf8.first, (48...57).contains(first) || first == 46 else {
        return Term(String(word), 1)
      }
      guard let amount = ValueKind<Float>.number.read(String(word)) else {
        throw fail("has '\(word)', which is no number")
      }
      return Term("", amount)
    }
    func product() throws(UsageError) -> Term {
      var term = try factor()
      while rest.first == "*" {
        rest = rest.dropFirst()
        let next = try factor()
        guard term.name.isEmpty || next.name.isEmpty else {
          throw fail("multiplies two attributes")
        }
        term = Term(term.name + next.name, term.amount * next.amount)
      }
      guard !term.name.isEmpty else { throw fail("has a number without an attribute") }
      return term
    }
    var sign: Float = 1
    skipSpace()
    if rest.first == "-" || rest.first == "+" {
      sign = rest.removeFirst() == "-" ? -1 : 1
    }
    while true {
      let term = try product()
      terms.append(Term(term.name, sign * term.amount))
      guard let operation = rest.popFirst() else { return }
      guard operation == "+" || operation == "-" else { throw fail("has '\(operation)'") }
      sign = operation == "-" ? -1 : 1
    }
  }
}
