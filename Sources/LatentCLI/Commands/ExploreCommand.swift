import Foundation
import LatentData
import Latents

/// `latent explore`: a model's latent space as a page for the browser.
enum ExploreCommand {
  private static let output = Option(
    required: "output", short: "o", .file.called("HTML"), help: "the page to write")

  static let command = Command(
    "explore", "Write a page to move through a model's latent space",
    positionals: [Shared.model], options: [output, Shared.quiet],
    notes: [
      "The page is one file that any browser opens, without a server and without a network; the "
        + "model runs in the page. Its weights are stored in half precision."
    ],
    examples: ["latent explore avatars -o explorer.html"], run: run)

  private static func run(_ invocation: Invocation) throws {
    let file = try OutputFile(invocation[output])
    guard file.fileExtension == "html" || file.fileExtension == "htm" else {
      throw UsageError("'\(file.path)': the explorer is a page; give a name that ends in .html.")
    }
    let model = try LoadedModel(invocation[Shared.model], needsLabel: false)
    let content = ExplorerContent(
      name: model.name, modelHash: model.hash, model: try ExplorerModel(model.pictures()))
    let document = ExplorerDocument(
      title: "\(model.name) · latent explorer", content: content.json,
      weights: content.model.encodedWeights)
    let bytes = Array(document.html.utf8)
    try Interruption.uncut { try Files.write(bytes, to: URL(filePath: file.path)) }
    if !invocation[Shared.quiet] {
      if content.model.isRounded {
        Console.remark(
          "\(model.name) is in single precision; the page holds its weights rounded to half.")
      }
      Console.remark("\(file.path): \(bytes.count / 1000) kB; open it in a browser")
    }
  }
}
