import LatentData
import Latents

/// `latent attribute compare`: which attributes point the same way.
enum AttributeCompareCommand {
  private static let files = Positional(
    "FILE", count: 2...Int.max, help: "attribute files (.json) of one model")

  static let command = Command(
    "attribute compare", "Tell which attributes point the same way", positionals: [files],
    options: [Shared.json],
    notes: [
      "Prints the cosine between each two directions: 1 is the same way, 0 independent, -1 "
        + "opposite. What is far from 0 moves together in an edit; see --balance and --condition "
        + "of 'latent attribute fit'."
    ],
    examples: ["latent attribute compare smiling.json glasses.json beard.json"], run: run)

  private static func run(_ invocation: Invocation) throws {
    let paths = invocation.all(files)
    let attributes = try paths.map { try AttributeFile.read($0) }
    let first = attributes[0]
    for (path, attribute) in zip(paths, attributes) {
      guard attribute.dimension == first.dimension,
        attribute.provenance.model == first.provenance.model
      else {
        throw Failure("'\(path)' and '\(paths[0])' belong to different models.")
      }
    }
    let names = AttributeFile.labels(of: attributes, in: paths)
    let cosines = AttributeVector.cosines(attributes)
    if invocation[Shared.json] {
      try Console.print([
        "attributes": .array(names.map(JSONValue.string)),
        "cosines": .array(cosines.map { .array($0.map(JSONValue.float)) }),
      ])
      return
    }
    var rows = [[""] + names]
    for (name, cosines) in zip(names, cosines) {
      rows.append([name] + cosines.map { fixed(Double($0), decimals: 2) })
    }
    for line in table(rows) { try Console.print(line) }
  }
}
