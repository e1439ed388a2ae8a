import Foundation
import LatentData
import LatentSpace
import LatentVAE
import Testing

@Suite("Training with every objective")
struct ObjectiveTests {
  static let objectives: [Objective] = [
    Objective(.capacity(nats: 6, epochs: 2), klWeight: 10),
    Objective(.totalCorrelation(weight: 4), warmUpEpochs: 1),
    Objective(.meanDiscrepancy(weight: 100), klWeight: 0.1),
    Objective(.importanceWeighted(samples: 3)),
    Objective(edgeWeight: 5),
  ]

  static func train(
    _ objective: Objective, epochs: Int = 2, samples: [Tensor] = bars(50),
    checkpoint: CheckpointStore? = nil, onStep: (Trainer.Step) throws -> Void = { _ in }
  ) throws -> (model: VAE<Tensor>, epochs: [Trainer.Epoch]) {
    var model = try barModel()
    var generator = SeededGenerator(seed: 9)
    let history = try Trainer(
      epochs: epochs, batchSize: 16, learningRate: 5e-3, objective: objective
    ).fit(&model, to: samples, checkpoint: checkpoint, using: &generator, onStep: onStep)
    return (model, history)
  }

  @Test(arguments: objectives)
  func theBitsAreTheSameOnAnyNumberOfThreads(objective: Objective) throws {
    let threads = ComputeResources.threadCount
    defer { ComputeResources.threadCount = threads }
    let weights = try [1, 7].map { count in
      ComputeResources.threadCount = count
      let model = try Self.train(objective).model
      return model.encoder.parameters + model.decoder.parameters
    }
    #expect(weights[0] == weights[1])
    let plain = try Self.train(Objective()).model
    #expect(weights[0] != plain.encoder.parameters + plain.decoder.parameters)
  }

  @Test(arguments: objectives)
  func aRunThatIsResumedEndsInTheSameBits(objective: Objective) throws {
    struct Stopped: Error {}
    let url = FileManager.default.temporaryDirectory.appending(path: "latents-\(UUID())")
    let store = CheckpointStore(url: url, fingerprint: "bars")
    defer { store.remove() }
    let whole = try Self.train(objective).model
    #expect(throws: Stopped.self) {
      try Self.train(objective, checkpoint: store) { if $0.step == 5 { throw Stopped() } }
    }
    let resumed = try Self.train(objective, checkpoint: store).model
    #expect(resumed.encoder.parameters == whole.encoder.parameters)
    #expect(resumed.decoder.parameters == whole.decoder.parameters)
  }

  @Test func aCapacityIsReached() throws {
    for nats in [2.0, 5.0] {
      let objective = Objective(.capacity(nats: Float(nats), epochs: 10), klWeight: 50)
      let epochs = try Self.train(objective, epochs: 60, samples: bars(128)).epochs
      #expect(abs(epochs[59].training.kl - nats) < 0.5)
    }
  }

  @Test func aDiscrepancyKeepsTheAggregatePosteriorAtThePrior() throws {
    func spread(_ weight: Float) throws -> Float {
      let objective = Objective(.meanDiscrepancy(weight: weight), klWeight: 0)
      let model = try Self.train(objective, epochs: 60, samples: bars(128)).model
      var generator = SeededGenerator(seed: 1)
      let latents = model.posterior(of: bars(128)).sample(using: &generator).values
      return abs(latents.reduce(0) { $0 + $1 * $1 } / Float(latents.count) - 1)
    }
    let (pressed, free) = (try spread(300), try spread(0))
    #expect(pressed < 0.3)
    #expect(free > 2 * pressed)
  }

  @Test func aLastBatchOfOneSampleIsTrainedOnWithoutTheTerm() throws {
    for objective in Self.objectives {
      let epochs = try Self.train(objective, samples: bars(33)).epochs
      #expect(epochs.allSatisfy { $0.training.loss.isFinite })
    }
  }

  @Test func aPlainObjectiveIsWrittenAsItAlwaysWas() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(Objective(freeBits: 0.5)), as: UTF8.self)
    #expect(text == #"{"freeBits":0.5,"klWeight":1,"warmUpEpochs":0}"#)
    for objective in Self.objectives + [Objective(supervisionWeight: 3)] {
      let data = try JSONEncoder().encode(objective)
      #expect(try JSONDecoder().decode(Objective.self, from: data) == objective)
    }
  }

  @Test(arguments: [
    Trainer(objective: Objective(.capacity(nats: -1, epochs: 1))),
    Trainer(objective: Objective(.capacity(nats: 1, epochs: .infinity))),
    Trainer(objective: Objective(.capacity(nats: 1, epochs: 1), freeBits: 1)),
    Trainer(objective: Objective(.totalCorrelation(weight: -1))),
    Trainer(batchSize: 1, objective: Objective(.totalCorrelation(weight: 2))),
    Trainer(objective: Objective(.meanDiscrepancy(weight: .nan))),
    Trainer(batchSize: 1, objective: Objective(.meanDiscrepancy(weight: 2))),
    Trainer(objective: Objective(.importanceWeighted(samples: 0))),
    Trainer(objective: Objective(.importanceWeighted(samples: 2), freeBits: 1)),
    Trainer(objective: Objective(edgeWeight: -1)),
    Trainer(objective: Objective(colorWeight: -1)),
    Trainer(objective: Objective(colorWeight: 1)),
    Trainer(objective: Objective(supervisionWeight: .nan)),
  ])
  func impossibleSettingsAreErrors(trainer: Trainer) throws {
    var model = try barModel()
    var generator = SeededGenerator(seed: 3)
    #expect(throws: TrainingError.self) {
      try trainer.fit(&model, to: bars(4), using: &generator)
    }
  }

  /// Pictures whose two channels are alike but for a faint, even tint.
  private static func tinted(_ count: Int) -> [Tensor] {
    bars(count).enumerated().map { index, bar in
      var generator = SeededGenerator(seed: 6).stream(index)
      let tint = Float(generator.nextUniform() - 0.5) * 0.1
      var tensor = Tensor(zeros: [8, 8, 2])
      for (pixel, value) in bar.values.enumerated() {
        tensor.values[2 * pixel] = 0.2 + 0.6 * value + tint
        tensor.values[2 * pixel + 1] = 0.2 + 0.6 * value - tint
      }
      return tensor
    }
  }

  @Test func aFaintTintIsLearnedByTheWeightOfColour() throws {
    let samples = Self.tinted(200)
    func train(_ weight: Float) throws -> VAE<Tensor> {
      var generator = SeededGenerator(seed: 2)
      var model = try VAE<Tensor>(
        .dense(
          sampleShape: [8, 8, 2], latentDimension: 4, hidden: [32],
          likelihood: .normal(standardDeviation: 0.2)), using: &generator)
      try Trainer(
        epochs: 40, batchSize: 20, learningRate: 5e-3, objective: Objective(colorWeight: weight)
      ).fit(&model, to: samples, using: &generator)
      return model
    }
    /// The share of the tints' variance that reconstructions miss.
    func missed(_ model: VAE<Tensor>) -> Double {
      let decoded = model.decodedValues(model.encode(samples)).values
      func tint(_ values: ArraySlice<Float>) -> Double {
        zip(values.indices, values).reduce(0) { sum, next in
          sum + Double(next.0 % 2 == 0 ? next.1 : -next.1) / 128
        }
      }
      var (error, variance) = (0.0, 0.0)
      for (index, sample) in samples.enumerated() {
        let truth = tint(sample.values[...])
        let shown = tint(decoded[(index * 128)..<(index * 128 + 128)])
        error += (shown - truth) * (shown - truth)
        variance += truth * truth
      }
      return error / variance
    }
    let (plain, weighed) = (missed(try train(0)), missed(try train(1000)))
    #expect(plain > 0.5 && weighed < 0.1, "\(plain) \(weighed)")

    let threads = ComputeResources.threadCount
    defer { ComputeResources.threadCount = threads }
    ComputeResources.threadCount = 7
    let other = try train(1000)
    ComputeResources.threadCount = 1
    #expect(other.decoder.parameters == (try train(1000)).decoder.parameters)
  }

  @Test func edgesNeedPictures() throws {
    var generator = SeededGenerator(seed: 3)
    var model = try VAE<[Float]>(
      .dense(sampleShape: [4], latentDimension: 2, hidden: [4]), using: &generator)
    #expect(throws: TrainingError.self) {
      try Trainer(objective: Objective(edgeWeight: 1)).fit(
        &model, to: [[0, 0, 1, 1]], using: &generator)
    }
  }
}
