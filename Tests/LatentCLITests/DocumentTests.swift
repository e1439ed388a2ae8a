import Foundation
import LatentData
import Testing

/// What the documents say is so: links lead somewhere, code is code that runs, and every picture is
/// what the command beside it makes.
@Suite struct DocumentTests {
  // MARK: - Links and pages

  @Test(arguments: Document.all)
  func `Links and images lead to files, and to headings that are there`(document: Document) {
    for link in document.links {
      let url = Document.root.appending(path: link.path)
      #expect(FileManager.default.fileExists(atPath: url.path), "\(link.path)")
      guard let anchor = link.anchor, link.path.hasSuffix(".md") else { continue }
      let target = Document.all.first { $0.path == link.path }
      #expect(target?.anchors.contains(anchor) == true, "\(link.path)#\(anchor)")
    }
  }

  @Test func `Every page is reached from the first, and every picture is shown`() {
    let first = "docs/README.md"
    var reached: Set<String> = [first]
    var open = [first]
    while let path = open.popLast() {
      for link in Document.all.first(where: { $0.path == path })?.links ?? []
      where reached.insert(link.path).inserted {
        open.append(link.path)
      }
    }
    for file in Self.files(in: "docs") where !file.contains("/pictures/") {
      #expect(reached.contains(file), "No page leads to \(file).")
    }
    let shown = Set(Document.all.flatMap(\.links).map(\.path))
    for file in Self.files(in: "docs/pictures") {
      #expect(shown.contains(file), "No page shows \(file).")
    }
  }

  @Test(arguments: Document.all)
  func `Lines are at most 115 characters long`(document: Document) {
    for line in document.prose where !line.text.hasPrefix("|") && !line.text.hasPrefix("![") {
      #expect(line.text.count <= 115, "line \(line.number)")
    }
  }

  // MARK: - Code

  /// The lines of all Swift files of samples and tests, without indentation, each file as one text;
  /// and once more without expectations, which documents may leave out.
  private static let programs: [String] = ["Samples", "Tests"].flatMap { folder in
    files(in: folder).filter { $0.hasSuffix(".swift") && !$0.contains(".build/") }
      .flatMap { path in
        let lines = contents(of: path).components(separatedBy: "\n")
        let unchecked = lines.filter {
          !$0.trimmingCharacters(in: .whitespaces).hasPrefix("#expect(")
        }
        return [bare(lines), bare(unchecked)]
      }
  }

  private static func bare(_ lines: [String]) -> String {
    lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      .joined(separator: "\n") + "\n"
  }

  @Test(arguments: Document.all)
  func `Swift code is an excerpt of a program that is built and run`(document: Document) {
    for block in document.blocks where block.language == "swift" {
      // Lines for a manifest are checked by the packages of the samples; what a reader is told is a
      // sketch needs what this machine does not have.
      if block.lines[0].hasPrefix("// Package.swift") || block.lines[0].hasPrefix("// Sketch") {
        continue
      }
      let excerpt = Self.bare(block.lines)
      #expect(Self.programs.contains { $0.contains(excerpt) }, "\(excerpt)")
    }
  }

  /// The functions and types that Swift code declares.
  private static func declarations(in code: String) -> [String] {
    code.components(separatedBy: "\n").compactMap { line in
      let words = line.split(separator: " ")
      let kinds: Set<Substring> = ["func", "struct", "enum", "class", "protocol", "typealias"]
      guard let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count else {
        return nil
      }
      return String(words[kind + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }
  }

  /// What tests declare for themselves, and a reader of the documents does not have.
  ///
  /// Methods of the library excuse nothing: they are called with a dot.
  private static let testNames: Set<String> = {
    func names(in folders: [String], methods: Bool = true) -> Set<String> {
      let programs = folders.flatMap { files(in: $0) }
        .filter { $0.hasSuffix(".swift") && !$0.contains(".build/") }.map { contents(of: $0) }
      let lines = programs.flatMap { $0.components(separatedBy: "\n") }
        .filter { methods || !$0.hasPrefix(" ") || !$0.contains("func ") }
      return Set(declarations(in: lines.joined(separator: "\n")))
    }
    return names(in: ["Tests"]).subtracting(names(in: ["Sources"], methods: false))
      .subtracting(names(in: ["Samples", "Notebooks"]))
  }()

  @Test(arguments: Document.all)
  func `Swift code is what a reader can write: no macros and no names of the tests`(
    document: Document
  ) {
    let blocks = document.blocks.filter { $0.language == "swift" }.map { block in
      // Without comments, and with a character before the first name.
      "\n" + block.lines.map { $0.components(separatedBy: "//")[0] }.joined(separator: "\n")
    }
    let own = Set(blocks.flatMap(Self.declarations))
    for block in blocks {
      for macro in block.matches(of: #/[#][a-z]\w*/#) { Issue.record("\(macro.output)") }
      // Functions that are called without a dot, and types.
      for name in block.matches(of: #/[^.\w](?:([A-Z]\w*)|([a-z]\w*)(?=\())/#) {
        let word = String(name.output.1 ?? name.output.2 ?? "")
        #expect(own.contains(word) || !Self.testNames.contains(word), "only tests have \(word)")
      }
    }
  }

  @Test func `The README's program prints what its sample does`() throws {
    let readme = try #require(Document.all.first { $0.path == "README.md" })
    let sample = try #require(Document.all.first { $0.path == "Samples/MorphStrip/README.md" })
    let outputs = readme.blocks.filter { $0.language == "text" }
    #expect(!outputs.isEmpty)
    for line in outputs.flatMap(\.lines) { #expect(sample.text.contains(line)) }
  }

  // MARK: - Commands

  /// The scripts of the continuous integration, as one text.
  private static let integration = files(in: ".ci").filter {
    $0 == ".ci/run" || $0.hasSuffix(".sh")
  }
  .map { contents(of: $0) }.joined()

  /// Whether the scripts of the continuous integration run a command.
  private static func isIntegrated(_ line: String) -> Bool {
    if line == "bash .ci/run" { return true }
    // What builds and runs a sample.
    for start in ["cd Samples/", "swift run -c release "] where line.hasPrefix(start) {
      let sample = line.dropFirst(start.count)
      if FileManager.default.fileExists(atPath: Document.root.path + "/Samples/\(sample)") {
        return true
      }
    }
    let command = line.hasPrefix("PYTHONPATH=") ? line.drop { $0 != " " }.dropFirst() : line[...]
    return integration.contains(command)
  }

  /// Documents whose commands are run here, each in one folder and in order: not the models' pages, whose
  /// recipes take minutes and are compared with what the models say of themselves, nor those of samples,
  /// whose commands follow programs that the continuous integration runs.
  private static let runnable = Document.all.filter {
    !$0.path.hasPrefix("docs/models") && !$0.path.hasPrefix("Samples/")
  }

  @Test(arguments: runnable)
  func `Commands run and print what the document shows, and their pictures are the document's`(
    document: Document
  ) throws {
    try withTemporaryFolder { folder in
      // A picture that a page links to, without showing it, is one that its reader is to save.
      for link in document.links where !link.isImage && link.path.hasSuffix(".png") {
        let saved = URL(fileURLWithPath: folder)
          .appending(path: URL(fileURLWithPath: link.path).lastPathComponent)
        try FileManager.default.copyItem(at: Document.root.appending(path: link.path), to: saved)
      }
      var printed: Set<String> = []
      for command in document.commands where command.cost == nil && !Self.isIntegrated(command.line)
      {
        let outcome = try LatentTool.shell(command.runnable, in: folder)
        #expect((outcome.status != 0) == command.fails, "\(command.line): \(outcome.errors)")
        for line in (outcome.output + outcome.errors).components(separatedBy: "\n") {
          printed.insert(Document.withoutTime(line))
        }
        if let output = command.output, !command.fails {
          try Self.compare(output, in: folder, with: document)
        }
      }
      for line in document.shownLines where !Self.samplesPrint(line) {
        #expect(printed.contains(line), "no command prints: \(line)")
      }
    }
  }

  /// Whether a sample's page says that the sample prints the line, which is checked where it is run.
  private static func samplesPrint(_ line: String) -> Bool {
    Document.all.contains { $0.path.hasPrefix("Samples/") && $0.shownLines.contains(line) }
  }

  /// Compares a file that a command wrote with the picture of that name that a document shows.
  private static func compare(_ output: String, in folder: String, with document: Document) throws {
    let name = URL(fileURLWithPath: output).lastPathComponent
    guard let link = document.links.first(where: { $0.isImage && $0.path.hasSuffix("/\(name)") })
    else { return }
    let kept = Document.root.appending(path: link.path)
    let made = URL(fileURLWithPath: folder).appending(path: output)
    if ProcessInfo.processInfo.environment["LATENT_RECORD_PICTURES"] == "1" {
      try? FileManager.default.removeItem(at: kept)
      try FileManager.default.copyItem(at: made, to: kept)
    }
    if name.hasSuffix(".png") {
      #expect(try Picture(contentsOf: made) == Picture(contentsOf: kept), "\(output)")
    } else {
      #expect(try Data(contentsOf: made) == Data(contentsOf: kept), "\(output)")
    }
  }

  @Test func `Every picture is made by a command beside it, or by a test or check`() {
    let makers = files(in: "Tests").filter { $0.hasSuffix(".swift") } + files(in: ".ci")
    let programs = makers.map { contents(of: $0) }.joined()
    for document in Document.all {
      let outputs = document.commands.compactMap { command in
        command.cost == nil ? command.output : nil
      }
      for link in document.links where link.isImage && link.path.hasPrefix("docs/pictures/") {
        let name = URL(fileURLWithPath: link.path).lastPathComponent
        let isBeside = outputs.contains { $0 == name || $0.hasSuffix("/\(name)") }
        // Another page's picture is checked there.
        let isElsewhere = Document.all.contains { other in
          other.commands.contains { $0.cost == nil && $0.output == name }
            && other.links.contains { $0.path == link.path }
        }
        let stem = name.prefix { $0 != "." }
        #expect(
          isBeside || isElsewhere || programs.contains(", \"\(stem)\")")
            || programs.contains("\"\(name)\""),
          "\(document.path): nothing makes \(name).")
      }
    }
  }

  @Test(arguments: Document.all.filter { $0.path.hasPrefix("docs/models") })
  func `A model's command is the one in its file`(document: Document) throws {
    for command in document.commands where command.line.hasPrefix("latent train ") {
      let name = URL(fileURLWithPath: command.output ?? "").deletingPathExtension()
        .lastPathComponent
      let outcome = try LatentTool.run(["info", name, "--json"])
      let words = Document.words(command.line)
      let recipe = words.prefix { $0 != "-o" }.joined(separator: " ")
      #expect(outcome.output.contains("\"command\":\"\(recipe)\""), "\(name): \(outcome.output)")
    }
  }

  // MARK: - Files

  private static func files(in folder: String) -> [String] {
    let root = Document.root.appending(path: folder)
    let paths =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return paths.sorted().map { "\(folder)/\($0)" }.filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(
        atPath: Document.root.path + "/\(path)", isDirectory: &isFolder) && !isFolder.boolValue
    }
  }

  private func files(in folder: String) -> [String] { Self.files(in: folder) }

  private static func contents(of path: String) -> String {
    (try? String(contentsOf: Document.root.appending(path: path), encoding: .utf8)) ?? ""
  }

  private func contents(of path: String) -> String { Self.contents(of: path) }
}
