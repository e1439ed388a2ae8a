import LatentData
import Latents

/// What the explorer's page knows of a model and its data, apart from the networks themselves.
///
/// Built from the data's encodings: attributes as directions, principal components, dimensions by
/// their divergence, some samples with their places on a map, and the density that says what is
/// typical. Without data there are the dimensions and the density alone.
struct ExplorerContent {
  /// More samples would change the figures little.
  static let maximumEncoded = 6000
  private static let maximumComponents = 16

  private var members: [String: JSONValue]

  /// What the page reads, the samples and figures.
  var json: [String: JSONValue] { members }

  /// About how many bytes the figures take beside the samples, at most.
  static func reserve(latentDimension: Int) -> Int {
    (ExplorerAttributes.maximumCount + maximumComponents + 4) * (6 * latentDimension + 400) + 4000
  }

  /// Encodes and fits everything.
  ///
  /// - Parameters:
  ///   - model: a model of pictures; a conditional one needs data whose attribute has its labels.
  ///   - name: what the model is called on the page and in commands.
  ///   - hash: of the model's file.
  ///   - data: samples of any size; those that are not the model's are cut and resized.
  ///   - room: how many bytes the samples may take.
  ///   - onProgress: what is being done, how much of it is done, and how much there is.
  init(
    of model: VAE<Picture>, name: String, hash: String, data: LabeledDataset<Picture>?, room: Int,
    seed: UInt64 = 0, onProgress: (String, Int, Int) -> Void = { _, _, _ in }
  ) throws(Failure) {
    members = [
      "name": .string(name), "modelHash": .string(hash), "version": .string(Program.version),
      "latentDimension": .integer(model.latentDimension),
    ]
    var generator = SeededGenerator(seed: seed)
    guard let data, data.count > 0 else {
      addDimensions(of: model, using: &generator)
      return
    }
    let chosen = generator.nextPermutation(count: data.count).prefix(Self.maximumEncoded).sorted()
    let some = Self.part(chosen, of: data, for: model)
    let labels = try Self.labels(of: some, for: model)
    let posterior = Self.posterior(of: some, by: model, labels: labels, onProgress)
    try add(posterior, some, model)
    members["data"] = .object([
      "name": .string(data.name), "count": .integer(data.count),
      "encoded": .integer(some.count),
    ])
    if let samples = ExplorerSamples(
      some, latents: posterior.means, room: room, using: &generator)
    {
      var shown = samples.members(of: chosen, seed: seed) { onProgress("map", $0, 1000) }
      if let labels {
        shown["labels"] = .array(samples.indices.map { .integer(labels[$0]) })
      }
      members["samples"] = .object(shown)
    }
  }

  // MARK: - Data

  /// Some samples in the model's size, with those for testing among them.
  private static func part(
    _ indices: [Int], of data: LabeledDataset<Picture>, for model: VAE<Picture>
  ) -> LabeledDataset<Picture> {
    let test = Set(data.testIndices)
    return LabeledDataset(
      name: data.name, samples: indices.map { SampleSource.fit(data.samples[$0], for: model) },
      attributes: data.attributes.map { $0.selecting(indices) },
      testIndices: indices.indices.filter { test.contains(indices[$0]) })
  }

  /// The label of each sample, for a conditional model.
  private static func labels(
    of data: LabeledDataset<Picture>, for model: VAE<Picture>
  ) throws(Failure) -> [Int]? {
    guard let condition = model.condition else { return nil }
    let column = try LabelColumn(of: data, named: condition.name)
    guard column.condition == condition else {
      throw Failure(
        "the labels of '\(condition.name)' in '\(data.name)' are not those that the model was "
          + "trained with: \(condition.labels.joined(separator: ", ")).")
    }
    return try column.labels(in: data)
  }

  private static func posterior(
    of data: LabeledDataset<Picture>, by model: VAE<Picture>, labels: [Int]?,
    _ onProgress: (String, Int, Int) -> Void
  ) -> Posterior {
    var means = LatentBatch(dimension: model.latentDimension)
    var logVariances = means
    for start in stride(from: 0, to: data.count, by: 256) {
      let range = start..<min(start + 256, data.count)
      let piece = model.posterior(
        of: Array(data.samples[range]), labels: labels.map { Array($0[range]) } ?? [])
      means.append(contentsOf: piece.means)
      logVariances.append(contentsOf: piece.logVariances)
      onProgress("encode", means.count, data.count)
    }
    return Posterior(means: means, logVariances: logVariances)
  }

  // MARK: - Figures

  private mutating func add(
    _ posterior: Posterior, _ data: LabeledDataset<Picture>, _ model: VAE<Picture>
  ) throws(Failure) {
    let latents = posterior.means
    guard latents.isFinite else {
      throw Failure("the model encodes '\(data.name)' as numbers that are not finite.")
    }
    members["mean"] = CompactNumbers.singles(latents.mean)
    members["deviation"] = CompactNumbers.singles(latents.standardDeviation)
    members["surprise"] = Self.quantiles(model.samplingDensity.logDensity(of: latents))
    members["attributes"] = .array(ExplorerAttributes(data, latents: latents).members)
    let components = PrincipalComponents(fitting: latents)
    let shares = components.explained
    members["components"] = .array(
      (0..<min(components.dimension, Self.maximumComponents)).map { index in
        .object([
          "vector": CompactNumbers.singles(components.vectors[index]),
          "deviation": .float(Float(components.variances[index].squareRoot())),
          "share": .rounded(shares[index], decimals: 4),
        ])
      })
    let sums = posterior.divergences.mean
    members["divergences"] = .array(sums.map { .rounded(Double($0), decimals: 4) })
  }

  /// Without data: the dimensions as the density has them.
  private mutating func addDimensions(
    of model: VAE<Picture>, using generator: inout SeededGenerator
  ) {
    let draws = model.samplingDensity.sample(count: 2000, using: &generator)
    members["mean"] = CompactNumbers.singles(draws.mean)
    members["deviation"] = CompactNumbers.singles(draws.standardDeviation)
    members["surprise"] = Self.quantiles(model.samplingDensity.logDensity(of: draws))
    members["attributes"] = .array([])
    members["components"] = .array([])
  }

  /// −log p at the least, each hundredth and the greatest of some latents: 101 numbers.
  private static func quantiles(_ logDensities: [Double]) -> JSONValue {
    let sorted = logDensities.map { -$0 }.sorted()
    return .array(
      (0...100).map { .rounded(sorted[$0 * (sorted.count - 1) / 100], decimals: 3) })
  }
}
