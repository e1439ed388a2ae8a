import LatentData

/// The memory of a training run, allocated once: no step allocates.
package final class TrainingBuffers {
  package let parameterCount: Int
  /// Weights, gradients and Adam's moments, each one buffer: encoder, then decoder.
  package let parameters: UnsafeMutablePointer<Float>
  package let gradients: UnsafeMutablePointer<Float>
  let firstMoments: UnsafeMutablePointer<Float>
  let secondMoments: UnsafeMutablePointer<Float>

  let packedForward: UnsafeMutablePointer<Float>
  let packedBackward: UnsafeMutablePointer<Float>

  /// Per batch: samples, posterior, noise, latents, their gradients, and losses per sample.
  let samples: UnsafeMutablePointer<Float>
  package let means: UnsafeMutablePointer<Float>
  package let logVariances: UnsafeMutablePointer<Float>
  let noise: UnsafeMutablePointer<Float>
  package let latents: UnsafeMutablePointer<Float>
  let meanGradients: UnsafeMutablePointer<Float>
  let logVarianceGradients: UnsafeMutablePointer<Float>
  let divergences: UnsafeMutablePointer<Float>
  let losses: UnsafeMutablePointer<Float>
  let weights: UnsafeMutablePointer<Float>
  /// Gradients of terms with respect to means, then log variances.
  let termGradients: UnsafeMutablePointer<Float>

  /// Per latent, of which a sample may have several: its sample, its decoded values, its loss, its
  /// importance and its label. What an objective does not use is empty.
  let targets: UnsafeMutablePointer<Float>
  let decoded: UnsafeMutablePointer<Float>
  let rowLosses: UnsafeMutablePointer<Double>
  let rowWeights: UnsafeMutablePointer<Double>
  let rowLabels: UnsafeMutablePointer<Int32>
  let labels: UnsafeMutablePointer<Int32>

  private let owned: [UnsafeMutablePointer<Float>]

  init(encoder: NetworkPlan, decoder: NetworkPlan, batch: Int, objective: Objective) {
    var owned: [UnsafeMutablePointer<Float>] = []
    func zeros(_ count: Int) -> UnsafeMutablePointer<Float> {
      let pointer = UnsafeMutablePointer<Float>.allocate(capacity: max(1, count))
      pointer.initialize(repeating: 0, count: max(1, count))
      owned.append(pointer)
      return pointer
    }
    parameterCount = encoder.parameterCount + decoder.parameterCount
    parameters = zeros(parameterCount)
    gradients = zeros(parameterCount)
    firstMoments = zeros(parameterCount)
    secondMoments = zeros(parameterCount)
    packedForward = zeros(encoder.packedForwardCount + decoder.packedForwardCount)
    packedBackward = zeros(encoder.packedBackwardCount + decoder.packedBackwardCount)
    let latentCount = batch * decoder.inputShape.count
    let copies = objective.samplesPerInput
    let (rows, size) = (batch * copies, encoder.inputShape.count)
    samples = zeros(batch * size)
    targets = zeros(copies > 1 ? rows * size : 0)
    decoded = zeros(objective.weighsDifferences ? rows * size : 0)
    means = zeros(latentCount)
    logVariances = zeros(latentCount)
    noise = zeros(copies * latentCount)
    latents = zeros(copies * latentCount)
    meanGradients = zeros(latentCount)
    logVarianceGradients = zeros(latentCount)
    divergences = zeros(latentCount)
    losses = zeros(rows)
    weights = zeros(decoder.inputShape.count)
    termGradients = zeros(2 * latentCount)
    rowLosses = .allocate(capacity: max(1, rows))
    rowWeights = .allocate(capacity: max(1, rows))
    rowLabels = .allocate(capacity: max(1, rows))
    labels = .allocate(capacity: max(1, batch))
    for row in 0..<max(1, rows) { (rowLosses[row], rowWeights[row], rowLabels[row]) = (0, 0, 0) }
    labels.update(repeating: 0, count: max(1, batch))
    self.owned = owned
  }

  deinit {
    for pointer in owned { pointer.deallocate() }
    rowLosses.deallocate()
    rowWeights.deallocate()
    rowLabels.deallocate()
    labels.deallocate()
  }
}
