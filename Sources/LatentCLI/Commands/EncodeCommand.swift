import Foundation
import LatentData
import Latents

/// `latent encode`: the latent vectors of samples.
enum EncodeCommand {
  private static let output = Option(
    required: "output", short: "o", .file.called("CODES"),
    help: "the file to write: .npy, .csv, .json or .safetensors")
  private static let samples = Positional(
    "SAMPLE", count: 1...Int.max,
    help: """
      picture files, samples of a data set (fashion:12, fashion:0-15), or whole data sets: \
      a bundled name, a folder or a file
      """)

  static let command = Command(
    "encode", "Find the latent vectors of samples", positionals: [Shared.model, samples],
    options: [output, Shared.label, Shared.quiet],
    notes: ["A sample's vector is the mean of its posterior: the same sample has one place."],
    examples: [
      "latent encode fashion fashion:0-99 -o codes.npy",
      "latent encode fashion fashion -o codes.npy",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let format = try CodeFile.format(of: invocation[output])
    let file = try OutputFile(invocation[output])
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let latents =
      switch model.kind {
      case .pictures(let vae):
        encode(
          try SampleSource.pictures(invocation.all(samples), for: vae, invocation), vae, invocation)
      case .vectors(let vae):
        encode(try SampleSource.vectors(invocation.all(samples), for: vae), vae, invocation)
      }
    let recipe = Recipe(words: invocation.words, modelHash: model.hash)
    let bytes = format.bytes(of: latents, recipe: recipe)
    try Interruption.uncut { try Files.write(bytes, to: URL(filePath: file.path)) }
    if !invocation[Shared.quiet] {
      Console.remark(
        "\(file.path): \(counted(latents.count, "vector")) of "
          + counted(latents.dimension, "dimension"))
    }
  }

  /// Piece by piece, so that the bar moves and memory stays small.
  private static func encode<Sample>(
    _ samples: [Sample], _ vae: VAE<Sample>, _ invocation: Invocation
  ) -> LatentBatch {
    var meter = ProgressMeter(
      "encode", total: samples.count, unit: "samples",
      style: ProgressMeter.style(isQuiet: invocation[Shared.quiet]))
    var latents = LatentBatch(dimension: vae.latentDimension)
    for start in stride(from: 0, to: samples.count, by: 256) {
      latents.append(
        contentsOf: vae.encode(Array(samples[start..<min(start + 256, samples.count)])))
      meter.advance(to: latents.count)
    }
    meter.clear()
    return latents
  }
}
