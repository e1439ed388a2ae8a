import Foundation
import LatentGallery
import Latents

/// Trains β-TCVAEs on the bundled sprites, one per seed, and prints how separate their factors are.
///
/// The table of `docs/guides/training.md`. The judges are 10,000 sprites that no model has seen, so
/// that the bias of binned information, which falls with their number, is small.
enum DisentanglementRuns {
  /// Runs with the arguments after `disentanglement`: seeds, 1 to 5 when there are none, or files
  /// of models that were trained before.
  static func run(_ arguments: [String]) throws {
    let runs = arguments.isEmpty ? (1...5).map(String.init) : arguments
    let judges = Sprites(seed: 1)
    let judged = 10_000
    let pictures = judges.pictures(at: 0..<judged)
    let names = SpriteFactors.factors.map(\.name)
    let factors = judges.attributes(count: judged).map { $0.levels.compactMap(\.self) }

    print("| run | MIG | " + names.joined(separator: " | ") + " | MSE | time |")
    print("| --: |" + String(repeating: " --: |", count: names.count + 3))
    var gaps: [Double] = []
    for run in runs {
      let start = Date()
      let model = try UInt64(run).map(trained) ?? VAE<Picture>(contentsOf: URL(filePath: run))
      let seconds = Date().timeIntervalSince(start)
      var generator = SeededGenerator(seed: 0)
      let codes = model.encode(pictures)
      let gap = MutualInformationGap(of: codes, factors: factors, using: &generator)
      gaps.append(gap.estimate.value)
      let figures = [gap.estimate.value] + gap.gaps.map { $0 ?? .nan }
      let text = figures.map { String(format: "%.2f", $0) }
      let error = String(format: "%.4f", Picture.meanSquaredError(pictures, model.decode(codes)))
      print(
        "| \(run) | " + text.joined(separator: " | ")
          + " | \(error) | \(Int(seconds.rounded())) s |")
    }
    gaps.sort()
    let middle = (gaps[(gaps.count - 1) / 2] + gaps[gaps.count / 2]) / 2
    print(String(format: "median MIG %.3f", middle))
  }

  /// The recipe of the guide, by hand.
  private static func trained(seed: UInt64) throws -> VAE<Picture> {
    let data = try Gallery.sprites.dataset()
    let architecture = try Architecture.convolutional(
      sampleShape: [32, 32, 3], latentDimension: 10)
    var generator = SeededGenerator(seed: seed)
    var model = try VAE<Picture>(architecture, using: &generator)
    try Trainer(epochs: 120, schedule: .cosine, objective: Objective(.totalCorrelation(weight: 10)))
      .fit(&model, to: data.train.samples, using: &generator)
    return model
  }
}
