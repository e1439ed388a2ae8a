import LatentData

/// The end of a residual block: y = body(x) + x.
///
/// It has two inputs, so the plan adds them itself and hands back the same gradient to both; what is
/// here is the path through the body alone.
package struct Addition: LayerOperation {
  package let inputShape: Tensor.Shape
  package var outputShape: Tensor.Shape { inputShape }

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
