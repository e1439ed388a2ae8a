import Foundation
import LatentCLI
import Testing

/// The whole help of every command, as `docs/command-line.md` prints it.
///
/// After a change on purpose, run the tests once with LATENT_RECORD_HELP=1 to write the page anew.
@Suite struct HelpTests {
  private var page: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("docs/command-line.md")
  }

  @Test func `The page of the command line is what the tool says`() throws {
    var text = """
      # The command line

      Every page of `latent --help`, word for word; a test compares them with the tool.


      """
    var pages = [[String](), ["attribute"]]
    pages += Program.latent.commands.map(\.path)
    for words in pages {
      let outcome = try LatentTool.run(words + ["--help"])
      #expect(outcome.status == 0)
      #expect(outcome.errors.isEmpty)
      for line in outcome.output.split(separator: "\n") {
        #expect(line.count <= 80 || line.hasPrefix("  latent "), "\(line)")
      }
      let title = (["latent"] + words).joined(separator: " ")
      text += "## \(title)\n\n```\n\(outcome.output)```\n\n"
    }
    text.removeLast()
    if ProcessInfo.processInfo.environment["LATENT_RECORD_HELP"] == "1" {
      try text.write(to: page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == text)
  }

  @Test func `Help comes from every way of asking for it`() throws {
    for command in Program.latent.commands {
      let page = try LatentTool.run(command.path + ["--help"]).output
      #expect(try LatentTool.run(command.path + ["-h"]).output == page)
      #expect(try LatentTool.run(["help"] + command.path).output == page)
    }
  }
}
