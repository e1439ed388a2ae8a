import LatentData
import LatentSpace

extension NeuralNetwork {
  /// Scales the weights so that every layer's outputs start with mean 0 and variance 1 on inputs.
  ///
  /// Layer by layer, first to last, the weights are divided by the standard deviation of what the
  /// layer puts out (over samples, places and channels), and each bias takes off its channel's mean:
  /// layer-sequential unit variance (Mishkin & Matas 2016) with the centring of Salimans & Kingma
  /// 2016. Weights that start on ±1/√fan-in shrink what distinguishes two samples by about a third in
  /// each layer, so that a deep network begins by seeing only what the data have most of.
  ///
  /// Layers inside residual blocks stay as they are. The work is that of one forward pass per layer.
  ///
  /// - Parameters:
  ///   - inputs: `[batch, …]`; a hundred samples are enough.
  ///   - labels: one per sample where the network takes labels.
  ///   - outputs: what the last layer starts with instead, per channel and over all; the channels of a
  ///     sample repeat in the outputs of a dense layer.
  mutating func scaleWeights(
    to inputs: Tensor, labels: [Int] = [], outputs target: (means: [Double], variance: Double)?
  ) throws(ArchitectureError) {
    var values = parameters
    let last = layers.indices.last { layers[$0].hasWeights }
    for end in layers.indices where layers[end].hasWeights {
      let plan = try NetworkPlan(
        Array(layers[...end]), inputShape: inputShape, labelCount: labelCount)
      let head = NeuralNetwork(plan: plan, parameters: Array(values[..<plan.parameterCount]))
      let outputs = head.forward(inputs, labels: labels)
      let channels = plan.outputShape[plan.outputShape.rank - 1]
      let moments = Self.moments(of: outputs.values, channels: channels)
      guard moments.variance > 0, moments.variance.isFinite else { continue }

      let wanted = end == last ? target : nil
      let scale = ((wanted?.variance ?? 1) / moments.variance).squareRoot()
      for (name, parameter, offset) in plan.parameters.suffix(2) {
        for i in 0..<parameter.count {
          let value = Double(values[offset + i])
          let channel = i % channels
          let mean = wanted.map { $0.means[channel % $0.means.count] } ?? 0
          values[offset + i] = Float(
            name.hasSuffix("bias")
              ? (value - moments.means[channel]) * scale + mean : value * scale)
        }
      }
    }
    parameters = values
  }

  /// The mean of every channel, and the variance about them, over all of them.
  static func moments(
    of values: [Float], channels: Int
  ) -> (means: [Double], variance: Double) {
    var means = [Double](repeating: 0, count: channels)
    for i in values.indices { means[i % channels] += Double(values[i]) }
    let rows = Double(values.count / channels)
    for channel in means.indices { means[channel] /= rows }
    var squares = 0.0
    for i in values.indices {
      let error = Double(values[i]) - means[i % channels]
      squares += error * error
    }
    return (means, squares / Double(values.count))
  }
}

extension Layer {
  /// Whether the layer is one with weights, not a block of them.
  fileprivate var hasWeights: Bool {
    switch self {
    case .dense, .convolution, .transposedConvolution: true
    default: false
    }
  }
}
