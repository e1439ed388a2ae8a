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
    "demo", "Take the tour: pictures of everything, and a page that shows them",
    options: [output, Shared.show, Shared.quiet],
    notes: ["Every picture is made by a command of this tool; the page shows which."],
    examples: ["latent demo", "latent demo -o tour"], run: run)

  private static func run(_ invocation: Invocation) throws {
    let folder = try OutputFolder(invocation[output])
    try folder.make()
    var figures: [DemoPage.Figure] = []
    for step in DemoTour.steps {
      let picture = try perform(step, in: folder, invocation)
      figures.append(
        DemoPage.Figure(
          title: step.title, story: step.story, file: step.file,
          command: Recipe(words: step.words, modelHash: "").command, width: picture.width,
          height: picture.height))
    }
    let page = DemoPage(
      title: "The tour of a latent space",
      introduction:
        "A model squeezes every picture into a few numbers. Walk between them, draw new "
        + "ones, move along a meaning: these pictures were made in seconds, by one command each.",
      figures: figures)
    let index = folder.file("index.html")
    try Interruption.uncut { try Files.write(Array(page.html.utf8), to: URL(filePath: index)) }
    if !invocation[Shared.quiet] { Console.remark("\(index): open it in a browser") }
  }

  /// Runs the step's command with its output in the folder.
  private static func perform(
    _ step: DemoTour.Step, in folder: OutputFolder, _ invocation: Invocation
  ) throws -> Picture {
    var words = step.words.map { $0 == step.file ? folder.file($0) : $0 }
    if invocation[Shared.quiet] { words.append("--quiet") }
    if invocation[Shared.show] { words.append("--show") }
    guard case .run(let command, let rest) = try Program.latent.action(for: words) else {
      fatalError("The step '\(step.title)' of the tour is no command.")
    }
    let values = try ArgumentParser.parse(rest, for: command)
    try command.run(Invocation(command: command, values: values, words: words))
    return try Picture(contentsOf: URL(filePath: folder.file(step.file)))
  }
}
