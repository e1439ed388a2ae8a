import LatentData
import LatentSpace

/// y = x·W + b: every output is a weighted sum of all inputs.
///
/// Input `[inputs]`, output `[outputs]`; W is inputs × outputs. Weights and biases start uniform on
/// ±1/√inputs, as in PyTorch. A dense layer next to a `flatten` or a `reshape` remembers the picture's
/// shape, so that files can keep PyTorch's order of features.
package struct Dense: LayerOperation {
  package let inputShape: Tensor.Shape
  package let outputShape: Tensor.Shape
  /// The pictures before a `flatten` and after a `reshape`, or the flat shapes themselves.
  package let fileInputShape: Tensor.Shape
  package let fileOutputShape: Tensor.Shape

  package init(inputs: Tensor.Shape, outputs: Tensor.Shape) {
    inputShape = [inputs.count]
    outputShape = [outputs.count]
    fileInputShape = inputs
    fileOutputShape = outputs
  }

  private var inputs: Int { inputShape.count }
  private var outputs: Int { outputShape.count }
  private var weightCount: Int { inputs * outputs }

  package var parameters: [Parameter] {
    [
      Parameter(
        name: "weight", initial: .uniform(fanIn: inputs),
        layout: .dense(inputs: fileInputShape, outputs: fileOutputShape)),
      Parameter(
        name: "bias", initial: .uniform(fanIn: inputs), layout: .features(fileOutputShape)),
    ]
  }

  package var fusesReLU: Bool { true }

  package func forward(
    _ call: LayerCall, from input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    Kernels.multiply(
      input, by: call.parameters, into: output, rows: call.batch, inner: inputs, columns: outputs,
      bias: call.parameters + weightCount,
      activation: call.appliesReLU ? .relu : .identity)
  }

  package func pullback(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?,
    parameterGradient: UnsafeMutablePointer<Float>?
  ) {
    if let parameterGradient {
      Kernels.multiplyTransposed(
        input, outputGradient, into: parameterGradient, rows: call.batch, inner: inputs,
        columns: outputs, accumulate: false)
      Kernels.columnSums(
        outputGradient, rows: call.batch, columns: outputs, into: parameterGradient + weightCount,
        accumulate: false)
    }
    if let inputGradient {
      Kernels.multiply(
        outputGradient, byTransposed: call.parameters, into: inputGradient, rows: call.batch,
        inner: outputs, columns: inputs)
    }
  }

  package func pushforward(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    inputTangent: UnsafePointer<Float>, outputTangent: UnsafeMutablePointer<Float>
  ) {
    Kernels.multiply(
      inputTangent, by: call.parameters, into: outputTangent, rows: call.batch, inner: inputs,
      columns: outputs)
  }
}
