import LatentData
import Latents

/// `latent traverse`: one latent dimension at a time.
enum TraverseCommand {
  private static let samples = Positional(
    "SAMPLE", count: 0...1, help: "where to start; without one, something usual")
  private static let dimensions = Option<[Int]>(
    "dimensions", .list(of: .wholeNumber(0...65535), called: "N,N", "numbers such as 0,3,7"),
    default: [], shown: "the 8 that carry most",
    help: "the dimensions to change, one row each, counted from 0")
  private static let data = Option<String?>(
    optional: "data", .text("DATA"),
    help: """
      samples that say which dimensions carry most (by their divergence from the prior) and how \
      far each of them reaches; without them, rows stand in order and reach as the prior does
      """)
  private static let reach = Option<Float?>(
    optional: "reach", .number(moreThan: 0), help: "go from -X to X instead")
  private static let columns = Option(
    "columns", .wholeNumber(2...1000), default: 9, help: "steps from low to high")

  static let command = Command(
    "traverse", "Change one latent dimension at a time", positionals: [Shared.model, samples],
    options: [
      Shared.pictureOutput, dimensions, data, reach, columns, Shared.label, Shared.json,
      Shared.scale, Shared.show, Shared.quiet,
    ],
    notes: [
      "Each row changes one number of the latent, from its 2 % quantile to its 98 % quantile, and "
        + "keeps all others.",
      "Something usual is the centre at which the density in the model's file is highest. The centre "
        + "of the latent space is taken where the file has none; often nothing lies there.",
    ],
    examples: [
      "latent traverse avatars avatars:3 --data avatars -o traverse.png",
      "latent traverse fashion --dimensions 0,1,2 --reach 3 -o traverse.png",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let delivery = try PictureDelivery(invocation, to: invocation[Shared.pictureOutput])
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let vae = try model.pictures()
    let start = try SampleSource.pictures(invocation.all(samples), for: vae, invocation)
    guard start.count < 2 else { throw UsageError("a traversal starts at one sample.") }
    let encoded = try invocation[data].map { try EncodedData($0, by: vae, invocation) }
    let rows = try chosen(invocation[dimensions], encoded, vae)
    let range: LatentGrid.TraversalRange =
      if let reach = invocation[reach] {
        .absolute(reach)
      } else if let encoded {
        .quantiles(probability: 0.02, of: encoded.latents)
      } else {
        .prior(probability: 0.02)
      }
    let grid = LatentGrid.traversal(
      from: start.isEmpty ? vae.typicalLatent : vae.encode(start)[0],
      dimensions: rows.map(\.dimension), columns: invocation[columns], range: range)
    if invocation[Shared.json] {
      for row in rows {
        var members: [String: JSONValue] = ["dimension": .integer(row.dimension)]
        members["divergence"] = row.divergence.map { .number($0) }
        try Console.print(members)
      }
    }
    let names = rows.map { row in
      "\(row.dimension)" + (row.divergence.map { " (\(fixed($0, decimals: 2)) nats)" } ?? "")
    }
    try delivery.deliver(
      vae.decode(grid), columns: invocation[columns], of: model,
      saying: "dimensions " + names.joined(separator: ", "))
  }

  private static func chosen(
    _ wanted: [Int], _ encoded: EncodedData?, _ vae: VAE<Picture>
  ) throws -> [(dimension: Int, divergence: Double?)] {
    if let beyond = wanted.first(where: { $0 >= vae.latentDimension }) {
      throw UsageError(
        "there is no dimension \(beyond): the model has \(vae.latentDimension), from 0.")
    }
    let divergences = encoded.map { $0.posterior.divergences.meanInDouble }
    if !wanted.isEmpty { return wanted.map { ($0, divergences?[$0]) } }
    guard let divergences else { return (0..<min(8, vae.latentDimension)).map { ($0, nil) } }
    let order = divergences.indices.sorted {
      (divergences[$1], $0) < (divergences[$0], $1)
    }
    return order.prefix(8).map { ($0, divergences[$0]) }
  }
}
