/// The help pages: one for the program, one for each group and one for each command.
package struct HelpText {
  private static let width = 80
  private static let column = 26
  private static let helpFlag = Flag("help", short: "h", help: "show this help")

  /// The page of the program: every command under its title.
  package static func page(
    for sections: [CommandSection], introduction: String, examples: [String]
  ) -> String {
    var blocks = [introduction, "Usage: latent COMMAND [options]"]
    for section in sections {
      let rows = section.commands.map { row($0.name, $0.summary) }
      blocks.append(section.title + ":\n" + rows.joined(separator: "\n"))
    }
    blocks.append(
      "Options:\n"
        + [
          row("-h, --help", "show this help, or that of a command"),
          row("    --version", "show the version"),
        ].joined(separator: "\n"))
    blocks.append(exampleBlock(examples))
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// The page of a group such as `attribute`.
  package static func page(forGroup group: String, _ commands: [Command]) -> String {
    let rows = commands.map { row($0.name, $0.summary) }
    return """
      Usage: latent \(group) COMMAND [options]

      Commands:
      \(rows.joined(separator: "\n"))

      'latent \(commands[0].name) --help' tells more.

      """
  }

  /// The page of a command.
  package static func page(for command: Command) -> String {
    var blocks = [wrap(command.summary + ".", indent: 0), usage(of: command)]
    if !command.positionals.isEmpty {
      let rows = command.positionals.map { row($0.name, $0.help) }
      blocks.append("Arguments:\n" + rows.joined(separator: "\n"))
    }
    var sections = command.sections
    if sections.isEmpty { sections = [OptionSection("Options", [])] }
    for (index, section) in sections.enumerated() {
      let options = section.options + (index == sections.count - 1 ? [helpFlag] : [])
      let rows = options.map { row(signature(of: $0), description(of: $0)) }
      blocks.append(section.title + ":\n" + rows.joined(separator: "\n"))
    }
    blocks += command.notes.map { wrap($0, indent: 0) }
    blocks.append(exampleBlock(command.examples))
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// `Usage: latent morph MODEL SAMPLE… -o FILE [options]`.
  package static func usage(of command: Command) -> String {
    var words = ["Usage: latent", command.name] + command.positionals.map(\.usage)
    for option in command.options where option.isRequired {
      let name = option.short.map { "-\($0)" } ?? option.dashedName
      words.append(name + " " + (option.placeholder ?? ""))
    }
    if command.options.contains(where: { !$0.isRequired }) { words.append("[options]") }
    return words.joined(separator: " ")
  }

  // MARK: - Pieces

  private static func exampleBlock(_ examples: [String]) -> String {
    (examples.count == 1 ? "Example:" : "Examples:") + "\n"
      + examples.map { "  " + $0 }.joined(separator: "\n")
  }

  private static func signature(of option: any NamedParameter) -> String {
    let short = option.short.map { "-\($0), " } ?? "    "
    return short + option.dashedName + (option.placeholder.map { " " + $0 } ?? "")
  }

  private static func description(of option: any NamedParameter) -> String {
    option.help + (option.shownDefault.map { " (default \($0))" } ?? "")
  }

  /// A name and its description, beside it or, when the name is long, below it.
  private static func row(_ name: String, _ description: String) -> String {
    let text = wrap(description, indent: column)
    let lead = "  " + name
    if lead.count + 2 > column { return lead + "\n" + text }
    return lead + String(repeating: " ", count: column - lead.count) + text.dropFirst(column)
  }

  /// The text in lines of at most 80 characters, each after `indent` spaces.
  private static func wrap(_ text: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, indent + line.count + 1 + word.count > width {
        lines.append(margin + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    lines.append(margin + line)
    return lines.joined(separator: "\n")
  }
}
