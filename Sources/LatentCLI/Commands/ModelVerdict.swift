import Latents

/// What a model's figures mean, in words: what is good, what is not, and what to do about it.
struct ModelVerdict {
  /// A statement, and whether it is good news.
  private let remarks: [(isGood: Bool, text: String)]

  /// Judges by the figures, and by trials of attributes where there are any.
  init(_ figures: ModelFigures, attributes: [AttributeTrials] = []) {
    remarks =
      Self.units(figures) + Self.prior(figures) + Self.pictures(figures)
      + (attributes.isEmpty
        ? Self.attributes(figures) : Self.scores(attributes) + Self.edits(attributes))
      + Self.data(figures)
  }

  /// What is good, as sentences that begin with a small letter.
  var merits: [String] { remarks.filter(\.isGood).map(\.text) }

  /// What is not.
  var faults: [String] { remarks.filter { !$0.isGood }.map(\.text) }

  var lines: [String] {
    remarks.map { ($0.isGood ? "good: " : "mind: ") + $0.text }
  }

  private static func units(_ figures: ModelFigures) -> [(Bool, String)] {
    let values = figures.divergence.dimensions.map(\.value)
    let dead = values.indices.filter { values[$0] < 0.01 }
    guard !dead.isEmpty else {
      return [(true, "all \(values.count) dimensions are used.")]
    }
    let names = dead.prefix(8).map { "z\($0)" }.joined(separator: ", ")
    let more = dead.count > 8 ? ", …" : ""
    let isCollapsed = dead.count == values.count
    return [
      (
        false,
        "\(dead.count) of \(values.count) dimensions say nothing (KL below 0.01 nats: \(names)\(more)). "
          + (isCollapsed
            ? "The posterior has collapsed: lower --kl-weight, or warm it up."
            : "A smaller --latent would do, or a lower --kl-weight would use them.")
      )
    ]
  }

  private static func prior(_ figures: ModelFigures) -> [(Bool, String)] {
    // Encodings are all alike in a dimension that says nothing, so every draw would be a stranger there.
    guard let fit = figures.priorFit,
      figures.divergence.dimensions.allSatisfy({ $0.value >= 0.01 })
    else { return [] }
    var remarks: [(Bool, String)] = []
    let holes = percent(fit.holes.value)
    if fit.holes.value <= 0.05 {
      remarks.append((true, "random draws of the prior land where data lie (\(holes) do not)."))
    } else if let density = figures.densityFit, density.holes.value < fit.holes.value / 2 {
      remarks.append(
        (
          false,
          "\(holes) of the prior's draws land where no data lie; sample from the "
            + "\(figures.densityName ?? "fitted density") (\(percent(density.holes.value))), as "
            + "'latent sample' does."
        ))
    } else {
      remarks.append(
        (
          false,
          "\(holes) of the prior's draws land where no data lie; train with --mixture to sample "
            + "from a density of the data, or raise --kl-weight."
        ))
    }
    // Where the information has reached its bound ln n, the correlation holds what is left of it.
    let information = figures.parts.information.value
    let isMeasurable = information < 0.9 * Elementary.log(Double(figures.sampleCount))
    if isMeasurable, figures.parts.totalCorrelation.value > 0.2 * information {
      remarks.append(
        (
          false,
          "dimensions depend on one another (total correlation "
            + "\(fixed(figures.parts.totalCorrelation.value, decimals: 1)) nats)."
        ))
    }
    return remarks
  }

  private static func pictures(_ figures: ModelFigures) -> [(Bool, String)] {
    guard let quality = figures.quality, let base = quality.sources.first,
      let best = quality.sources.dropFirst(2).min(by: { $0.frechet.value < $1.frechet.value })
    else { return [] }
    var remarks: [(Bool, String)] = []
    let ratio = best.frechet.value / max(base.frechet.value, 1e-12)
    // Beside training samples that all but equal the others a ratio says nothing.
    let distance =
      ratio < 1000
      ? "\(fixed(ratio, decimals: 1)) times as far from real ones (Fréchet) as the training samples are."
      : "at a Fréchet distance of \(fixed(best.frechet.value, decimals: 4)) from real ones, which "
        + "the training samples equal."
    remarks.append((ratio < 3, "\(best.name) are \(distance)"))
    if best.regions.recall.value < 0.5 * base.regions.recall.value {
      remarks.append(
        (
          false,
          "random samples show only a part of what the data show (recall "
            + "\(fixed(best.regions.recall.value, decimals: 2)))."
        ))
    }
    if let authenticity = best.authenticity?.value,
      authenticity < 0.5 * quality.heldOutAuthenticity.value
    {
      remarks.append(
        (
          false,
          "many random samples lie closer to a training sample than another sample does; "
            + "look whether the model repeats its training data."
        ))
    }
    return remarks
  }

  private static func attributes(_ figures: ModelFigures) -> [(Bool, String)] {
    let vectors = figures.attributes.compactMap { figure in
      figure.vector.map { (figure.name, $0.areaUnderCurve.value) }
    }
    guard !vectors.isEmpty else { return [] }
    let linear = vectors.filter { $0.1 >= 0.95 }.map(\.0)
    let others = vectors.filter { $0.1 < 0.95 }.map { "\($0.0) (\(fixed($0.1, decimals: 2)))" }
    var remarks: [(Bool, String)] = []
    if !linear.isEmpty {
      remarks.append(
        (
          true,
          "one direction each tells apart \(linear.joined(separator: ", ")) (AUC 0.95 or more)."
        ))
    }
    if !others.isEmpty {
      remarks.append(
        (
          false,
          "a mean difference does not tell apart \(others.joined(separator: ", ")); try "
            + "'latent attribute fit' with --balance or --method logistic."
        ))
    }
    return remarks
  }

  private static func scores(_ attributes: [AttributeTrials]) -> [(Bool, String)] {
    let areas = attributes.compactMap { trials in
      trials.trials.map(\.heldOut.areaUnderCurve.value).max().map { (trials.name, $0) }
    }
    let told = areas.filter { $0.1 >= 0.95 }.map(\.0)
    let untold = areas.filter { $0.1 < 0.95 }
      .map { "\($0.0) (\(fixed($0.1, decimals: 2)))" }
    var remarks: [(Bool, String)] = []
    if !told.isEmpty {
      remarks.append(
        (true, "one direction each tells apart \(told.joined(separator: ", ")) (AUC 0.95 or more).")
      )
    }
    if !untold.isEmpty {
      remarks.append(
        (
          false,
          "no direction tells apart well enough (AUC below 0.95): "
            + "\(untold.joined(separator: ", "))."
        ))
    }
    return remarks
  }

  private static func edits(_ attributes: [AttributeTrials]) -> [(Bool, String)] {
    let best = attributes.compactMap { trials in trials.best.map { (trials, $0) } }
    var remarks: [(Bool, String)] = []
    func tell(
      _ isGood: Bool, _ before: String, _ after: String = ".",
      _ item: (AttributeTrials, AttributeTrial) -> String?
    ) {
      let items = best.compactMap { item($0.0, $0.1) }
      if !items.isEmpty {
        remarks.append((isGood, before + items.joined(separator: ", ") + after))
      }
    }
    func reached(_ trial: AttributeTrial) -> Double? {
      trial.accuracy.map { $0.reached.value.isNaN ? 0 : $0.reached.value }
    }
    tell(true, "edits reach half or more of the true change that the model can show: ") {
      reached($1).map { $0 >= 0.5 } == true ? $0.name : nil
    }
    tell(false, "edits reach less than half of the true change that the model can show: ") {
      guard let share = reached($1), share < 0.5 else { return nil }
      return "\($0.name) (\(percent(max(0, share))))"
    }
    tell(false, "edited pictures are not always taken to have the attribute: ") {
      let share = $1.effect.decided.value
      return share < 0.9 ? "\($0.name) (\(percent(share)))" : nil
    }
    tell(false, "edits change more than they should; decisions on another attribute changed: ") {
      guard let most = $1.effect.others.map(\.value).max(), most > 0.05 else { return nil }
      return "\($0.name) (\($0.mostChanged($1)))"
    }
    return remarks
  }

  private static func data(_ figures: ModelFigures) -> [(Bool, String)] {
    figures.isHeldOut
      ? []
      : [(false, "the data have no test part, so all this flatters a model trained on them.")]
  }

  private static func percent(_ share: Double) -> String { fixed(100 * share, decimals: 0) + " %" }
}
