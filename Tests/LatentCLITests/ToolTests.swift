import LatentCLI
import Testing

/// What the program does whatever the command.
@Suite struct ToolTests {
  @Test func `The version`() throws {
    let outcome = try LatentTool.run(["--version"])
    #expect(outcome.status == 0)
    #expect(outcome.output == "latent \(Program.version)\n")
    #expect(outcome.errors.isEmpty)
  }

  @Test func `A mistake ends with status 2 and words on standard error`() throws {
    let outcome = try LatentTool.run(["--versoin"])
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors == """
        latent: unknown option '--versoin'; did you mean '--version'?
        Options of a command stand after its name; 'latent --help' lists the commands.

        """)
  }
}
