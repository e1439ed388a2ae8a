import Foundation
import LatentData
import Latents

/// `latent replay`: the command in a picture, run again, and the pixels compared.
enum ReplayCommand {
  private static let picture = Positional("PNG", help: "a picture that this tool wrote")
  private static let output = Option<String?>(
    optional: "output", short: "o", .file.called("PNG"),
    help: "where to keep the picture made again (default: nowhere)")

  static let command = Command(
    "replay", "Make a picture again and check that it is the same", positionals: [picture],
    options: [output, Shared.json, Shared.quiet],
    notes: [
      "Every picture carries the command that made it, the model's hash and the seed. Run this in "
        + "the folder with the files that the command named. It succeeds when all pixels are the "
        + "same, and otherwise says how they and the model differ.",
      "A picture of the explorer holds its latent and needs no other file. A browser adds in another "
        + "order than this tool, so its pixels may differ by 1 of 255.",
    ],
    examples: ["latent replay dreams.png"], run: run)

  private static func run(_ invocation: Invocation) throws {
    let kept = try invocation[output].map { try OutputFile($0) }
    let path = invocation[picture]
    try refuseDrawings(path)
    let original = try Copy(path)
    if !invocation[Shared.quiet] { Console.remark(original.recipe.command) }
    let again = try makeAgain(original, named: path)
    if let kept {
      let bytes = try Files.read(again.url)
      try Interruption.uncut { try Files.write(bytes, to: URL(filePath: kept.path)) }
    }
    let copy = try Copy(again.url.path)
    try? FileManager.default.removeItem(at: again.folder)
    try tell(Comparison(original, copy), path, invocation)
  }

  /// Drawings of lines and words hold their command, but there are no pixels to compare.
  private static func refuseDrawings(_ path: String) throws(UsageError) {
    guard OutputFile.fileExtension(of: path) == "svg" else { return }
    throw UsageError(
      "'\(path)' is an SVG, and replay compares the pixels of PNG files. The command that made it "
        + "stands in its <metadata>; run that again.")
  }

  // MARK: - Running the command

  private static func makeAgain(
    _ original: Copy, named path: String
  ) throws -> (url: URL, folder: URL) {
    let recipe = original.recipe
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "latent-replay-\(UUID().uuidString)")
    try Files.makeFolder(folder)
    do {
      var words = try words(of: recipe, writingInto: folder)
      if let latent = recipe.explored, words.all.count > 2 {
        // `decode MODEL CODES`: the codes are in the recipe itself.
        let codes = folder.appending(path: "latent.json")
        try Files.write(
          CodeFile.json.bytes(of: LatentBatch([LatentVector(latent)]), recipe: recipe), to: codes)
        words.all[2] = codes.path
      }
      guard case .run(let command, let rest) = try Program.latent.action(for: words.all),
        command.name != Self.command.name
      else { throw Failure("'\(path)' was not made by a command that can be run again.") }
      let quiet = command.options.contains { $0.name == Shared.quiet.name } ? ["--quiet"] : []
      let values = try ArgumentParser.parse(rest + quiet, for: command)
      try command.run(Invocation(command: command, values: values, words: words.all))
      return (try made(words.outputs, like: original, named: path), folder)
    } catch {
      try? FileManager.default.removeItem(at: folder)
      throw Failure("the command could not be run again: \(error)")
    }
  }

  /// The file that the command wrote for a picture: the only one of its kind, the one with its number,
  /// or the one with its name.
  private static func made(
    _ outputs: [URL], like original: Copy, named path: String
  ) throws -> URL {
    let isAnimated = original.frames.count > 1
    let files = try outputs.flatMap { output in
      // Several pictures lie in a folder of that name, or beside it when the name holds a number.
      let place =
        FileKind(of: output.path) == .folder ? output : output.deletingLastPathComponent()
      let names = try FileManager.default.subpathsOfDirectory(atPath: place.path)
        .filter { OutputFile.fileExtension(of: $0) == "png" }
      return names.map { place.appending(path: $0) }
    }
    .filter { url in
      ((try? PNG.decodeFrames(Files.read(url)).count > 1) ?? false) == isAnimated
    }
    .sorted { $0.lastPathComponent < $1.lastPathComponent }
    if let index = original.recipe.index, files.indices.contains(index) { return files[index] }
    let name = URL(filePath: path).lastPathComponent
    guard let found = files.first(where: { $0.lastPathComponent == name }) ?? files.only else {
      throw Failure("it writes several pictures, and none is called '\(name)'.")
    }
    return found
  }

  /// The command's words with its outputs going to another folder, each into a folder of its own.
  private static func words(
    of recipe: Recipe, writingInto folder: URL
  ) throws -> (all: [String], outputs: [URL]) {
    var words = recipe.words
    var outputs: [URL] = []
    func moved(_ name: String) throws -> String {
      let place = folder.appending(path: "\(outputs.count)")
      try Files.makeFolder(place)
      // Recipes of earlier versions may name a folder too.
      outputs.append(place.appending(path: name.split(separator: "/").last.map(String.init) ?? "x"))
      return outputs[outputs.count - 1].path
    }
    // 'discover' writes attribute files as well; 'edit' reads its own from that place.
    let more = words.first == "discover" ? ["--attributes"] : []
    for index in words.indices {
      for option in Recipe.outputs + more {
        if words[index] == option, words.indices.contains(index + 1) {
          words[index + 1] = try moved(words[index + 1])
        } else if words[index].hasPrefix(option + "="), option.hasPrefix("--") {
          words[index] =
            option + "=" + (try moved(String(words[index].dropFirst(option.count + 1))))
        }
      }
    }
    guard !outputs.isEmpty else { throw Failure("its recipe names no output.") }
    return (words, outputs)
  }

  // MARK: - Comparing

  /// A picture file with its recipe.
  private struct Copy {
    let frames: [Picture]
    let recipe: Recipe

    init(_ path: String) throws {
      let (text, frames) = try Files.parse(URL(filePath: path)) { bytes in
        (try PNG.decode(bytes).text, try PNG.decodeFrames(bytes))
      }
      guard let text = text[Recipe.keyword], let recipe = Recipe(text) else {
        throw Failure(
          "'\(path)' carries no recipe of this tool, so it cannot be made again.")
      }
      self.frames = frames
      self.recipe = recipe
    }
  }

  private struct Comparison {
    let isSameSize: Bool
    let differing: Int
    let total: Int
    let largest: Int
    let original: Recipe
    let again: Recipe

    init(_ original: Copy, _ again: Copy) {
      self.original = original.recipe
      self.again = again.recipe
      isSameSize = original.frames.map(\.tensorShape) == again.frames.map(\.tensorShape)
      total = original.frames.reduce(0) { $0 + $1.width * $1.height }
      guard isSameSize else {
        (differing, largest) = (total, 255)
        return
      }
      var (differing, largest) = (0, 0)
      for (first, second) in zip(original.frames, again.frames) {
        let channels = first.kind.channels
        for start in stride(from: 0, to: first.bytes.count, by: channels) {
          var difference = 0
          for byte in start..<start + channels {
            difference = max(difference, abs(Int(first.bytes[byte]) - Int(second.bytes[byte])))
          }
          if difference > 0 { differing += 1 }
          largest = max(largest, difference)
        }
      }
      (self.differing, self.largest) = (differing, largest)
    }

    var isExact: Bool { isSameSize && differing == 0 }
    /// Exact, or as near as a browser comes.
    var isSame: Bool { isExact || isSameSize && original.explored != nil && largest <= 1 }
  }

  private static func tell(
    _ result: Comparison, _ path: String, _ invocation: Invocation
  ) throws {
    var reasons: [String] = []
    if result.original.modelHash != result.again.modelHash {
      reasons.append("the model is another one (its file has another hash)")
    }
    if result.original.version != result.again.version {
      reasons.append(
        "it was made by version \(result.original.version), this is \(result.again.version)")
    }
    if invocation[Shared.json] {
      try Console.print([
        "picture": .string(path), "same": .bool(result.isSame),
        "differingPixels": .integer(result.differing), "pixels": .integer(result.total),
        "largestDifference": .integer(result.largest),
        "remarks": .array(reasons.map(JSONValue.string)),
      ])
    }
    guard result.isSame else {
      let difference =
        result.isSameSize
        ? "\(grouped(result.differing)) of \(counted(result.total, "pixel")) differ, "
          + "by at most \(result.largest) of 255"
        : "it has another size"
      throw Failure(
        "'\(path)' is not what its command makes now: \(difference)"
          + reasons.map { "; " + $0 }.joined() + ".")
    }
    if !invocation[Shared.json], !invocation[Shared.quiet] {
      let total = counted(result.total, "pixel")
      try Console.print(
        "\(path): the same, "
          + (result.isExact
            ? "all \(total)" : "but for \(grouped(result.differing)) of \(total) by 1 of 255"))
      for reason in reasons { Console.remark("although " + reason) }
    }
  }
}

extension Array {
  /// The element of an array that has but one.
  fileprivate var only: Element? { count == 1 ? first : nil }
}
