import LatentData

/// A new shape for the same values: `flatten` and `reshape`.
///
/// The network lets the output share the input's memory, so that no call ever reaches this layer.
package struct Reshaping: LayerOperation {
  package let inputShape: Tensor.Shape
  package let outputShape: Tensor.Shape

  package func forward(
    _ call: LayerCall, from input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    output.update(from: input, count: call.batch * inputShape.count)
  }

  package func pullback(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?,
    parameterGradient: UnsafeMutablePointer<Float>?
  ) {
    inputGradient?.update(from: outputGradient, count: call.batch * inputShape.count)
  }

  package func pushforward(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    inputTangent: UnsafePointer<Float>, outputTangent: UnsafeMutablePointer<Float>
  ) {
    forward(call, from: inputTangent, into: outputTangent)
  }
}
