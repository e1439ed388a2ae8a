import LatentData
import Latents

/// `latent attribute evaluate`: which way to learn an attribute edits best.
enum AttributeEvaluateCommand {
  private static let names = Positional(
    "NAME", count: 0...Int.max,
    help: "attributes of the data set, as in 'attribute fit' (default: all of yes and no)")
  private static let samples = Option(
    "samples", .wholeNumber(1...100_000), default: 200,
    help: "how many samples without the attribute to edit, from the data's test part if it has one")

  static let command = Command(
    "attribute evaluate", "Compare ways to learn attributes by what their edits do",
    positionals: [Shared.model, Shared.data, names],
    options: [samples, Shared.labelOfData, Shared.seed, Shared.json, Shared.quiet],
    notes: [
      "Each attribute is learned in several ways, and samples without it are moved to the mean score "
        + "of those with it. Raised: the results that, encoded again, score higher. Decided: those "
        + "that are taken to have it. Others changed: how many changed sides in another attribute. "
        + "Logistic vectors are the judge.",
      "For faces, glyphs and sprites the true result is known. Error: the squared error against it, "
        + "relative to the error without an edit. Reached: the share of the way from there to the "
        + "best that the model can show. Elsewhere: the share of the change that lies where the true "
        + "edit changes nothing.",
    ],
    examples: [
      "latent attribute evaluate avatars avatars beard",
      "latent attribute evaluate faces.safetensors faces smiling glasses --json",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let vae = try model.pictures()
    let encoded = try EncodedData(invocation[Shared.data], by: vae, invocation) { data in
      for name in invocation.all(names) { try AttributeGroups.check(name, in: data) }
    }
    let tester = try AttributeTester(of: vae, on: encoded, samples: invocation[samples])
    let wanted = invocation.all(names).isEmpty ? tester.names : invocation.all(names)
    guard !wanted.isEmpty else {
      throw Failure(
        "the data set '\(encoded.data.name)' has no attributes of yes and no, and no classes.")
    }
    var generator = SeededGenerator(seed: invocation[Shared.seed])
    var meter = ProgressMeter(
      "edit", total: wanted.count, unit: "attributes",
      style: ProgressMeter.style(isQuiet: invocation[Shared.quiet]))
    for (index, name) in wanted.enumerated() {
      let trials = try tester.trials(of: name, using: &generator)
      meter.clear()
      if invocation[Shared.json] {
        for members in trials.members { try Console.print(members) }
      } else {
        if index > 0 { try Console.print("") }
        for line in trials.lines { try Console.print(line) }
      }
      meter.advance(to: index + 1)
    }
    meter.clear()
  }
}
