import Foundation
import LatentGallery
import Latents

/// Trains one small model per objective on the bundled clothes and prints a table of test figures.
///
/// The table of `docs/guides/training.md`: the same data, seed, budget and metrics for every row.
enum ObjectiveComparison {
  private struct Row {
    var name: String
    var objective: Objective
    var architecture: Architecture
    var isConditional: Bool { architecture.condition != nil }
  }

  /// Runs with the arguments after `objectives`: the number of epochs, and the rows to run.
  static func run(_ arguments: [String]) throws {
    let epochs = arguments.first.flatMap { Int($0) } ?? 12
    let wanted = Set(arguments.dropFirst())
    let data = try Gallery.fashion.dataset()
    guard case .categorical(_, let names) = data.attributes[0].values else {
      fail("The clothes have lost their classes.", status: 1)
    }
    print(
      "| objective | −log p(x∣z) | KL | −ELBO | −IW bound | MSE | edges | active | TC | "
        + "marginals | holes |")
    print("| --- |" + String(repeating: " ---: |", count: 10))
    for row in try rows(classNames: names) where wanted.isEmpty || wanted.contains(row.name) {
      try run(row, data, epochs: epochs)
    }
  }

  private static func rows(classNames: [String]) throws(ArchitectureError) -> [Row] {
    let plain = try Architecture.convolutional(
      sampleShape: [28, 28, 1], latentDimension: 16, likelihood: .normal(standardDeviation: 0.2))
    let residual = try Architecture.residual(
      sampleShape: [28, 28, 1], latentDimension: 16, channels: [32, 64],
      likelihood: .normal(standardDeviation: 0.2))
    let objectives: [(String, Objective)] = [
      ("elbo", Objective()),
      ("beta-4", Objective(klWeight: 4)),
      ("free-bits", Objective(klWeight: 4, freeBits: 0.5)),
      ("capacity", Objective(.capacity(nats: 15, epochs: 6), klWeight: 100)),
      ("tc", Objective(.totalCorrelation(weight: 6))),
      ("mmd", Objective(.meanDiscrepancy(weight: 500), klWeight: 0.1)),
      ("mmd-only", Objective(.meanDiscrepancy(weight: 500), klWeight: 0)),
      ("importance", Objective(.importanceWeighted(samples: 5))),
      ("edges", Objective(edgeWeight: 25)),
    ]
    return objectives.map { Row(name: $0, objective: $1, architecture: plain) } + [
      Row(
        name: "conditional", objective: Objective(),
        architecture: plain.conditional(on: "clothing", labels: classNames)),
      Row(name: "residual", objective: Objective(), architecture: residual),
      Row(name: "residual-edges", objective: Objective(edgeWeight: 25), architecture: residual),
    ]
  }

  private static func run(
    _ row: Row, _ data: LabeledDataset<Picture>, epochs: Int
  ) throws {
    func labels(_ part: LabeledDataset<Picture>) -> [Int] {
      guard row.isConditional, case .categorical(let labels, _) = part.attributes[0].values else {
        return []
      }
      return labels.compactMap { $0 }
    }
    var generator = SeededGenerator(seed: 0)
    var model = try VAE<Picture>(row.architecture, using: &generator)
    let (train, test) = (data.train, data.test)
    try Trainer(epochs: epochs, schedule: .cosine, objective: row.objective).fit(
      &model, to: train.samples, labels: labels(train), using: &generator)

    var judge = SeededGenerator(seed: 1)
    let (samples, testLabels) = (test.samples, labels(test))
    let evaluation = model.evaluate(samples, labels: testLabels, using: &judge)
    let posterior = model.posterior(of: samples, labels: testLabels)
    let bound = ImportanceWeightedBound(
      means: posterior.means, logVariances: posterior.logVariances, draws: 50, using: &judge
    ) { latents in
      model.reconstructionLosses(samples, latents: latents, labels: testLabels).map { -$0 }
    }
    let errors = pixelErrors(model, samples, posterior.means, testLabels)
    let known = model.posterior(of: train.samples, labels: labels(train))
    let parts = ELBODecomposition(
      means: known.means, logVariances: known.logVariances, using: &judge)
    let active = ActiveUnits(of: known.means, using: &judge)
    let fit = PriorFit(
      of: posterior.sample(using: &judge),
      density: FullNormal(fitting: known.sample(using: &judge)), using: &judge)
    func text(_ value: Double, _ decimals: Int = 1) -> String {
      String(format: "%.\(decimals)f", value)
    }
    let figures = [
      text(evaluation.reconstruction), text(evaluation.kl), text(evaluation.loss),
      text(-bound.estimate.value), text(errors.pixels, 5), text(errors.edges, 5),
      text(active.estimate.value, 0), text(parts.totalCorrelation.value, 2),
      text(parts.dimensionwise.value, 2), text(fit.holes.value, 3),
    ]
    print("| `\(row.name)` | " + figures.joined(separator: " | ") + " |")
  }

  /// The mean squared errors of reconstructions: of the pixels, and of neighbours' differences.
  private static func pixelErrors(
    _ model: VAE<Picture>, _ samples: [Picture], _ means: LatentBatch, _ labels: [Int]
  ) -> (pixels: Double, edges: Double) {
    let decoded = model.decodedValues(means, labels: labels).values
    let targets = model.values(of: samples)
    let (width, size) = (28, 28 * 28)
    var (pixels, edges) = (0.0, 0.0)
    let errors = zip(decoded, targets).map { Double($0) - Double($1) }
    for start in stride(from: 0, to: errors.count, by: size) {
      for place in 0..<size {
        let error = errors[start + place]
        pixels += error * error
        if place % width + 1 < width {
          edges += (errors[start + place + 1] - error) * (errors[start + place + 1] - error)
        }
        if place + width < size {
          let below = errors[start + place + width] - error
          edges += below * below
        }
      }
    }
    let count = Double(samples.count)
    return (pixels / count / Double(size), edges / count / Double(2 * size - 2 * width))
  }
}
