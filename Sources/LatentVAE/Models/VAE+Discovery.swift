import LatentData
import LatentSpace

extension VAE {
  /// The directions that the decoder's first layer with weights amplifies most, without any data.
  ///
  /// See ``LatentDirections/init(factorizing:)`` for the method. Where the decoder begins with a
  /// residual block, the block's Jacobian at the origin takes the place of the weights.
  public var firstLayerDirections: LatentDirections {
    let layers = decoder.layers
    let last = layers.firstIndex(where: \.hasLinearWeights) ?? layers.count - 1
    let labelCount = architecture.labelCount
    guard
      let plan = try? NetworkPlan(
        Array(layers[...last]), inputShape: decoder.inputShape, labelCount: labelCount)
    else {
      fatalError("The first layers of a network that was built can be built.")
    }
    let part = NeuralNetwork(
      plan: plan, parameters: Array(decoder.parameters.prefix(plan.parameterCount)))
    // A linear layer's product with the unit vectors is its matrix, one column after the other.
    let shape: Tensor.Shape = [latentDimension, latentDimension]
    var units = Tensor(zeros: shape)
    for axis in 0..<latentDimension { units.values[axis * latentDimension + axis] = 1 }
    // A label only adds a vector, which no derivative sees.
    let labels = Array(repeating: 0, count: labelCount > 0 ? latentDimension : 0)
    let columns = part.pushforward(at: Tensor(zeros: shape), of: units, labels: labels).values
    let outputs = part.outputShape.count
    var rows = [Float](repeating: 0, count: columns.count)
    for axis in 0..<latentDimension {
      for output in 0..<outputs {
        rows[output * latentDimension + axis] = columns[axis * outputs + output]
      }
    }
    return LatentDirections(
      factorizing: LatentBatch(values: rows, count: outputs, dimension: latentDimension))
  }
}

extension Layer {
  fileprivate var hasLinearWeights: Bool {
    switch self {
    case .dense, .convolution, .transposedConvolution, .residual: true
    case .upsampling, .activation, .groupNormalization, .flatten, .reshape, .labelEmbedding: false
    }
  }
}
