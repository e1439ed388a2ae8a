import LatentData
import LatentSpace

/// Running a batch through the steps, forward and in both directions of the derivative.
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
  ///
  /// - Parameter labels: one label per sample, for networks that take labels.
  @discardableResult
  package func forward(
    _ input: UnsafePointer<Float>, labels: UnsafePointer<Int32>? = nil, batch: Int,
    parameters: UnsafePointer<Float>, packed: UnsafePointer<Float>, workspace: NetworkWorkspace
  ) -> UnsafePointer<Float> {
    var current = input
    for (index, step) in steps.enumerated() where !step.sharesMemory {
      let output = workspace.output(of: index)
      if let start = step.blockStart {
        let skipped = self.input(of: start, networkInput: input, workspace: workspace)
        Kernels.add(
          current, skipped, into: output, count: batch * step.operation.inputShape.count)
      } else {
        let call = LayerCall(
          batch: batch, parameters: parameters + step.parameterOffset,
          packed: packed + step.forwardOffset, labels: labels, appliesReLU: step.appliesReLU)
        step.operation.forward(call, from: current, into: output)
      }
      current = UnsafePointer(output)
    }
    return current
  }

  /// Vector–Jacobian product after `forward` with the same input, labels and workspace.
  ///
  /// `outputGradient` is overwritten. Writes the parameters' gradients (when asked for) at the
  /// parameters' own offsets; returns the input's gradient when `wantsInput`.
  @discardableResult
  package func pullback(
    input: UnsafePointer<Float>, labels: UnsafePointer<Int32>? = nil,
    outputGradient: UnsafeMutablePointer<Float>, batch: Int, parameters: UnsafePointer<Float>,
    packed: UnsafePointer<Float>, parameterGradient: UnsafeMutablePointer<Float>?,
    wantsInput: Bool, workspace: NetworkWorkspace
  ) -> UnsafeMutablePointer<Float>? {
    var gradient = outputGradient
    // Before the first layer with weights nothing needs a gradient unless the caller does.
    let first = wantsInput ? 0 : steps.firstIndex { !$0.operation.parameters.isEmpty } ?? 0
    // Where residual blocks begin that were entered from behind, and their outputs' gradients.
    var open: [(start: Int, gradient: UnsafeMutablePointer<Float>)] = []
    for index in steps.indices.reversed() where index >= first {
      let step = steps[index]
      let count = batch * step.operation.inputShape.count
      if let start = step.blockStart {
        let kept = workspace.skipped(open.count)
        kept.update(from: gradient, count: count)
        open.append((start, kept))
        continue
      }
      let needsInput = index > first || wantsInput
      if !step.isReshape {
        let target =
          step.operation.worksInPlace ? gradient : workspace.gradient(after: gradient)
        let call = LayerCall(
          batch: batch, parameters: parameters + step.parameterOffset,
          packed: packed + step.backwardOffset, labels: labels)
        step.operation.pullback(
          call, input: self.input(of: index, networkInput: input, workspace: workspace),
          output: self.output(of: index, networkInput: input, workspace: workspace),
          outputGradient: gradient, inputGradient: needsInput ? target : nil,
          parameterGradient: parameterGradient.map { $0 + step.parameterOffset })
        gradient = target
      }
      while let block = open.last, block.start == index {
        open.removeLast()
        if needsInput { Kernels.add(gradient, block.gradient, into: gradient, count: count) }
      }
    }
    return wantsInput ? gradient : nil
  }

  /// Jacobian–vector product with respect to the input, after `forward` with the same workspace.
  package func pushforward(
    input: UnsafePointer<Float>, labels: UnsafePointer<Int32>? = nil,
    inputTangent: UnsafeMutablePointer<Float>, batch: Int, parameters: UnsafePointer<Float>,
    packed: UnsafePointer<Float>, workspace: NetworkWorkspace
  ) -> UnsafePointer<Float> {
    var tangent = inputTangent
    var open: [UnsafeMutablePointer<Float>] = []
    let starts = steps.compactMap(\.blockStart)
    for (index, step) in steps.enumerated() {
      let count = batch * step.operation.inputShape.count
      for _ in 0..<starts.lazy.filter({ $0 == index }).count {
        let kept = workspace.skipped(open.count)
        kept.update(from: tangent, count: count)
        open.append(kept)
      }
      if step.isReshape { continue }
      if step.blockStart != nil {
        Kernels.add(tangent, open.removeLast(), into: tangent, count: count)
        continue
      }
      let target = step.operation.worksInPlace ? tangent : workspace.gradient(after: tangent)
      let call = LayerCall(
        batch: batch, parameters: parameters + step.parameterOffset,
        packed: packed + step.forwardOffset, labels: labels)
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
