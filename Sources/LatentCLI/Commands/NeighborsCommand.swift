import LatentData
import Latents

/// `latent neighbors`: the samples of a data set that are nearest in the latent space.
enum NeighborsCommand {
  private static let count = Option(
    "count", .wholeNumber(1...1000), default: 8, help: "neighbours of each sample")
  private static let metric = Option<NeighborMetric>(
    "by", .choice("DISTANCE", ["euclidean": .euclidean, "cosine": .cosine]), default: .euclidean,
    shown: "euclidean", help: "euclidean, or cosine (the angle, whatever the lengths)")

  static let command = Command(
    "neighbors", "Find the samples of a data set that are nearest",
    positionals: [Shared.model, Shared.data, Shared.samples],
    options: [
      Shared.pictureOutput, count, metric, Shared.labelOfData, Shared.json, Shared.scale,
      Shared.show,
      Shared.quiet,
    ],
    notes: [
      "One row for each sample: itself, then what lies nearest to it in the latent space. A sample "
        + "of the data set is not its own neighbour."
    ],
    examples: ["latent neighbors avatars avatars avatars:3 avatars:8 -o near.png"], run: run)

  private static func run(_ invocation: Invocation) throws {
    let delivery = try PictureDelivery(invocation, to: invocation[Shared.pictureOutput])
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let vae = try model.pictures()
    let words = invocation.all(Shared.samples)
    let samples = try words.map { try SampleSource.pictures([$0], for: vae, invocation) }
    let names = try zip(words, samples).flatMap {
      try SampleSource.names(of: $0, count: $1.count)
    }
    let encoded = try EncodedData(invocation[Shared.data], by: vae, invocation)
    let queries = samples.flatMap { $0 }
    // One more, in case a sample finds itself.
    let found = encoded.latents.neighbors(
      of: vae.encode(queries), count: invocation[count] + 1, by: invocation[metric])
    var cells: [Picture] = []
    for (index, query) in queries.enumerated() {
      let others = found[index].filter {
        SampleSource.fit(encoded.data.samples[$0.index], for: vae) != query
      }.prefix(invocation[count])
      cells += [query] + others.map { SampleSource.fit(encoded.data.samples[$0.index], for: vae) }
      let missing = invocation[count] - others.count
      cells += Array(repeating: query.blank, count: missing)
      guard invocation[Shared.json] else { continue }
      try Console.print([
        "sample": .string(names[index]),
        "neighbors": .array(
          others.map {
            .object([
              "sample": .string("\(invocation[Shared.data]):\(encoded.places[$0.index])"),
              "distance": .float($0.distance),
            ])
          }),
      ])
    }
    try delivery.deliver(
      cells, columns: invocation[count] + 1, of: model,
      saying: "\(counted(queries.count, "sample")) and what is near")
  }
}

extension Picture {
  /// A white picture of the same size and kind.
  var blank: Picture { Picture(width: width, height: height, kind: kind, color: .white) }
}
