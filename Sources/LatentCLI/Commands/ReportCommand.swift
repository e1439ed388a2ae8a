import Foundation
import LatentData
import Latents

/// `latent report`: a model's card, with maps and the loss curve, as one page.
enum ReportCommand {
  private static let output = Option(
    required: "output", short: "o", .file.called("HTML"), help: "the page to write")
  private static let training = Option<String?>(
    optional: "training", .file.called("FILE"),
    help: "what 'latent train … --json' printed, for the loss curve")
  private static let points = Option(
    "points", .wholeNumber(10...5000), default: 600, help: "samples on each map")

  static let command = Command(
    "report", "Write a model's card as one page for the browser",
    positionals: [Shared.model, Shared.data],
    options: [
      output, CardCommand.before, CardCommand.samples, training, points, Shared.labelOfData,
      Shared.seed, Shared.quiet,
    ],
    notes: [
      "Figures, pictures, the attribute table and maps of the samples kept from training, in one "
        + "file without scripts that any browser opens, without a network."
    ],
    examples: ["latent report avatars avatars -o report.html"], run: run)

  private static func run(_ invocation: Invocation) throws {
    let file = try OutputFile(invocation[output])
    guard file.fileExtension == "html" || file.fileExtension == "htm" else {
      throw UsageError("'\(file.path)': the report is a page; give a name that ends in .html.")
    }
    let curve = try invocation[training].map { path in
      try TrainingCurve(
        reading: String(decoding: Files.read(URL(filePath: path)), as: UTF8.self), named: path)
    }
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let old = try invocation[CardCommand.before].map {
      try LoadedModel($0, label: invocation[Shared.label])
    }
    let card = try ModelCard(
      model, data: invocation[Shared.data], before: old, samples: invocation[CardCommand.samples],
      invocation)
    let page = ReportPage(
      card: card, maps: try maps(of: card.encoded, model, invocation),
      curve: curve.map {
        ReportPage.Figure(
          "Training", "The means of each epoch, while the weights were moving.",
          svg: $0.svg(title: "Loss"))
      }, colors: CardCommand.colors)
    let bytes = Array(page.html.utf8)
    try Interruption.uncut { try Files.write(bytes, to: URL(filePath: file.path)) }
    if !invocation[Shared.quiet] {
      Console.remark(
        "\(file.path): the report on \(card.name), \(grouped(bytes.count / 1000)) kB")
    }
  }

  /// The plane of most variance, and a map that keeps neighbours.
  private static func maps(
    of encoded: EncodedData, _ model: LoadedModel, _ invocation: Invocation
  ) throws -> [ReportPage.Figure] {
    let data = encoded.data
    let shown = data.judgedIndices.evenlySpread(invocation[points])
    guard shown.count > 9 else { return [] }
    let latents = encoded.latents.selecting(shown)
    let vae = try model.pictures()
    let samples = shown.map { SampleSource.fit(data.samples[$0], for: vae) }
    let color =
      data.attributes.first { (2...10).contains($0.classNames.count) }
      ?? data.attributes.first { if case .binary = $0.values { true } else { false } }
    let groups = try MapGroups(color?.name, of: shown, in: data)
    var generator = SeededGenerator(seed: invocation[Shared.seed])
    let planes = [
      ("Map: the plane of most variance", LatentMap(principalComponentsOf: latents)),
      (
        "Map: neighbours stay neighbours (t-SNE)",
        LatentMap(
          TSNE(
            fitting: latents, perplexity: min(30, Double(latents.count - 1) / 3), using: &generator)
        )
      ),
    ]
    return planes.map { title, map in
      let quality = map.quality(for: latents, neighborCount: min(10, (latents.count - 1) / 2))
      var caption =
        "\(counted(shown.count, "sample")); trustworthiness "
        + "\(fixed(quality.trustworthiness, decimals: 3)), continuity "
        + "\(fixed(quality.continuity, decimals: 3))."
      if let color {
        caption += " Colours show \(color.name.replacing("_", with: " "))."
      }
      var figure = ReportPage.Figure(
        title, caption,
        picture: MapDrawing(map: map, samples: samples, groups: groups).picture(
          size: 800, hasLegend: false),
        colors: 256, kind: "map")
      figure.legend = groups.names
      return figure
    }
  }
}
