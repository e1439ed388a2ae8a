import Foundation
import LatentData
import LatentGallery
import Latents

/// All that a model's card and its report show: what it is, its figures, its attributes, its pictures.
struct ModelCard {
  let name: String
  let entry: GalleryEntry?
  let dataName: String
  let description: ModelDescription
  let weightCount: Int
  let fileSize: Int
  let hash: String
  let figures: ModelFigures
  let attributes: [AttributeTrials]
  let sheets: ModelSheets
  /// The same figures of another model that this one is compared with.
  let before: (name: String, command: String?, figures: ModelFigures)?
  let encoded: EncodedData
  /// The most samples that were edited for an attribute.
  let editLimit: Int

  /// Measures a model on a data set.
  ///
  /// - Parameters:
  ///   - samples: how many held-out samples figures are from; edits use a fifth.
  ///   - before: an earlier model of the same data.
  init(
    _ model: LoadedModel, data: String, before: LoadedModel?, samples: Int,
    _ invocation: Invocation
  ) throws {
    let vae = try model.pictures()
    name = Self.bareName(model.name)
    description = model.description
    fileSize = model.fileSize
    hash = model.hash
    weightCount = vae.parameterCount
    let encoded = try EncodedData(data, by: vae, invocation)
    self.encoded = encoded
    entry = encoded.entry
    dataName = encoded.data.name
    figures = try Self.figures(of: vae, on: encoded, samples, invocation)
    editLimit = max(10, samples / 5)
    let tester = try AttributeTester(of: vae, on: encoded, samples: editLimit)
    var generator = SeededGenerator(seed: invocation[Shared.seed], stream: 1)
    var meter = ProgressMeter(
      "edit", total: tester.names.count, unit: "attributes",
      style: ProgressMeter.style(isQuiet: invocation[Shared.quiet]))
    attributes = try tester.names.enumerated().map { index, name in
      defer { meter.advance(to: index + 1) }
      return try tester.trials(of: name, using: &generator)
    }
    meter.clear()
    let earlier = try before?.pictures()
    self.before = try before.flatMap { model in
      try earlier.map { vae in
        (
          Self.bareName(model.name), model.description.provenance?.command,
          try Self.figures(
            of: vae, on: EncodedData(data, by: vae, invocation), samples, invocation)
        )
      }
    }
    sheets = ModelSheets(
      of: vae, before: earlier, on: encoded, figures: figures, attributes: attributes,
      seed: invocation[Shared.seed])
  }

  /// What the figures mean, in words.
  var verdict: ModelVerdict { ModelVerdict(figures, attributes: attributes) }

  /// The command that makes the model.
  var command: String? { description.provenance?.command }

  /// What the model is: its data, its size, its file.
  var facts: [(String, String)] {
    let shape = description.architecture.sampleShape.dimensions
    var facts = [
      (
        "data",
        "\(entry?.title ?? dataName): pictures of \(shape[1]) × \(shape[0]), "
          + (shape[2] == 1 ? "grey" : "colour")
      ),
      ("latent dimensions", "\(description.architecture.latentDimension)"),
      ("weights", grouped(weightCount)),
      (
        "file",
        "\(fixed(Double(fileSize) / 1e6, decimals: 1)) MB (\(description.precision.rawValue)), "
          + "SHA-256 \(hash.prefix(16))…"
      ),
    ]
    if let made = description.provenance {
      facts.insert(
        (
          "training",
          "\(counted(made.sampleCount, "sample")), \(counted(made.epochs, "epoch")), "
            + "seed \(made.seed)"
        ), at: 1)
    }
    return facts
  }

  /// Model files are named after what they are in: `faces` for `out/faces.safetensors`.
  private static func bareName(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(".safetensors") ? String(file.dropLast(12)) : file
  }

  private static func figures(
    of vae: VAE<Picture>, on encoded: EncodedData, _ samples: Int, _ invocation: Invocation
  ) throws -> ModelFigures {
    guard encoded.data.count > 1 else {
      throw Failure("'\(encoded.data.name)' has too few samples to judge a model by.")
    }
    var generator = SeededGenerator(seed: invocation[Shared.seed])
    var meter = ProgressMeter(
      "measure", total: 21, unit: "steps",
      style: ProgressMeter.style(isQuiet: invocation[Shared.quiet]))
    return ModelFigures(
      of: vae, on: encoded, samples: samples, draws: 16,
      probing: { column in !column.classNames.isEmpty && column.classNames.count <= 100 },
      using: &generator, meter: &meter)
  }
}
