import LatentData
import LatentSpace

/// One run of a trainer over a model: its buffers, its state and the loop over epochs.
package final class TrainingRun<Sample: TensorConvertible, Samples: RandomAccessCollection>
where Samples.Element == Sample {
  let trainer: Trainer
  let architecture: Architecture
  let encoder: NetworkPlan
  let decoder: NetworkPlan
  let samples: Samples
  /// One label per sample for conditional models, else none.
  let labels: [Int32]
  let supervision: Supervision?
  let validation: [Sample]
  let validationLabels: [Int]
  let batchCapacity: Int
  package let buffers: TrainingBuffers
  let encoderWorkspace: NetworkWorkspace
  let decoderWorkspace: NetworkWorkspace
  var state: TrainingState
  var bestParameters: [Float]?
  /// The mean over the last batch of Σ (output − value)² / 2σ².
  var squaredErrorTerm = 0.0
  /// The mean over the last batch of the divergence in dimensions above the free bits.
  var pressedKL = 0.0
  /// Noise for the next step in place of drawn noise, so that tests can repeat another program's.
  package var givenNoise: [Float]?
  /// The model with its first weights; evaluations borrow it.
  private var model: VAE<Sample>

  package init(
    _ trainer: Trainer, model: VAE<Sample>, samples: Samples, labels: [Int]? = nil,
    supervision: Supervision? = nil, validation: [Sample], validationLabels: [Int]? = nil,
    key: UInt64
  ) {
    self.trainer = trainer
    self.model = model
    architecture = model.architecture
    encoder = model.encoder.plan
    decoder = model.decoder.plan
    self.samples = samples
    self.supervision = supervision
    self.validation = validation
    self.labels = model.decoder.checkedLabels(
      labels ?? model.impliedLabels(samples.count), batch: samples.count)
    self.validationLabels = validationLabels ?? model.impliedLabels(validation.count)
    batchCapacity = min(trainer.batchSize, samples.count)
    buffers = TrainingBuffers(
      encoder: encoder, decoder: decoder, batch: batchCapacity, objective: trainer.objective)
    encoderWorkspace = NetworkWorkspace(encoder, capacity: batchCapacity)
    decoderWorkspace = NetworkWorkspace(
      decoder, capacity: batchCapacity * trainer.objective.samplesPerInput)
    state = TrainingState(key: key, logVariance: model.outputLogVariance)
    buffers.parameters.update(from: model.encoder.parameters, count: encoder.parameterCount)
    (buffers.parameters + encoder.parameterCount).update(
      from: model.decoder.parameters, count: decoder.parameterCount)
  }

  var stepsPerEpoch: Int { (samples.count + batchCapacity - 1) / batchCapacity }

  /// Trains to the end, from a checkpoint where there is one.
  func fit(
    checkpoint: CheckpointStore?, onStep: (Trainer.Step) throws -> Void,
    onEpoch: (Trainer.Epoch) -> Void
  ) throws -> [Trainer.Epoch] {
    if let checkpoint, let saved = try checkpoint.load(parameterCount: buffers.parameterCount) {
      try restore(saved)
    }
    while state.epoch < trainer.epochs, !isOutOfPatience {
      try trainEpoch(checkpoint: checkpoint, onStep: onStep)
      finishEpoch()
      try checkpoint?.save(self.checkpoint)
      onEpoch(state.history[state.history.count - 1])
    }
    return state.history
  }

  private func trainEpoch(
    checkpoint: CheckpointStore?, onStep: (Trainer.Step) throws -> Void
  ) throws {
    let order = sampleOrder(epoch: state.epoch)
    while state.step < stepsPerEpoch {
      let start = state.step * batchCapacity
      try train(on: order[start..<min(start + batchCapacity, order.count)])
      state.step += 1
      state.totalSteps += 1
      let step = Trainer.Step(
        epoch: state.epoch + 1, step: state.totalSteps, totalSteps: stepsPerEpoch * trainer.epochs,
        batchSize: batchCapacity)
      do {
        try onStep(step)
        try Task<Never, Never>.checkCancellation()
      } catch {
        try checkpoint?.save(self.checkpoint)
        throw error
      }
      if checkpoint?.isDue == true { try checkpoint?.save(self.checkpoint) }
    }
  }

  /// The order of an epoch's samples: a shuffle of its own stream.
  private func sampleOrder(epoch: Int) -> [Int] {
    var order = Array(0..<samples.count)
    var generator = SeededGenerator(seed: state.key, stream: UInt64(epoch) << 1)
    generator.permute(&order)
    return order
  }

  private func finishEpoch() {
    let count = Double(samples.count)
    var epoch = Trainer.Epoch(
      number: state.epoch + 1,
      training: Evaluation(
        reconstruction: state.reconstructionSum / count, kl: state.klSum / count,
        count: samples.count))
    state.epoch += 1
    state.step = 0
    state.reconstructionSum = 0
    state.klSum = 0
    if !validation.isEmpty {
      copyWeights(to: &model)
      // The same noise after every epoch, so that epochs are compared under equal conditions.
      var generator = SeededGenerator(seed: state.key, stream: .max)
      let evaluation = model.evaluate(validation, labels: validationLabels, using: &generator)
      epoch.validation = evaluation
      let objective = trainer.objective.judgement(of: evaluation)
      if objective < state.bestObjective ?? .infinity {
        state.bestObjective = objective
        state.bestEpoch = state.epoch
        state.bestLogVariance = state.logVariance
        bestParameters = currentParameters
      }
    }
    state.history.append(epoch)
  }

  private var isOutOfPatience: Bool {
    guard let patience = trainer.patience, state.bestObjective != nil else { return false }
    return state.epoch - state.bestEpoch >= patience
  }

  /// Gives the weights reached to the model: the best ones, if epochs were judged.
  func finish(_ model: inout VAE<Sample>) {
    if let bestParameters, state.step == 0 {
      buffers.parameters.update(from: bestParameters, count: bestParameters.count)
      state.logVariance = state.bestLogVariance
    }
    copyWeights(to: &model)
  }

  private func copyWeights(to model: inout VAE<Sample>) {
    let split = encoder.parameterCount
    let weights = currentParameters
    model.encoder.parameters = Array(weights[..<split])
    model.decoder.parameters = Array(weights[split...])
    model.outputLogVariance = state.logVariance
  }
}

extension Objective {
  /// What epochs are judged by: the reconstruction and the weighted divergence, which for a capacity is
  /// its distance from the final one. Terms on whole batches are left out.
  func judgement(of evaluation: Evaluation) -> Double {
    var kl = evaluation.kl
    if case .capacity(let nats, _) = kind { kl = abs(kl - Double(nats)) }
    return evaluation.reconstruction + Double(klWeight) * kl
  }
}

// MARK: - Checkpoints

extension TrainingRun {
  private var currentParameters: [Float] { array(buffers.parameters, buffers.parameterCount) }

  package func array(_ pointer: UnsafeMutablePointer<Float>, _ count: Int) -> [Float] {
    Array(UnsafeBufferPointer(start: pointer, count: count))
  }

  private var checkpoint: Checkpoint {
    Checkpoint(
      state: state, parameters: currentParameters,
      firstMoments: array(buffers.firstMoments, buffers.parameterCount),
      secondMoments: array(buffers.secondMoments, buffers.parameterCount),
      bestParameters: bestParameters)
  }

  private func restore(_ saved: Checkpoint) throws {
    guard saved.state.key == state.key else {
      throw TrainingError.checkpointMismatch("its seed or its generator's state is another")
    }
    guard saved.state.step <= stepsPerEpoch, saved.state.epoch <= trainer.epochs
    else {
      throw TrainingError.checkpointMismatch("it is further than this run can get")
    }
    state = saved.state
    bestParameters = saved.bestParameters
    let count = buffers.parameterCount
    buffers.parameters.update(from: saved.parameters, count: count)
    buffers.firstMoments.update(from: saved.firstMoments, count: count)
    buffers.secondMoments.update(from: saved.secondMoments, count: count)
  }
}
