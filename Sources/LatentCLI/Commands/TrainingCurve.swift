import LatentData
import Latents

/// The figures of a training run's epochs, drawn one below the other.
struct TrainingCurve {
  let epochs: [Trainer.Epoch]

  /// The loss and its two parts over the epochs, on training and validation samples.
  func svg(title: String, recipe: Recipe? = nil) -> String {
    let parts: [(name: String, figure: (Evaluation) -> Double)] = [
      (title, { $0.loss }), ("Reconstruction", { $0.reconstruction }), ("KL", { $0.kl }),
    ]
    return Plot.svg(
      parts.enumerated().map { index, part in
        var series = [
          Plot.Series(
            "training", points: epochs.map { (Double($0.number), part.figure($0.training)) })
        ]
        let judged = epochs.compactMap { epoch in
          epoch.validation.map { (x: Double(epoch.number), y: part.figure($0)) }
        }
        if !judged.isEmpty { series.append(Plot.Series("validation", points: judged)) }
        var plot = Plot(
          part.name, x: "epoch", y: index == 0 ? "loss (−ELBO), nats" : "nats", series: series)
        plot.height = index == 0 ? 340 : 240
        plot.countsX = true
        return plot
      }, recipe: recipe)
  }
}

extension TrainingCurve {
  /// Reads the lines that `latent train --json` printed; other lines are left out.
  init(reading text: String, named path: String) throws(Failure) {
    let lines = text.split(whereSeparator: \.isNewline).compactMap { line in
      try? JSONValue(Array(line.utf8)[...])
    }
    epochs = lines.compactMap { line in
      guard case .integer(let number)? = line["epoch"], let training = Self.evaluation(line) else {
        return nil
      }
      return Trainer.Epoch(
        number: number, training: training,
        validation: line["validation"].flatMap(Self.evaluation))
    }
    guard !epochs.isEmpty else {
      throw Failure(
        "'\(path)' has no epochs; give a file with what 'latent train … --json' printed.")
    }
  }

  private static func evaluation(_ value: JSONValue) -> Evaluation? {
    guard let reconstruction = value["reconstruction"]?.double, let kl = value["kl"]?.double,
      reconstruction.isFinite, kl.isFinite
    else { return nil }
    return Evaluation(reconstruction: reconstruction, kl: kl, count: 0)
  }
}
