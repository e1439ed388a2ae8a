import Latents

// The card as a page of Markdown: the same text for the same model, data and seed.

extension ModelCard {
  var markdown: String {
    var lines = ["# The model \(name)", ""]
    if let entry {
      lines +=
        wrapped(
          "A model of \(entry.summary). The pictures: \(entry.credit); see "
            + "[the data sets](../datasets.md).") + [""]
    }
    lines += mdTable(["", ""], facts.map { [$0.0, $0.1] })
    if let command {
      lines += ["", "Made by", "", "```sh", "\(command) -o \(name).safetensors", "```"]
    }
    lines += ["", "## Figures", ""]
    lines += wrapped(
      "On \(counted(figures.sampleCount, "sample")) "
        + (figures.isHeldOut ? "that were kept from training" : "it may have been trained on")
        + ", with 95 % intervals by resampling. "
        + "[What the figures mean](../guides/metrics.md).")
    lines += [""] + figureLines
    if let distances = distanceLines { lines += [""] + distances }
    if let command = before?.command {
      lines += [""] + wrapped("The model before was made by `\(command)`.")
    }
    lines += ["", "## What it is good for", ""] + items(verdict.merits)
    lines += ["", "## What it is not good for", ""]
    lines += verdict.faults.isEmpty ? ["Nothing that these figures show."] : items(verdict.faults)
    if !attributes.isEmpty { lines += ["", "## Attributes", ""] + attributeLines }
    if let classes = classLines { lines += [""] + classes }
    for sheet in sheets.all {
      lines += ["", "## \(sheet.title)", ""] + wrapped(sheet.caption) + [""]
      lines.append("![\(sheet.title.lowercased()) of \(name)](\(fileName(of: sheet)))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  func fileName(of sheet: ModelSheets.Sheet) -> String { "\(name)-\(sheet.name).png" }

  // MARK: - Tables

  /// Each figure with its name and its count of decimals.
  private var measured: [(name: String, figure: (ModelFigures) -> Estimate?, decimals: Int)] {
    var rows: [(name: String, figure: (ModelFigures) -> Estimate?, decimals: Int)] = [
      ("mean squared error (values from 0 to 1)", { $0.squaredError }, 5),
      ("−ELBO, nats", { $0.loss }, 1),
      ("importance-weighted bound of −ln p, 16 draws, nats", { $0.bound.negated }, 1),
      ("KL, nats", { $0.divergence.estimate }, 1),
      ("active units of \(figures.latentDimension)", { $0.active.estimate }, 0),
    ]
    if entry.flatMap({ try? $0.trueEdits() }) != nil {
      rows.append(("mutual information gap (MIG)", { $0.disentanglement?.gap }, 3))
      rows.append(("DCI disentanglement", { $0.disentanglement?.dci.disentanglement }, 3))
    }
    return rows
  }

  /// The title of the earlier model's column, if there is one.
  var beforeHeader: [String] { before.map { ["before (\($0.name))"] } ?? [] }

  /// Each figure: its name, value and interval, and the earlier model's value.
  var figureRows: [[String]] {
    measured.compactMap { name, figure, decimals in
      guard let estimate = figure(figures) else { return nil }
      let range = estimate.interval.map {
        "\(fixed($0.lowerBound, decimals: decimals)) to \(fixed($0.upperBound, decimals: decimals))"
      }
      return [name, fixed(estimate.value, decimals: decimals), range ?? ""]
        + beforeCell(decimals: decimals) { figure($0) }
    }
  }

  private var figureLines: [String] {
    mdTable(["figure", "value", "interval"] + beforeHeader, figureRows, right: [1, 3])
  }

  /// Fréchet distances to the held-out pictures, and the earlier model's.
  var distanceRows: [[String]]? {
    figures.quality?.sources.map { source in
      [source.name, fixed(source.frechet.value, decimals: 4)]
        + beforeCell(decimals: 4) { earlier in
          earlier.quality?.sources.first { $0.name == source.name }?.frechet
        }
    }
  }

  private var distanceLines: [String]? {
    distanceRows.map { rows in
      mdTable(
        ["Fréchet distance to held-out pictures", "value"] + beforeHeader, rows, right: [1, 2])
        + [""]
        + wrapped(
          "By \(SampleQuality.features), which are the same for every model; they show composition "
            + "and colour, not sharpness.")
    }
  }

  /// The earlier model's value of a figure; no cell when there is no such model.
  private func beforeCell(
    decimals: Int, _ figure: (ModelFigures) -> Estimate?
  ) -> [String] {
    before.map { [figure($0.figures).map { fixed($0.value, decimals: decimals) } ?? "–"] } ?? []
  }

  /// Whether the true results of edits are known.
  private var hasTruth: Bool { attributes.contains { $0.truth != nil } }

  private var editHeader: [String] {
    AttributeTrials.effectHeader + (hasTruth ? AttributeTrials.truthHeader : [])
  }

  private func editCells(_ trial: AttributeTrial, of trials: AttributeTrials) -> [String] {
    trials.effectCells(trial) + (hasTruth ? trials.truthCells(trial) : [])
  }

  var attributeHeader: [String] {
    ["attribute", "best AUC", "accuracy", "edit by"] + editHeader
  }

  var attributeRows: [[String]] {
    attributes.compactMap { trials in
      guard let best = trials.best,
        let judge = trials.trials.max(by: {
          $0.heldOut.areaUnderCurve.value < $1.heldOut.areaUnderCurve.value
        })
      else { return nil }
      let area = judge.heldOut.areaUnderCurve
      return [
        trials.name, "\(fixed(area.value, decimals: 3)) (\(judge.method))",
        percentText(judge.heldOut.accuracy.value), best.method,
      ] + editCells(best, of: trials)
    }
  }

  /// Every way to learn every attribute, and what its edits do.
  private var wayRows: [[String]] {
    attributes.flatMap { trials in
      trials.trials.map { trial in
        [
          trials.name, trial.method, fixed(trial.heldOut.areaUnderCurve.value, decimals: 3),
        ] + editCells(trial, of: trials)
      }
    }
  }

  static let attributeStory =
    "The best vector of each attribute on held-out samples. Samples without the attribute were edited "
    + "to the mean score of those with it, decoded and encoded again: how many score higher, how many "
    + "are taken to have it, how many are still nearest to their own sample when the attribute is left "
    + "out (identity), how many changed sides in another attribute."
  static let truthStory =
    "Error: the squared error against the true picture, relative to no edit. Reached: the share of the "
    + "way from there to the best that the model can show. Elsewhere: the share of the change that "
    + "lies where the true edit changes nothing."

  private var attributeLines: [String] {
    wrapped(
      Self.attributeStory
        + (hasTruth ? " " + Self.truthStory : "") + " Edits of \(editCounts) each.")
      + [""] + mdTable(attributeHeader, attributeRows, right: [2, 4, 5, 6, 8, 9, 10])
      + ["", "### By every way", ""]
      + wrapped(
        "`latent attribute evaluate \(name) \(dataName) --samples \(editLimit)` prints these with "
          + "their intervals (`--json`).")
      + [""]
      + mdTable(["attribute", "way", "AUC"] + editHeader, wayRows, right: [2, 3, 4, 5, 7, 8, 9])
  }

  /// How many samples were edited: "200 samples", or "152 to 200 samples".
  private var editCounts: String {
    let counts = attributes.map(\.count)
    guard let least = counts.min(), let most = counts.max() else { return "no samples" }
    return (least < most ? "\(least) to " : "") + counted(most, "sample")
  }

  /// How well classes can be read off the latents.
  var classRows: [[String]] {
    figures.attributes.filter { $0.vector == nil }.map {
      [
        $0.name, percentText($0.probe.value), percentText($0.neighbors.value),
        percentText($0.commonest),
      ]
    }
  }

  static let classHeader = ["classes", "linear probe", "5 nearest neighbours", "commonest class"]

  private var classLines: [String]? {
    classRows.isEmpty ? nil : mdTable(Self.classHeader, classRows, right: [1, 2, 3])
  }

  // MARK: - Text

  private func items(_ sentences: [String]) -> [String] {
    sentences.flatMap { sentence in
      wrapped(sentence.prefix(1).uppercased() + sentence.dropFirst(), width: 108).enumerated().map {
        ($0.offset == 0 ? "- " : "  ") + mdEscaped($0.element)
      }
    }
  }

  private func mdTable(_ header: [String], _ rows: [[String]], right: Set<Int> = []) -> [String] {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { mdEscaped(withMinusSigns($0)) }.joined(separator: " | ") + " |"
    }
    let rule = header.indices.map { right.contains($0) ? "--:" : "---" }
    return [line(header), "| " + rule.joined(separator: " | ") + " |"] + rows.map(line)
  }

  /// Names from data must not become markup.
  private func mdEscaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\|<>*[]".contains(character) { result.append("\\") }
      result.append(character.isNewline ? " " : character)
    }
    return result
  }

  /// Lines of a paragraph, broken between words.
  private func wrapped(_ text: String, width: Int = 110) -> [String] {
    var lines: [String] = []
    // A percent sign stays with its number.
    let bound = text.split(separator: " ").reduce(into: [String]()) { words, word in
      if word.hasPrefix("%"), !words.isEmpty {
        words[words.count - 1] += " " + word
      } else {
        words.append(String(word))
      }
    }
    for word in bound {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }
}

extension Estimate {
  /// The same figure with the other sign.
  var negated: Estimate {
    Estimate(
      value: -value, interval: interval.map { -$0.upperBound ... -$0.lowerBound }, count: count,
      estimator: "−" + estimator)
  }
}
