import Foundation
import LatentData
import Latents

/// `latent discover`: directions that nobody labelled.
enum DiscoverCommand {
  private enum Method: String, Sendable {
    case pca, ica, weights, jacobian, divergence, random
  }

  private static let sample = Positional(
    "SAMPLE", count: 0...1, help: "where to start (default: the data's mean)")
  private static let method = Option(
    "method",
    .choice(
      "KIND",
      [
        "pca": Method.pca, "ica": .ica, "weights": .weights, "jacobian": .jacobian,
        "kl": .divergence, "random": .random,
      ]), default: .pca, shown: "pca",
    help: """
      pca (most variance), ica (independent sources), weights (of the decoder's first layer), \
      jacobian (most change at the start), kl (single dimensions) or random
      """)
  private static let count = Option(
    "count", .wholeNumber(1...64), default: 6, help: "directions, one row each")
  private static let columns = Option(
    "columns", .wholeNumber(2...100), default: 7, help: "steps from one side to the other")
  private static let reach = Option<Float>(
    "reach", .number(moreThan: 0), default: 2.5, shown: "2.5",
    help: "how far to go, in deviations of the data along the direction")
  private static let folder = Option<String?>(
    optional: "attributes", .file.called("DIR"),
    help: "a folder for the directions as attribute files, to edit with")

  static let command = Command(
    "discover", "Find directions without labels",
    positionals: [Shared.model, Shared.data, sample],
    options: [
      Shared.pictureOutput, method, count, columns, reach, folder, Shared.labelOfData, Shared.seed,
      Shared.json, Shared.scale, Shared.show, Shared.quiet,
    ],
    notes: [
      "Every method finds something, in noise too. The last figure says how many times as much as "
        + "a random direction of the same length each direction changes the picture: about 1 is "
        + "nothing."
    ],
    examples: [
      "latent discover avatars avatars -o directions.png",
      "latent discover avatars avatars avatars:3 --method ica --attributes found -o directions.png",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let delivery = try PictureDelivery(invocation, to: invocation[Shared.pictureOutput])
    let folder = try invocation[folder].map { try OutputFolder($0) }
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let vae = try model.pictures()
    let start = try SampleSource.pictures(invocation.all(sample), for: vae, invocation)
    guard start.count < 2 else { throw UsageError("the directions start at one sample.") }
    let encoded = try EncodedData(invocation[Shared.data], by: vae, invocation)
    let centre = start.isEmpty ? encoded.latents.mean : vae.encode(start)[0]
    var generator = SeededGenerator(seed: invocation[Shared.seed])
    let found = directions(
      invocation[method], encoded, vae, centre, count: invocation[count], using: &generator
    ).prefix(invocation[count])
    let deviations = found.vectors.map { vector in deviation(of: encoded.latents, along: vector) }
    // Half a deviation of the strongest: far enough to see, near enough to stay among the data.
    let comparison = vae.compare(
      found, at: encoded.latents.selecting(0..<min(32, encoded.latents.count)),
      step: max(deviations.max() ?? 1, .leastNormalMagnitude), randomCount: 16, using: &generator)

    var grid = LatentBatch(dimension: vae.latentDimension)
    for (vector, deviation) in zip(found.vectors, deviations) {
      let reach = invocation[reach] * deviation
      for step in 0..<invocation[columns] {
        let part = 2 * Float(step) / Float(invocation[columns] - 1) - 1
        grid.append(centre + part * reach * vector)
      }
    }
    if let folder {
      try write(found, deviations, encoded, model, invocation[method], to: folder)
    }
    try tell(found, deviations, comparison, invocation)
    try delivery.deliver(
      vae.decode(grid), columns: invocation[columns], of: model, seed: invocation[Shared.seed],
      saying: counted(found.count, "direction"))
  }

  private static func directions(
    _ method: Method, _ encoded: EncodedData, _ vae: VAE<Picture>, _ centre: LatentVector,
    count: Int, using generator: inout SeededGenerator
  ) -> LatentDirections {
    switch method {
    case .pca: return PrincipalComponents(fitting: encoded.latents).directions
    case .ica:
      let components = IndependentComponents(
        fitting: encoded.latents, count: min(count, vae.latentDimension), using: &generator)
      if !components.isConverged {
        Console.remark("ica: not converged, so another seed gives other directions")
      }
      return components.directions
    case .weights: return vae.firstLayerDirections
    case .jacobian: return vae.jacobianDirections(at: centre)
    case .divergence:
      return LatentDirections(
        rankingByDivergence: encoded.posterior.means,
        logVariances: encoded.posterior.logVariances)
    case .random:
      let vectors = LatentBatch(
        (0..<count).map { _ in
          generator.nextNormalVector(dimension: vae.latentDimension).normalized
        })
      return LatentDirections(
        vectors: vectors, strengths: vectors.map { _ in 1 },
        names: vectors.indices.map { "random \($0 + 1)" }, strengthName: "none")
    }
  }

  private static func deviation(of latents: LatentBatch, along vector: LatentVector) -> Float {
    LatentBatch(values: latents.dot(vector), count: latents.count, dimension: 1)
      .standardDeviation[0]
  }

  private static func tell(
    _ found: LatentDirections, _ deviations: [Float], _ comparison: DirectionComparison,
    _ invocation: Invocation
  ) throws {
    if invocation[Shared.json] {
      for index in 0..<found.count {
        try Console.print([
          "name": .string(found.names[index]), "strength": .number(found.strengths[index]),
          "strengthName": .string(found.strengthName), "deviation": .float(deviations[index]),
          "changeBesideRandom": .number(comparison.ratios[index]),
          "percentileAmongRandom": .number(comparison.percentiles[index]),
        ])
      }
    } else if !invocation[Shared.quiet] {
      var rows = [["direction", found.strengthName, "deviation", "change beside random"]]
      for index in 0..<found.count {
        rows.append([
          found.names[index], fixed(found.strengths[index], decimals: 3),
          fixed(Double(deviations[index]), decimals: 3),
          fixed(comparison.ratios[index], decimals: 2),
        ])
      }
      for line in table(rows) { try Console.print(line) }
    }
  }

  /// One attribute file per direction, each as long as one deviation of the data.
  private static func write(
    _ found: LatentDirections, _ deviations: [Float], _ encoded: EncodedData,
    _ model: LoadedModel, _ method: Method, to folder: OutputFolder
  ) throws {
    try folder.make()
    let mean = encoded.latents.mean
    for index in 0..<found.count {
      let vector = deviations[index] * found.vectors[index]
      let name = found.names[index].lowercased().replacingOccurrences(of: " ", with: "")
      let attribute = AttributeVector(
        vector: vector, bias: -vector.dot(mean),
        provenance: AttributeProvenance(
          name: name, method: .given, model: model.hash, data: encoded.origin,
          notes: ["found by \(method.rawValue), direction \(index + 1)"]))
      let bytes = try AttributeFile.bytes(of: attribute)
      try Interruption.uncut {
        try Files.write(bytes, to: URL(filePath: folder.file(name + ".json")))
      }
    }
  }
}
