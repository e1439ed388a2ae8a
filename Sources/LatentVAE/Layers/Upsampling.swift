import LatentData

/// Repeats every pixel `factor` × `factor` times (nearest neighbour).
///
/// Input `[height, width, channels]`, output `[height·factor, width·factor, channels]`; no weights.
package struct Upsampling: LayerOperation {
  package let inputShape: Tensor.Shape
  package let outputShape: Tensor.Shape
  private let factor: Int

  package init(input: Tensor.Shape, factor: Int) {
    inputShape = input
    outputShape = [input[0] * factor, input[1] * factor, input[2]]
    self.factor = factor
  }

  package func forward(
    _ call: LayerCall, from input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    let channels = inputShape[2]
    forEachPixel(batch: call.batch) { small, big in
      (output + big * channels).update(from: input + small * channels, count: channels)
    }
  }

  package func pullback(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?,
    parameterGradient: UnsafeMutablePointer<Float>?
  ) {
    guard let inputGradient else { return }
    let channels = inputShape[2]
    inputGradient.update(repeating: 0, count: call.batch * inputShape.count)
    forEachPixel(batch: call.batch) { small, big in
      for c in 0..<channels {
        inputGradient[small * channels + c] += outputGradient[big * channels + c]
      }
    }
  }

  package func pushforward(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    inputTangent: UnsafePointer<Float>, outputTangent: UnsafeMutablePointer<Float>
  ) {
    forward(call, from: inputTangent, into: outputTangent)
  }

  /// Calls `body` with the pixel numbers of the input and of the output, in the output's order.
  private func forEachPixel(batch: Int, _ body: (_ small: Int, _ big: Int) -> Void) {
    let (height, width) = (inputShape[0], inputShape[1])
    var big = 0
    for sample in 0..<batch {
      for row in 0..<(height * factor) {
        let start = (sample * height + row / factor) * width
        for column in 0..<(width * factor) {
          body(start + column / factor, big)
          big += 1
        }
      }
    }
  }
}
