/// Reads the words after a command's name.
///
/// Options may stand anywhere; `--` ends them; `-3` and `-.5` are values, not options.
package struct ArgumentParser {
  private let command: Command
  private var remaining: ArraySlice<String>
  private var values = ParsedValues()
  private var texts: [String] = []

  private init(_ command: Command, _ words: [String]) {
    self.command = command
    remaining = words[...]
  }

  package static func parse(_ words: [String], for command: Command) throws(UsageError)
    -> ParsedValues
  {
    var parser = ArgumentParser(command, words)
    try parser.readWords()
    try parser.fillAbsentOptions()
    try parser.place()
    return parser.values
  }

  /// Whether the words ask for help before any `--`.
  package static func asksForHelp(_ words: some Sequence<String>) -> Bool {
    words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
  }

  // MARK: - Words

  private mutating func readWords() throws(UsageError) {
    while let word = remaining.popFirst() {
      if word == "--" {
        texts += remaining
        remaining = []
      } else if word.hasPrefix("--") {
        try readLongOption(word)
      } else if Self.looksLikeOption(word) {
        try readShortOption(word)
      } else {
        texts.append(word)
      }
    }
  }

  private mutating func readLongOption(_ word: String) throws(UsageError) {
    let parts = word.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = command.options.first(where: { $0.name == name }) else {
      throw UsageError(
        "unknown option '--\(name)'"
          + suggestion(for: "--" + name, in: command.options.map(\.dashedName) + ["--help"]))
    }
    try read(option, attached: parts.count == 2 ? String(parts[1]) : nil)
  }

  private mutating func readShortOption(_ word: String) throws(UsageError) {
    let letter = word[word.index(after: word.startIndex)]
    if word.count == 2, let option = command.options.first(where: { $0.short == letter }) {
      return try read(option, attached: nil)
    }
    if command.positionals.contains(where: \.acceptsDash) {
      texts.append(word)
      return
    }
    // One dash where two are meant is the common slip; `-count` means `--count`.
    throw UsageError(
      "unknown option '\(word)'"
        + suggestion(for: "-" + word, in: command.options.map(\.dashedName) + ["--help"]))
  }

  private mutating func read(
    _ option: any NamedParameter, attached: String?
  ) throws(UsageError) {
    if values.givenNames.contains(option.name) {
      throw UsageError("\(option.dashedName) is given twice.")
    }
    var text = attached
    if text == nil, option.placeholder != nil, let next = remaining.first,
      !Self.looksLikeOption(next)
    {
      text = next
      remaining.removeFirst()
    }
    values.set(option, to: try option.value(from: text), isGiven: true)
  }

  /// A dash followed by something that is not a number; a dash alone is a text.
  private static func looksLikeOption(_ word: String) -> Bool {
    guard word.hasPrefix("-"), word.utf8.count > 1 else { return false }
    let second = word.utf8[word.utf8.index(after: word.utf8.startIndex)]
    return
      !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= second
      || second == UInt8(ascii: ".") || second == UInt8(ascii: " "))
  }

  // MARK: - What is absent, what goes where

  private mutating func fillAbsentOptions() throws(UsageError) {
    for option in command.options where !values.givenNames.contains(option.name) {
      guard let value = option.absentValue else {
        let short = option.short.map { " (-\($0))" } ?? ""
        throw UsageError(
          "\(option.dashedName)\(short) is missing: \(option.help)")
      }
      values.set(option, to: value, isGiven: false)
    }
  }

  /// Gives each place the texts that it needs, and the first place that can take more the surplus.
  private mutating func place() throws(UsageError) {
    var surplus = texts.count - command.positionals.reduce(0) { $0 + $1.count.lowerBound }
    var next = 0
    for positional in command.positionals {
      let (least, most) = (positional.count.lowerBound, positional.count.upperBound)
      let extra = max(0, min(surplus, most - least))
      let taken = least + extra
      guard next + taken <= texts.count else {
        let given = texts.count - next
        throw UsageError(
          given == 0
            ? "\(positional.name) is missing: \(positional.help)"
            : "\(positional.name) is needed \(least) times at least, but is given \(given) "
              + "\(given == 1 ? "time" : "times"): \(positional.help)")
      }
      values.set(positional, to: Array(texts[next..<next + taken]))
      surplus -= extra
      next += taken
    }
    if next < texts.count {
      throw UsageError("'\(texts[next])' is one argument too many.")
    }
  }
}
