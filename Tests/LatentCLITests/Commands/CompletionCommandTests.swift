import Foundation
import Testing

/// The completion script, run by the shell it is for.
@Suite struct CompletionCommandTests {
  /// What bash offers for a line whose last word is not complete.
  private func offers(_ words: [String], files: [String] = []) throws -> [String] {
    try withTemporaryFolder { folder in
      for name in files { try Data().write(to: URL(fileURLWithPath: folder + "/" + name)) }
      let script = try LatentTool.run(["completion", "bash"], in: folder)
      #expect(script.status == 0)
      let list = words.map { "'\($0)'" }.joined(separator: " ")
      let text =
        script.output
        + "\nCOMP_WORDS=(latent \(list)); COMP_CWORD=\(words.count); _latent\n"
        + "printf '%s\\n' \"${COMPREPLY[@]}\"\n"
      try text.write(toFile: folder + "/complete.sh", atomically: true, encoding: .utf8)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = [folder + "/complete.sh"]
      let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
      process.environment = [
        "PATH": LatentTool.url.deletingLastPathComponent().path + ":" + path
      ]
      process.currentDirectoryURL = URL(fileURLWithPath: folder)
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }
  }

  @Test func `Commands, second words, options, bundled names and files are offered`() throws {
    #expect(try offers(["mor"]) == ["morph"])
    #expect(try offers(["attribute", "f"]) == ["fit"])
    #expect(try offers(["sample", "--temp"]) == ["--temperature"])
    #expect(try offers(["attribute", "fit", "--meth"]) == ["--method"])
    #expect(try offers(["morph", "ava"]) == ["avatars"])
    #expect(try offers(["edit", "complete"]) == ["complete.sh"])
  }

  @Test func `Values of options are offered, and none where a number stands`() throws {
    #expect(try offers(["morph", "avatars", "--along", "geo"]) == ["geodesic"])
    #expect(
      try offers(["map", "avatars", "avatars", "--kind", ""]) == ["pca", "tsne", "attribute"])
    #expect(try offers(["completion", ""]) == ["bash", "zsh"])
    #expect(try offers(["sample", "avatars", "--count", ""]).isEmpty)
  }

  @Test func `Attributes of the data are offered`() throws {
    #expect(try offers(["attribute", "fit", "avatars", "avatars", "smi"]) == ["smiling"])
    #expect(try offers(["map", "sprites", "sprites", "--color", "a"]) == ["angle"])
    #expect(try offers(["datasets", "sprites", "--rows", "sh"]) == ["shape"])
  }

  @Test func `Names with spaces stay whole`() throws {
    #expect(
      try offers(["info", "my"], files: ["my model.safetensors", "mine.st"])
        == ["my model.safetensors"])
  }

  @Test func `An unknown shell is an error`() throws {
    try withTemporaryFolder { folder in
      let outcome = try LatentTool.run(["completion", "bsh"], in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("did you mean 'bash'?"))
    }
  }
}
