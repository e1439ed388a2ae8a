import LatentData

/// A list of layers with every shape known and every parameter placed in one flat buffer.
///
/// The plan holds no weights and no activations: it says where they lie, and runs batches over
/// buffers that a ``NetworkWorkspace`` lends. A rectifier behind a layer with weights is fused into
/// that layer, and a new shape shares its input's memory.
package struct NetworkPlan: Sendable {
  package struct Step: Sendable {
    package var operation: any LayerOperation
    package var parameterOffset: Int
    package var forwardOffset: Int
    package var backwardOffset: Int
    /// The output shares the input's memory, and the forward pass skips the step.
    package var sharesMemory: Bool
    /// The step applies the rectifier that follows it.
    package var appliesReLU: Bool
    package var isReshape: Bool
  }

  package let layers: [Layer]
  package let inputShape: Tensor.Shape
  package private(set) var outputShape: Tensor.Shape
  package private(set) var steps: [Step] = []
  package private(set) var parameterCount = 0
  package private(set) var packedForwardCount = 0
  package private(set) var packedBackwardCount = 0

  package init(_ layers: [Layer], inputShape: Tensor.Shape) throws(ArchitectureError) {
    self.layers = layers
    self.inputShape = inputShape
    outputShape = inputShape
    var unflattenedShape = inputShape
    for index in layers.indices {
      let builder = LayerBuilder(
        layers: layers, index: index, inputShape: outputShape, unflattenedShape: unflattenedShape)
      let operation = try builder.build()
      append(operation, layer: layers[index])
      outputShape = operation.outputShape
      switch layers[index] {
      case .flatten, .activation: break
      default: unflattenedShape = outputShape
      }
    }
  }

  private mutating func append(_ operation: any LayerOperation, layer: Layer) {
    var step = Step(
      operation: operation, parameterOffset: parameterCount, forwardOffset: packedForwardCount,
      backwardOffset: packedBackwardCount, sharesMemory: false, appliesReLU: false,
      isReshape: operation is Reshaping)
    if layer == .activation(.relu), let last = steps.indices.last,
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
    steps.enumerated().flatMap { index, step in
      var offset = step.parameterOffset
      return step.operation.parameters.map { parameter in
        defer { offset += parameter.count }
        return ("\(index).\(parameter.name)", parameter, offset)
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

// MARK: - Running a batch

extension NetworkPlan {
  package func packForward(
    _ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>
  ) {
    for step in steps {
      step.operation.packForward(
        parameters + step.parameterOffset, into: packed + step.forwardOffset)
    }
  }

  /// Packs for `pullback`; without `wantsInput` the first layer with weights needs nothing.
  package func packBackward(
    _ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>,
    wantsInput: Bool
  ) {
    let first = steps.firstIndex { !$0.operation.parameters.isEmpty }
    for (index, step) in steps.enumerated() where wantsInput || index != first {
      step.operation.packBackward(
        parameters + step.parameterOffset, into: packed + step.backwardOffset)
    }
  }

  /// Computes every step's output into the workspace; returns the last one.
  @discardableResult
  package func forward(
    _ input: UnsafePointer<Float>, batch: Int, parameters: UnsafePointer<Float>,
    packed: UnsafePointer<Float>, workspace: NetworkWorkspace
  ) -> UnsafePointer<Float> {
    var current = input
    for (index, step) in steps.enumerated() where !step.sharesMemory {
      let output = workspace.output(of: index)
      let call = LayerCall(
        batch: batch, parameters: parameters + step.parameterOffset,
        packed: packed + step.forwardOffset, appliesReLU: step.appliesReLU)
      step.operation.forward(call, from: current, into: output)
      current = UnsafePointer(output)
    }
    return current
  }

  /// Vector–Jacobian product after `forward` with the same input and workspace.
  ///
  /// `outputGradient` is overwritten. Writes the parameters' gradients (when asked for) at the
  /// parameters' own offsets; returns the input's gradient when `wantsInput`.
  @discardableResult
  package func pullback(
    input: UnsafePointer<Float>, outputGradient: UnsafeMutablePointer<Float>, batch: Int,
    parameters: UnsafePointer<Float>, packed: UnsafePointer<Float>,
    parameterGradient: UnsafeMutablePointer<Float>?, wantsInput: Bool,
    workspace: NetworkWorkspace
  ) -> UnsafeMutablePointer<Float>? {
    var gradient = outputGradient
    // Before the first layer with weights nothing needs a gradient unless the caller does.
    let first = wantsInput ? 0 : steps.firstIndex { !$0.operation.parameters.isEmpty } ?? 0
    for index in steps.indices.reversed() where index >= first {
      let step = steps[index]
      if step.isReshape { continue }
      let needsInput = index > first || wantsInput
      let isElementwise = step.operation is Elementwise
      let target = isElementwise ? gradient : workspace.gradient(after: gradient)
      let call = LayerCall(
        batch: batch, parameters: parameters + step.parameterOffset,
        packed: packed + step.backwardOffset)
      step.operation.pullback(
        call, input: self.input(of: index, networkInput: input, workspace: workspace),
        output: self.output(of: index, networkInput: input, workspace: workspace),
        outputGradient: gradient, inputGradient: needsInput ? target : nil,
        parameterGradient: parameterGradient.map { $0 + step.parameterOffset })
      gradient = target
    }
    return wantsInput ? gradient : nil
  }

  /// Jacobian–vector product with respect to the input, after `forward` with the same workspace.
  package func pushforward(
    input: UnsafePointer<Float>, inputTangent: UnsafeMutablePointer<Float>, batch: Int,
    parameters: UnsafePointer<Float>, packed: UnsafePointer<Float>, workspace: NetworkWorkspace
  ) -> UnsafePointer<Float> {
    var tangent = inputTangent
    for (index, step) in steps.enumerated() where !step.isReshape {
      let target =
        step.operation is Elementwise ? tangent : workspace.gradient(after: tangent)
      let call = LayerCall(
        batch: batch, parameters: parameters + step.parameterOffset,
        packed: packed + step.forwardOffset)
      step.operation.pushforward(
        call, input: self.input(of: index, networkInput: input, workspace: workspace),
        output: self.output(of: index, networkInput: input, workspace: workspace),
        inputTangent: tangent, outputTangent: target)
      tangent = target
    }
    return UnsafePointer(tangent)
  }

  private func output(
    of index: Int, networkInput: UnsafePointer<Float>, workspace: NetworkWorkspace
  ) -> UnsafePointer<Float> {
    guard let owner = steps[...index].lastIndex(where: { !$0.sharesMemory }) else {
      return networkInput
    }
    return UnsafePointer(workspace.output(of: owner))
  }

  private func input(
    of index: Int, networkInput: UnsafePointer<Float>, workspace: NetworkWorkspace
  ) -> UnsafePointer<Float> {
    index == 0
      ? networkInput : output(of: index - 1, networkInput: networkInput, workspace: workspace)
  }
}
