import LatentData
import LatentSpace

/// Zero mean and unit variance over groups of channels, then a scale γ and an offset β per channel.
///
/// For each sample and each group g of channels/groups channels, over its pixels:
///
///     x̂ = (x − mean_g) / √(variance_g + 10⁻⁵),   y = γ·x̂ + β
///
/// The variance is the biased one. γ starts at 1, β at 0. With one group this is layer normalisation
/// over the whole sample. Input and output `[height, width, channels]` or `[channels]`
/// (Wu & He 2018, Group Normalization).
package struct GroupNormalization: LayerOperation {
  package let inputShape: Tensor.Shape
  private let groups: Int

  package init(inputShape: Tensor.Shape, groups: Int) {
    self.inputShape = inputShape
    self.groups = groups
  }

  package var outputShape: Tensor.Shape { inputShape }
  private var channels: Int { inputShape[inputShape.rank - 1] }
  private var pixels: Int { inputShape.count / channels }

  package var parameters: [Parameter] {
    [
      Parameter(name: "weight", initial: .constant(1), layout: .features([channels])),
      Parameter(name: "bias", initial: .constant(0), layout: .features([channels])),
    ]
  }

  private func shape(batch: Int) -> NormalizationShape {
    NormalizationShape(batch: batch, pixels: pixels, channels: channels, groups: groups)
  }

  package func forward(
    _ call: LayerCall, from input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    Kernels.groupNormalization(
      input, scale: call.parameters, offset: call.parameters + channels, into: output,
      shape: shape(batch: call.batch))
  }

  package func pullback(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?,
    parameterGradient: UnsafeMutablePointer<Float>?
  ) {
    if let parameterGradient {
      Kernels.groupNormalizationParameterGradient(
        input: input, outputGradient: outputGradient, scaleGradient: parameterGradient,
        offsetGradient: parameterGradient + channels, shape: shape(batch: call.batch))
    }
    if let inputGradient {
      Kernels.groupNormalizationGradient(
        input: input, scale: call.parameters, outputGradient: outputGradient, into: inputGradient,
        shape: shape(batch: call.batch))
    }
  }

  package func pushforward(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    inputTangent: UnsafePointer<Float>, outputTangent: UnsafeMutablePointer<Float>
  ) {
    Kernels.groupNormalizationPushforward(
      input: input, scale: call.parameters, tangent: inputTangent, into: outputTangent,
      shape: shape(batch: call.batch))
  }
}
