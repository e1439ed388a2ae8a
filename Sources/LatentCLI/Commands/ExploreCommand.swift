import Foundation
import LatentData
import LatentGallery
import Latents

/// `latent explore`: a model's latent space as a page for the browser.
enum ExploreCommand {
  private static let data = Positional(
    "DATA", count: 0...1,
    help: """
      samples for the map, the attributes and the neighbours: a bundled data set's name, a folder \
      or a file (default: for a bundled model its own)
      """)
  private static let output = Option(
    required: "output", short: "o", .file.called("HTML"), help: "the page to write")

  static let command = Command(
    "explore", "Write a page to move through a model's latent space",
    positionals: [Shared.model, data], options: [output, Shared.seed, Shared.quiet],
    notes: [
      "The page is one file that any browser opens, without a server and without a network; the "
        + "model runs in the page, and nothing leaves it. Its weights are stored in half precision.",
      "Attributes are the data's columns: for each the mean difference or the logistic normal, "
        + "whichever ranks samples better that it was not learned from.",
    ],
    examples: [
      "latent explore avatars -o explorer.html",
      "latent explore mine.safetensors pictures/ -o explorer.html",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let file = try OutputFile(invocation[output])
    guard file.fileExtension == "html" || file.fileExtension == "htm" else {
      throw UsageError("'\(file.path)': the explorer is a page; give a name that ends in .html.")
    }
    let model = try LoadedModel(invocation[Shared.model], needsLabel: false)
    let vae = try model.pictures()
    let dataName = invocation.all(data).first ?? bundledData(of: model)
    let data = try dataName.map { try SampleSource.pictureData($0, fitting: vae.sampleShape) }
    let embedded = try ExplorerModel(vae)
    var document = ExplorerDocument(
      title: "\(model.name) · latent explorer", content: .object(["model": embedded.spec]),
      weights: embedded.encodedWeights)
    let room =
      embedded.largestPage - document.html.utf8.count
      - ExplorerContent.reserve(latentDimension: vae.latentDimension)
    var progress = Progress(isQuiet: invocation[Shared.quiet])
    var members = try ExplorerContent(
      of: vae, name: model.name, hash: model.hash, data: data, room: room,
      seed: invocation[Shared.seed]
    ) { progress.advance($0, to: $1, of: $2) }.json
    progress.clear()
    members["model"] = embedded.spec
    members["isRounded"] = .bool(embedded.isRounded)
    document.content = .object(members)
    let bytes = Array(document.html.utf8)
    try Interruption.uncut { try Files.write(bytes, to: URL(filePath: file.path)) }
    if !invocation[Shared.quiet] {
      if embedded.isRounded {
        Console.remark(
          "\(model.name) is in single precision; the page holds its weights rounded to half precision."
        )
      }
      Console.remark("\(file.path): \(grouped(bytes.count / 1000)) kB; open it in a browser")
    }
  }

  /// The data that a bundled model was trained on.
  private static func bundledData(of model: LoadedModel) -> String? {
    guard let entry = Gallery.entry(named: model.name), FileKind(of: model.name) == .missing else {
      return nil
    }
    return entry.name
  }

  /// A meter for each thing that takes long.
  private struct Progress {
    let isQuiet: Bool
    private var label = ""
    private var meter: ProgressMeter?

    init(isQuiet: Bool) { self.isQuiet = isQuiet }

    mutating func advance(_ label: String, to done: Int, of total: Int) {
      if label != self.label {
        clear()
        self.label = label
        meter = ProgressMeter(
          label, total: total, unit: label == "map" ? "steps" : "samples",
          style: ProgressMeter.style(isQuiet: isQuiet))
      }
      meter?.advance(to: done)
    }

    mutating func clear() {
      meter?.clear()
      meter = nil
    }
  }
}
