import Foundation
import LatentData
import Latents

/// `latent card`: a model's card, in Markdown with pictures.
enum CardCommand {
  private static let output = Option(
    required: "output", short: "o", .file.called("DIR"),
    help: "the folder to write NAME.md and NAME-….png into; made when it is missing")
  static let before = Option<String?>(
    optional: "before", .file.called("MODEL"),
    help: "an earlier model of the same data, whose figures and reconstructions stand beside")
  static let samples = Option(
    "samples", .wholeNumber(10...100_000), default: 1000,
    help: "how many held-out samples to judge by; edits use a fifth of them")

  /// So many that one does not see the difference, and so few that a page loads fast.
  static let colors = 96

  static let command = Command(
    "card", "Write a model's card: figures, attributes, pictures",
    positionals: [Shared.model, Shared.data],
    options: [output, before, samples, Shared.labelOfData, Shared.seed, Shared.quiet],
    notes: [
      "The card says what the model is, how well it reconstructs, samples and edits, and what it is "
        + "not good for. The text depends on the model, the data and the seed alone. Pictures are "
        + "reduced to \(colors) colours each."
    ],
    examples: ["latent card avatars avatars -o cards"], run: run)

  private static func run(_ invocation: Invocation) throws {
    let folder = try OutputFolder(invocation[output])
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let old = try invocation[before].map {
      try LoadedModel($0, label: invocation[Shared.label])
    }
    let card = try ModelCard(
      model, data: invocation[Shared.data], before: old, samples: invocation[samples], invocation)
    let recipe = Recipe(
      words: invocation.words, modelHash: model.hash, seed: invocation[Shared.seed])
    try folder.make()
    try Interruption.uncut {
      for sheet in card.sheets.all {
        let bytes = PNG.encode(
          sheet.picture, colors: colors, text: [Recipe.keyword: recipe.text])
        try Files.write(bytes, to: URL(filePath: folder.file(card.fileName(of: sheet))))
      }
      try Files.write(
        Array(card.markdown.utf8), to: URL(filePath: folder.file(card.name + ".md")))
    }
    if !invocation[Shared.quiet] {
      Console.remark(
        "\(folder.file(card.name + ".md")): the card of \(card.name), "
          + counted(card.sheets.all.count, "picture"))
    }
  }
}
