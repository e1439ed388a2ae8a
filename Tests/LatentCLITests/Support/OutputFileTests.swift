import Foundation
import LatentCLI
import Testing

@Suite struct OutputFileTests {
  @Test func `A file in a folder that is there is accepted and not made`() throws {
    try withTemporaryFolder { folder in
      let file = try OutputFile(folder + "/a.png")
      #expect(file.fileExtension == "png")
      #expect(!FileManager.default.fileExists(atPath: folder + "/a.png"))
    }
  }

  @Test func `A missing folder is named`() throws {
    try withTemporaryFolder { folder in
      #expect(
        throws: Failure(
          "the folder '\(folder)/no' does not exist, so '\(folder)/no/a.png' cannot be written; "
            + "make it first.")
      ) { try OutputFile(folder + "/no/a.png") }
    }
  }

  @Test func `A folder, a device and a path with a slash at its end are refused`() throws {
    try withTemporaryFolder { folder in
      #expect(throws: Failure.self) { try OutputFile(folder) }
      #expect(throws: Failure.self) { try OutputFile(folder + "/a/") }
      #expect(throws: Failure.self) { try OutputFile("/dev/null") }
    }
  }

  @Test func `A file where the folder should be is refused`() throws {
    try withTemporaryFolder { folder in
      try Data().write(to: URL(fileURLWithPath: folder + "/plain"))
      #expect(throws: Failure.self) { try OutputFile(folder + "/plain/a.png") }
      #expect(throws: Failure.self) { try OutputFolder(folder + "/plain") }
    }
  }

  #if os(Linux)
    @Test func `A folder of the system refuses, whoever asks`() {
      #expect(throws: Failure.self) { try OutputFile("/proc/a.png") }
      #expect(throws: Failure.self) { try OutputFolder("/proc/a") }
    }
  #endif

  @Test func `Looking whether a folder can be written to leaves nothing in it`() throws {
    try withTemporaryFolder { folder in
      _ = try OutputFile(folder + "/a.png")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test func `An output folder is made when it is needed, not before`() throws {
    try withTemporaryFolder { folder in
      let output = try OutputFolder(folder + "/new/")
      #expect(!FileManager.default.fileExists(atPath: folder + "/new"))
      try output.make()
      try output.make()
      #expect(output.file("a.png") == folder + "/new/a.png")
      #expect(FileKind(of: output.path) == .folder)
    }
  }

  @Test(arguments: [
    ("a.PNG", "png"), ("x/y.z/a", ""), (".hidden", ""), ("a.tar.gz", "gz"), ("", ""),
  ])
  func `File extensions`(path: String, expected: String) {
    #expect(OutputFile.fileExtension(of: path) == expected)
  }

  @Test func `Folders of paths`() {
    #expect(["a", "x/a", "/a", "x/y/a"].map(OutputFile.folder) == [".", "x", "/", "x/y"])
  }
}
