import LatentData
import Latents

/// How `latent attribute fit` finds a direction: the options and what they ask for.
struct AttributeMethod {
  enum Estimator: Sendable {
    case mean, logistic, supportVectors, discriminant, ridge
  }

  static let estimator = Option<Estimator?>(
    optional: "method",
    .choice(
      "KIND",
      [
        "mean": .mean, "logistic": .logistic, "svm": .supportVectors, "lda": .discriminant,
        "ridge": .ridge,
      ]),
    help: """
      mean (the difference of the groups' means; the default), or the normal of a classifier: \
      logistic, svm, lda, ridge
      """)
  static let strength = Option<Float?>(
    optional: "strength", .number(moreThan: 0),
    help: "weight of the classifier's penalty (default 1; lda: 0.001)")
  static let balance = Option<[String]>(
    "balance", .list(of: .text("NAME"), called: "A,B", "names separated by commas"), default: [],
    shown: "none", help: "attributes that must not leak in: the mean of differences within groups")
  static let leaveOut = Flag(
    "leave-out-small", help: "balance over the groups that have examples, instead of failing")
  static let condition = Option<[String]>(
    "condition", .list(of: .file, called: "FILE,FILE", "attribute files separated by commas"),
    default: [], shown: "none", help: "attributes whose scores the direction must not change")
  static let whiten = Flag(
    "whiten", help: "condition with the least change under the spread of the data")

  static let options: [any NamedParameter] = [
    estimator, strength, balance, leaveOut, condition, whiten,
  ]

  private let estimator: Estimator?
  private let strength: Float?
  private let confounders: [String]
  private let leavesOutSmallCells: Bool
  private let conditions: [String]
  private let isWhitened: Bool

  /// Reads the options; says which of them do not go together.
  init(_ invocation: Invocation) throws(UsageError) {
    estimator = invocation[Self.estimator]
    strength = invocation[Self.strength]
    confounders = invocation[Self.balance]
    leavesOutSmallCells = invocation[Self.leaveOut]
    conditions = invocation[Self.condition]
    isWhitened = invocation[Self.whiten]
    if !confounders.isEmpty, (estimator ?? .mean) != .mean {
      throw UsageError("--balance compares means, so it goes with --method mean only.")
    }
    if strength != nil, estimator == .mean {
      throw UsageError("--strength belongs to a classifier, not to --method mean.")
    }
    if leavesOutSmallCells, confounders.isEmpty {
      throw UsageError("--leave-out-small needs --balance.")
    }
    if isWhitened, conditions.isEmpty { throw UsageError("--whiten needs --condition.") }
  }

  /// Checks what the options name, before samples are encoded.
  func check<Sample>(_ data: LabeledDataset<Sample>, for model: LoadedModel) throws {
    for name in confounders { _ = try Self.column(name, in: data) }
    for path in conditions { _ = try AttributeFile.read(path, for: model) }
  }

  /// Learns a direction from two groups of samples.
  func fit(
    _ groups: AttributeGroups, of indices: [Int], in encoded: EncodedData, for model: LoadedModel
  ) throws -> AttributeVector {
    let (without, with) = groups.split(indices)
    guard !without.isEmpty, !with.isEmpty else {
      throw Failure(
        "'\(groups.name)' needs samples with and without it, but '\(encoded.data.name)' has "
          + "\(with.count) with and \(without.count) without.")
    }
    let plain =
      confounders.isEmpty
      ? direction(
        from: encoded.latents.selecting(without), to: encoded.latents.selecting(with), groups.name)
      : try balanced(without, with, encoded, groups.name)
    return try conditioned(plain, encoded.latents.selecting(indices), model)
  }

  /// Learns the direction in which a number grows.
  func fit(
    numbers: AttributeColumn, of indices: [Int], in encoded: EncodedData, for model: LoadedModel
  ) throws -> AttributeVector {
    guard estimator ?? .ridge == .ridge, confounders.isEmpty else {
      throw UsageError("'\(numbers.name)' is a number, which --method ridge alone can fit.")
    }
    guard case .continuous(let values) = numbers.values else {
      preconditionFailure("Only numbers are fitted by regression.")
    }
    let known = indices.filter { values[$0] != nil }
    let scores = known.compactMap { values[$0].map { Float($0) } }
    guard let first = scores.first, scores.contains(where: { $0 != first }) else {
      throw Failure("'\(numbers.name)' has one value everywhere, so it has no direction.")
    }
    let latents = encoded.latents.selecting(known)
    let attribute = AttributeVector(
      fitting: latents, scores: scores, strength: strength ?? 1, named: numbers.name)
    return try conditioned(attribute, latents, model)
  }

  // MARK: -

  private func direction(
    from without: LatentBatch, to with: LatentBatch, _ name: String
  ) -> AttributeVector {
    let classifier: AttributeVector.Classifier? =
      switch estimator ?? .mean {
      case .mean: nil
      case .logistic: .logistic(strength: strength ?? 1)
      case .supportVectors: .supportVectors(strength: strength ?? 1)
      case .discriminant: .discriminant(strength: strength ?? 1e-3)
      case .ridge: .ridge(strength: strength ?? 1)
      }
    guard let classifier else { return AttributeVector(from: without, to: with, named: name) }
    return AttributeVector(from: without, to: with, normalOf: classifier, named: name)
  }

  private func balanced(
    _ without: [Int], _ with: [Int], _ encoded: EncodedData, _ name: String
  ) throws -> AttributeVector {
    let columns = try confounders.map { try Self.column($0, in: encoded.data) }
    let known = (without + with).sorted().filter { index in
      columns.allSatisfy { !$0.text(at: index).isEmpty }
    }
    let positives = Set(with)
    do {
      return try AttributeVector(
        encoded.latents.selecting(known), hasAttribute: known.map { positives.contains($0) },
        balancing: columns.map { column in
          Confounder(name: column.name, values: known.map { column.text(at: $0) })
        }, leavingOutSmallCells: leavesOutSmallCells, named: name)
    } catch {
      throw Failure("\(error) --leave-out-small does that.")
    }
  }

  private static func column<Sample>(
    _ name: String, in data: LabeledDataset<Sample>
  ) throws(Failure) -> AttributeColumn {
    guard let column = data.attribute(named: name) else {
      throw Failure(missing: name, in: data, "to balance over")
    }
    if case .continuous = column.values {
      throw Failure("'\(name)' is a number; balance over yes-or-no attributes or classes.")
    }
    return column
  }

  private func conditioned(
    _ attribute: AttributeVector, _ latents: LatentBatch, _ model: LoadedModel
  ) throws -> AttributeVector {
    guard !conditions.isEmpty else { return attribute }
    let others = try conditions.map { try AttributeFile.read($0, for: model) }
    do {
      var result =
        isWhitened
        ? try attribute.conditioned(on: others, whitenedBy: latents)
        : try attribute.conditioned(on: others)
      result.provenance.negativeCount = attribute.provenance.negativeCount
      result.provenance.positiveCount = attribute.provenance.positiveCount
      return result
    } catch {
      throw Failure("--condition: \(error)")
    }
  }
}
