import Foundation
import LatentData
import Latents

/// `latent map`: a data set in two dimensions, with its pictures on it.
enum MapCommand {
  private enum Kind: Sendable {
    case principal, neighbors, attribute
  }

  private static let kind = Option(
    "kind",
    .choice("KIND", ["pca": Kind.principal, "tsne": .neighbors, "attribute": .attribute]),
    default: .principal, shown: "pca",
    help: """
      pca (the plane of most variance), tsne (neighbours stay neighbours) or attribute (across \
      --attribute, with what varies most besides)
      """)
  private static let attribute = Option<String?>(
    optional: "attribute", .file.called("FILE"), help: "the attribute file for --kind attribute")
  private static let color = Option<String?>(
    optional: "color", .text("NAME"),
    help: "an attribute of the data that colours the points, named in a legend")
  private static let count = Option(
    "count", .wholeNumber(10...100_000), default: 1000,
    help: "samples on the map, evenly spread over the data")
  private static let perplexity = Option<Double>(
    "perplexity", .number(in: 1...500), default: 30, shown: "30",
    help: "how many neighbours count, for tsne")
  private static let size = Option(
    "size", .wholeNumber(200...4000), default: 900, help: "width and height in pixels, of a PNG")
  private static let output = Option(
    required: "output", short: "o", .file.called("PNG|SVG"),
    help: "a .png file with the pictures on it, or .svg with points, axes and names")

  static let command = Command(
    "map", "Draw a data set's latents as a map", positionals: [Shared.model, Shared.data],
    options: [
      output, kind, attribute, color, count, perplexity, size, Shared.labelOfData, Shared.seed,
      Shared.json, Shared.show, Shared.quiet,
    ],
    notes: [
      "A map of two dimensions lies about the others. The figures say how much: trustworthiness is "
        + "how far neighbours on the map are neighbours in the latent space, continuity the reverse; "
        + "both are 1 at best.",
      "Without --label a conditional model is told each sample's own label.",
    ],
    examples: [
      "latent map avatars avatars --color glasses -o map.png",
      "latent map digits.safetensors digits --kind tsne --color class -o map.svg",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let path = invocation[output]
    let isVector = OutputFile.fileExtension(of: path) == "svg"
    guard isVector || OutputFile.fileExtension(of: path) == "png" else {
      throw UsageError(
        "'\(path)': a map is a PNG or an SVG; give a name that ends in .png or .svg.")
    }
    if isVector, invocation[Shared.show] {
      throw UsageError("--show needs a picture; write a .png file.")
    }
    let delivery = isVector ? nil : try PictureDelivery(invocation, to: path)
    let file = try OutputFile(path)
    let model = try LoadedModel(
      invocation[Shared.model], label: invocation[Shared.label], needsLabel: false)
    let vae = try model.pictures()
    let direction = try direction(for: model, invocation)
    let encoded = try EncodedData(
      invocation[Shared.data], by: vae, invocation, limit: invocation[count]
    ) { data in
      _ = try MapGroups(invocation[color], of: [], in: data)
      guard data.count > 3 else {
        throw Failure("a map needs four samples or more, but '\(data.name)' has fewer.")
      }
    }
    let data = encoded.data
    guard data.count > 3 else {
      throw Failure("a map needs four samples or more, but of these there are \(data.count).")
    }
    let groups = try MapGroups(invocation[color], of: Array(data.samples.indices), in: data)
    let latents = encoded.latents
    let map = map(of: latents, along: direction, invocation)
    try tell(map, latents, invocation)
    let samples = data.samples.map { SampleSource.fit($0, for: vae) }
    let drawing = MapDrawing(map: map, samples: samples, groups: groups)
    if let delivery {
      try delivery.deliver(
        drawing.picture(size: invocation[size]), of: model, seed: invocation[Shared.seed],
        saying: "a map of \(counted(samples.count, "sample"))")
    } else {
      let svg = drawing.svg(
        title: "\(data.name) in the latent space of \(model.name)",
        recipe: Recipe(
          words: invocation.words, modelHash: model.hash, seed: invocation[Shared.seed]))
      try Interruption.uncut { try Files.write(Array(svg.utf8), to: URL(filePath: file.path)) }
      if !invocation[Shared.quiet] {
        Console.remark("\(file.path): a map of \(counted(samples.count, "sample"))")
      }
    }
  }

  /// The attribute that a map goes along; nil for maps that follow none.
  private static func direction(
    for model: LoadedModel, _ invocation: Invocation
  ) throws -> AttributeVector? {
    guard invocation[kind] == .attribute else {
      if invocation[attribute] != nil {
        throw UsageError("--attribute goes with --kind attribute.")
      }
      return nil
    }
    guard let name = invocation[attribute] else {
      throw UsageError("--kind attribute needs --attribute, a file of 'latent attribute fit'.")
    }
    return try AttributeFile.read(name, for: model)
  }

  private static func map(
    of latents: LatentBatch, along direction: AttributeVector?, _ invocation: Invocation
  ) -> LatentMap {
    if let direction { return LatentMap(of: latents, along: direction) }
    switch invocation[kind] {
    case .principal, .attribute:
      return LatentMap(principalComponentsOf: latents)
    case .neighbors:
      var generator = SeededGenerator(seed: invocation[Shared.seed])
      var meter = ProgressMeter(
        "t-SNE", total: 1000, unit: "steps",
        style: ProgressMeter.style(isQuiet: invocation[Shared.quiet]))
      defer { meter.clear() }
      let most = Double(latents.count - 1) / 3
      return LatentMap(
        TSNE(
          fitting: latents, perplexity: min(invocation[perplexity], max(1, most)),
          using: &generator
        ) { step, _ in meter.advance(to: step) })
    }
  }

  private static func tell(
    _ map: LatentMap, _ latents: LatentBatch, _ invocation: Invocation
  ) throws {
    let quality = map.quality(for: latents, neighborCount: min(10, (latents.count - 1) / 2))
    if invocation[Shared.json] {
      var members: [String: JSONValue] = [
        "method": .string(map.method), "axes": .array(map.axisNames.map(JSONValue.string)),
        "trustworthiness": .number(quality.trustworthiness),
        "continuity": .number(quality.continuity),
        "neighborPreservation": .number(quality.neighborPreservation),
        "points": .array(
          map.points.map { .array([.float($0[0]), .float($0[1])]) }),
      ]
      members["explained"] = map.explained.map { .number($0) }
      try Console.print(members)
    } else if !invocation[Shared.quiet] {
      var line =
        "\(map.method): trustworthiness \(fixed(quality.trustworthiness, decimals: 3)), "
        + "continuity \(fixed(quality.continuity, decimals: 3))"
      if let explained = map.explained {
        line += ", \(fixed(100 * explained, decimals: 0)) % of the variance"
      }
      try Console.print(line)
    }
  }
}
