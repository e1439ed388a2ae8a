import Foundation
import LatentData
import LatentSpace
import LatentVAE
import Testing

/// One hash per kind of work, the same on every instruction set, with 1, 2 and 7 threads, and on every
/// machine: the expected hashes are committed in `Golden/bits.json`.
///
/// After a change that is meant to change bits, record them again with LATENT_RECORD_BITS=1, and say so
/// in the changelog.
@Suite("The same bits everywhere", .serialized)
struct SameBitsTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden/bits.json")

  @Test func everyMachineGivesTheCommittedBits() throws {
    let (instructionSet, threads) = (ComputeResources.instructionSet, ComputeResources.threadCount)
    defer {
      ComputeResources.instructionSet = instructionSet
      ComputeResources.threadCount = threads
    }
    if ProcessInfo.processInfo.environment["LATENT_RECORD_BITS"] == "1" {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      try (encoder.encode(Work.hashes()) + [10]).write(to: Self.file)
    }
    let expected = try JSONDecoder().decode(
      [String: String].self, from: Data(contentsOf: Self.file))
    for candidate in InstructionSet.available {
      for count in [1, 2, 7] {
        ComputeResources.instructionSet = candidate
        ComputeResources.threadCount = count
        let hashes = try Work.hashes()
        #expect(hashes.keys.sorted() == expected.keys.sorted())
        for (name, hash) in hashes.sorted(by: { $0.key < $1.key }) {
          #expect(hash == expected[name], "\(name), \(candidate.rawValue), \(count) threads")
        }
      }
    }
  }

  @Test func aSampleAloneHasTheBitsOfItsPlaceInABatch() throws {
    for model in [try Work.train(.dense), try Work.train(.convolutional)] {
      let samples = bars(37, seed: 8)
      let together = model.posterior(of: samples)
      let decoded = model.decodedValues(together.means).values
      let size = model.sampleShape.count
      for index in [0, 1, 15, 16, 36] {
        let alone = model.posterior(of: [samples[index]])
        #expect(alone.means[0] == together.means[index])
        #expect(alone.logVariances[0] == together.logVariances[index])
        let values = model.decodedValues(LatentBatch([together.means[index]])).values
        #expect(values == Array(decoded[index * size..<(index + 1) * size]))
      }
    }
  }
}

/// Small pieces of everything that has a kernel or a thread under it.
private enum Work {
  enum Network { case dense, convolutional, residual }

  static func train(_ network: Network) throws -> VAE<Tensor> {
    var generator = SeededGenerator(seed: 1)
    let shape: Tensor.Shape = [8, 8, 1]
    let architecture: Architecture =
      switch network {
      case .dense:
        .dense(sampleShape: shape, latentDimension: 4, hidden: [40], likelihood: .learnedNormal)
      case .convolutional:
        try .convolutional(sampleShape: shape, latentDimension: 4, channels: [4, 8], hidden: 16)
      case .residual:
        try .residual(sampleShape: shape, latentDimension: 4, channels: [4, 8], hidden: 16)
      }
    var model = try VAE<Tensor>(architecture, using: &generator)
    try Trainer(epochs: 2, batchSize: 16, learningRate: 5e-3).fit(
      &model, to: bars(50), using: &generator)
    return model
  }

  static func hashes() throws -> [String: String] {
    var hashes: [String: String] = [:]
    func note(_ name: String, _ floats: [Float], _ doubles: [Double] = []) {
      var bytes: [UInt8] = []
      for value in floats { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 } }
      for value in doubles { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes += $0 } }
      hashes[name] = SHA256.hash(of: bytes)
    }
    for (name, network) in [
      ("dense", Network.dense), ("convolutional", .convolutional), ("residual", .residual),
    ] {
      let model = try train(network)
      let samples = bars(40, seed: 3)
      note("\(name): trained weights", model.encoder.parameters + model.decoder.parameters)
      let posterior = model.posterior(of: samples)
      note("\(name): encoded", posterior.means.values + posterior.logVariances.values)
      note("\(name): decoded", model.decodedValues(posterior.means).values)
      var generator = SeededGenerator(seed: 4)
      note("\(name): sampled", model.sample(count: 5, using: &generator).flatMap(\.values))
      let (first, second) = (posterior.means[0], posterior.means[1])
      note(
        "\(name): geodesic",
        model.geodesic(from: first, to: second, count: 5, maximumSteps: 6).latents.values)
      note("\(name): Jacobian", model.jacobianDirections(at: first).vectors.values)
    }
    note("operations", operations())
    let (floats, doubles) = statistics()
    note("statistics", floats, doubles)
    return hashes
  }

  /// Large enough for work to be spread over threads.
  private static let latents: LatentBatch = {
    var generator = SeededGenerator(seed: 7)
    return DiagonalNormal.standard(dimension: 24).sample(count: 600, using: &generator)
  }()

  private static func operations() -> [Float] {
    let latents = latents
    let (a, b) = (latents.selecting(0..<300), latents.selecting(300..<600))
    var generator = SeededGenerator(seed: 8)
    var values: [Float] = Interpolation.all.flatMap { $0.points(from: a, to: b, at: 0.3).values }
    values += LatentPath.spline(through: latents.selecting(0..<6)).points(count: 40).values
    values += latents[0].variations(count: 20, using: &generator).values
    values +=
      TruncatedNormal(.standard(dimension: 24), limit: 1.5)
      .sample(count: 20, using: &generator).values
    values += FullNormal(fitting: latents).sample(count: 20, using: &generator).values
    values += AttributeVector(from: a, to: b).vector.values
    for classifier in [
      AttributeVector.Classifier.logistic(), .supportVectors(), .discriminant(), .ridge(),
    ] {
      values += AttributeVector(from: a, to: b, normalOf: classifier).vector.values
    }
    values += AttributeVector(from: a, to: b).score(of: latents)
    values += PrincipalComponents(fitting: latents).vectors.values
    values += IndependentComponents(fitting: latents, count: 4, using: &generator).mixing.values
    values += KMeans(fitting: latents, count: 5, using: &generator).centers.values
    values += latents.neighbors(count: 4).flatMap { $0.map(\.distance) }
    values +=
      TSNE(
        fitting: latents.selecting(0..<120), perplexity: 10, stepCount: 40, using: &generator
      ).points.values
    return values
  }

  private static func statistics() -> ([Float], [Double]) {
    let (a, b) = (latents.selecting(0..<300), latents.selecting(300..<600))
    var generator = SeededGenerator(seed: 9)
    let mixture = GaussianMixture(
      fitting: latents, componentCount: 3, maximumIterations: 5, using: &generator)
    let logs = 0.2 * b
    let bootstrap = Bootstrap(resamples: 8)
    let parts = ELBODecomposition(
      means: a, logVariances: logs, bootstrap: bootstrap, using: &generator)
    return (
      mixture.sample(count: 20, using: &generator).values,
      mixture.logDensity(of: latents) + [
        a.frechetDistance(to: b, features: "latents", bootstrap: bootstrap, using: &generator)
          .value,
        a.kernelDistance(to: b, features: "latents", bootstrap: bootstrap, using: &generator).value,
        a.authenticity(against: b).value, parts.totalCorrelation.value, parts.information.value,
        PrecisionAndRecall(of: a, against: b).precision.value,
      ]
    )
  }
}
