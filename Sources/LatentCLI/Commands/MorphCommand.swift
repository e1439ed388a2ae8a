import LatentData
import Latents

/// `latent morph`: the way from one sample to the next.
enum MorphCommand {
  private static let samples = Positional(
    "SAMPLE", count: 1...Int.max,
    help: "two or more: picture files, or samples of a data set such as fashion:12")
  private static let count = Option(
    "count", .wholeNumber(2...1000), default: 9,
    help: "pictures from one sample to the next, both ends included")
  private static let along = Option<MorphWay>(
    "along", .way, default: .interpolation(.spherical), shown: "spherical",
    help: MorphWay.names.joined(separator: ", "))
  private static let data = Option<String?>(
    optional: "data", .text("DATA"), help: "the samples that --along data goes through")
  private static let even = Flag(
    "even", help: "space the steps by how much the picture changes, not the latent")
  private static let easing = Option<Easing>(
    "easing",
    .choice(
      "KIND", ["none": .none, "in": .easeIn, "out": .easeOut, "in-out": .easeInOut]),
    default: .none, shown: "none", help: "slow at the start (in), the end (out) or both (in-out)")
  private static let output = Option<String?>(
    optional: "output", short: "o", .file.called("PNG"),
    help: "the strip to write: one row from each sample to the next")
  private static let animate = Option<String?>(
    optional: "animate", .file.called("PNG"),
    help: "the animation to write: through all samples and back to the first")
  private static let rate = Option(
    "frames-per-second", .number(in: 1...60), default: 12, shown: "12",
    help: "the speed of the animation")

  static let command = Command(
    "morph", "Walk from one sample to the next and draw every step",
    positionals: [Shared.model, samples],
    options: [
      output, animate, count, along, data, even, easing, rate, Shared.label, Shared.scale,
      Shared.show, Shared.quiet,
    ],
    notes: [
      "The ends are the samples as the model sees them, so a strip begins and ends with "
        + "reconstructions. A spline has no corners at the samples between, a geodesic is the "
        + "shortest way in pictures, and data hops from sample to sample of a data set."
    ],
    examples: [
      "latent morph fashion fashion:3 fashion:8 --count 9 -o morph.png",
      "latent morph fashion fashion:3 fashion:8 fashion:21 --along spline --animate loop.png",
      "latent morph avatars avatars:3 avatars:8 --along data --data avatars -o morph.png",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let strip = try invocation[output].map { try PictureDelivery(invocation, to: $0) }
    let film = try invocation[animate].map { try PictureDelivery(invocation, to: $0) }
    if strip == nil, film == nil {
      throw UsageError(
        "--output (-o) or --animate is missing: say where the strip or the animation goes.")
    }
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let vae = try model.pictures()
    let keys = vae.encode(try SampleSource.pictures(invocation.all(samples), for: vae, invocation))
    guard keys.count >= 2 else {
      throw UsageError("a morph needs two samples or more, but got \(keys.count).")
    }
    let path = try path(vae, invocation)
    if let strip {
      let steps = try path.steps(through: keys, isLoop: false)
      try strip.deliver(
        vae.decode(steps), columns: invocation[count], of: model,
        saying: counted(steps.count, "step"))
    }
    if let film {
      let frames = vae.decode(try path.steps(through: keys, isLoop: true))
      let scale = invocation[Shared.scale] ?? 2 * Picture.defaultScale(for: frames)
      let animation = AnimatedPicture(
        frames: frames.map { $0.scaled(by: scale) }, framesPerSecond: invocation[rate])
      try film.deliver(animation, of: model, saying: "an animation")
    }
  }

  private static func path(_ vae: VAE<Picture>, _ invocation: Invocation) throws -> MorphPath {
    var graph: NeighborGraph?
    if case .data = invocation[along] {
      guard let name = invocation[data] else {
        throw UsageError("--along data needs --data, the samples to go through.")
      }
      graph = NeighborGraph(try EncodedData(name, by: vae, invocation).latents)
    } else if invocation[data] != nil {
      throw UsageError("--data goes with --along data.")
    }
    return MorphPath(
      way: invocation[along], count: invocation[count], easing: invocation[easing],
      isEven: invocation[even], vae: vae, graph: graph,
      isQuiet: invocation[Shared.quiet])
  }
}

extension ValueKind where Value == Interpolation {
  /// The name of a way from one latent to another.
  static var interpolation: ValueKind {
    let names = Interpolation.all.map(\.name)
    return ValueKind("WAY", expecting: "one of " + names.joined(separator: ", "), names: names) {
      Interpolation.named($0)
    }
  }
}
