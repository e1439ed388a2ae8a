import LatentCLI
import Testing

@Suite struct ArgumentParserTests {
  private let model = Positional("MODEL", help: "a model")
  private let samples = Positional("SAMPLE", count: 1...Int.max, help: "pictures")
  private let output = Option(required: "output", short: "o", .file, help: "where it goes")
  private let count = Option("count", .wholeNumber(1...), default: 9, help: "how many")
  private let rate = Option<Float?>(optional: "rate", .number, help: "a rate")
  private let along = Option(
    "along", .choice("WAY", ["linear": 0, "spherical": 1]), default: 1, help: "a way")
  private let quiet = Flag("quiet", short: "q", help: "say nothing")

  private var command: Command {
    Command(
      "morph", "Morph", positionals: [model, samples],
      options: [output, count, rate, along, quiet], examples: ["latent morph"]
    ) { _ in }
  }

  private func parse(_ words: String) throws(UsageError) -> ParsedValues {
    try ArgumentParser.parse(words.split(separator: " ").map(String.init), for: command)
  }

  private func error(_ words: String) -> String? {
    do {
      _ = try parse(words)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `Values come back through the options that declared them`() throws {
    let values = try parse("m a b -o x.png --count 3 --rate=-2.5 --quiet")
    #expect(values[model] == "m")
    #expect(values.all(samples) == ["a", "b"])
    #expect(values[output] == "x.png")
    #expect(values[count] == 3)
    #expect(values[rate] == -2.5)
    #expect(values[along] == 1)
    #expect(values[quiet])
    #expect(values.gives(count))
    #expect(!values.gives(along))
  }

  @Test func `Options may stand anywhere`() throws {
    let values = try parse("-q m --count=3 a -o x b")
    #expect(values[model] == "m")
    #expect(values.all(samples) == ["a", "b"])
    #expect(values[quiet])
  }

  @Test func `Two dashes end the options`() throws {
    let values = try parse("-o x m -- --count -q")
    #expect(values.all(samples) == ["--count", "-q"])
    #expect(values[count] == 9)
  }

  @Test func `A negative number is a value`() throws {
    #expect(try parse("m a -o x --rate -1e-3")[rate] == -1e-3)
    #expect(try parse("m a -o x --rate -.5")[rate] == -0.5)
    #expect(try parse("m -3 -o x").all(samples) == ["-3"])
  }

  @Test func `An absent optional is nil`() throws {
    #expect(try parse("m a -o x")[rate] == nil)
  }

  @Test(arguments: [
    ("m a -o x --count x", "--count needs a whole number of 1 or more, but got 'x'."),
    ("m a -o x --count 0", "--count needs a whole number of 1 or more, but got '0'."),
    ("m a -o x --count", "--count needs a value: a whole number of 1 or more."),
    ("m a -o x --count --quiet", "--count needs a value: a whole number of 1 or more."),
    ("m a -o x --conut 3", "unknown option '--conut'; did you mean '--count'?"),
    ("m a -o x --zebra", "unknown option '--zebra'."),
    ("m a -o x -count 3", "unknown option '-count'; did you mean '--count'?"),
    ("m a -o x -o y", "--output is given twice."),
    ("m a -o x --quiet=yes", "--quiet takes no value, but got 'yes'."),
    (
      "m a -o x --along linaer",
      "--along needs one of linear, spherical, but got 'linaer'; did you mean 'linear'?"
    ),
    ("m a", "--output (-o) is missing: where it goes"),
    ("-o x", "MODEL is missing: a model"),
    ("m -o x", "SAMPLE is missing: pictures"),
    ("m a -o=x", "unknown option '-o=x'."),
  ])
  func `A mistake says what is wrong`(words: String, message: String) {
    #expect(error(words) == message)
  }

  @Test func `An argument too many is named`() {
    let command = Command("info", "Inform", positionals: [model], examples: []) { _ in }
    #expect(throws: UsageError("'extra' is one argument too many.")) {
      try ArgumentParser.parse(["m", "extra"], for: command)
    }
  }

  @Test func `A place may ask for several texts and leave some to the next`() throws {
    let pair = Positional("PAIR", count: 2...Int.max, help: "two or more")
    let last = Positional("LAST", help: "the last")
    let command = Command("c", "C", positionals: [pair, last], examples: []) { _ in }
    let values = try ArgumentParser.parse(["1", "2", "3", "4"], for: command)
    #expect(values.all(pair) == ["1", "2", "3"])
    #expect(values[last] == "4")
    #expect(throws: UsageError("PAIR is needed 2 times at least, but is given 1 time: two or more"))
    {
      try ArgumentParser.parse(["1"], for: command)
    }
  }

  @Test func `A place may accept a text that begins with a dash`() throws {
    let edit = Positional("EDIT", acceptsDash: true, help: "a sum")
    let command = Command("edit", "Edit", positionals: [edit], options: [quiet], examples: []) {
      _ in
    }
    let values = try ArgumentParser.parse(["-smiling*2", "-q"], for: command)
    #expect(values[edit] == "-smiling*2")
    #expect(values[quiet])
  }

  @Test func `Help is asked for before two dashes only`() {
    #expect(ArgumentParser.asksForHelp(["a", "-h"]))
    #expect(ArgumentParser.asksForHelp(["--help"]))
    #expect(!ArgumentParser.asksForHelp(["a", "--", "--help"]))
  }
}
