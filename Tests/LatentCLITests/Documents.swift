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

  /// The lines outside blocks of code, with their numbers.
  var prose: [(number: Int, text: String)] {
    var isCode = false
    var lines: [(number: Int, text: String)] = []
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("```") {
        isCode.toggle()
      } else if !isCode {
        lines.append((index + 1, line))
      }
    }
    return lines
  }

  /// A link or an image: the file it leads to, from the root, and the heading in it.
  struct Link: Hashable, Sendable {
    var path: String
    var anchor: String?
    var isImage: Bool
  }

  /// The links and images outside blocks of code, without those on the web.
  var links: [Link] {
    prose.flatMap { line -> [Link] in
      let parts = line.text.components(separatedBy: "](")
      return zip(parts, parts.dropFirst()).compactMap { before, after in
        let target = after.prefix { $0 != ")" && $0 != " " }
        guard !target.contains("://"), !target.hasPrefix("mailto:") else { return nil }
        let halves = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let file = halves[0].removingPercentEncoding ?? String(halves[0])
        let url =
          file.isEmpty ? self.url : self.url.deletingLastPathComponent().appending(path: file)
        let path = url.standardized.path.dropFirst(Self.root.standardized.path.count + 1)
        let opening = before.lastIndex(of: "[")
        return Link(
          path: String(path), anchor: halves.count == 2 ? String(halves[1]) : nil,
          isImage: opening.map { before[..<$0].hasSuffix("!") } ?? false)
      }
    }
  }

  /// The names by which links find the headings, as GitHub makes them.
  var anchors: Set<String> {
    var anchors: Set<String> = []
    for (_, line) in prose where line.hasPrefix("#") {
      let words = line.drop { $0 == "#" }.dropFirst().lowercased()
      let kept = words.unicodeScalars.filter {
        CharacterSet.alphanumerics.contains($0) || " -_".unicodeScalars.contains($0)
      }
      let name = String(String.UnicodeScalarView(kept)).replacingOccurrences(of: " ", with: "-")
      var (unique, copies) = (name, 0)
      while anchors.contains(unique) {
        copies += 1
        unique = "\(name)-\(copies)"
      }
      anchors.insert(unique)
    }
    return anchors
  }

  /// One command of a shell block.
  struct Command: Sendable {
    var line: String
    /// What the comment with it says it takes or needs; such a command is not run by the tests.
    var cost: String?
    /// Whether the comment behind it says that it ends with an error.
    var fails = false

    /// The command as the tests run it: what builds and runs the tool becomes the tool.
    var runnable: String {
      let start = "swift run -c release latent "
      return line.hasPrefix(start) ? "latent " + line.dropFirst(start.count) : line
    }

    /// The file that the command writes, when it says so.
    var output: String? {
      let words = Document.words(line)
      guard let position = words.lastIndex(where: { $0 == "-o" || $0 == "--output" }),
        position + 1 < words.count
      else { return nil }
      return words[position + 1]
    }
  }

  /// The commands of shell blocks, those over several lines joined.
  ///
  /// A comment that begins with "takes" or "needs" says that a command takes too long for a test or
  /// needs what the machine may not have: the one it stands behind, or all below it in the block.
  var commands: [Command] {
    blocks.filter { $0.language == "sh" }.flatMap { block -> [Command] in
      let joined = block.lines.joined(separator: "\n").replacingOccurrences(of: "\\\n", with: " ")
      var cost: String?
      return joined.components(separatedBy: "\n").compactMap { line -> Command? in
        let parts = line.components(separatedBy: "# ")
        let comment = parts.dropFirst().joined(separator: "# ")
        let isCost = comment.hasPrefix("takes ") || comment.hasPrefix("needs ")
        let text = parts[0].trimmingCharacters(in: .whitespaces)
        if text.isEmpty && isCost { cost = comment }
        return text.isEmpty
          ? nil
          : Command(
            line: text, cost: isCost ? comment : cost, fails: comment.hasPrefix("fails"))
      }
    }
  }

  /// What the document says that its commands print: the lines of `text` blocks, without times.
  ///
  /// A line of "…" stands for others that are left out.
  var shownLines: [String] {
    blocks.filter { $0.language == "text" }.flatMap(\.lines)
      .map(Self.withoutTime).filter { !$0.isEmpty && $0 != "…" }
  }

  /// A line of output as it is compared: no spaces around it, no seconds at its end.
  static func withoutTime(_ line: String) -> String {
    line.replacing(#/  [0-9.]+ s$/#, with: "").trimmingCharacters(in: .whitespaces)
  }

  /// The words of a line, as a shell splits them: double quotes keep spaces together.
  static func words(_ line: String) -> [String] {
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
