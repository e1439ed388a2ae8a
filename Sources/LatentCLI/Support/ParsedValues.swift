/// The values of a parsed command line, read with the option that declared them.
package struct ParsedValues: Sendable {
  private var named: [String: any Sendable] = [:]
  private var placed: [String: [String]] = [:]
  /// The long names of the options that the user wrote.
  package private(set) var givenNames: Set<String> = []

  package subscript<Value>(option: Option<Value>) -> Value {
    guard let value = named[option.name] as? Value else {
      fatalError("The command does not declare --\(option.name).")
    }
    return value
  }

  package subscript(flag: Flag) -> Bool {
    guard let value = named[flag.name] as? Bool else {
      fatalError("The command does not declare --\(flag.name).")
    }
    return value
  }

  /// The first text in the place, or an empty one when it is absent.
  package subscript(positional: Positional) -> String { all(positional).first ?? "" }

  package func all(_ positional: Positional) -> [String] { placed[positional.name] ?? [] }

  /// Whether the user wrote the option.
  package func gives(_ option: some NamedParameter) -> Bool { givenNames.contains(option.name) }

  // MARK: Filling

  mutating func set(_ parameter: any NamedParameter, to value: any Sendable, isGiven: Bool) {
    named[parameter.name] = value
    if isGiven { givenNames.insert(parameter.name) }
  }

  mutating func set(_ positional: Positional, to texts: [String]) {
    placed[positional.name] = texts
  }
}
