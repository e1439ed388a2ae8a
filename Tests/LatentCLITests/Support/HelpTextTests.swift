import LatentCLI
import Testing

@Suite struct HelpTextTests {
  private let command = Command(
    "morph", "Walk from one sample to the next and draw every step",
    positionals: [
      Positional("MODEL", help: "a bundled name or a file"),
      Positional("SAMPLE", count: 2...Int.max, help: "pictures"),
    ],
    options: [
      Option(required: "output", short: "o", .file, help: "the picture to write"),
      Option(
        "count", .wholeNumber(1...), default: 9,
        help: "pictures from one sample to the next, both ends included, in even steps"),
      Option(
        "interpolation", .choice("WAY", ["linear": 0]), default: 0, shown: "linear", help: "a way"),
    ],
    sections: [OptionSection("Output", [Flag("quiet", short: "q", help: "say nothing")])],
    notes: ["A note about it."],
    examples: ["latent morph fashion a b -o x.png"]
  ) { _ in }

  @Test func `The page of a command, whole`() {
    #expect(
      HelpText.page(for: command) == """
        Walk from one sample to the next and draw every step.

        Usage: latent morph MODEL SAMPLE… -o FILE [options]

        Arguments:
          MODEL                   a bundled name or a file
          SAMPLE                  pictures

        Options:
          -o, --output FILE       the picture to write
              --count N           pictures from one sample to the next, both ends
                                  included, in even steps (default 9)
              --interpolation WAY
                                  a way (default linear)

        Output:
          -q, --quiet             say nothing
          -h, --help              show this help

        A note about it.

        Example:
          latent morph fashion a b -o x.png

        """)
  }

  @Test func `The page of the program lists the commands under their titles`() {
    let page = HelpText.page(
      for: [CommandSection("Make pictures", [command])], introduction: "latent: a tool.",
      examples: ["latent demo"])
    #expect(
      page == """
        latent: a tool.

        Usage: latent COMMAND [options]

        Make pictures:
          morph                   Walk from one sample to the next and draw every step

        Options:
          -h, --help              show this help, or that of a command
              --version           show the version

        Example:
          latent demo

        """)
  }

  @Test func `No line is longer than 80 letters`() {
    for line in HelpText.page(for: command).split(separator: "\n") { #expect(line.count <= 80) }
  }
}
