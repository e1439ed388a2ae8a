import Foundation
import LatentData
import LatentGallery
import Latents

/// `latent demo`: the tour, one picture per idea, and a page that shows them all.
enum DemoCommand {
  private static let output = Option<String>(
    "output", short: "o", .file.called("DIR"), default: "latent-demo",
    help: "the folder to write; it is made if it is missing")

  static let command = Command(
    "demo", "Take the tour: pictures, and a page to see them",
    options: [output, Shared.show, Shared.quiet],
    notes: [
      "Every picture is made by commands of this tool; the page shows which. They work in any "
        + "folder."
    ],
    examples: ["latent demo", "latent demo -o tour"], run: run)

  private static func run(_ invocation: Invocation) throws {
    let folder = try OutputFolder(invocation[output])
    let steps = DemoTour.steps
    try folder.make()
    // Inside the folder the commands run word for word as the page shows them.
    let start = FileManager.default.currentDirectoryPath
    guard FileManager.default.changeCurrentDirectoryPath(folder.path) else {
      throw Failure("the folder '\(folder.path)' cannot be entered; choose another one with -o.")
    }
    let figures = try steps.map { try figure($0, invocation) }
    let page = DemoPage(
      title: "A tour of latent space",
      introduction:
        "A model squeezes every picture into a few numbers. Walk between them, draw new "
        + "ones, move along a meaning. Each picture here took one or two commands and a moment.",
      figures: figures)
    try Interruption.uncut {
      try Files.write(Array(page.html.utf8), to: URL(filePath: "index.html"))
    }
    _ = FileManager.default.changeCurrentDirectoryPath(start)
    if !invocation[Shared.quiet] {
      Console.remark("\(folder.file("index.html")): open it in a browser")
    }
  }

  /// Runs the step's commands and reads the picture that they wrote.
  private static func figure(
    _ step: DemoTour.Step, _ invocation: Invocation
  ) throws -> DemoPage.Figure {
    for words in step.commands {
      guard case .run(let command, let rest) = try Program.latent.action(for: words) else {
        fatalError("The step '\(step.title)' of the tour is no command.")
      }
      var shown = rest
      for flag in [Shared.quiet, Shared.show] where invocation[flag] {
        if command.options.contains(where: { $0.name == flag.name }) {
          shown.append(flag.dashedName)
        }
      }
      let values = try ArgumentParser.parse(shown, for: command)
      try command.run(Invocation(command: command, values: values, words: words))
    }
    let picture = try Picture(contentsOf: URL(filePath: step.file))
    let lines = step.commands.map { (["latent"] + $0).map(shellQuoted).joined(separator: " ") }
    return DemoPage.Figure(
      title: step.title, story: step.story, file: step.file,
      command: lines.joined(separator: "\n"), width: picture.width, height: picture.height)
  }
}
