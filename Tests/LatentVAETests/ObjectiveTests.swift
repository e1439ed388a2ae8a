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
    Trainer(objective: Objective(supervisionWeight: .nan)),
  ])
  func impossibleSettingsAreErrors(trainer: Trainer) throws {
    var model = try barModel()
    var generator = SeededGenerator(seed: 3)
    #expect(throws: TrainingError.self) {
      try trainer.fit(&model, to: bars(4), using: &generator)
    }
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
