import Foundation
import LatentData
import Testing

/// What the documents say is so: links lead somewhere, code is code that runs, and every picture is
/// what the command beside it makes.
@Suite struct DocumentTests {
  @Test(arguments: Document.all)
  func `Links and images lead to files`(document: Document) {
    for target in document.localTargets {
      let url = document.url.deletingLastPathComponent().appendingPathComponent(target)
      #expect(FileManager.default.fileExists(atPath: url.standardized.path), "\(target)")
    }
  }

  /// The lines of all Swift files of samples and tests, without indentation, as one text.
  private static let programs: [String] = ["Samples", "Tests"].flatMap { folder -> [String] in
    let root = Document.root.appendingPathComponent(folder)
    let paths =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(".swift") && !$0.contains(".build/") }.compactMap {
      (try? String(contentsOf: root.appendingPathComponent($0), encoding: .utf8))
        .map { bare($0.components(separatedBy: "\n")) }
    }
  }

  private static func bare(_ lines: [String]) -> String {
    lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      .joined(separator: "\n") + "\n"
  }

  @Test(arguments: Document.all)
  func `Swift code is an excerpt of a program that is built and run`(document: Document) {
    for block in document.blocks where block.language == "swift" {
      // Lines for a manifest are checked by the packages of the samples.
      if block.lines[0].hasPrefix("// Package.swift") { continue }
      let excerpt = Self.bare(block.lines)
      #expect(Self.programs.contains { $0.contains(excerpt) }, "\(excerpt)")
    }
  }

  /// Documents whose commands are run here, in one folder and in order.
  private static let runnable = Document.all.filter {
    $0.path.hasPrefix("docs/tutorials/") || $0.path.hasPrefix("docs/guides/")
      || $0.path == "docs/datasets.md"
  }

  @Test(arguments: runnable)
  func `Commands run, and their pictures are those of the document`(document: Document) throws {
    try withTemporaryFolder { folder in
      for words in document.latentCommands {
        let outcome = try LatentTool.run(words, in: folder)
        #expect(outcome.status == 0, "\(words): \(outcome.errors)")
        guard let position = words.lastIndex(of: "-o"), words[position + 1].hasSuffix(".png") else {
          continue
        }
        let name = words[position + 1]
        let kept = Document.root.appendingPathComponent("docs/pictures/\(name)")
        guard document.localTargets.contains(where: { $0.hasSuffix("/\(name)") }) else { continue }
        let made = URL(fileURLWithPath: folder).appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["LATENT_RECORD_PICTURES"] == "1" {
          try? FileManager.default.removeItem(at: kept)
          try FileManager.default.copyItem(at: made, to: kept)
        }
        #expect(try Picture(contentsOf: made) == Picture(contentsOf: kept), "\(name)")
      }
    }
  }
}
