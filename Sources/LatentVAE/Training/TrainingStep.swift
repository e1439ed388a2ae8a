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
    let batch = indices.count
    gather(indices)
    encoder.packForward(encoderParameters, into: buffers.packedForward)
    encoder.packBackward(encoderParameters, into: buffers.packedBackward, wantsInput: false)
    decoder.packForward(decoderParameters, into: decoderPackedForward)
    decoder.packBackward(decoderParameters, into: decoderPackedBackward, wantsInput: true)

    encode(batch)
    let outputs = decoder.forward(
      buffers.latents, batch: batch, parameters: decoderParameters, packed: decoderPackedForward,
      workspace: decoderWorkspace)
    let reconstruction = reconstructionLoss(outputs, batch: batch)
    let kl = divergence(batch)
    guard reconstruction.isFinite, kl.isFinite else {
      throw .diverged(epoch: state.epoch + 1, step: state.step + 1)
    }
    state.reconstructionSum += reconstruction
    state.klSum += kl

    let latentGradient = decoder.pullback(
      input: buffers.latents, outputGradient: decoderWorkspace.outputGradient, batch: batch,
      parameters: decoderParameters, packed: decoderPackedBackward,
      parameterGradient: buffers.gradients + encoder.parameterCount, wantsInput: true,
      workspace: decoderWorkspace)!
    encoderBackward(latentGradient, batch: batch)
    update()
    return (reconstruction, kl)
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
  }

  /// Encoder forward, then latents: mean + σ·ε, with noise from this step's own stream.
  private func encode(_ batch: Int) {
    let heads = encoder.forward(
      buffers.samples, batch: batch, parameters: encoderParameters, packed: buffers.packedForward,
      workspace: encoderWorkspace)
    let dimension = latentDimension
    for row in 0..<batch {
      let head = heads + row * 2 * dimension
      (buffers.means + row * dimension).update(from: head, count: dimension)
      (buffers.logVariances + row * dimension).update(from: head + dimension, count: dimension)
    }
    drawNoise(buffers.noise, batch * dimension)
    Kernels.reparameterize(
      mean: buffers.means, logVariance: buffers.logVariances, noise: buffers.noise,
      into: buffers.latents, count: batch * dimension)
  }

  private func drawNoise(_ noise: UnsafeMutablePointer<Float>, _ count: Int) {
    if let givenNoise { return noise.update(from: givenNoise, count: count) }
    var generator = SeededGenerator(seed: state.key, stream: UInt64(state.totalSteps) << 1 | 1)
    for i in 0..<count { noise[i] = Float(generator.nextNormal()) }
  }

  /// The sum over the batch of −log p(x|z); leaves its gradient in the decoder's workspace.
  private func reconstructionLoss(_ outputs: UnsafePointer<Float>, batch: Int) -> Double {
    let size = architecture.sampleShape.count
    let scale = 1 / Float(batch)
    switch architecture.likelihood {
    case .bernoulli:
      Kernels.bernoulliLoss(
        logits: outputs, targets: buffers.samples, gradient: decoderWorkspace.outputGradient,
        losses: buffers.losses, batch: batch, count: size, scale: scale)
    case .normal, .learnedNormal:
      Kernels.normalLoss(
        outputs: outputs, targets: buffers.samples,
        inverseVariance: Float(Elementary.exp(-Double(state.logVariance))),
        gradient: decoderWorkspace.outputGradient, losses: buffers.losses, batch: batch,
        count: size, scale: scale)
    }
    let sum = (0..<batch).reduce(0.0) { $0 + Double(buffers.losses[$1]) }
    squaredErrorTerm = sum / Double(batch)
    return sum + Double(batch)
      * architecture.likelihood.constant(
        logVariance: state.logVariance, count: size)
  }

  /// The sum over the batch of the divergence; leaves the weight of each dimension's gradient.
  private func divergence(_ batch: Int) -> Double {
    let dimension = latentDimension
    Kernels.divergence(
      mean: buffers.means, logVariance: buffers.logVariances, into: buffers.divergences,
      count: batch * dimension)
    var total = 0.0
    let weight = klWeight
    for j in 0..<dimension {
      var sum = 0.0
      for row in 0..<batch { sum += Double(buffers.divergences[row * dimension + j]) }
      total += sum
      let isFree = sum / Double(batch) < Double(trainer.objective.freeBits)
      buffers.weights[j] = isFree ? 0 : weight / Float(batch)
    }
    return total
  }

  /// β at this step, growing from 0 during the warm-up.
  private var klWeight: Float {
    let objective = trainer.objective
    guard objective.warmUpEpochs > 0 else { return objective.klWeight }
    let steps = objective.warmUpEpochs * Float((samples.count + batchCapacity - 1) / batchCapacity)
    return objective.klWeight * min(1, Float(state.totalSteps) / steps)
  }

  private func encoderBackward(_ latentGradient: UnsafePointer<Float>, batch: Int) {
    let dimension = latentDimension
    Kernels.reparameterizeGradient(
      latentGradient: latentGradient, mean: buffers.means, logVariance: buffers.logVariances,
      noise: buffers.noise, klWeights: buffers.weights, meanGradient: buffers.meanGradients,
      logVarianceGradient: buffers.logVarianceGradients, batch: batch, dimension: dimension)
    let heads = encoderWorkspace.outputGradient
    for row in 0..<batch {
      let head = heads + row * 2 * dimension
      head.update(from: buffers.meanGradients + row * dimension, count: dimension)
      (head + dimension).update(
        from: buffers.logVarianceGradients + row * dimension, count: dimension)
    }
    encoder.pullback(
      input: buffers.samples, outputGradient: heads, batch: batch, parameters: encoderParameters,
      packed: buffers.packedBackward, parameterGradient: buffers.gradients, wantsInput: false,
      workspace: encoderWorkspace)
  }

  /// Adam on all weights; the likelihood's variance follows where it is learned.
  private func update() {
    let totalSteps = (samples.count + batchCapacity - 1) / batchCapacity * trainer.epochs
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
