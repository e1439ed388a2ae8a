/// The program: finds the command, reads its words, runs it and turns errors into a status.
package struct Program: Sendable {
  package static let version = "0.1.0"

  package let introduction: String
  package let examples: [String]
  package let sections: [CommandSection]

  package init(introduction: String, examples: [String], sections: [CommandSection]) {
    self.introduction = introduction
    self.examples = examples
    self.sections = sections
  }

  package var commands: [Command] { sections.flatMap(\.commands) }

  /// Runs the words after the program's name.
  package func run(_ words: [String]) -> ExitStatus {
    do {
      switch try action(for: words) {
      case .say(let text): try Console.write(text)
      case .run(let command, let rest):
        let values: ParsedValues
        do {
          values = try ArgumentParser.parse(rest, for: command)
        } catch {
          throw UsageError("\(error)\n\(Self.hint(command.name))")
        }
        try command.run(Invocation(command: command, values: values, words: words))
      }
      return .success
    } catch let error as UsageError {
      Console.remark("latent: \(error)")
      return .usage
    } catch is Interrupted {
      Console.remark("latent: interrupted.")
      return .interrupted
    } catch {
      Console.remark("latent: \(error)")
      return .failed
    }
  }

  // MARK: - From words to an action

  package enum Action {
    case say(String)
    case run(Command, [String])
  }

  package func action(for words: [String]) throws(UsageError) -> Action {
    guard let first = words.first else { return .say(page) }
    switch first {
    case "--help", "-h": return .say(page)
    case "--version": return .say("latent \(Self.version)\n")
    case "help":
      return try action(for: Array(words.dropFirst()).filter { !$0.hasPrefix("-") } + ["--help"])
    case _ where first.hasPrefix("-"):
      throw UsageError(
        "unknown option '\(first)'" + suggestion(for: first, in: ["--help", "--version"])
          + "\nOptions of a command stand after its name; 'latent --help' lists the commands.")
    default: break
    }
    let candidates = commands.filter { $0.path[0] == first }
    if let command = candidates.first, command.path.count == 1 {
      return forCommand(command, Array(words.dropFirst()))
    }
    guard !candidates.isEmpty else {
      throw UsageError(
        "unknown command '\(first)'" + suggestion(for: first, in: firstWords)
          + "\n'latent --help' lists the commands.")
    }
    return try inGroup(first, candidates, Array(words.dropFirst()))
  }

  private func inGroup(
    _ group: String, _ candidates: [Command], _ words: [String]
  ) throws(UsageError) -> Action {
    guard let second = words.first, second != "--help", second != "-h" else {
      return .say(HelpText.page(forGroup: group, candidates))
    }
    guard let command = candidates.first(where: { $0.path[1] == second }) else {
      let names = candidates.map { $0.path[1] }
      throw UsageError(
        "unknown command '\(group) \(second)'" + suggestion(for: second, in: names)
          + "\n" + Self.hint(group))
    }
    return forCommand(command, Array(words.dropFirst()))
  }

  private func forCommand(_ command: Command, _ words: [String]) -> Action {
    ArgumentParser.asksForHelp(words) ? .say(HelpText.page(for: command)) : .run(command, words)
  }

  private var page: String {
    HelpText.page(for: sections, introduction: introduction, examples: examples)
  }

  private var firstWords: [String] {
    var words: [String] = []
    for command in commands where !words.contains(command.path[0]) { words.append(command.path[0]) }
    return words
  }

  private static func hint(_ name: String) -> String {
    "'latent \(name) --help' shows what it takes."
  }
}
