import LatentData
import LatentSpace

/// The transpose of a square convolution: every input pixel paints its kernel onto the output.
///
/// Input `[height, width, channels]`, output `[(height − 1)·stride − 2·padding + kernel, …, filters]`:
///
///     y[i, j, f] = b[f] + Σ x[i′, j′, c] · w[u, v, f, c]  over i = i′·stride + u − padding, j likewise
///
/// Weights and biases start uniform on ±1/√(filters · kernel²), PyTorch's rule for this layer.
package struct TransposedConvolution: LayerOperation {
  package let inputShape: Tensor.Shape
  package let outputShape: Tensor.Shape
  private let shape: ConvolutionShape

  package init(
    input: Tensor.Shape, filters: Int, kernel: Int, stride: Int, padding: Int
  ) {
    shape = ConvolutionShape(
      bigHeight: (input[0] - 1) * stride - 2 * padding + kernel,
      bigWidth: (input[1] - 1) * stride - 2 * padding + kernel, bigChannels: filters,
      smallHeight: input[0], smallWidth: input[1], smallChannels: input[2],
      kernel: kernel, stride: stride, padding: padding)
    inputShape = input
    outputShape = [shape.bigHeight, shape.bigWidth, filters]
  }

  private var weightCount: Int { shape.weightCount }
  private var fanIn: Int { shape.bigChannels * shape.kernel * shape.kernel }

  package var parameters: [Parameter] {
    [
      Parameter(
        name: "weight", initial: .uniform(fanIn: fanIn),
        layout: .convolution(
          kernel: shape.kernel, bigChannels: shape.bigChannels, smallChannels: shape.smallChannels)
      ),
      Parameter(
        name: "bias", initial: .uniform(fanIn: fanIn), layout: .features([shape.bigChannels])),
    ]
  }

  package var fusesReLU: Bool { true }

  package var packedCount: (forward: Int, backward: Int) {
    (Kernels.packedScatterCount(shape), Kernels.packedGatherCount(shape))
  }

  package func packForward(
    _ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>
  ) {
    Kernels.packScatter(parameters, shape: shape, into: packed)
  }

  package func packBackward(
    _ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>
  ) {
    Kernels.packGather(parameters, shape: shape, into: packed)
  }

  package func forward(
    _ call: LayerCall, from input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    Kernels.convolutionScatter(
      input, packedWeights: call.packed, into: output, batch: call.batch, shape: shape,
      bias: call.parameters + weightCount, activation: call.appliesReLU ? .relu : .identity)
  }

  package func pullback(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?,
    parameterGradient: UnsafeMutablePointer<Float>?
  ) {
    if let parameterGradient {
      Kernels.convolutionWeightGradient(
        big: outputGradient, small: input, into: parameterGradient, batch: call.batch,
        shape: shape, accumulate: false)
      Kernels.columnSums(
        outputGradient, rows: call.batch * shape.bigHeight * shape.bigWidth,
        columns: shape.bigChannels, into: parameterGradient + weightCount, accumulate: false)
    }
    if let inputGradient {
      Kernels.convolutionGather(
        outputGradient, packedWeights: call.packed, into: inputGradient, batch: call.batch,
        shape: shape, bias: nil, activation: .identity)
    }
  }

  package func pushforward(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    inputTangent: UnsafePointer<Float>, outputTangent: UnsafeMutablePointer<Float>
  ) {
    Kernels.convolutionScatter(
      inputTangent, packedWeights: call.packed, into: outputTangent, batch: call.batch,
      shape: shape, bias: nil, activation: .identity)
  }
}
