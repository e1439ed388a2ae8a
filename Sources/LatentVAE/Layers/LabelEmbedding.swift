import LatentData
import LatentSpace

/// Adds a learned vector of the sample's label to every pixel: y[i, j, c] = x[i, j, c] + E[label, c].
///
/// Input and output `[height, width, channels]` or `[features]`; E is labels × channels. After a dense
/// layer it equals joining the one-hot label to that layer's input, W·[x; label] = W_x·x + E[label];
/// after a convolution, label maps beside the channels, except where the padding cuts the kernel.
/// E starts uniform on ±1/√labels, as the weights of a dense layer on the one-hot label do, and files
/// hold it as that layer's weight, `[channels, labels]`.
package struct LabelEmbedding: LayerOperation {
  package let inputShape: Tensor.Shape
  package let labelCount: Int
  /// What the channels are in files, when they are a flattened picture's features.
  package let fileShape: Tensor.Shape

  package var outputShape: Tensor.Shape { inputShape }
  package var worksInPlace: Bool { true }
  private var channels: Int { inputShape[inputShape.rank - 1] }
  private var pixels: Int { inputShape.count / channels }

  package var parameters: [Parameter] {
    [
      Parameter(
        name: "weight", initial: .uniform(fanIn: labelCount),
        layout: .dense(inputs: [labelCount], outputs: fileShape))
    ]
  }

  private func label(_ call: LayerCall, _ sample: Int) -> Int {
    guard let labels = call.labels else {
      fatalError("A network with a label embedding was run without labels.")
    }
    return Int(labels[sample])
  }

  package func forward(
    _ call: LayerCall, from input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    for sample in 0..<call.batch {
      let vector = call.parameters + label(call, sample) * channels
      for pixel in (sample * pixels)..<((sample + 1) * pixels) {
        Kernels.add(
          input + pixel * channels, vector, into: output + pixel * channels, count: channels)
      }
    }
  }

  package func pullback(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?,
    parameterGradient: UnsafeMutablePointer<Float>?
  ) {
    if let parameterGradient {
      parameterGradient.update(repeating: 0, count: labelCount * channels)
      for sample in 0..<call.batch {
        Kernels.columnSums(
          outputGradient + sample * pixels * channels, rows: pixels, columns: channels,
          into: parameterGradient + label(call, sample) * channels, accumulate: true)
      }
    }
    // The input's gradient is the output's, and mostly lies there already.
    if let inputGradient, UnsafePointer(inputGradient) != outputGradient {
      inputGradient.update(from: outputGradient, count: call.batch * inputShape.count)
    }
  }

  package func pushforward(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    inputTangent: UnsafePointer<Float>, outputTangent: UnsafeMutablePointer<Float>
  ) {
    if UnsafePointer(outputTangent) != inputTangent {
      outputTangent.update(from: inputTangent, count: call.batch * inputShape.count)
    }
  }
}
