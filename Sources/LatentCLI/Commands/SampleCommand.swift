import LatentSpace
import Latents

/// `latent sample`: random samples of a model.
enum SampleCommand {
  fileprivate enum Origin: Sendable {
    case prior, fitted
    /// The latent vectors in a file.
    case codes(String)
  }

  private static let count = Option(
    "count", .wholeNumber(1...100_000), default: 16, help: "how many samples")
  private static let temperatures = Option<[Float]>(
    "temperature",
    .list(of: .number(atLeast: 0), called: "X", "numbers of 0 or more, separated by commas"),
    default: [1], shown: "1",
    help: """
      how far samples stray: below 1 typical ones, above 1 unusual ones; several, such as \
      0.2,0.7,1,1.5, give a row each
      """)
  private static let from = Option<Origin?>(
    optional: "from", .origin,
    help: """
      prior (the normal distribution), fitted (the mixture in the model file, if any) or a file of \
      latent vectors (the normal density of what is in it)
      """)
  private static let columns = Option<Int?>(
    optional: "columns", .wholeNumber(1...1000), help: "samples in a row (default: a square)")

  static let command = Command(
    "sample", "Draw random samples of a model", positionals: [Shared.model],
    options: [
      Shared.pictureOutput, count, Shared.label, Shared.seed, temperatures, from, columns,
      Shared.scale, Shared.show, Shared.quiet,
    ],
    notes: [
      "The first samples of a seed do not depend on how many are asked for. A density that was "
        + "fitted to the model's data is preferred to the prior, and named. In the name of the "
        + "output %model and %seed stand for what they say, and %index puts each sample into a "
        + "file of its own."
    ],
    examples: [
      "latent sample fashion --count 16 --seed 7 -o dreams.png",
      "latent sample avatars --count 8 --temperature 0.2,0.7,1,1.5 -o temperatures.png",
      "latent sample avatars --count 3 --seed 4 -o %model-%seed-%index.png",
      "latent sample fashion --from codes.npy -o similar.png",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let delivery = try PictureDelivery(invocation, to: invocation[Shared.pictureOutput])
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let vae = try model.pictures()
    let density = try density(of: vae, named: model.name, invocation[from])
    let (count, temperatures) = (invocation[count], invocation[temperatures])
    var latents = LatentBatch(dimension: vae.latentDimension)
    for temperature in temperatures {
      // The same draws at each temperature, so that a column shows what it does to one of them.
      var generator = SeededGenerator(seed: invocation[Shared.seed])
      latents.append(
        contentsOf: density.sample(count: count, temperature: temperature, using: &generator))
    }
    let square = Int(Double(count).squareRoot().rounded(.up))
    let columns = invocation[columns] ?? (temperatures.count > 1 ? count : square)
    try delivery.deliver(
      vae.decode(latents), columns: columns, of: model, seed: invocation[Shared.seed],
      saying: "\(counted(latents.count, "sample")) from the \(density.name)")
  }

  private static func density(
    of vae: VAE<Picture>, named name: String, _ origin: Origin?
  ) throws -> any LatentDensity {
    switch origin {
    case nil: return vae.samplingDensity
    case .prior: return DiagonalNormal.standard(dimension: vae.latentDimension)
    case .fitted:
      guard let density = vae.fittedDensity else {
        throw Failure(
          "the model '\(name)' holds no fitted density; use --from prior, or train with --mixture.")
      }
      return density
    case .codes(let path):
      let codes = try CodeFile.read(path, dimension: vae.latentDimension)
      guard codes.count > 1 else {
        throw Failure("'\(path)' holds \(counted(codes.count, "vector")); a density needs several.")
      }
      guard codes.values.allSatisfy({ abs($0) < 1e15 }) else {
        throw Failure("'\(path)' holds numbers too large for a density; encode samples anew.")
      }
      // Of few vectors the spread of each dimension is all that can be told.
      return codes.count > 2 * vae.latentDimension
        ? FullNormal(fitting: codes) : DiagonalNormal(fitting: codes)
    }
  }
}

extension ValueKind where Value == SampleCommand.Origin {
  /// Where samples come from: a density by its name, or the name of a file of latent vectors.
  fileprivate static var origin: ValueKind {
    ValueKind(
      "DENSITY",
      expecting: "prior, fitted, or a file of latent vectors (.npy, .csv, .json or .safetensors)",
      names: ["prior", "fitted", "mixture"]
    ) { text in
      switch text {
      case "prior": .prior
      case "fitted", "mixture": .fitted
      default: (try? CodeFile.format(of: text)) == nil ? nil : .codes(text)
      }
    }
  }
}
