import LatentData

/// A list of layers with every shape known and every parameter placed in one flat buffer.
///
/// The plan holds no weights and no activations: it says where they lie, and runs batches over
/// buffers that a ``NetworkWorkspace`` lends. A rectifier behind a layer with weights is fused into
/// that layer, and a new shape shares its input's memory. Residual blocks are unrolled: the steps of
/// their layers stand in the list, followed by one that adds the block's input.
package struct NetworkPlan: Sendable {
  package struct Step: Sendable {
    /// The layer's place, such as `3`, or `3.body.1` inside a residual block.
    package var name: String
    package var operation: any LayerOperation
    package var parameterOffset: Int
    package var forwardOffset: Int
    package var backwardOffset: Int
    /// The output shares the input's memory, and the forward pass skips the step.
    package var sharesMemory = false
    /// The step applies the rectifier that follows it.
    package var appliesReLU = false
    package var isReshape = false
    /// For the end of a residual block, its first step: the input of that one is added.
    package var blockStart: Int?
  }

  package let layers: [Layer]
  package let inputShape: Tensor.Shape
  /// How many labels there are for layers that take one; 0 for none.
  package let labelCount: Int
  package private(set) var outputShape: Tensor.Shape
  package private(set) var steps: [Step] = []
  package private(set) var parameterCount = 0
  package private(set) var packedForwardCount = 0
  package private(set) var packedBackwardCount = 0
  /// What the present output was before it was flattened.
  private var unflattenedShape: Tensor.Shape
  /// No rectifier is fused into a step before this one: a residual block's input stays as it is.
  private var fusionStart = 0

  /// Blocks within blocks, at most; a file that asks for more is hostile.
  private static let deepestNesting = 8

  package init(
    _ layers: [Layer], inputShape: Tensor.Shape, labelCount: Int = 0
  ) throws(ArchitectureError) {
    self.layers = layers
    self.inputShape = inputShape
    self.labelCount = labelCount
    outputShape = inputShape
    unflattenedShape = inputShape
    try append(layers, in: "", depth: 0, finalShape: nil)
  }

  /// Appends a list of layers: the network's own, or a block's body.
  private mutating func append(
    _ layers: [Layer], in path: String, depth: Int, finalShape: Tensor.Shape?
  ) throws(ArchitectureError) {
    for index in layers.indices {
      let builder = LayerBuilder(
        layers: layers, index: index, path: path, inputShape: outputShape,
        unflattenedShape: unflattenedShape, finalShape: finalShape, labelCount: labelCount)
      if case .residual(let body) = layers[index] {
        try builder.check(depth < Self.deepestNesting, "lies too deep inside others")
        try append(block: body, builder, depth: depth)
        continue
      }
      let operation = try builder.build()
      append(operation, layer: layers[index], name: builder.name)
      outputShape = operation.outputShape
      switch layers[index] {
      case .flatten, .activation, .labelEmbedding: break
      default: unflattenedShape = outputShape
      }
    }
  }

  private mutating func append(
    block body: [Layer], _ builder: LayerBuilder, depth: Int
  ) throws(ArchitectureError) {
    let (start, shape, unflattened) = (steps.count, outputShape, unflattenedShape)
    try builder.check(!body.isEmpty, "needs at least one layer")
    fusionStart = start
    try append(
      body, in: builder.name + ".body.", depth: depth + 1,
      finalShape: shape.rank == 1 ? unflattened : nil)
    try builder.check(
      outputShape == shape,
      "must put out what it takes in, \(shape), but its layers put out \(outputShape)")
    unflattenedShape = unflattened
    append(Addition(inputShape: shape), layer: builder.layers[builder.index], name: builder.name)
    steps[steps.count - 1].blockStart = start
  }

  private mutating func append(_ operation: any LayerOperation, layer: Layer, name: String) {
    var step = Step(
      name: name, operation: operation, parameterOffset: parameterCount,
      forwardOffset: packedForwardCount, backwardOffset: packedBackwardCount,
      isReshape: operation is Reshaping)
    if layer == .activation(.relu), let last = steps.indices.last, last >= fusionStart,
      steps[last].operation.fusesReLU
    {
      steps[last].appliesReLU = true
      step.sharesMemory = true
    }
    step.sharesMemory = step.sharesMemory || step.isReshape
    steps.append(step)
    parameterCount += operation.parameters.reduce(0) { $0 + $1.count }
    packedForwardCount += operation.packedCount.forward
    packedBackwardCount += operation.packedCount.backward
  }

  /// Every parameter with its name (`3.weight`) and its place in the buffer.
  package var parameters: [(name: String, parameter: Parameter, offset: Int)] {
    steps.flatMap { step in
      var offset = step.parameterOffset
      return step.operation.parameters.map { parameter in
        defer { offset += parameter.count }
        return ("\(step.name).\(parameter.name)", parameter, offset)
      }
    }
  }

  /// The multiply–adds of one sample's forward pass in the layers with weights.
  package var multiplyAdds: Int {
    steps.reduce(0) { sum, step in
      guard let weight = step.operation.parameters.first, step.operation.fusesReLU else {
        return sum
      }
      guard case .convolution = weight.layout else { return sum + weight.count }
      let (input, output) = (step.operation.inputShape, step.operation.outputShape)
      let small = min(input[0] * input[1], output[0] * output[1])
      return sum + weight.count * small
    }
  }
}
