import LatentData
import Latents

/// `latent reconstruct`: samples beside what the model makes of them.
enum ReconstructCommand {
  private static let columns = Option(
    "columns", .wholeNumber(1...1000), default: 16, help: "samples in a row")

  static let command = Command(
    "reconstruct", "Show samples above what the model makes of them",
    positionals: [Shared.model, Shared.samples],
    options: [
      Shared.pictureOutput, columns, Shared.label, Shared.scale, Shared.json, Shared.show,
      Shared.quiet,
    ],
    notes: [
      "The mean squared error is over all values of all samples, which lie between 0 and 1.",
      "Without --label a conditional model is told each sample's own label, where the data have it.",
    ],
    examples: ["latent reconstruct fashion fashion:0-15 -o pairs.png"], run: run)

  private static func run(_ invocation: Invocation) throws {
    let delivery = try PictureDelivery(invocation, to: invocation[Shared.pictureOutput])
    let model = try LoadedModel(
      invocation[Shared.model], label: invocation[Shared.label], needsLabel: false)
    let vae = try model.pictures()
    let samples = try SampleSource.pictures(
      invocation.all(Shared.samples), for: vae, invocation)
    let labels = try SampleSource.labels(
      invocation.all(Shared.samples), for: vae, named: model.name, invocation)
    let again =
      labels.map { vae.decode(vae.encode(samples, labels: $0), labels: $0) }
      ?? vae.reconstruct(samples)
    let error = Picture.meanSquaredError(samples, again)
    let width = min(invocation[columns], samples.count)
    let blank = Picture(
      width: samples[0].width, height: samples[0].height, kind: samples[0].kind, color: .white)
    var cells: [Picture] = []
    for start in stride(from: 0, to: samples.count, by: width) {
      let row = start..<min(start + width, samples.count)
      let padding = [Picture](repeating: blank, count: width - row.count)
      cells += samples[row] + padding + again[row] + padding
    }
    let picture = sheet(cells, columns: width, scale: invocation[Shared.scale])
    if invocation[Shared.json] {
      try Console.print(["mse": .number(error), "n": .integer(samples.count)])
    }
    try delivery.deliver(
      picture, of: model,
      saying: "\(counted(samples.count, "sample")), "
        + "mean squared error \(fixed(error, decimals: 5))")
  }
}
