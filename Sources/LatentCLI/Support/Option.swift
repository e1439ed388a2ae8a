/// A named part of the command line, as the parser sees it.
package protocol NamedParameter: Sendable {
  /// The long name without its dashes.
  var name: String { get }
  var short: Character? { get }
  var help: String { get }
  /// The word for the value in help, or nil for a flag.
  var placeholder: String? { get }
  var isRequired: Bool { get }
  /// The default as help shows it.
  var shownDefault: String? { get }
  /// The values when there are but a few, for the completion of words.
  var choices: [String] { get }
  /// The value when the option is absent, or nil when it must be there.
  var absentValue: (any Sendable)? { get }
  /// Reads a value; a flag is given nil.
  func value(from text: String?) throws(UsageError) -> any Sendable
}

extension NamedParameter {
  /// `--name`.
  package var dashedName: String { "--" + name }
}

// MARK: -

/// An option with a value, such as `--count 16`, `--count=16` or `-o FILE`.
package struct Option<Value: Sendable>: NamedParameter {
  package let name: String
  package let short: Character?
  package let help: String
  package let shownDefault: String?
  package let kind: ValueKind<Value>
  private let fallback: Value?

  private init(
    name: String, short: Character?, kind: ValueKind<Value>, fallback: Value?,
    shownDefault: String?, help: String
  ) {
    self.name = name
    self.short = short
    self.kind = kind
    self.fallback = fallback
    self.shownDefault = shownDefault
    self.help = help
  }

  /// An option that must be given.
  package init(
    required name: String, short: Character? = nil, _ kind: ValueKind<Value>, help: String
  ) {
    self.init(
      name: name, short: short, kind: kind, fallback: nil, shownDefault: nil, help: help)
  }

  /// An option with a default, shown in help as `shownDefault`.
  package init(
    _ name: String, short: Character? = nil, _ kind: ValueKind<Value>, default fallback: Value,
    shown shownDefault: String? = nil, help: String
  ) {
    self.init(
      name: name, short: short, kind: kind, fallback: fallback,
      shownDefault: shownDefault ?? "\(fallback)", help: help)
  }

  /// An option that is nil when it is not given.
  package init<Wrapped>(
    optional name: String, short: Character? = nil, _ kind: ValueKind<Wrapped>, help: String
  ) where Value == Wrapped? {
    self.init(
      name: name, short: short, kind: kind.map { $0 }, fallback: .some(nil), shownDefault: nil,
      help: help)
  }

  package var placeholder: String? { kind.placeholder }
  package var choices: [String] { kind.names }
  package var isRequired: Bool { fallback == nil }
  package var absentValue: (any Sendable)? { fallback }

  package func value(from text: String?) throws(UsageError) -> any Sendable {
    guard let text else {
      throw UsageError("\(dashedName) needs a value: \(kind.expectation).")
    }
    guard let value = kind.read(text) else {
      throw UsageError(
        "\(dashedName) needs \(kind.expectation), but got '\(text)'"
          + suggestion(for: text, in: kind.names))
    }
    return value
  }
}

// MARK: -

/// An option without a value, such as `--quiet`.
package struct Flag: NamedParameter {
  package let name: String
  package let short: Character?
  package let help: String

  package init(_ name: String, short: Character? = nil, help: String) {
    self.name = name
    self.short = short
    self.help = help
  }

  package var placeholder: String? { nil }
  package var choices: [String] { [] }
  package var isRequired: Bool { false }
  package var shownDefault: String? { nil }
  package var absentValue: (any Sendable)? { false }

  package func value(from text: String?) throws(UsageError) -> any Sendable {
    if let text { throw UsageError("\(dashedName) takes no value, but got '\(text)'.") }
    return true
  }
}

// MARK: -

/// A part of the command line known by its place, such as `MODEL`.
package struct Positional: Sendable {
  package let name: String
  package let help: String
  /// How many may be given; the upper bound is `Int.max` for "any number".
  package let count: ClosedRange<Int>
  /// Whether a text that begins with a dash, such as "-smiling", belongs here.
  package let acceptsDash: Bool

  package init(
    _ name: String, count: ClosedRange<Int> = 1...1, acceptsDash: Bool = false, help: String
  ) {
    self.name = name
    self.count = count
    self.acceptsDash = acceptsDash
    self.help = help
  }

  /// How the usage line writes it: `MODEL`, `SAMPLE…`, `[NAME]`.
  package var usage: String {
    let word = count.upperBound > 1 ? name + "…" : name
    return count.lowerBound == 0 ? "[\(word)]" : word
  }
}
