import Foundation
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

  #if os(Linux)
    @Test func `A full disk behind standard output is a failure`() throws {
      let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
      let process = Process()
      let errors = Pipe()
      process.executableURL = LatentTool.url
      process.arguments = ["--help"]
      process.standardOutput = full
      process.standardError = errors
      try process.run()
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 1)
      #expect(text.hasPrefix("latent: standard output cannot be written (No space left on device)"))
    }

    @Test func `A full disk behind a picture is a failure`() throws {
      try TinyWorld.withCopy { folder in
        // A limit on the size of files stands in for a full disk.
        let process = Process()
        let errors = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
          "-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"", LatentTool.url.path, "encode",
          "model.safetensors", "data.npy", "-o", "c.npy",
        ]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardError = errors
        try process.run()
        let text = String(
          decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
        #expect(text.contains("c.npy: "))
        #expect(try TinyWorld.names(in: folder) == ["data.npy", "model.safetensors"])
      }
    }
  #endif
}
