import LatentData
import LatentGallery
import Latents

/// One way to learn an attribute, tried on samples that it was not learned from.
struct AttributeTrial {
  /// A name of the way, as `latent attribute fit` has it.
  let method: String
  let attribute: AttributeVector
  let heldOut: AttributeEvaluation
  /// Where samples were moved to, as `latent edit --to` takes it.
  let distance: Float
  let effect: EditEffect
  /// Nil where nobody knows what the samples would look like.
  let accuracy: EditAccuracy?
}

/// All ways to learn one attribute, tried on the same samples.
struct AttributeTrials {
  let name: String
  /// How many samples without the attribute were edited.
  let count: Int
  /// Whether they were kept from training.
  let isHeldOut: Bool
  /// The other attributes, in the order of each effect's `others`.
  let others: [String]
  let trials: [AttributeTrial]
  /// The samples that were edited, and the true results of some of them.
  let samples: [Picture]
  let truth: EditTruth?

  /// The way whose edits come nearest to the truth; where nobody knows it, the one by which most
  /// results are taken to have the attribute, less what changed sides in another attribute.
  var best: AttributeTrial? {
    func rank(_ trial: AttributeTrial) -> Double {
      trial.accuracy.map { -$0.relativeError.value }
        ?? trial.effect.decided.value - (trial.effect.others.map(\.value).max() ?? 0)
    }
    return trials.max { rank($0) < rank($1) }
  }
}

/// Tries attributes of a data set on a model: learned from the training part, judged on the test part.
struct AttributeTester {
  private let vae: VAE<Picture>
  private let encoded: EncodedData
  private let edits: TrueEdits?
  private let train: [Int]
  private let judged: [Int]
  private let limit: Int
  private let flags: [(name: String, judge: AttributeVector, mean: AttributeVector)]

  init(of vae: VAE<Picture>, on encoded: EncodedData, samples limit: Int) throws {
    self.vae = vae
    self.encoded = encoded
    self.limit = limit
    let data = encoded.data
    edits = data.sampleShape == vae.sampleShape ? try encoded.entry?.trueEdits() : nil
    train = encoded.trainIndices
    judged = data.judgedIndices
    flags = try data.attributes.compactMap { [train] column in
      guard case .binary = column.values else { return nil }
      let (without, with) = try AttributeGroups(column.name, in: data).split(train)
      guard !without.isEmpty, !with.isEmpty else { return nil }
      let (low, high) = (encoded.latents.selecting(without), encoded.latents.selecting(with))
      return (
        column.name,
        AttributeVector(from: low, to: high, normalOf: .logistic(), named: column.name),
        AttributeVector(from: low, to: high, named: column.name)
      )
    }
  }

  /// What is tried when nothing is named: all of yes and no, else all classes of the attribute with
  /// the fewest, and the numbers that can be checked.
  var names: [String] {
    if !flags.isEmpty { return flags.map(\.name) }
    let classes = encoded.data.attributes.filter { $0.classNames.count > 1 }
      .min { $0.classNames.count < $1.classNames.count }
    let numbers = encoded.data.attributes.filter { column in
      if case .continuous = column.values {
        edits?.factor(named: column.name) != nil
      } else {
        false
      }
    }
    return
      (classes.map { column in
        column.classNames.prefix(20).map { "\(column.name)=\($0)" }
      } ?? []) + numbers.map(\.name)
  }

  /// Tries an attribute; fails when there is no such one, or when it is the same everywhere.
  func trials(
    of name: String, using generator: inout SeededGenerator
  ) throws -> AttributeTrials {
    let subject = try Subject(name, in: encoded.data, train: train, edits: edits)
    let learned = subject.split(train)
    let (negatives, positives) = subject.split(judged)
    guard !learned.without.isEmpty, !learned.with.isEmpty, !negatives.isEmpty, !positives.isEmpty
    else {
      throw Failure(
        "'\(name)' needs samples with and without it, both to learn from and to judge by; "
          + "'latent attribute list \(encoded.data.name)' counts them.")
    }
    let chosen = negatives.evenlySpread(limit)
    let samples = chosen.map { SampleSource.fit(encoded.data.samples[$0], for: vae) }
    let latents = encoded.latents.selecting(chosen)
    let truth = subject.truth.flatMap { factor, value in
      edits.flatMap {
        EditTruth($0, of: samples, at: chosen, setting: factor, to: value, by: vae)
      }
    }
    let before = vae.encode(vae.decode(latents))
    let (low, high) = (
      encoded.latents.selecting(learned.without), encoded.latents.selecting(learned.with)
    )
    let judge = AttributeVector(from: low, to: high, normalOf: .logistic(), named: name)
    let others = flags.filter { $0.name != name }
    let ways = subject.ways(
      low, high, learned, encoded, conditions: others.map(\.mean), train: train)
    let trials = ways.map { method, attribute in
      let scores = attribute.score(of: high)
      let target = Double(scores.reduce(0.0) { $0 + Double($1) }) / Double(scores.count)
      let length = max(Double(attribute.vector.norm), .leastNormalMagnitude)
      let distance = Float(target / length)
      let edited = vae.decode(latents.moved(toDistance: distance, from: attribute))
      return AttributeTrial(
        method: method, attribute: attribute,
        heldOut: attribute.evaluate(
          without: encoded.latents.selecting(negatives),
          with: encoded.latents.selecting(positives), threshold: attribute.threshold),
        distance: distance,
        effect: EditEffect(
          before: before, after: vae.encode(edited), judgedBy: judge, others: others.map(\.judge)),
        accuracy: truth.map { truth in
          truth.accuracy(of: truth.places.map { edited[$0] }, using: &generator)
        })
    }
    return AttributeTrials(
      name: name, count: chosen.count, isHeldOut: !encoded.data.testIndices.isEmpty,
      others: others.map(\.name), trials: trials, samples: samples, truth: truth)
  }
}

// MARK: -

/// What an attribute's name means: its two groups, the true edit, and the ways to learn it.
private struct Subject {
  private let name: String
  private let data: LabeledDataset<Picture>
  private let groups: AttributeGroups?
  private let numbers: (values: [Double?], mean: Double)?
  /// The factor to set and its value, where the truth is known.
  let truth: (factor: String, value: Double)?

  init(
    _ name: String, in data: LabeledDataset<Picture>, train: [Int], edits: TrueEdits?
  ) throws {
    self.name = name
    self.data = data
    if let column = data.attribute(named: name), case .continuous(let values) = column.values {
      let known = train.compactMap { values[$0] }
      let mean = known.reduce(0, +) / Double(max(1, known.count))
      let above = known.filter { $0 > mean }
      let target = above.reduce(0, +) / Double(max(1, above.count))
      groups = nil
      numbers = (values, mean)
      truth = edits?.factor(named: name).flatMap { $0.contains(target) ? (name, target) : nil }
    } else {
      let groups = try AttributeGroups(name, in: data)
      self.groups = groups
      numbers = nil
      let factorName = groups.column.name
      truth = edits?.factor(named: factorName).flatMap { factor in
        switch (factor.values, groups.className) {
        case (.binary, nil): (factorName, 1)
        case (.categorical(let names), let name?):
          names.firstIndex(of: name).map { (factorName, Double($0)) }
        default: nil
        }
      }
    }
  }

  /// The indices without and with the attribute; of a number, those up to the mean and above it.
  func split(_ indices: [Int]) -> (without: [Int], with: [Int]) {
    if let groups { return groups.split(indices) }
    guard let numbers else { return ([], []) }
    return (
      indices.filter { numbers.values[$0].map { $0 <= numbers.mean } ?? false },
      indices.filter { numbers.values[$0].map { $0 > numbers.mean } ?? false }
    )
  }

  /// The attribute learned in every way that the data allow.
  func ways(
    _ low: LatentBatch, _ high: LatentBatch, _ learned: (without: [Int], with: [Int]),
    _ encoded: EncodedData, conditions: [AttributeVector], train: [Int]
  ) -> [(String, AttributeVector)] {
    let mean = AttributeVector(from: low, to: high, named: name)
    var ways = [("mean", mean)]
    if let balanced = balanced(learned, encoded) { ways.append(("balanced", balanced)) }
    // Another name of the same attribute would leave nothing of it.
    let conditions = conditions.filter {
      abs($0.vector.normalized.dot(mean.vector.normalized)) < 0.9
    }
    if !conditions.isEmpty, let conditioned = try? mean.conditioned(on: conditions) {
      ways.append(("conditioned", conditioned))
    }
    if let numbers {
      let known = train.filter { numbers.values[$0] != nil }
      ways.append(
        (
          "ridge",
          AttributeVector(
            fitting: encoded.latents.selecting(known),
            scores: known.compactMap { numbers.values[$0].map { Float($0) } }, named: name)
        ))
    }
    ways.append(
      ("logistic", AttributeVector(from: low, to: high, normalOf: .logistic(), named: name)))
    ways.append(
      ("svm", AttributeVector(from: low, to: high, normalOf: .supportVectors(), named: name)))
    return ways
  }

  /// The mean difference balanced over what goes along with the attribute: up to three others of yes
  /// and no whose correlation with it is 0.1 or more.
  private func balanced(
    _ learned: (without: [Int], with: [Int]), _ encoded: EncodedData
  ) -> AttributeVector? {
    let rows = (learned.without + learned.with).sorted()
    let positives = Set(learned.with)
    let isIn = rows.map { positives.contains($0) }
    let along = data.attributes.compactMap { column -> (AttributeColumn, Double)? in
      guard column.name != name, case .binary(let values) = column.values else { return nil }
      let correlation = Self.correlation(isIn, rows.map { values[$0] })
      return abs(correlation) >= 0.1 ? (column, abs(correlation)) : nil
    }
    guard !along.isEmpty else { return nil }
    let columns = along.enumerated().sorted {
      ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
    }.prefix(3).map(\.element.0)
    let known = rows.indices.filter { row in
      columns.allSatisfy { !$0.text(at: rows[row]).isEmpty }
    }
    return try? AttributeVector(
      encoded.latents.selecting(known.map { rows[$0] }), hasAttribute: known.map { isIn[$0] },
      balancing: columns.map { column in
        Confounder(name: column.name, values: known.map { column.text(at: rows[$0]) })
      }, leavingOutSmallCells: true, named: name)
  }

  /// The correlation of two yes-or-no attributes over the samples of which both are known.
  private static func correlation(_ first: [Bool], _ second: [Bool?]) -> Double {
    var counts = [0.0, 0, 0, 0]
    for (a, b) in zip(first, second) {
      if let b { counts[(a ? 2 : 0) + (b ? 1 : 0)] += 1 }
    }
    let rows = (counts[0] + counts[1]) * (counts[2] + counts[3])
    let columns = (counts[0] + counts[2]) * (counts[1] + counts[3])
    let product = (rows * columns).squareRoot()
    return product > 0 ? (counts[3] * counts[0] - counts[1] * counts[2]) / product : 0
  }
}
