import LatentData

/// How a picture was made: the command, the model's hash and the seed, as the picture's own text.
///
/// Nothing of the machine is in it: absolute paths are cut to their last part, and options that
/// only say what the terminal shows are left out.
package struct Recipe: Sendable, Equatable {
  /// The keyword of the PNG's text.
  package static let keyword = "latents:recipe"

  /// The words of the command, `latent` left out.
  package let words: [String]
  /// The hash of the model's file; nil when the picture needs no model.
  package let modelHash: String?
  package let seed: UInt64?
  /// Which picture it is of a command that writes several files; nil when it writes one.
  package let index: Int?
  /// The version of the tool.
  package let version: String
  /// The latent that a page of the explorer decoded; nil in pictures that this tool wrote.
  package let explored: [Float]?

  package init(words: [String], modelHash: String?, seed: UInt64? = nil, index: Int? = nil) {
    self.words = Self.portable(words)
    self.modelHash = modelHash
    self.seed = seed
    self.index = index
    version = Program.version
    explored = nil
  }

  /// Reads a recipe from a picture's text; nil when the text is none.
  package init?(_ text: String) {
    guard let value = try? JSONValue(Array(text.utf8)[...]),
      let words = value["arguments"]?.array?.compactMap(\.string),
      words.count == value["arguments"]?.array?.count, !words.isEmpty
    else { return nil }
    self.words = words
    modelHash = value["model"]?.string
    switch value["seed"] {
    case .integer(let seed)?: self.seed = UInt64(exactly: seed)
    case .string(let seed)?: self.seed = UInt64(seed)
    default: seed = nil
    }
    if case .integer(let index)? = value["index"], index >= 0 {
      self.index = index
    } else {
      index = nil
    }
    version = value["version"]?.string ?? "unknown"
    explored =
      value["made"]?.string == "explorer"
      ? value["latent"]?.array?.compactMap(\.double).map(Float.init) : nil
  }

  /// The command as it can be typed into a shell.
  package var command: String {
    (["latent"] + words).map(shellQuoted).joined(separator: " ")
  }

  /// One line of JSON.
  package var text: String {
    var members: [String: JSONValue] = [
      "arguments": .array(words.map(JSONValue.string)), "command": .string(command),
      "version": .string(version),
    ]
    members["model"] = modelHash.map(JSONValue.string)
    members["index"] = index.map { .integer($0) }
    // As text: JSON readers lose digits of numbers beyond 2⁵³.
    if let seed { members["seed"] = seed > 1 << 53 ? .string("\(seed)") : .integer(Int(seed)) }
    return JSONValue.object(members).text
  }

  /// Inside XML such as an SVG, where it is shown to nobody.
  package var metadata: String {
    "<metadata>\(Self.keyword) \(escaped(text))</metadata>"
  }

  /// The options that name what a command writes.
  package static let outputs = ["-o", "--output", "--animate", "--curve"]

  private static func portable(_ words: [String]) -> [String] {
    var result: [String] = []
    var isOutput = false
    for word in words where !["--show", "--quiet", "-q", "--json"].contains(word) {
      let isOutputItself = isOutput
      isOutput = outputs.contains(word)
      if let equals = word.firstIndex(of: "="), word.hasPrefix("--") {
        let (name, value) = (word[...equals], String(word[word.index(after: equals)...]))
        result.append(name + portable(value, isOutput: outputs.contains(String(name.dropLast()))))
      } else {
        result.append(portable(word, isOutput: isOutputItself))
      }
    }
    return result
  }

  /// The last part of an absolute path or of the output's path; any other word as it is.
  private static func portable(_ word: String, isOutput: Bool) -> String {
    guard word.hasPrefix("/") || isOutput else { return word }
    return word.split(separator: "/").last.map(String.init) ?? word
  }
}

/// The word in single quotes where a shell would read more than a word in it.
package func shellQuoted(_ word: String) -> String {
  let plain = { (byte: UInt8) in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_./:=,+@%".utf8.contains(byte)
    }
  }
  if !word.isEmpty, word.utf8.allSatisfy(plain) { return word }
  let parts = word.split(separator: "'", omittingEmptySubsequences: false)
  return "'" + parts.joined(separator: #"'\''"#) + "'"
}
