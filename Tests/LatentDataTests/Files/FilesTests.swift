import Foundation
import LatentData
import Testing

@Suite struct FilesTests {
  private func error(_ body: () throws -> Void) -> FileError.Problem? {
    do {
      try body()
      return nil
    } catch { return (error as? FileError)?.problem }
  }

  @Test("What is written is read back, and nothing else stays in the folder")
  func roundTrip() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "a b%é.bin")
      for count in [0, 1, 100_000] {
        let bytes = [UInt8](repeating: UInt8(count % 251), count: count)
        try Files.write(bytes, to: url)
        #expect(try Files.read(url) == bytes)
      }
      #expect(try Files.names(in: folder) == ["a b%é.bin"])
      let all = try FileManager.default.contentsOfDirectory(atPath: folder.path())
      #expect(all.count == 1)
      try Files.remove(url)
      try Files.remove(url)
      #expect(!Files.exists(url))
    }
  }

  @Test("Every obstacle has its own error, which says what to do")
  func obstacles() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "file")
      try Files.write([1, 2, 3], to: file)
      #expect(error { _ = try Files.read(folder.appending(path: "none")) } == .missing)
      #expect(error { _ = try Files.read(folder) } == .isFolder)
      #expect(error { _ = try Files.read(file, limit: 2) } == .tooLarge(limit: 2))
      #expect(error { _ = try Files.read(URL(string: "https://a.b/c")!) } == .notLocal)
      #expect(error { _ = try Files.names(in: file) } == .isNotFolder)
      #expect(error { try Files.write([], to: folder) } == .isFolder)
      #expect(error { try Files.write([], to: folder.appending(path: "x/y")) } == .missingFolder)
      #expect(error { try Files.write([], to: file.appending(path: "y")) } == .missingFolder)
      #expect(error { try Files.makeFolder(file) } == .isNotFolder)
      for problem in [
        FileError.Problem.missing, .missingFolder, .isFolder, .isNotFolder, .notPermitted,
        .readOnly, .full, .tooLarge(limit: 9), .notLocal, .other("strange"),
      ] {
        let text = FileError(problem, path: "some/path").description
        #expect(text.hasPrefix("some/path: ") && text.hasSuffix(".") && text.contains(". "))
      }
    }
  }

  #if os(Linux)
    @Test("A device without space is a full disk, and an endless one is too large")
    func devices() {
      let full = URL(filePath: "/dev/full")
      #expect(error { try Files.write([1], to: full) } == .full)
      #expect(
        error { _ = try Files.read(URL(filePath: "/dev/zero"), limit: 1 << 20) }
          == .tooLarge(limit: 1 << 20))
      #expect(error { try Files.write([1], to: URL(filePath: "/dev/null")) } == nil)
      #expect(FileManager.default.fileExists(atPath: "/dev/null"))
    }
  #endif

  @Test("A link stays a link, and permissions stay as they were")
  func links() throws {
    try withTemporaryFolder { folder in
      let (file, link) = (folder.appending(path: "file"), folder.appending(path: "link"))
      try Files.write([1], to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path())
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
      try Files.write([2], to: link)
      #expect(try Files.read(file) == [2])
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path()) != "")
      let mode = try FileManager.default.attributesOfItem(atPath: file.path())[.posixPermissions]
      #expect(mode as? Int == 0o640)
    }
  }

  @Test("Many writers at once leave the whole file of one of them")
  func writers() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "latents-\(UInt64.random(in: .min ... .max))")
    try Files.makeFolder(folder.appending(path: "deep/er"))
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: "deep/er/file")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in UInt8(0)..<16 {
        group.addTask {
          for _ in 0..<5 {
            try Files.write([UInt8](repeating: writer, count: 50_000), to: url)
            let bytes = try Files.read(url)
            #expect(bytes.count == 50_000 && Set(bytes).count == 1)
          }
        }
      }
      try await group.waitForAll()
    }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "deep/er").path())
    #expect(names == ["file"])
  }

  @Test("Names are sorted by their bytes, without hidden ones")
  func names() throws {
    try withTemporaryFolder { folder in
      for name in ["b", "a", "B", "é", "10", "9", ".hidden"] {
        try Files.write([], to: folder.appending(path: name))
      }
      #expect(try Files.names(in: folder) == ["10", "9", "B", "a", "b", "é"])
    }
  }
}
