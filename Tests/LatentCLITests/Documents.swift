import Foundation
import Testing

/// The markdown documents of the repository, taken apart for their checks.
struct Document: CustomTestStringConvertible, Sendable {
  /// One block of code between fences.
  struct Block: Sendable {
    var language: String
    var lines: [String]
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The README, the other documents at the root, and all under `docs`, `Samples` and `Notebooks`.
  static let all: [Document] = {
    let names = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
    let folders = ["docs", "Samples", "Notebooks"].flatMap { folder -> [String] in
      let paths =
        FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)?
        .compactMap { $0 as? String } ?? []
      return paths.filter { $0.hasSuffix(".md") && !$0.contains(".build/") }
        .map { "\(folder)/\($0)" }.sorted()
    }
    return (names + folders).compactMap(Document.init)
  }()

  let path: String
  let text: String

  private init?(_ path: String) {
    let url = Self.root.appendingPathComponent(path)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
    self.path = path
    self.text = text
  }

  var testDescription: String { path }

  var url: URL { Self.root.appendingPathComponent(path) }

  /// The blocks of code, in order.
  var blocks: [Block] {
    var blocks: [Block] = []
    var open: Block?
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(block)
          open = nil
        } else {
          open = Block(language: String(line.dropFirst(3)), lines: [])
        }
      } else {
        open?.lines.append(line)
      }
    }
    return blocks
  }

  /// The targets of links and images outside blocks of code, without those on the web.
  var localTargets: [String] {
    var isCode = false
    var targets: [String] = []
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") { isCode.toggle() }
      guard !isCode else { continue }
      for part in line.components(separatedBy: "](").dropFirst() {
        let target = part.prefix { $0 != ")" }
        if !target.contains("://") && !target.hasPrefix("#") {
          targets.append(String(target.prefix { $0 != "#" }))
        }
      }
    }
    return targets
  }

  /// The commands of shell blocks, each as the words after `latent`.
  var latentCommands: [[String]] {
    blocks.filter { $0.language == "sh" }.flatMap(\.lines).compactMap { line in
      line.hasPrefix("latent ") ? Array(Self.words(line).dropFirst()) : nil
    }
  }

  /// The words of a line, as a shell splits them: double quotes keep spaces together.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case " " where !isQuoted:
        if !word.isEmpty { words.append(word) }
        word = ""
      default: word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
