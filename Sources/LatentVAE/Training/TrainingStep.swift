import LatentData
import LatentSpace

/// One step: forward, loss, backward, Adam.
extension TrainingRun {
  /// Takes one step on the samples at the indices.
  ///
  /// - Returns: the batch's sums of −log p(x|z) and of the divergence, in nats.
  @discardableResult
  package func train(
    on indices: ArraySlice<Int>
  ) throws(TrainingError) -> (reconstruction: Double, kl: Double) {
    let sums = differentiate(at: indices)
    guard sums.reconstruction.isFinite, sums.kl.isFinite, sums.objective.isFinite else {
      throw .diverged(epoch: state.epoch + 1, step: state.step + 1)
    }
    state.reconstructionSum += sums.reconstruction
    state.klSum += sums.kl
    update()
    return (sums.reconstruction, sums.kl)
  }

  /// Computes the gradient of the objective on a batch into the buffers, without taking a step.
  ///
  /// - Returns: the batch's sums, and the objective: the mean per sample of what is minimised.
  package func differentiate(
    at indices: ArraySlice<Int>
  ) -> (reconstruction: Double, kl: Double, objective: Double) {
    let batch = indices.count
    let rows = batch * samplesPerInput
    gather(indices)
    encoder.packForward(encoderParameters, into: buffers.packedForward)
    encoder.packBackward(encoderParameters, into: buffers.packedBackward, wantsInput: false)
    decoder.packForward(decoderParameters, into: decoderPackedForward)
    decoder.packBackward(decoderParameters, into: decoderPackedBackward, wantsInput: true)

    encode(batch)
    let outputs = decoder.forward(
      buffers.latents, labels: labels.isEmpty ? nil : UnsafePointer(buffers.rowLabels),
      batch: rows, parameters: decoderParameters, packed: decoderPackedForward,
      workspace: decoderWorkspace)
    let reconstruction = reconstructionLoss(outputs, batch: batch)
    let kl = divergence(batch)
    var objective = weighRows(batch) + reconstruction.objective + penalty(kl, batch: batch)

    let latentGradient = decoder.pullback(
      input: buffers.latents, labels: labels.isEmpty ? nil : UnsafePointer(buffers.rowLabels),
      outputGradient: decoderWorkspace.outputGradient, batch: rows, parameters: decoderParameters,
      packed: decoderPackedBackward, parameterGradient: buffers.gradients + encoder.parameterCount,
      wantsInput: true, workspace: decoderWorkspace)!
    objective += encoderBackward(latentGradient, at: indices)
    return (reconstruction.sum, kl, objective)
  }

  private var encoderParameters: UnsafePointer<Float> { UnsafePointer(buffers.parameters) }
  private var decoderParameters: UnsafePointer<Float> {
    UnsafePointer(buffers.parameters + encoder.parameterCount)
  }
  private var decoderPackedForward: UnsafeMutablePointer<Float> {
    buffers.packedForward + encoder.packedForwardCount
  }
  private var decoderPackedBackward: UnsafeMutablePointer<Float> {
    buffers.packedBackward + encoder.packedBackwardCount
  }
  private var latentDimension: Int { architecture.latentDimension }

  private func gather(_ indices: ArraySlice<Int>) {
    let size = architecture.sampleShape.count
    for (row, index) in indices.enumerated() {
      let sample = samples[samples.index(samples.startIndex, offsetBy: index)]
      require(
        sample.tensorShape == architecture.sampleShape,
        "This model takes samples of \(architecture.sampleShape), "
          + "but sample \(index) is \(sample.tensorShape).")
      sample.copyValues(
        into: UnsafeMutableBufferPointer(start: buffers.samples + row * size, count: size))
    }
    let copies = samplesPerInput
    if !labels.isEmpty {
      for (row, index) in indices.enumerated() {
        buffers.labels[row] = labels[index]
        (buffers.rowLabels + row * copies).update(repeating: labels[index], count: copies)
      }
    }
    guard copies > 1 else { return }
    for row in 0..<(indices.count * copies) {
      (buffers.targets + row * size).update(
        from: buffers.samples + row / copies * size, count: size)
    }
  }

  /// Encoder forward, then latents: mean + σ·ε, with noise from this step's own stream.
  private func encode(_ batch: Int) {
    let heads = encoder.forward(
      buffers.samples, labels: labels.isEmpty ? nil : UnsafePointer(buffers.labels), batch: batch,
      parameters: encoderParameters, packed: buffers.packedForward, workspace: encoderWorkspace)
    let dimension = latentDimension
    for row in 0..<batch {
      let head = heads + row * 2 * dimension
      (buffers.means + row * dimension).update(from: head, count: dimension)
      (buffers.logVariances + row * dimension).update(from: head + dimension, count: dimension)
    }
    let copies = samplesPerInput
    drawNoise(buffers.noise, batch * copies * dimension)
    for row in 0..<(copies > 1 ? batch * copies : 0) {
      let (place, from) = (row * dimension, row / copies * dimension)
      Kernels.reparameterize(
        mean: buffers.means + from, logVariance: buffers.logVariances + from,
        noise: buffers.noise + place, into: buffers.latents + place, count: dimension)
    }
    guard copies == 1 else { return }
    Kernels.reparameterize(
      mean: buffers.means, logVariance: buffers.logVariances, noise: buffers.noise,
      into: buffers.latents, count: batch * dimension)
  }

  private func drawNoise(_ noise: UnsafeMutablePointer<Float>, _ count: Int) {
    if let givenNoise { return noise.update(from: givenNoise, count: count) }
    var generator = SeededGenerator(seed: state.key, stream: UInt64(state.totalSteps) << 1 | 1)
    for i in 0..<count { noise[i] = Float(generator.nextNormal()) }
  }

  /// −log p(x|z) of the batch; leaves its gradient in the decoder's workspace.
  ///
  /// - Returns: its sum over the samples (their latents' mean), and what it adds to the objective.
  private func reconstructionLoss(
    _ outputs: UnsafePointer<Float>, batch: Int
  ) -> (sum: Double, objective: Double) {
    let (size, copies) = (architecture.sampleShape.count, samplesPerInput)
    let (scale, rows) = (1 / Float(batch), batch * copies)
    let targets = UnsafePointer(copies > 1 ? buffers.targets : buffers.samples)
    let gradient = decoderWorkspace.outputGradient
    switch architecture.likelihood {
    case .bernoulli:
      Kernels.bernoulliLoss(
        logits: outputs, targets: targets, gradient: gradient, losses: buffers.losses, batch: rows,
        count: size, scale: scale)
    case .normal, .learnedNormal:
      Kernels.normalLoss(
        outputs: outputs, targets: targets,
        inverseVariance: Float(Elementary.exp(-Double(state.logVariance))), gradient: gradient,
        losses: buffers.losses, batch: rows, count: size, scale: scale)
    }
    let sum = (0..<rows).reduce(0.0) { $0 + Double(buffers.losses[$1]) } / Double(copies)
    squaredErrorTerm = sum / Double(batch)
    let constant = architecture.likelihood.constant(logVariance: state.logVariance, count: size)
    for row in 0..<rows { buffers.rowLosses[row] = Double(buffers.losses[row]) + constant }
    addDifferences(outputs, targets, rows: rows, scale: scale)
    let whole = sum + Double(batch) * constant
    // With several latents per sample the objective is not their mean; see `weighRows`.
    guard copies == 1 else { return (whole, 0) }
    return (whole, (0..<rows).reduce(0.0) { $0 + buffers.rowLosses[$1] } / Double(batch))
  }

  /// Adds what wrong edges and wrong colours cost, where the objective asks for it.
  private func addDifferences(
    _ outputs: UnsafePointer<Float>, _ targets: UnsafePointer<Float>, rows: Int, scale: Float
  ) {
    let objective = trainer.objective
    guard objective.weighsDifferences else { return }
    let shape = architecture.sampleShape
    let isSigmoid = architecture.likelihood == .bernoulli
    var decoded = outputs
    if isSigmoid {
      Kernels.sigmoid(outputs, into: buffers.decoded, count: rows * shape.count)
      decoded = UnsafePointer(buffers.decoded)
    }
    let gradient = decoderWorkspace.outputGradient
    if objective.edgeWeight > 0 {
      EdgeLoss.add(
        decoded: decoded, targets: targets, isSigmoid: isSigmoid,
        shape: (shape[0], shape[1], shape[2]), batch: rows, weight: objective.edgeWeight,
        scale: scale, gradient: gradient, losses: buffers.rowLosses)
    }
    if objective.colorWeight > 0 {
      ColorLoss.add(
        decoded: decoded, targets: targets, isSigmoid: isSigmoid, pixels: shape[0] * shape[1],
        channels: shape[2], batch: rows, weight: objective.colorWeight, scale: scale,
        gradient: gradient, losses: buffers.rowLosses)
    }
  }

  /// With several latents per sample: weighs their gradients and returns the bound's mean, else 0.
  private func weighRows(_ batch: Int) -> Double {
    let copies = samplesPerInput
    guard case .importanceWeighted = trainer.objective.kind else { return 0 }
    let bound = ImportanceWeights.normalize(
      losses: buffers.rowLosses, latents: buffers.latents, noise: buffers.noise,
      logVariances: buffers.logVariances, batch: batch, samples: copies,
      dimension: latentDimension, klWeight: Double(klWeight), weights: buffers.rowWeights)
    let (size, gradient) = (architecture.sampleShape.count, decoderWorkspace.outputGradient)
    for row in 0..<(batch * copies) {
      Kernels.scale(
        gradient + row * size, by: Float(buffers.rowWeights[row]), into: gradient + row * size,
        count: size)
    }
    // One latent's reconstruction stands in the objective already.
    let counted = copies == 1 ? (0..<batch).reduce(0.0) { $0 + buffers.rowLosses[$1] } : 0
    return (bound - counted) / Double(batch)
  }

  /// The sum over the batch of the divergence; leaves the weight of each dimension's gradient.
  private func divergence(_ batch: Int) -> Double {
    let dimension = latentDimension
    Kernels.divergence(
      mean: buffers.means, logVariance: buffers.logVariances, into: buffers.divergences,
      count: batch * dimension)
    var total = 0.0
    let weight = klWeight
    pressedKL = 0
    for j in 0..<dimension {
      var sum = 0.0
      for row in 0..<batch { sum += Double(buffers.divergences[row * dimension + j]) }
      total += sum
      let isFree = sum / Double(batch) < Double(trainer.objective.freeBits)
      buffers.weights[j] = isFree ? 0 : weight / Float(batch)
      if !isFree { pressedKL += sum / Double(batch) }
    }
    if case .capacity = trainer.objective.kind, total / Double(batch) < capacity {
      // Too little is told: the divergence is pushed up towards its target.
      for j in 0..<dimension { buffers.weights[j] = -buffers.weights[j] }
    }
    return total
  }

  /// What the divergence adds to the objective.
  private func penalty(_ kl: Double, batch: Int) -> Double {
    switch trainer.objective.kind {
    case .evidenceBound, .totalCorrelation, .meanDiscrepancy: Double(klWeight) * pressedKL
    case .capacity: Double(klWeight) * abs(kl / Double(batch) - capacity)
    case .importanceWeighted: 0
    }
  }

  /// C at this step, in nats.
  private var capacity: Double {
    guard case .capacity(let nats, let epochs) = trainer.objective.kind else { return 0 }
    let steps = Double(epochs) * Double(stepsPerEpoch)
    return Double(nats) * (steps > 0 ? min(1, Double(state.totalSteps) / steps) : 1)
  }

  private var samplesPerInput: Int { trainer.objective.samplesPerInput }

  /// β at this step, growing from 0 during the warm-up.
  private var klWeight: Float {
    let objective = trainer.objective
    guard objective.warmUpEpochs > 0 else { return objective.klWeight }
    let steps = objective.warmUpEpochs * Float(stepsPerEpoch)
    return objective.klWeight * min(1, Float(state.totalSteps) / steps)
  }

  /// The encoder's gradient from the latents' one.
  ///
  /// - Returns: what the terms on the latents add to the objective.
  private func encoderBackward(
    _ latentGradient: UnsafeMutablePointer<Float>, at indices: ArraySlice<Int>
  ) -> Double {
    let (dimension, batch) = (latentDimension, indices.count)
    var terms = 0.0
    switch trainer.objective.kind {
    case .importanceWeighted(let samples):
      ImportanceWeights.pullback(
        latentGradient: latentGradient, latents: buffers.latents, noise: buffers.noise,
        logVariances: buffers.logVariances, weights: buffers.rowWeights, batch: batch,
        samples: samples, dimension: dimension, klWeight: Double(klWeight),
        scale: 1 / Double(batch), meanGradient: buffers.meanGradients,
        logVarianceGradient: buffers.logVarianceGradients)
    case .meanDiscrepancy(let weight):
      terms =
        Double(weight)
        * MeanDiscrepancy.add(
          latents: buffers.latents, batch: batch, dimension: dimension, scale: Double(weight),
          latentGradient: latentGradient)
      reparameterizationGradient(latentGradient, batch: batch)
    case .totalCorrelation(let weight):
      let scale = Double(klWeight) * Double(weight - 1)
      let slopes = buffers.termGradients
      slopes.update(repeating: 0, count: 2 * batch * dimension)
      terms =
        scale
        * TotalCorrelation.add(
          latents: buffers.latents, means: buffers.means, logVariances: buffers.logVariances,
          batch: batch, dimension: dimension, sampleCount: samples.count, scale: scale,
          latentGradient: latentGradient, meanGradient: slopes,
          logVarianceGradient: slopes + batch * dimension)
      reparameterizationGradient(latentGradient, batch: batch)
      let count = batch * dimension
      Kernels.add(buffers.meanGradients, slopes, into: buffers.meanGradients, count: count)
      Kernels.add(
        buffers.logVarianceGradients, slopes + count, into: buffers.logVarianceGradients,
        count: count)
    case .evidenceBound, .capacity:
      reparameterizationGradient(latentGradient, batch: batch)
    }
    if let supervision {
      terms +=
        supervision.add(
          means: buffers.means, indices: indices, dimension: dimension,
          weight: trainer.objective.supervisionWeight, scale: 1 / Float(batch),
          meanGradient: buffers.meanGradients) / Double(batch)
    }
    let heads = encoderWorkspace.outputGradient
    for row in 0..<batch {
      let head = heads + row * 2 * dimension
      head.update(from: buffers.meanGradients + row * dimension, count: dimension)
      (head + dimension).update(
        from: buffers.logVarianceGradients + row * dimension, count: dimension)
    }
    encoder.pullback(
      input: buffers.samples, labels: labels.isEmpty ? nil : UnsafePointer(buffers.labels),
      outputGradient: heads, batch: batch, parameters: encoderParameters,
      packed: buffers.packedBackward, parameterGradient: buffers.gradients, wantsInput: false,
      workspace: encoderWorkspace)
    return terms
  }

  private func reparameterizationGradient(_ latentGradient: UnsafePointer<Float>, batch: Int) {
    Kernels.reparameterizeGradient(
      latentGradient: latentGradient, mean: buffers.means, logVariance: buffers.logVariances,
      noise: buffers.noise, klWeights: buffers.weights, meanGradient: buffers.meanGradients,
      logVarianceGradient: buffers.logVarianceGradients, batch: batch, dimension: latentDimension)
  }

  /// Adam on all weights; the likelihood's variance follows where it is learned.
  private func update() {
    let totalSteps = stepsPerEpoch * trainer.epochs
    let rate =
      trainer.learningRate * trainer.schedule.factor(step: state.totalSteps, of: totalSteps)
    state.firstDecayPower *= 0.9
    state.secondDecayPower *= 0.999
    var step = AdamStep(
      rate: Double(rate), firstDecayPower: state.firstDecayPower,
      secondDecayPower: state.secondDecayPower)
    if let clip = trainer.gradientClip {
      let norm = Kernels.sumOfSquares(buffers.gradients, count: buffers.parameterCount).squareRoot()
      if norm > clip { step.gradientScale = clip / norm }
    }
    Kernels.adam(
      parameters: buffers.parameters, gradients: buffers.gradients,
      firstMoments: buffers.firstMoments, secondMoments: buffers.secondMoments,
      count: buffers.parameterCount, step: step)
    if architecture.likelihood == .learnedNormal { updateLogVariance() }
  }

  /// The variance that makes the data likeliest is the mean squared error (Rybkin et al. 2021), here
  /// its moving average over about fifty steps.
  private func updateLogVariance() {
    let variance = Elementary.exp(Double(state.logVariance))
    let meanSquare = 2 * squaredErrorTerm * variance / Double(architecture.sampleShape.count)
    state.meanSquare = state.meanSquare.map { 0.98 * $0 + 0.02 * meanSquare } ?? meanSquare
    // A floor of a quarter of a grey level of 8 bits keeps a perfect fit from dividing by zero.
    state.logVariance = Float(Elementary.log(max(state.meanSquare ?? 1, 1e-6)))
  }
}

extension Likelihood {
  /// The part of −log p(x|z) that does not depend on the outputs: (count/2) · ln(2πσ²), or 0.
  func constant(logVariance: Float, count: Int) -> Double {
    guard self != .bernoulli else { return 0 }
    return Double(count) / 2 * (Elementary.log(2 * .pi) + Double(logVariance))
  }
}
