import LatentGallery
import Latents

/// `latent completion`: a script that completes this tool's words in a shell.
enum CompletionCommand {
  private enum Shell: Sendable {
    case bash, zsh
  }

  private static let shell = Positional("SHELL", help: "bash or zsh")

  static let command = Command(
    "completion", "Print a script that completes words in a shell", positionals: [shell],
    notes: [
      "Completes commands, options and their values, bundled names, attributes of data sets, and files."
    ],
    examples: [
      "latent completion bash > ~/.local/share/bash-completion/completions/latent",
      "source <(latent completion zsh)",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let program = Program.latent
    switch invocation[shell] {
    case "bash": try Console.write(script(for: program))
    case "zsh":
      try Console.write(
        "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
          + script(for: program))
    case let other:
      throw UsageError(
        "there is no script for '\(other)'" + suggestion(for: other, in: ["bash", "zsh"])
          + " It is bash or zsh.")
    }
  }

  /// Lists are one word a line, so that names may hold spaces.
  private static func script(for program: Program) -> String {
    var firsts: [String] = []
    var groups: [String: [String]] = [:]
    for command in program.commands {
      if !firsts.contains(command.path[0]) { firsts.append(command.path[0]) }
      if command.path.count > 1 { groups[command.path[0], default: []].append(command.path[1]) }
    }
    var lines = [
      "# Completion for latent.",
      "_latent() {",
      "  local IFS=$'\\n' word=\"${COMP_WORDS[COMP_CWORD]}\" first=\"${COMP_WORDS[1]}\"",
      "  local before=\"${COMP_WORDS[COMP_CWORD-1]}\" command=\"$first\" words=\"\" offers=\"\" data=0",
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then",
      "    words=\(list(firsts + ["help", "--help", "--version"]))",
      "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))",
      "    return",
      "  fi",
      "  case \"$first\" in",
    ]
    for first in firsts where groups[first] != nil {
      lines += [
        "    \(first))",
        "      if [ \"$COMP_CWORD\" -eq 2 ]; then",
        "        words=\(list(groups[first, default: []]))",
        "        COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))",
        "        return",
        "      fi",
        "      command=\"$first ${COMP_WORDS[2]}\" ;;",
      ]
    }
    lines += ["  esac", "  case \"$command\" in"]
    for command in program.commands {
      let options = command.options.map(\.dashedName) + ["--help"]
      lines.append(
        "    \"\(command.name)\") words=\(list(options)) data=\(placeOfData(in: command)) ;;")
    }
    lines += ["  esac", "  case \"$command $before\" in"]
    lines += program.commands.flatMap(cases)
    lines += [
      "    \"completion completion\") offers=\(list(["bash", "zsh"])) ;;",
      "  esac",
      "  case \"$command\" in",
      // What stands after DATA is the name of an attribute.
      "    \"attribute fit\" | \"attribute evaluate\")",
      "      if [ \"$COMP_CWORD\" -gt \"$data\" ] && [ -z \"$offers\" ]; then offers=ATTRIBUTES; fi ;;",
      "  esac",
      "  if [ \"$offers\" = NOTHING ]; then COMPREPLY=(); return; fi",
      "  case \"$word\" in",
      "    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$word\")); return ;;",
      "  esac",
      "  if [ \"$offers\" = ATTRIBUTES ]; then",
      "    offers=\"$(latent attribute list \"${COMP_WORDS[data]}\" 2>/dev/null | sed 's/  .*//')\"",
      "  fi",
      "  if [ -n \"$offers\" ]; then",
      "    COMPREPLY=($(compgen -W \"$offers\" -- \"$word\"))",
      "    return",
      "  fi",
      "  words=\(list(Gallery.all.map(\.name)))",
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\") $(compgen -f -- \"$word\"))",
      "}",
      "complete -o filenames -F _latent latent",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Words for a variable of the script, one a line.
  private static func list(_ words: [String]) -> String {
    "$'" + words.joined(separator: "\\n") + "'"
  }

  /// Where DATA stands in the line when no option stands before it; 0 when the command takes none.
  private static func placeOfData(in command: Command) -> Int {
    let index = command.positionals.firstIndex { $0.name == Shared.data.name }
    return index.map { 1 + command.path.count + $0 } ?? 0
  }

  /// Options that name an attribute of the data.
  private static let attributeOptions = [
    "balance", "color", "conditional", "rows", "supervise",
  ]

  /// What may stand after the options of a command, where that is known.
  private static func cases(of command: Command) -> [String] {
    command.options.compactMap { option in
      let offers: String
      if !option.choices.isEmpty {
        offers = list(option.choices)
      } else if attributeOptions.contains(option.name) {
        offers = "ATTRIBUTES"
      } else if let placeholder = option.placeholder,
        ["N", "X", "NAME", "N,N"].contains(placeholder)
      {
        offers = "NOTHING"
      } else {
        return nil
      }
      return "    \"\(command.name) \(option.dashedName)\") offers=\(offers) ;;"
    }
  }
}
