import LatentData
import Latents

/// `latent evaluate`: how good a model and its latent space are, in figures and in words.
enum EvaluateCommand {
  private static let samples = Option(
    "samples", .wholeNumber(10...100_000), default: 1000,
    help: "how many samples to judge by, from the data's test part if it has one")
  private static let draws = Option(
    "draws", .wholeNumber(1...10_000), default: 16,
    help: "draws per sample of the importance-weighted bound; more are tighter and slower")

  static let command = Command(
    "evaluate", "Measure how good a model and its latent space are",
    positionals: [Shared.model, Shared.data],
    options: [samples, draws, Shared.labelOfData, Shared.seed, Shared.json, Shared.quiet],
    notes: [
      "Every figure has an interval (95 %, by resampling) and is said in words below the table. "
        + "Losses are nats per sample. Distances to real pictures are by features that do not "
        + "depend on the model, so models can be compared."
    ],
    examples: [
      "latent evaluate avatars avatars", "latent evaluate mine.safetensors photos/ --json",
    ],
    run: run)

  private static func run(_ invocation: Invocation) throws {
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let vae = try model.pictures()
    let encoded = try EncodedData(invocation[Shared.data], by: vae, invocation)
    guard encoded.data.count > 1 else {
      throw Failure("'\(encoded.data.name)' has too few samples to judge a model by.")
    }
    var generator = SeededGenerator(seed: invocation[Shared.seed])
    var meter = ProgressMeter(
      "measure", total: invocation[draws] + 5, unit: "steps",
      style: ProgressMeter.style(isQuiet: invocation[Shared.quiet]))
    let figures = ModelFigures(
      of: vae, on: encoded, samples: invocation[samples], draws: invocation[draws],
      using: &generator, meter: &meter)
    if invocation[Shared.json] {
      try Console.print(figures.members)
    } else {
      for line in figures.lines + [""] + ModelVerdict(figures).lines { try Console.print(line) }
    }
  }
}
