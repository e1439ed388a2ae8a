import Foundation
import LatentData
import Latents

/// `latent train`: a model of your own data.
enum TrainCommand {
  private static let output = Option(
    required: "output", short: "o", .file.called("MODEL"),
    help: "the model file to write (.safetensors)")
  private static let precision = Option<ModelPrecision>(
    "precision", .choice("KIND", ["f32": .f32, "f16": .f16]), default: .f32, shown: "f32",
    help: "how the file stores weights: f32, or f16 in half the space")
  private static let resume = Flag(
    "resume", help: "go on where an interrupted run of the same settings stopped")

  private static let curve = Option<String?>(
    optional: "curve", .file.called("SVG"),
    help: "draw the figures of all epochs so far into this file, after every epoch")

  static let command = Command(
    "train", "Train a model on pictures or rows of numbers", positionals: [Shared.data],
    options: [output, precision, resume, curve, Shared.seed, Shared.json, Shared.quiet],
    sections: TrainOptions.sections,
    notes: [
      "Figures are nats per sample: the loss is reconstruction + kl. The same data, settings and "
        + "seed give the same file on every machine.",
      "A run keeps itself in MODEL.checkpoint until it is done; Ctrl-C stops it, and the same "
        + "command with --resume goes on.",
    ],
    examples: [
      "latent train fashion -o model.safetensors",
      "latent train fashion --conditional class --objective tc -o conditional.safetensors",
      "latent train pictures/ --latent 32 --epochs 30 --schedule cosine -o model.safetensors",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let file = try OutputFile(invocation[output])
    if let path = invocation[curve], try OutputFile(path).fileExtension != "svg" {
      throw UsageError("'\(path)': the curve is drawn as SVG; give a name that ends in .svg.")
    }
    let trainer = try TrainOptions.trainer(invocation)
    switch try LoadedDataset(named: invocation[Shared.data]) {
    case .pictures(let data): try train(data, trainer, file, invocation)
    case .tensors(let data): try train(data, trainer, file, invocation)
    }
  }

  private static func train<Sample: TensorConvertible>(
    _ data: LabeledDataset<Sample>, _ trainer: Trainer, _ file: OutputFile,
    _ invocation: Invocation
  ) throws {
    guard let shape = data.sampleShape else {
      throw Failure(
        "the samples of '\(data.name)' differ in size or there are none; make them alike first.")
    }
    let seed = invocation[Shared.seed]
    var generator = SeededGenerator(seed: seed)
    let told = try invocation[TrainOptions.conditional].map {
      try LabelColumn(of: data, named: $0)
    }
    let architecture = try TrainOptions.architecture(
      invocation, for: shape, condition: told?.condition)
    var recipe = TrainRecipe(
      dataName: data.name, architecture: architecture, trainer: trainer, seed: seed,
      validation: invocation[TrainOptions.validation])
    recipe.isScaled = invocation[TrainOptions.scaled]
    recipe.supervised = invocation[TrainOptions.supervise] ?? []
    if let components = invocation[TrainOptions.mixture] {
      recipe.more += ["--mixture", "\(components)"]
    }
    if invocation[precision] != .f32 {
      recipe.more += ["--precision", invocation[precision].rawValue]
    }

    var splitter = generator.split()
    let parts = data.train.split(
      testFraction: invocation[TrainOptions.validation], using: &splitter)
    let labels = try told.map { try $0.labels(in: parts.train) }
    let supervision = try invocation[TrainOptions.supervise].map { names in
      for name in names where data.attribute(named: name) == nil {
        throw Failure(missing: name, in: data, "to supervise with")
      }
      return try Supervision(parts.train, attributes: names)
    }
    if let components = invocation[TrainOptions.mixture], components > parts.train.count {
      throw Failure(
        "a mixture of \(components) components needs as many samples, but there are only "
          + "\(parts.train.count); lower --mixture.")
    }
    var provenance = ModelProvenance(
      dataset: data.name, dataHash: data.contentHash, sampleCount: parts.train.count,
      validationCount: parts.testIndices.count, seed: seed, trainer: trainer, epochs: 0,
      command: recipe.command)
    if try isComplete(file, provenance, invocation) { return }

    let store = CheckpointStore(
      url: URL(filePath: file.path + ".checkpoint"),
      fingerprint: recipe.command + " " + provenance.dataHash)
    if !invocation[resume] { store.remove() }
    var model =
      invocation[TrainOptions.scaled]
      ? try VAE<Sample>(
        architecture, scaledTo: parts.train.samples, labels: labels ?? [], using: &generator)
      : try VAE<Sample>(architecture, using: &generator)
    var report = TrainReport(invocation, epochs: trainer.epochs)
    let validation = parts.test.samples
    // What an interrupted run had drawn is drawn again.
    var drawn = invocation[curve] == nil ? [] : store.history
    let epochs = try Interruption.stoppable {
      defer { report.clear() }
      var failure: (any Error)?
      let epochs = try trainer.fit(
        &model, to: parts.train.samples, labels: labels, supervision: supervision,
        validation: validation,
        validationLabels: try told.map { try $0.labels(in: parts.test) }, checkpoint: store,
        using: &generator,
        onStep: { step in
          if let failure { throw failure }
          if Interruption.isRequested { throw Interrupted() }
          report.step(step)
        },
        onEpoch: { epoch in
          do {
            try report.epoch(epoch)
            if let path = invocation[curve] {
              drawn.append(epoch)
              let svg = TrainingCurve(epochs: drawn).svg(
                title: "Training on \(data.name)",
                recipe: Recipe(words: invocation.words, modelHash: nil, seed: seed))
              try Files.write(Array(svg.utf8), to: URL(filePath: path))
            }
          } catch {
            failure = error
          }
        })
      if let failure { throw failure }
      return epochs
    }

    model = try model.rounded(to: invocation[precision])
    if let components = invocation[TrainOptions.mixture] {
      // Fitted to the rounded model's encodings, so that it is the density of what is in the file.
      var generator = SeededGenerator(seed: seed, stream: 2)
      model.fittedDensity = GaussianMixture(
        fitting: model.encode(parts.train.samples, labels: labels ?? []),
        componentCount: components, using: &generator)
    }
    provenance.epochs = epochs.count
    provenance.training = epochs.last?.training
    provenance.test = evaluate(
      model, on: data.test.samples, labels: try told.map { try $0.labels(in: data.test) },
      seed: seed)
    model.provenance = provenance
    let bytes = try model.file(precision: invocation[precision]).encoded()
    try Interruption.uncut {
      try Files.write(bytes, to: URL(filePath: file.path))
      store.remove()
    }
    try report.end(model: file.path, hash: SHA256.hash(of: bytes), test: provenance.test)
  }

  private static func evaluate<Sample: TensorConvertible>(
    _ model: VAE<Sample>, on samples: [Sample], labels: [Int]?, seed: UInt64
  ) -> Evaluation? {
    if samples.isEmpty { return nil }
    var generator = SeededGenerator(seed: seed, stream: 1)
    return model.evaluate(samples, labels: labels, using: &generator)
  }

  /// Whether a run to be resumed has its model already; then says so.
  private static func isComplete(
    _ file: OutputFile, _ wanted: ModelProvenance, _ invocation: Invocation
  ) throws -> Bool {
    guard invocation[resume], FileKind(of: file.path) == .file,
      FileKind(of: file.path + ".checkpoint") == .missing
    else { return false }
    let url = URL(filePath: file.path)
    let bytes = try Files.read(url)
    let made = try? ModelDescription(Safetensors(decoding: bytes)).provenance
    guard let made, made.command == wanted.command, made.dataHash == wanted.dataHash else {
      throw Failure(
        "'\(file.path)' holds a model that was made in another way, so there is nothing to resume; "
          + "repeat the settings it was made with, or write to another file.")
    }
    var report = TrainReport(invocation, epochs: wanted.trainer.epochs)
    try report.end(model: file.path, hash: SHA256.hash(of: bytes), test: made.test)
    return true
  }
}
