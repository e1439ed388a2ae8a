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
}
extension GroupNormalization {
  package func forward(_ call: LayerCall, from input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {}
  package func pullback(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?,
    parameterGradient: UnsafeMutablePointer<Float>?
  ) {}
  package func pushforward(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    inputTangent: UnsafePointer<Float>, outputTangent: UnsafeMutablePointer<Float>
  ) {}
}
