/// What the text after an option may be: how it is read, and how help and errors name it.
package struct ValueKind<Value: Sendable>: Sendable {
  /// The word for the value in help, such as `N`.
  package let placeholder: String
  /// The words for the value in errors, such as "a whole number of 1 or more".
  package let expectation: String
  /// The names among which a mistyped value is looked for.
  package let names: [String]
  package let read: @Sendable (String) -> Value?

  package init(
    _ placeholder: String, expecting expectation: String, names: [String] = [],
    read: @escaping @Sendable (String) -> Value?
  ) {
    self.placeholder = placeholder
    self.expectation = expectation
    self.names = names
    self.read = read
  }

  /// The same kind of text read into another type.
  package func map<Other: Sendable>(
    _ transform: @escaping @Sendable (Value) -> Other
  ) -> ValueKind<Other> {
    let read = read
    return ValueKind<Other>(placeholder, expecting: expectation, names: names) {
      read($0).map(transform)
    }
  }

  /// The same text under another word in help.
  package func called(_ placeholder: String) -> ValueKind {
    ValueKind(placeholder, expecting: expectation, names: names, read: read)
  }
}

// MARK: - Numbers

extension ValueKind where Value: FixedWidthInteger {
  package static func wholeNumber(_ range: ClosedRange<Value>) -> ValueKind {
    let expectation =
      switch (range.lowerBound == .min, range.upperBound == .max) {
      case (true, true): "a whole number"
      case (false, true): "a whole number of \(range.lowerBound) or more"
      default: "a whole number from \(range.lowerBound) to \(range.upperBound)"
      }
    return ValueKind("N", expecting: expectation) { text in
      Value(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  package static func wholeNumber(_ range: PartialRangeFrom<Value>) -> ValueKind {
    wholeNumber(range.lowerBound ... .max)
  }
}

extension ValueKind where Value: BinaryFloatingPoint & LosslessStringConvertible {
  /// Any finite number that the condition accepts; the words complete "a number …".
  private static func number(
    _ words: String, where accepts: @escaping @Sendable (Value) -> Bool
  ) -> ValueKind {
    ValueKind("X", expecting: "a number" + words) { text in
      // Only plain decimal notation: not "inf", "nan" or hexadecimal.
      guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
      return Value(text).flatMap { $0.isFinite && accepts($0) ? $0 : nil }
    }
  }

  package static var number: ValueKind { number("") { _ in true } }

  package static func number(moreThan bound: Value) -> ValueKind {
    number(" greater than \(plain(bound))") { $0 > bound }
  }

  package static func number(atLeast bound: Value) -> ValueKind {
    number(" of \(plain(bound)) or more") { $0 >= bound }
  }

  package static func number(in range: ClosedRange<Value>) -> ValueKind {
    number(" from \(plain(range.lowerBound)) to \(plain(range.upperBound))", where: range.contains)
  }

  package static func number(in range: Range<Value>) -> ValueKind {
    number(
      " from \(plain(range.lowerBound)) to below \(plain(range.upperBound))", where: range.contains)
  }

  /// `1` for 1.0 and `0.5` for 0.5.
  private static func plain(_ value: Value) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }
}

// MARK: - Words

extension ValueKind where Value == String {
  package static func text(_ placeholder: String) -> ValueKind {
    ValueKind(placeholder, expecting: "some text") { $0.isEmpty ? nil : $0 }
  }

  package static var file: ValueKind {
    ValueKind("FILE", expecting: "a file name") { $0.isEmpty ? nil : $0 }
  }
}

extension ValueKind {
  /// One of the named values.
  package static func choice(
    _ placeholder: String, _ choices: KeyValuePairs<String, Value>
  ) -> ValueKind {
    let names = choices.map(\.key)
    let values = choices.map(\.value)
    return ValueKind(
      placeholder, expecting: "one of " + names.joined(separator: ", "), names: names
    ) {
      text in names.firstIndex(of: text).map { values[$0] }
    }
  }

  /// Values separated by commas, at least one.
  package static func list<Element>(
    of kind: ValueKind<Element>, called placeholder: String, _ words: String
  ) -> ValueKind where Value == [Element] {
    ValueKind(placeholder, expecting: words) { text in
      var values: [Element] = []
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        guard let value = kind.read(String(part)) else { return nil }
        values.append(value)
      }
      return values
    }
  }
}
