import LatentData
import Latents

/// What a conditional model is told about the samples of a data set.
struct SampleLabels {
  /// The label of each sample; nil where the model is told nothing, or the same of all.
  private let own: [Int]?
  /// The attribute that the labels are of.
  private let attribute: String?
  /// The one label that is meant; nil when each sample has its own.
  private let given: Int?

  /// The labels of a data set, by the attribute that the model is conditional on.
  ///
  /// A label that was given to the model goes before those of the data.
  init<Sample, Other>(
    of data: LabeledDataset<Sample>, for vae: VAE<Other>, _ invocation: Invocation
  ) throws {
    given = vae.givenLabel
    attribute = vae.condition?.name
    guard let condition = vae.condition else {
      own = nil
      return
    }
    let column = data.attribute(named: condition.name)
    own = column.flatMap { Self.labels($0, as: condition) }
    guard let given else {
      guard let own, !own.contains(-1) else {
        throw Failure(
          "the model is conditional on '\(condition.name)', which '\(data.name)' does not tell of "
            + "every sample; say --label NAME, one of \(condition.labels.joined(separator: ", ")).")
      }
      return
    }
    let name = condition.labels[given]
    guard let own else {
      if !invocation[Shared.quiet] {
        Console.remark(
          "'\(data.name)' has no attribute '\(condition.name)' with the model's labels, so every "
            + "sample is taken to be '\(name)'")
      }
      return
    }
    let count = own.count { $0 == given }
    guard count > 0 else { throw Failure("'\(data.name)' has no sample that is '\(name)'.") }
    if count < own.count, !invocation[Shared.quiet] {
      Console.remark(
        "'\(data.name)': the \(counted(count, "sample")) of \(grouped(own.count)) that "
          + "\(count == 1 ? "is" : "are") '\(name)'")
    }
  }

  /// The index of each value among the model's labels, −1 where it is unknown; nil when the attribute
  /// has another kind or other values.
  private static func labels(_ column: AttributeColumn, as condition: Condition) -> [Int]? {
    let labels: [Int] =
      switch column.values {
      case .binary(let values):
        values.map { $0.flatMap { condition.index(of: $0 ? "yes" : "no") } ?? -1 }
      case .categorical(let values, let names):
        values.map { $0.flatMap { condition.index(of: names[$0]) } ?? -1 }
      case .continuous: []
      }
    return labels.contains { $0 >= 0 } ? labels : nil
  }

  /// The samples that the model is meant for: those of the given label where the data tell.
  func fitting<Sample>(_ data: LabeledDataset<Sample>) -> [Int] {
    guard let given, let own else { return Array(data.samples.indices) }
    return data.samples.indices.filter { own[$0] == given }
  }

  /// The data without the attribute that is the same of all the samples that the model is meant for.
  func withoutConstant<Sample>(_ data: LabeledDataset<Sample>) -> LabeledDataset<Sample> {
    guard given != nil, own != nil else { return data }
    return LabeledDataset(
      name: data.name, samples: data.samples,
      attributes: data.attributes.filter { $0.name != attribute }, testIndices: data.testIndices)
  }

  /// The labels at places in the data set, to be passed to the model; none when it knows by itself.
  func labels(at places: some Sequence<Int>) -> [Int]? {
    given == nil ? own.map { own in places.map { own[$0] } } : nil
  }

  /// The posterior of samples that stand at places in the data set.
  func posterior<Sample>(of samples: [Sample], at places: [Int], by vae: VAE<Sample>) -> Posterior {
    labels(at: places).map { vae.posterior(of: samples, labels: $0) } ?? vae.posterior(of: samples)
  }
}

extension SampleSource {
  /// The samples' own labels, which a conditional model is told when none was given to it; nil when it
  /// needs none.
  static func labels(
    _ words: [String], for vae: VAE<Picture>, named model: String, _ invocation: Invocation
  ) throws -> [Int]? {
    guard let condition = vae.condition, vae.givenLabel == nil else { return nil }
    return try words.flatMap { word -> [Int] in
      func labels(_ name: String, _ range: ClosedRange<Int>?) throws -> [Int] {
        let outline = try DatasetSubject(name, fitting: vae.sampleShape).outline
        let labels = try SampleLabels(of: outline, for: vae, invocation)
        return labels.labels(at: range.map(Array.init) ?? outline.samples) ?? []
      }
      switch try reference(word) {
      case .items(let name, let range): return try labels(name, range)
      case .all(let name): return try labels(name, nil)
      case .file(let path):
        throw Failure(
          "'\(model)' is conditional on '\(condition.name)', which '\(path)' does not tell; say "
            + "--label NAME, one of \(condition.labels.joined(separator: ", ")).")
      }
    }
  }
}
