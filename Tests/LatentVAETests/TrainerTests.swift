import Foundation
import LatentData
import LatentSpace
import LatentVAE
import Testing

/// Soft bars, horizontal or vertical, at random places: easy to learn, with something to encode.
func bars(_ count: Int, seed: UInt64 = 5) -> [Tensor] {
  (0..<count).map { index in
    var generator = SeededGenerator(seed: seed).stream(index)
    let (vertical, place) = (generator.nextIndex(below: 2) == 1, generator.nextIndex(below: 8))
    var tensor = Tensor(zeros: [8, 8, 1])
    for i in 0..<8 {
      for j in 0..<8 where abs((vertical ? j : i) - place) < 2 {
        tensor.values[i * 8 + j] = abs((vertical ? j : i) - place) == 0 ? 1 : 0.5
      }
    }
    return tensor
  }
}

func barModel(_ likelihood: Likelihood = .bernoulli, seed: UInt64 = 1) throws -> VAE<Tensor> {
  var generator = SeededGenerator(seed: seed)
  return try VAE(
    .convolutional(
      sampleShape: [8, 8, 1], latentDimension: 4, channels: [4, 8], hidden: 16,
      likelihood: likelihood), using: &generator)
}

@Suite("Training")
struct TrainerTests {
  @Test(arguments: [Likelihood.bernoulli, .normal(standardDeviation: 0.2), .learnedNormal])
  func trainingLowersTheLossAndLearnsToReconstruct(likelihood: Likelihood) throws {
    var model = try barModel(likelihood)
    var generator = SeededGenerator(seed: 2)
    let samples = bars(256)
    let trainer = Trainer(epochs: 120, batchSize: 32, learningRate: 5e-3)
    let epochs = try trainer.fit(&model, to: samples, using: &generator)
    #expect(epochs.map(\.number) == Array(1...120))
    #expect(epochs[119].training.loss < epochs[0].training.loss - 5)
    let held = bars(64, seed: 77)
    let error = zip(held, model.reconstruct(held)).reduce(Float(0)) { sum, pair in
      zip(pair.0.values, pair.1.values).reduce(sum) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    #expect(error / (64 * 64) < 0.03)
  }

  @Test func aLearnedVarianceApproachesTheErrorOfTheReconstructions() throws {
    var model = try barModel(.learnedNormal)
    var generator = SeededGenerator(seed: 2)
    try Trainer(epochs: 200, batchSize: 32, learningRate: 5e-3, schedule: .cosine).fit(
      &model, to: bars(256), using: &generator)
    let samples = bars(256)
    let latents = model.posterior(of: samples).sample(using: &generator)
    let outputs = model.decodedValues(latents).values
    let targets = samples.flatMap(\.values)
    let meanSquare =
      zip(outputs, targets).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
      / Double(targets.count)
    #expect(abs(exp(Double(model.outputLogVariance)) / meanSquare - 1) < 0.25)
  }

  @Test func theSameSeedGivesTheSameBits() throws {
    let samples = bars(70)
    let trained = try (0..<2).map { _ in
      var model = try barModel()
      var generator = SeededGenerator(seed: 9)
      try Trainer(epochs: 2, batchSize: 16).fit(&model, to: samples, using: &generator)
      return model.encoder.parameters + model.decoder.parameters
    }
    #expect(trained[0] == trained[1])
    var model = try barModel()
    var other = SeededGenerator(seed: 10)
    try Trainer(epochs: 2, batchSize: 16).fit(&model, to: samples, using: &other)
    #expect(model.encoder.parameters + model.decoder.parameters != trained[0])
  }

  @Test func trainingFromAMappedFileGivesTheBitsOfTrainingFromMemory() throws {
    let samples = bars(70)
    let url = FileManager.default.temporaryDirectory
      .appending(path: "latents-\(UInt64.random(in: 0 ... .max)).npy")
    let all = Tensor(shape: [70, 8, 8, 1], values: samples.flatMap(\.values))
    try Files.write(NPY.encode(StoredTensor(all)), to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    func trained(_ samples: some RandomAccessCollection<Tensor>) throws -> [Float] {
      var model = try barModel()
      var generator = SeededGenerator(seed: 9)
      try Trainer(epochs: 2, batchSize: 16).fit(&model, to: samples, using: &generator)
      return model.encoder.parameters + model.decoder.parameters
    }
    #expect(try trained(MappedDataset<Tensor>(contentsOf: url)) == trained(samples))
  }

  @Test func aRunThatIsStoppedAnywhereAndResumedEndsInTheSameBits() throws {
    struct Stopped: Error {}
    let samples = bars(70)
    let validation = bars(20, seed: 8)
    let trainer = Trainer(
      epochs: 4, batchSize: 16, schedule: .cosine, objective: Objective(warmUpEpochs: 1),
      gradientClip: 20, patience: 3)
    func run(
      stoppingAfter stop: Int?, checkpoint: CheckpointStore? = nil
    ) throws -> VAE<Tensor> {
      var model = try barModel(.learnedNormal)
      var generator = SeededGenerator(seed: 4)
      try trainer.fit(
        &model, to: samples, validation: validation, checkpoint: checkpoint, using: &generator,
        onStep: { if $0.step == stop { throw Stopped() } })
      return model
    }
    let whole = try run(stoppingAfter: nil)
    let folder = FileManager.default.temporaryDirectory.appending(path: "latents-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for stop in [1, 4, 5, 7, 13, 19] {
      let store = CheckpointStore(
        url: folder.appending(path: "run.checkpoint"), fingerprint: "bars")
      #expect(throws: Stopped.self) { try run(stoppingAfter: stop, checkpoint: store) }
      let resumed = try run(stoppingAfter: nil, checkpoint: store)
      store.remove()
      #expect(resumed.encoder.parameters == whole.encoder.parameters, "stopped at \(stop)")
      #expect(resumed.decoder.parameters == whole.decoder.parameters)
      #expect(resumed.outputLogVariance == whole.outputLogVariance)
    }
  }

  @Test func aCheckpointOfAnotherRunIsRefused() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "latents-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: "run.checkpoint")
    func fit(_ fingerprint: String, seed: UInt64) throws {
      var model = try barModel()
      var generator = SeededGenerator(seed: seed)
      try Trainer(epochs: 1).fit(
        &model, to: bars(20), checkpoint: CheckpointStore(url: url, fingerprint: fingerprint),
        using: &generator)
    }
    try fit("a", seed: 1)
    #expect(throws: TrainingError.self) { try fit("b", seed: 1) }
    #expect(throws: TrainingError.self) { try fit("a", seed: 2) }
    try fit("a", seed: 1)
  }

  @Test func validationKeepsTheBestWeightsAndEndsTheRun() throws {
    var model = try barModel()
    var generator = SeededGenerator(seed: 3)
    // So large a rate that the objective soon stops falling.
    let trainer = Trainer(epochs: 200, batchSize: 16, learningRate: 0.03, patience: 3)
    let validation = bars(40, seed: 8)
    let epochs = try trainer.fit(&model, to: bars(64), validation: validation, using: &generator)
    let losses = epochs.compactMap { $0.validation?.loss }
    #expect(losses.count == epochs.count)
    #expect(epochs.count < 200)
    let best = losses.indices.min { losses[$0] < losses[$1] }!
    #expect(best == losses.count - 4)
    var judge = SeededGenerator(seed: 12)
    let kept =
      (0..<20).map { _ in model.evaluate(validation, using: &judge).loss }.reduce(0, +) / 20
    #expect(abs(kept - losses[best]) < 3)
  }

  @Test func freeBitsKeepTheDivergenceUp() throws {
    func kl(freeBits: Float) throws -> Double {
      var model = try barModel()
      var generator = SeededGenerator(seed: 3)
      let objective = Objective(klWeight: 20, freeBits: freeBits)
      return try Trainer(epochs: 80, batchSize: 32, learningRate: 5e-3, objective: objective)
        .fit(&model, to: bars(128), using: &generator).last!.training.kl
    }
    let (pressed, free) = (try kl(freeBits: 0), try kl(freeBits: 0.5))
    #expect(pressed < 0.5)
    #expect(free > 1)
  }

  @Test func aLossThatIsNotFiniteEndsTheRunWithAdvice() throws {
    var model = try barModel()
    var generator = SeededGenerator(seed: 3)
    var samples = bars(20)
    samples[13].values[5] = .nan
    #expect(throws: TrainingError.diverged(epoch: 1, step: 1)) {
      try Trainer(epochs: 1, batchSize: 20).fit(&model, to: samples, using: &generator)
    }
    #expect("\(TrainingError.diverged(epoch: 1, step: 1))".contains("learning rate"))
  }

  @Test(arguments: [
    Trainer(epochs: -1), Trainer(batchSize: 0), Trainer(learningRate: 0),
    Trainer(learningRate: .nan), Trainer(objective: Objective(klWeight: -1)),
    Trainer(objective: Objective(freeBits: .infinity)), Trainer(gradientClip: 0),
    Trainer(patience: 0),
  ])
  func impossibleSettingsAreErrors(trainer: Trainer) throws {
    var model = try barModel()
    var generator = SeededGenerator(seed: 3)
    #expect(throws: TrainingError.self) {
      try trainer.fit(&model, to: bars(4), using: &generator)
    }
  }

  @Test func nothingToTrainOnIsAnError() throws {
    var model = try barModel()
    var generator = SeededGenerator(seed: 3)
    #expect(throws: TrainingError.noSamples) {
      try Trainer().fit(&model, to: [], using: &generator)
    }
  }

  @Test func aCancelledTaskStopsAfterAStep() async throws {
    let task = Task {
      var model = try barModel()
      var generator = SeededGenerator(seed: 3)
      var steps = 0
      withUnsafeCurrentTask { $0?.cancel() }
      #expect(throws: CancellationError.self) {
        try Trainer(epochs: 3).fit(
          &model, to: bars(300), using: &generator, onStep: { _ in steps += 1 })
      }
      return steps
    }
    #expect(try await task.value == 1)
  }

  @Test func theCosineScheduleRisesAndFalls() {
    let factors = (0..<100).map { LearningRateSchedule.cosine.factor(step: $0, of: 100) }
    #expect(factors[0] == 0.2)
    #expect(factors[4] == 1)
    #expect(zip(factors[5...], factors[6...]).allSatisfy { $0 > $1 })
    #expect(factors[99] < 0.001)
    #expect(LearningRateSchedule.constant.factor(step: 7, of: 9) == 1)
  }
}
