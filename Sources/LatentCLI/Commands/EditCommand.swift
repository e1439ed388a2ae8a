import LatentData
import Latents

/// `latent edit`: samples moved along attributes.
enum EditCommand {
  private static let edit = Positional(
    "EDIT", acceptsDash: true,
    help: """
      a sum of attributes and samples, such as "smiling*1.5 - glasses" or \
      "0.5*(avatars:3 - avatars:9)"; NAME is read from NAME.json
      """)
  private static let attributes = Option<String>(
    "attributes", .file.called("DIR"), default: ".", shown: "the current one",
    help: "the folder with the attribute files")
  private static let count = Option(
    "count", .wholeNumber(1...100), default: 2,
    help: "pictures from unedited to edited, both ends included; 1 for the edited one alone")
  private static let distance = Option<Float?>(
    optional: "to", .number,
    help: """
      move to this distance from the attribute's boundary, above 0 on the side that has it, \
      instead of by an amount; EDIT is the name of one attribute
      """)
  private static let residual = Flag(
    "keep-residual", help: "put back what the model loses of the sample, so that details stay")
  private static let report = Option<String?>(
    optional: "report", .text("DATA"),
    help: """
      tell how usual the result is among this data's samples, and what the edit did to every \
      attribute in the folder
      """)

  static let command = Command(
    "edit", "Add attributes to samples and take them away",
    positionals: [Shared.model, Shared.samples, edit],
    options: [
      Shared.pictureOutput, count, distance, residual, attributes, report, Shared.label,
      Shared.json, Shared.scale, Shared.show, Shared.quiet,
    ],
    notes: ["One row for each sample. 1 is the mean distance of samples with and without."],
    examples: [
      "latent edit avatars avatars:3 \"smiling*1.5 - glasses\" -o edited.png",
      "latent edit avatars avatars:0-7 smiling --count 5 -o smiles.png",
      "latent edit avatars avatars:8 smiling --report avatars -o edited.png",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let delivery = try PictureDelivery(invocation, to: invocation[Shared.pictureOutput])
    let expression = try EditTerms.expression(invocation[edit])
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let vae = try model.pictures()
    let terms = EditTerms(model: model, folder: invocation[attributes])
    let move = try move(by: expression, terms, invocation)
    let samples = try SampleSource.pictures(invocation.all(Shared.samples), for: vae, invocation)
    let latents = vae.encode(samples)
    let edited = LatentBatch(latents.map(move), dimension: vae.latentDimension)
    guard edited.isFinite else {
      throw Failure(
        "'\(invocation[edit])' moves samples beyond what numbers can hold; take smaller factors.")
    }
    let count = invocation[count]
    var steps = LatentBatch(dimension: vae.latentDimension)
    for (latent, end) in zip(latents, edited) {
      steps.append(
        contentsOf: count == 1
          ? LatentBatch([end]) : latent.path(to: end, count: count, along: .linear))
    }
    var pictures = vae.decode(steps)
    if invocation[residual] {
      let seen = vae.decode(latents)
      pictures = pictures.enumerated().map { index, picture in
        samples[index / count].applyingChange(from: seen[index / count], to: picture)
      }
    }
    // Told before the picture is written: a report that fails leaves nothing behind.
    if let name = invocation[report] {
      let encoded = try EncodedData(name, by: vae, invocation)
      try EditReportText(encoded, known: try terms.all(), density: vae.samplingDensity)
        .print(from: latents, to: edited, invocation)
    }
    try delivery.deliver(
      pictures, columns: count, of: model, saying: counted(samples.count, "edited sample"))
  }

  /// What the edit does to a latent.
  private static func move(
    by expression: LatentExpression, _ terms: EditTerms, _ invocation: Invocation
  ) throws -> (LatentVector) -> LatentVector {
    guard let distance = invocation[distance] else {
      let change = try terms.vector(of: expression, invocation)
      return { $0 + change }
    }
    guard expression.references.count == 1, let reference = expression.references.first,
      reference.index == nil, reference.description == expression.description
    else {
      throw UsageError("--to moves along one attribute, so EDIT must be the name of one.")
    }
    let attribute = try terms.attribute(reference, in: expression)
    return { $0.moved(toDistance: distance, from: attribute) }
  }
}
