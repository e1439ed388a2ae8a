import LatentData
import Latents

/// `latent grid`: a surface of latents between samples, decoded.
enum GridCommand {
  private enum Shape: String, Sendable {
    case gradient, analogy, lattice, manifold
  }

  private static let samples = Positional(
    "SAMPLE", count: 0...Int.max,
    help: "the corners or anchors; without any, random ones of the seed")
  private static let shape = Option(
    "shape",
    .choice(
      "KIND",
      [
        "gradient": Shape.gradient, "analogy": .analogy, "lattice": .lattice,
        "manifold": .manifold,
      ]), default: .gradient, shown: "gradient",
    help: """
      gradient (between 4 corners), analogy (A, B, C and what is to C as B is to A), lattice \
      (anchors with steps between them) or manifold (all of a 2-dimensional latent space)
      """)
  private static let rows = Option<Int?>(
    optional: "rows", .wholeNumber(1...1000), help: "rows (default 5; lattice: 9)")
  private static let columns = Option<Int?>(
    optional: "columns", .wholeNumber(1...1000), help: "columns (default 9; lattice: 13)")
  private static let spacing = Option(
    "spacing", .wholeNumber(1...1000), default: 4, help: "steps between anchors of a lattice")
  private static let along = Option<Interpolation>(
    "along", .interpolation, default: .spherical, shown: "spherical",
    help: Interpolation.all.map(\.name).joined(separator: ", "))
  private static let shoulders = Flag(
    "shoulders", help: "draw the samples themselves beside their corners")

  static let command = Command(
    "grid", "Draw a surface between samples", positionals: [Shared.model, samples],
    options: [
      Shared.pictureOutput, shape, rows, columns, spacing, along, shoulders, Shared.label,
      Shared.seed, Shared.scale, Shared.show, Shared.quiet,
    ],
    notes: [
      "A gradient takes four samples, row by row; an analogy three; a lattice as many as reach "
        + "past its last row and column, row by row."
    ],
    examples: [
      "latent grid avatars avatars:3 avatars:8 avatars:12 avatars:17 -o grid.png",
      "latent grid avatars avatars:3 avatars:8 avatars:12 --shape analogy --shoulders -o j.png",
      "latent grid fashion --shape lattice --seed 4 -o lattice.png",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let delivery = try PictureDelivery(invocation, to: invocation[Shared.pictureOutput])
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let vae = try model.pictures()
    let shape = invocation[shape]
    let isLattice = shape == .lattice
    let size = (
      rows: invocation[rows] ?? (isLattice ? 9 : 5),
      columns: invocation[columns] ?? (isLattice ? 13 : 9)
    )
    let sources = try SampleSource.pictures(invocation.all(samples), for: vae, invocation)
    let anchors = try anchors(
      sources, wanted: count(of: shape, size, spacing: invocation[spacing]), shape, vae, invocation)
    let grid: LatentGrid =
      switch shape {
      case .gradient:
        .gradient(
          topLeft: anchors[0], topRight: anchors[1], bottomLeft: anchors[2],
          bottomRight: anchors[3], rows: size.rows, columns: size.columns, along: invocation[along])
      case .analogy:
        .analogy(
          anchors[0], anchors[1], anchors[2], rows: size.rows, columns: size.columns,
          along: invocation[along])
      case .lattice:
        .lattice(
          anchors: anchors, rows: size.rows, columns: size.columns,
          spacing: invocation[spacing], along: invocation[along])
      case .manifold: .manifold(rows: size.rows, columns: size.columns)
      }
    var cells = vae.decode(grid)
    var width = size.columns
    if invocation[shoulders] {
      (cells, width) = try withShoulders(cells, size, sources, shape)
    }
    try delivery.deliver(
      cells, columns: width, of: model, seed: sources.isEmpty ? invocation[Shared.seed] : nil,
      saying: "a grid of \(size.rows) × \(size.columns)")
  }

  private static func count(
    of shape: Shape, _ size: (rows: Int, columns: Int), spacing: Int
  ) -> Int {
    switch shape {
    case .gradient: return 4
    case .analogy: return 3
    case .manifold: return 0
    case .lattice:
      let anchors = LatentGrid.anchorCounts(
        rows: size.rows, columns: size.columns, spacing: spacing)
      return anchors.rows * anchors.columns
    }
  }

  private static func anchors(
    _ sources: [Picture], wanted: Int, _ shape: Shape, _ vae: VAE<Picture>,
    _ invocation: Invocation
  ) throws -> LatentBatch {
    if shape == .manifold {
      guard vae.latentDimension == 2 else {
        throw Failure(
          "a manifold needs a latent space of 2 dimensions, but this model has "
            + "\(vae.latentDimension); train one with --latent 2.")
      }
      guard sources.isEmpty else { throw UsageError("--shape manifold takes no samples.") }
    }
    if sources.isEmpty {
      var generator = SeededGenerator(seed: invocation[Shared.seed])
      return vae.samplingDensity.sample(count: wanted, temperature: 1, using: &generator)
    }
    guard sources.count == wanted else {
      throw UsageError(
        "--shape \(shape.rawValue) needs \(counted(wanted, "sample")), but got \(sources.count).")
    }
    return vae.encode(sources)
  }

  /// Two more columns, with the samples beside the corners that they became.
  private static func withShoulders(
    _ cells: [Picture], _ size: (rows: Int, columns: Int), _ sources: [Picture], _ shape: Shape
  ) throws -> ([Picture], Int) {
    guard !sources.isEmpty, shape == .gradient || shape == .analogy else {
      throw UsageError("--shoulders needs samples, and a gradient or an analogy.")
    }
    let blank = cells[0].blank
    var result: [Picture] = []
    for row in 0..<size.rows {
      // The sample at the top or at the bottom; in a single row those at the top.
      func shoulder(_ top: Int, _ bottom: Int) -> Picture {
        if row == 0 { return sources[top] }
        return row == size.rows - 1 && bottom < sources.count ? sources[bottom] : blank
      }
      result.append(shoulder(0, 2))
      result += cells[row * size.columns..<(row + 1) * size.columns]
      result.append(shoulder(1, 3))
    }
    return (result, size.columns + 2)
  }
}
