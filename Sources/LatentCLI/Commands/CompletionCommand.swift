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
    notes: ["Completes commands, options, bundled names and files."],
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

  private static func script(for program: Program) -> String {
    let names = Gallery.all.map(\.name).joined(separator: " ")
    var firsts: [String] = []
    var groups: [String: [String]] = [:]
    for command in program.commands {
      if !firsts.contains(command.path[0]) { firsts.append(command.path[0]) }
      if command.path.count > 1 { groups[command.path[0], default: []].append(command.path[1]) }
    }
    var lines = [
      "# Completion for latent.",
      "_latent() {",
      "  local word=\"${COMP_WORDS[COMP_CWORD]}\" first=\"${COMP_WORDS[1]}\" words=\"\"",
      "  local command=\"$first\"",
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then",
      "    COMPREPLY=($(compgen -W \"\(firsts.joined(separator: " ")) help --help --version\" -- \"$word\"))",
      "    return",
      "  fi",
      "  case \"$first\" in",
    ]
    for first in firsts where groups[first] != nil {
      lines += [
        "    \(first))",
        "      if [ \"$COMP_CWORD\" -eq 2 ]; then",
        "        COMPREPLY=($(compgen -W \"\(groups[first, default: []].joined(separator: " "))\" "
          + "-- \"$word\"))",
        "        return",
        "      fi",
        "      command=\"$first ${COMP_WORDS[2]}\" ;;",
      ]
    }
    lines += ["  esac", "  case \"$command\" in"]
    for command in program.commands {
      let options = command.options.map(\.dashedName) + ["--help"]
      lines.append("    \"\(command.name)\") words=\"\(options.joined(separator: " "))\" ;;")
    }
    lines += [
      "  esac",
      "  case \"$word\" in",
      "    -*) COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) ;;",
      "    *) COMPREPLY=($(compgen -W \"\(names)\" -- \"$word\") $(compgen -f -- \"$word\")) ;;",
      "  esac",
      "}",
      "complete -o filenames -F _latent latent",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}
