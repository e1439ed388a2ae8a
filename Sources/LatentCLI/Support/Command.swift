/// One command: its name, what it takes, what it says about itself, and what it does.
package struct Command: Sendable {
  /// One word, or two for a command of a group (`attribute fit`).
  package let name: String
  /// One line for the list of commands; it begins with a verb.
  package let summary: String
  package let positionals: [Positional]
  package let sections: [OptionSection]
  /// What a reader must know beyond the list of options, as paragraphs.
  package let notes: [String]
  package let examples: [String]
  package let run: @Sendable (Invocation) throws -> Void

  package init(
    _ name: String, _ summary: String, positionals: [Positional] = [],
    options: [any NamedParameter] = [], sections: [OptionSection] = [], notes: [String] = [],
    examples: [String], run: @escaping @Sendable (Invocation) throws -> Void
  ) {
    self.name = name
    self.summary = summary
    self.positionals = positionals
    self.sections = (options.isEmpty ? [] : [OptionSection("Options", options)]) + sections
    self.notes = notes
    self.examples = examples
    self.run = run
  }

  package var options: [any NamedParameter] { sections.flatMap(\.options) }

  /// The words of the name.
  package var path: [String] { name.split(separator: " ").map(String.init) }
}

/// Options that help lists under one title.
package struct OptionSection: Sendable {
  package let title: String
  package let options: [any NamedParameter]

  package init(_ title: String, _ options: [any NamedParameter]) {
    self.title = title
    self.options = options
  }
}

/// Commands that help lists under one title.
package struct CommandSection: Sendable {
  package let title: String
  package let commands: [Command]

  package init(_ title: String, _ commands: [Command]) {
    self.title = title
    self.commands = commands
  }
}

/// A command as it was called: its values, and the words as they were typed.
package struct Invocation: Sendable {
  package let command: Command
  package let values: ParsedValues
  /// The words after `latent`, as typed.
  package let words: [String]

  package init(command: Command, values: ParsedValues, words: [String]) {
    self.command = command
    self.values = values
    self.words = words
  }

  package subscript<Value>(option: Option<Value>) -> Value { values[option] }
  package subscript(flag: Flag) -> Bool { values[flag] }
  package subscript(positional: Positional) -> String { values[positional] }
  package func all(_ positional: Positional) -> [String] { values.all(positional) }
}
