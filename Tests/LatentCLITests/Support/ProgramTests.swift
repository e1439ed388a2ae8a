import LatentCLI
import Testing

@Suite struct ProgramTests {
  private static func command(_ name: String) -> Command {
    Command(name, "Do \(name)", positionals: [], examples: ["latent \(name)"]) { _ in }
  }

  private let program = Program(
    introduction: "latent: a tool.", examples: ["latent demo"],
    sections: [
      CommandSection("One", [command("morph"), command("models")]),
      CommandSection("Two", [command("attribute fit"), command("attribute list")]),
    ])

  /// The command that the words run, or what they make the program say.
  private func outcome(_ words: String) -> String {
    do {
      switch try program.action(for: words.split(separator: " ").map(String.init)) {
      case .run(let command, let rest): return "\(command.name) \(rest)"
      case .say(let text): return text
      }
    } catch {
      return error.description
    }
  }

  @Test func `Commands and commands of groups are found`() {
    #expect(outcome("morph a b") == #"morph ["a", "b"]"#)
    #expect(outcome("attribute fit x") == #"attribute fit ["x"]"#)
  }

  @Test func `Help is at every level`() {
    #expect(outcome("").hasPrefix("latent: a tool."))
    #expect(outcome("--help") == outcome(""))
    #expect(outcome("help") == outcome(""))
    #expect(outcome("morph a --help").hasPrefix("Do morph."))
    #expect(outcome("help morph") == outcome("morph -h"))
    #expect(outcome("attribute").contains("attribute fit"))
    #expect(outcome("attribute --help") == outcome("help attribute"))
    #expect(outcome("help attribute fit").hasPrefix("Do attribute fit."))
  }

  @Test func `The version is one line`() {
    #expect(outcome("--version") == "latent \(Program.version)\n")
  }

  @Test func `Unknown names suggest the nearest`() {
    #expect(outcome("moprh").hasPrefix("unknown command 'moprh'; did you mean 'morph'?"))
    #expect(
      outcome("attribute fti").hasPrefix("unknown command 'attribute fti'; did you mean 'fit'?"))
    #expect(outcome("--versoin").hasPrefix("unknown option '--versoin'; did you mean '--version'?"))
    #expect(outcome("zzzzzz").hasPrefix("unknown command 'zzzzzz'.\n"))
  }
}
