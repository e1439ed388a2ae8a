internal import CLatentKernels

/// The numbers of one step of Adam.
///
/// Rounded from Double once, so that 1 − β does not suffer the rounding of β. Powers of β come as
/// running products, so that no library function has a say in them.
package struct AdamStep: Sendable {
  package var firstDecay, secondDecay, firstGain, secondGain: Float
  package var stepSize, inverseRootCorrection, epsilon: Float
  package var gradientScale, weightFactor: Float

  /// - Parameters:
  ///   - firstDecayPower: β1^t, with t = 1 in the first step.
  ///   - secondDecayPower: β2^t.
  ///   - gradientScale: multiplies every gradient first, for clipping.
  ///   - weightDecay: decoupled: multiplies every parameter by 1 − rate · decay first.
  package init(
    rate: Double, firstDecay: Double = 0.9, secondDecay: Double = 0.999, epsilon: Double = 1e-8,
    firstDecayPower: Double, secondDecayPower: Double, gradientScale: Float = 1,
    weightDecay: Double = 0
  ) {
    self.firstDecay = Float(firstDecay)
    self.secondDecay = Float(secondDecay)
    firstGain = Float(1 - firstDecay)
    secondGain = Float(1 - secondDecay)
    stepSize = Float(rate / (1 - firstDecayPower))
    inverseRootCorrection = Float(1 / (1 - secondDecayPower).squareRoot())
    self.epsilon = Float(epsilon)
    self.gradientScale = gradientScale
    weightFactor = Float(1 - rate * weightDecay)
  }
}

extension Kernels {
  /// One step of Adam over a flat buffer of parameters.
  ///
  /// With g the scaled gradient, m = β1·m + (1 − β1)·g, v = β2·v + (1 − β2)·g², and
  /// p −= stepSize · m / (√v · inverseRootCorrection + ε), as in PyTorch. Source: Kingma and Ba,
  /// "Adam: a method for stochastic optimization", 2015; decoupled decay: Loshchilov and Hutter,
  /// "Decoupled weight decay regularization", 2019.
  package static func adam(
    parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
    firstMoments: UnsafeMutablePointer<Float>, secondMoments: UnsafeMutablePointer<Float>,
    count: Int, step: AdamStep
  ) {
    var kernelStep = latents_adam_step(
      firstDecay: step.firstDecay, secondDecay: step.secondDecay, firstGain: step.firstGain,
      secondGain: step.secondGain, stepSize: step.stepSize,
      inverseRootCorrection: step.inverseRootCorrection, epsilon: step.epsilon,
      gradientScale: step.gradientScale, weightFactor: step.weightFactor)
    let slice = 4096
    withUnsafePointer(to: &kernelStep) { kernelStep in
      Threads.forEach(slices: (count + slice - 1) / slice, work: 4 * count) { range in
        let first = range.lowerBound * slice
        latents_adam(
          parameters + first, gradients + first, firstMoments + first, secondMoments + first,
          min(count, range.upperBound * slice) - first, kernelStep)
      }
    }
  }
}
