import LatentData
import LatentSpace

/// A square convolution with zero padding.
///
/// Input `[height, width, channels]`, output `[⌊(height + 2·padding − kernel)/stride⌋ + 1, …, filters]`:
///
///     y[i, j, f] = b[f] + Σ over (u, v, c) of x[i·stride + u − padding, j·stride + v − padding, c] · w[u, v, c, f]
///
/// Weights and biases start uniform on ±1/√(channels · kernel²), as in PyTorch.
package struct Convolution: LayerOperation {
  package let inputShape: Tensor.Shape
  package let outputShape: Tensor.Shape
  private let shape: ConvolutionShape

  package init(
    input: Tensor.Shape, filters: Int, kernel: Int, stride: Int, padding: Int
  ) {
    shape = ConvolutionShape(
      bigHeight: input[0], bigWidth: input[1], bigChannels: input[2],
      smallHeight: (input[0] + 2 * padding - kernel) / stride + 1,
      smallWidth: (input[1] + 2 * padding - kernel) / stride + 1, smallChannels: filters,
      kernel: kernel, stride: stride, padding: padding)
    inputShape = input
    outputShape = [shape.smallHeight, shape.smallWidth, filters]
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
        name: "bias", initial: .uniform(fanIn: fanIn), layout: .features([shape.smallChannels])),
    ]
  }

  package var fusesReLU: Bool { true }

  package var packedCount: (forward: Int, backward: Int) {
    (Kernels.packedGatherCount(shape), Kernels.packedScatterCount(shape))
  }

  package func packForward(
    _ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>
  ) {
    Kernels.packGather(parameters, shape: shape, into: packed)
  }

  package func packBackward(
    _ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>
  ) {
    Kernels.packScatter(parameters, shape: shape, into: packed)
  }

  package func forward(
    _ call: LayerCall, from input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    Kernels.convolutionGather(
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
        big: input, small: outputGradient, into: parameterGradient, batch: call.batch,
        shape: shape, accumulate: false)
      Kernels.columnSums(
        outputGradient, rows: call.batch * shape.smallHeight * shape.smallWidth,
        columns: shape.smallChannels, into: parameterGradient + weightCount, accumulate: false)
    }
    if let inputGradient {
      Kernels.convolutionScatter(
        outputGradient, packedWeights: call.packed, into: inputGradient, batch: call.batch,
        shape: shape, bias: nil, activation: .identity)
    }
  }

  package func pushforward(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    inputTangent: UnsafePointer<Float>, outputTangent: UnsafeMutablePointer<Float>
  ) {
    Kernels.convolutionGather(
      inputTangent, packedWeights: call.packed, into: outputTangent, batch: call.batch,
      shape: shape, bias: nil, activation: .identity)
  }
}
