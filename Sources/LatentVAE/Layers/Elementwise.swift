import LatentData
import LatentSpace

/// An activation as a layer: a function f of each element alone, y = f(x).
///
/// | | y | dy/dx |
/// | --- | --- | --- |
/// | rectifier | max(x, 0) | 1 where x > 0, otherwise 0 |
/// | leaky rectifier | x, or slope·x where x ≤ 0 | 1 or slope |
/// | SiLU | x·s with s = sigmoid(x) | s·(1 + x·(1 − s)) |
/// | tanh | tanh x | 1 − y² |
/// | sigmoid | s | s·(1 − s) |
package struct Elementwise: LayerOperation {
  package let inputShape: Tensor.Shape
  package let function: Activation

  package var outputShape: Tensor.Shape { inputShape }
  package var worksInPlace: Bool { true }

  package func forward(
    _ call: LayerCall, from input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    let count = call.batch * inputShape.count
    switch function {
    case .relu: Kernels.relu(input, into: output, count: count)
    case .leakyReLU(let slope):
      Kernels.leakyReLU(input, slope: slope, into: output, count: count)
    case .silu: Kernels.silu(input, into: output, count: count)
    case .tanh: Kernels.tanh(input, into: output, count: count)
    case .sigmoid: Kernels.sigmoid(input, into: output, count: count)
    }
  }

  package func pullback(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?,
    parameterGradient: UnsafeMutablePointer<Float>?
  ) {
    guard let inputGradient else { return }
    multiplyByDerivative(
      call, input: input, output: output, vector: outputGradient, into: inputGradient)
  }

  package func pushforward(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    inputTangent: UnsafePointer<Float>, outputTangent: UnsafeMutablePointer<Float>
  ) {
    multiplyByDerivative(
      call, input: input, output: output, vector: inputTangent, into: outputTangent)
  }

  /// The Jacobian is diagonal, so both products are the same.
  private func multiplyByDerivative(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    vector: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
  ) {
    let count = call.batch * inputShape.count
    switch function {
    case .relu: Kernels.reluGradient(output: output, vector, into: result, count: count)
    case .leakyReLU(let slope):
      Kernels.leakyReLUGradient(input: input, slope: slope, vector, into: result, count: count)
    case .silu: Kernels.siluGradient(input: input, vector, into: result, count: count)
    case .tanh: Kernels.tanhGradient(output: output, vector, into: result, count: count)
    case .sigmoid: Kernels.sigmoidGradient(output: output, vector, into: result, count: count)
    }
  }
}
