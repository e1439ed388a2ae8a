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

  private let owned: [UnsafeMutablePointer<Float>]

  init(encoder: NetworkPlan, decoder: NetworkPlan, batch: Int) {
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
    samples = zeros(batch * encoder.inputShape.count)
    means = zeros(latentCount)
    logVariances = zeros(latentCount)
    noise = zeros(latentCount)
    latents = zeros(latentCount)
    meanGradients = zeros(latentCount)
    logVarianceGradients = zeros(latentCount)
    divergences = zeros(latentCount)
    losses = zeros(batch)
    weights = zeros(decoder.inputShape.count)
    self.owned = owned
  }

  deinit {
    for pointer in owned { pointer.deallocate() }
  }
}
