import Latents

/// `latent morph`: the way from one sample to the next.
enum MorphCommand {
  private static let samples = Positional(
    "SAMPLE", count: 2...Int.max,
    help: "two or more: picture files, or samples of a data set such as fashion:12")
  private static let count = Option(
    "count", .wholeNumber(2...1000), default: 9,
    help: "pictures from one sample to the next, both ends included")
  private static let along = Option<Interpolation>(
    "along", .interpolation, default: .spherical, shown: "spherical",
    help: Interpolation.all.map(\.name).joined(separator: ", "))
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
      output, animate, count, along, rate, Shared.scale, Shared.show, Shared.quiet,
    ],
    notes: [
      "The ends are the samples as the model sees them, so a strip begins and ends with "
        + "reconstructions."
    ],
    examples: [
      "latent morph fashion fashion:3 fashion:8 --count 9 -o morph.png",
      "latent morph fashion fashion:3 fashion:8 fashion:21 --animate loop.png",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let strip = try invocation[output].map { try PictureDelivery(invocation, to: $0) }
    let film = try invocation[animate].map { try PictureDelivery(invocation, to: $0) }
    if strip == nil, film == nil {
      throw UsageError(
        "--output (-o) or --animate is missing: say where the strip or the animation goes.")
    }
    let model = try LoadedModel(invocation[Shared.model])
    let vae = try model.pictures()
    let keys = vae.encode(try SampleSource.pictures(invocation.all(samples), for: vae, invocation))
    guard keys.count >= 2 else {
      throw UsageError("a morph needs two samples or more, but got \(keys.count).")
    }
    if let strip {
      let steps = path(keys, invocation, isLoop: false)
      let picture = sheet(
        vae.decode(steps), columns: invocation[count], scale: invocation[Shared.scale])
      try strip.deliver(picture, of: model, saying: counted(steps.count, "step"))
    }
    if let film {
      try film.deliver(animation(of: vae, keys, invocation), of: model, saying: "an animation")
    }
  }

  /// One leg after another, both ends of each included.
  private static func path(
    _ keys: LatentBatch, _ invocation: Invocation, isLoop: Bool
  ) -> LatentBatch {
    var steps = LatentBatch(dimension: keys.dimension)
    for leg in 0..<(isLoop ? keys.count : keys.count - 1) {
      let way = keys[leg].path(
        to: keys[(leg + 1) % keys.count], count: invocation[count], along: invocation[along])
      // In a loop the end of a leg is the start of the next: it is shown once.
      steps.append(contentsOf: isLoop ? way.selecting(0..<(way.count - 1)) : way)
    }
    return steps
  }

  private static func animation(
    of vae: VAE<Picture>, _ keys: LatentBatch, _ invocation: Invocation
  ) -> AnimatedPicture {
    let frames = vae.decode(path(keys, invocation, isLoop: true))
    let scale = invocation[Shared.scale] ?? 2 * Picture.defaultScale(for: frames)
    return AnimatedPicture(
      frames: frames.map { $0.scaled(by: scale) }, framesPerSecond: invocation[rate])
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
