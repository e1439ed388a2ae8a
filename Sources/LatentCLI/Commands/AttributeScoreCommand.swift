import LatentData
import Latents

/// `latent attribute score`: how much of an attribute samples have.
enum AttributeScoreCommand {
  private static let attribute = Positional("ATTRIBUTE", help: "an attribute file (.json)")

  static let command = Command(
    "attribute score", "Tell how much of an attribute samples have",
    positionals: [Shared.model, attribute, Shared.samples],
    options: [Shared.label, Shared.json, Shared.quiet],
    notes: ["Scores above zero are on the side of the samples that have the attribute."],
    examples: ["latent attribute score avatars smiling.json avatars:0-9"], run: run)

  private static func run(_ invocation: Invocation) throws {
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let vae = try model.pictures()
    let attribute = try AttributeFile.read(invocation[attribute], for: model)
    for word in invocation.all(Shared.samples) {
      let scores = attribute.score(
        of: vae.encode(try SampleSource.pictures([word], for: vae, invocation)))
      let names = try SampleSource.names(of: word, count: scores.count)
      for (name, score) in zip(names, scores) {
        if invocation[Shared.json] {
          try Console.print(["sample": .string(name), "score": .float(score)])
        } else {
          try Console.print("\(fixed(Double(score), decimals: 4))  \(name)")
        }
      }
    }
  }
}
