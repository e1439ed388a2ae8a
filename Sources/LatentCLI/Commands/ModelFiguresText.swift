import LatentData
import Latents

// Figures as a table for people, and as JSON.

extension ModelFigures {
  var lines: [String] {
    let part = isHeldOut ? "kept from training" : "which it may have been trained on"
    var lines = ["\(counted(sampleCount, "sample")) of \(dataName), \(part)", ""]
    lines += table(
      [
        row("−ELBO, nats", loss, 2), row("  reconstruction", reconstruction, 2),
        row("  KL", divergence.estimate, 2), row("−\(bound.estimator), nats", negated(bound), 2),
        row("mean squared error", squaredError, 5),
        row("active units of \(latentDimension)", active.estimate, 0),
        row("I(x; z), nats (at most ln n)", parts.information, 2),
        row("total correlation, nats", parts.totalCorrelation, 2),
        row("dimension-wise KL, nats", parts.dimensionwise, 2),
      ]
        + (priorFit.map {
          [percentRow("prior draws where no data lie", $0.holes)]
        } ?? [])
        + (densityFit.map {
          [percentRow("\(densityName ?? "density") draws there", $0.holes)]
        } ?? [])
        + (quality.map {
          [row("path length", $0.pathLength, 1), row("roughness", $0.roughness, 2)]
        } ?? []))
    lines += ["", "KL of each dimension, nats, largest first"]
    lines += divergenceLines
    if let quality { lines += [""] + qualityLines(quality) }
    if !attributes.isEmpty { lines += [""] + attributeLines }
    if let disentanglement {
      lines += [
        "", "how the latent dimensions stand for the attributes",
      ]
      lines += table([
        row("MIG", disentanglement.gap, 3),
        row("DCI disentanglement", disentanglement.dci.disentanglement, 3),
        row("DCI completeness", disentanglement.dci.completeness, 3),
        row("modularity", disentanglement.modularity, 3),
      ])
    }
    return lines
  }

  private var divergenceLines: [String] {
    let ranked = divergence.ranking.map { ($0, divergence.dimensions[$0].value) }
    let largest = max(ranked.first?.1 ?? 0, .leastNormalMagnitude)
    return table(
      ranked.prefix(12).map { dimension, value in
        let bar = String(repeating: "█", count: Int((24 * value / largest).rounded()))
        return ["  z\(dimension)", fixed(value, decimals: 2), bar]
      })
      + (ranked.count > 12
        ? ["  … and \(ranked.count - 12) more, the last \(fixed(ranked.last?.1 ?? 0, decimals: 3))"]
        : [])
  }

  private func qualityLines(_ quality: SampleQuality) -> [String] {
    var rows = [
      [
        "pictures against those kept", "Fréchet", "kernel", "precision", "recall", "density",
        "coverage", "authentic",
      ]
    ]
    for source in quality.sources {
      rows.append(
        [source.name, text(source.frechet, 4), fixed(source.kernel.value, decimals: 5)]
          + [
            source.regions.precision, source.regions.recall, source.crowds.density,
            source.crowds.coverage,
          ].map { fixed($0.value, decimals: 2) }
          + [source.authenticity.map { fixed($0.value, decimals: 2) } ?? "–"])
    }
    return table(rows) + [
      "  Features: \(SampleQuality.features). Of the samples kept from training, "
        + "\(fixed(quality.heldOutAuthenticity.value, decimals: 2)) are authentic."
    ]
  }

  private var attributeLines: [String] {
    var rows = [["attribute", "AUC of its vector", "linear probe", "5 nearest", "commonest"]]
    for figure in attributes {
      rows.append([
        figure.name,
        figure.vector.map {
          let area = $0.areaUnderCurve
          return "\(fixed(area.value, decimals: 3)) "
            + "(\(fixed(area.lower, decimals: 3))–\(fixed(area.upper, decimals: 3)))"
        } ?? "–",
        percent(figure.probe.value), percent(figure.neighbors.value), percent(figure.commonest),
      ])
    }
    return table(rows)
  }

  private func row(_ name: String, _ estimate: Estimate, _ decimals: Int) -> [String] {
    var row = [name, fixed(estimate.value, decimals: decimals)]
    if let interval = estimate.interval {
      row.append(
        "\(fixed(interval.lowerBound, decimals: decimals)) to "
          + fixed(interval.upperBound, decimals: decimals))
    }
    return row
  }

  private func percentRow(_ name: String, _ estimate: Estimate) -> [String] {
    [name, percent(estimate.value)]
      + (estimate.interval.map { ["\(percent($0.lowerBound)) to \(percent($0.upperBound))"] } ?? [])
  }

  private func text(_ estimate: Estimate, _ decimals: Int) -> String {
    fixed(estimate.value, decimals: decimals)
      + (estimate.interval.map {
        " (\(fixed($0.lowerBound, decimals: decimals))–\(fixed($0.upperBound, decimals: decimals)))"
      } ?? "")
  }

  private func percent(_ share: Double) -> String { fixed(100 * share, decimals: 1) + " %" }

  private func negated(_ estimate: Estimate) -> Estimate {
    Estimate(
      value: -estimate.value,
      interval: estimate.interval.map { -$0.upperBound ... -$0.lowerBound },
      count: estimate.count, estimator: "−" + estimate.estimator)
  }
}

// MARK: - JSON

extension ModelFigures {
  var members: [String: JSONValue] {
    var members: [String: JSONValue] = [
      "data": .string(dataName), "heldOut": .bool(isHeldOut), "n": .integer(sampleCount),
      "loss": .number(loss.value), "reconstruction": .number(reconstruction.value),
      "kl": .number(divergence.estimate.value), "mse": .number(squaredError.value),
      "intervals": .object([
        "loss": .estimate(loss), "reconstruction": .estimate(reconstruction),
        "kl": .estimate(divergence.estimate), "mse": .estimate(squaredError),
      ]),
      "importanceWeightedBound": .estimate(bound), "activeUnits": .estimate(active.estimate),
      "klPerDimension": .array(divergence.dimensions.map { .number($0.value) }),
      "information": .estimate(parts.information),
      "totalCorrelation": .estimate(parts.totalCorrelation),
      "dimensionwiseKL": .estimate(parts.dimensionwise),
      "attributes": .array(attributes.map { .object($0.members) }),
    ]
    members["priorHoles"] = priorFit.map { .estimate($0.holes) }
    members["densityHoles"] = densityFit.map { .estimate($0.holes) }
    if let quality {
      members["pathLength"] = .estimate(quality.pathLength)
      members["roughness"] = .estimate(quality.roughness)
      members["heldOutAuthenticity"] = .estimate(quality.heldOutAuthenticity)
      members["pictures"] = .array(
        quality.sources.map { source in
          .object([
            "name": .string(source.name), "frechet": .estimate(source.frechet),
            "kernel": .estimate(source.kernel),
            "precision": .estimate(source.regions.precision),
            "recall": .estimate(source.regions.recall),
            "density": .estimate(source.crowds.density),
            "coverage": .estimate(source.crowds.coverage),
            "authenticity": source.authenticity.map { .estimate($0) } ?? .null,
          ])
        })
    }
    if let disentanglement {
      members["disentanglement"] = .object([
        "mig": .estimate(disentanglement.gap),
        "dciDisentanglement": .estimate(disentanglement.dci.disentanglement),
        "dciCompleteness": .estimate(disentanglement.dci.completeness),
        "modularity": .estimate(disentanglement.modularity),
      ])
    }
    return members
  }
}

extension ModelFigures.AttributeFigure {
  fileprivate var members: [String: JSONValue] {
    var members: [String: JSONValue] = [
      "name": .string(name), "probe": .estimate(probe),
      "nearest5": .estimate(neighbors), "commonest": .number(commonest),
    ]
    members["auc"] = vector.map { .number($0.areaUnderCurve.value) }
    members["aucLower"] = vector.map { .number($0.areaUnderCurve.lower) }
    members["aucUpper"] = vector.map { .number($0.areaUnderCurve.upper) }
    return members
  }
}
