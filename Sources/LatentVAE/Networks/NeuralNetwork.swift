import LatentData
import LatentSpace

/// Layers over one flat buffer of parameters, with forward pass and both derivatives.
///
/// ```swift
/// var generator = SeededGenerator(seed: 0)
/// let network = try NeuralNetwork(
///   [.dense(outputs: 64), .activation(.silu), .dense(outputs: 2)], inputShape: [8],
///   using: &generator)
/// let y = network.forward(x)                                  // x: [batch, 8], y: [batch, 2]
/// let (dx, dWeights) = network.pullback(at: x, of: dy)        // vector–Jacobian product
/// let dy = network.pushforward(at: x, of: dx)                 // Jacobian–vector product
/// ```
///
/// A batch is a tensor whose first dimension counts the samples. A sample's result has the same bits
/// whatever else is in its batch, on any number of threads and any instruction set.
///
/// It is not a general automatic differentiation: the layers are those of ``Layer``, one after another,
/// some of them in residual blocks. A network with a label embedding takes one label per sample.
public struct NeuralNetwork: Sendable {
  package let plan: NetworkPlan

  /// All weights and biases, layer after layer; a change drops what was derived from them.
  public var parameters: [Float] {
    didSet {
      require(
        parameters.count == plan.parameterCount,
        "A network of \(plan.parameterCount) parameters cannot take \(parameters.count).")
      cache = NetworkCache()
    }
  }

  var cache = NetworkCache()

  /// The layers, first to last.
  public var layers: [Layer] { plan.layers }

  /// The shape of one input sample.
  public var inputShape: Tensor.Shape { plan.inputShape }

  /// The shape of one output sample.
  public var outputShape: Tensor.Shape { plan.outputShape }

  /// How many labels there are for the layers that take one; 0 for none.
  public var labelCount: Int { plan.labelCount }

  /// A network with initial weights drawn layer by layer, each as its layer documents.
  ///
  /// - Parameters:
  ///   - layers: the layers, first to last.
  ///   - inputShape: the shape of one input sample.
  ///   - labelCount: how many labels there are, for layers that take one.
  ///   - generator: where the weights come from.
  /// - Throws: ``ArchitectureError`` when a layer does not fit the shape it is given.
  public init(
    _ layers: [Layer], inputShape: Tensor.Shape, labelCount: Int = 0,
    using generator: inout some RandomNumberGenerator
  ) throws(ArchitectureError) {
    self.init(
      plan: try NetworkPlan(layers, inputShape: inputShape, labelCount: labelCount),
      using: &generator)
  }

  package init(plan: NetworkPlan, using generator: inout some RandomNumberGenerator) {
    var values = [Float](repeating: 0, count: plan.parameterCount)
    values.withUnsafeMutableBufferPointer { buffer in
      for (_, parameter, offset) in plan.parameters {
        parameter.initialize(
          UnsafeMutableBufferPointer(rebasing: buffer[offset..<(offset + parameter.count)]),
          using: &generator)
      }
    }
    self.init(plan: plan, parameters: values)
  }

  package init(plan: NetworkPlan, parameters: [Float]) {
    require(
      parameters.count == plan.parameterCount,
      "A network of \(plan.parameterCount) parameters cannot take \(parameters.count).")
    self.plan = plan
    self.parameters = parameters
  }
}

// MARK: - Forward and derivatives

extension NeuralNetwork {
  /// The outputs of a batch of inputs, with one label each where the network takes labels.
  public func forward(_ input: Tensor, labels: [Int] = []) -> Tensor {
    let batch = batchCount(input, of: inputShape, name: "input")
    let labels = checkedLabels(labels, batch: batch)
    var output = Tensor(zeros: outputShape.batched(batch))
    input.values.withUnsafeBufferPointer { input in
      output.values.withUnsafeMutableBufferPointer { output in
        guard let x = input.baseAddress, let y = output.baseAddress else { return }
        forward(x, labels: labels, batch: batch, into: y)
      }
    }
    return output
  }

  /// The gradients of ⟨output, cotangent⟩ with respect to the input and to the parameters.
  ///
  /// - Parameters:
  ///   - input: the batch at which to differentiate.
  ///   - cotangent: one value per output value of the batch.
  ///   - labels: one label per sample, where the network takes labels.
  /// - Returns: the input's gradient per sample, and the parameters' summed over the batch.
  public func pullback(
    at input: Tensor, of cotangent: Tensor, labels: [Int] = []
  ) -> (input: Tensor, parameters: [Float]) {
    let batch = batchCount(input, of: inputShape, name: "input")
    requireBatch(cotangent, of: outputShape, batch: batch, name: "cotangent")
    var inputGradient = Tensor(zeros: inputShape.batched(batch))
    var gradient = [Float](repeating: 0, count: parameters.count)
    guard batch > 0 else { return (inputGradient, gradient) }
    differentiate(at: input, labels: labels, batch: batch) { x, labels, parameters, workspace in
      let packed = cache.packedBackward(plan, self.parameters)
      cotangent.values.withUnsafeBufferPointer {
        workspace.outputGradient.update(from: $0.baseAddress!, count: $0.count)
      }
      gradient.withUnsafeMutableBufferPointer { gradient in
        let result = plan.pullback(
          input: x, labels: labels, outputGradient: workspace.outputGradient, batch: batch,
          parameters: parameters, packed: packed.values, parameterGradient: gradient.baseAddress,
          wantsInput: true, workspace: workspace)!
        inputGradient.values.withUnsafeMutableBufferPointer {
          $0.baseAddress!.update(from: result, count: $0.count)
        }
      }
    }
    return (inputGradient, gradient)
  }

  /// The change of the output when the input changes along `tangent`.
  public func pushforward(at input: Tensor, of tangent: Tensor, labels: [Int] = []) -> Tensor {
    let batch = batchCount(input, of: inputShape, name: "input")
    requireBatch(tangent, of: inputShape, batch: batch, name: "tangent")
    var output = Tensor(zeros: outputShape.batched(batch))
    guard batch > 0 else { return output }
    differentiate(at: input, labels: labels, batch: batch) { x, labels, parameters, workspace in
      let packed = cache.packedForward(plan, self.parameters)
      tangent.values.withUnsafeBufferPointer {
        workspace.outputGradient.update(from: $0.baseAddress!, count: $0.count)
      }
      let result = plan.pushforward(
        input: x, labels: labels, inputTangent: workspace.outputGradient, batch: batch,
        parameters: parameters, packed: packed.values, workspace: workspace)
      output.values.withUnsafeMutableBufferPointer {
        $0.baseAddress!.update(from: result, count: $0.count)
      }
    }
    return output
  }

  /// Runs a large batch in pieces that fit a workspace of modest size.
  package func forward(
    _ input: UnsafePointer<Float>, labels: [Int32] = [], batch: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    let piece = max(1, min(batch, 256))
    parameters.withUnsafeBufferPointer { parameters in
      let packed = cache.packedForward(plan, self.parameters)
      cache.withWorkspace(plan, batch: piece) { workspace in
        for start in stride(from: 0, to: batch, by: piece) {
          let count = min(piece, batch - start)
          withLabels(labels) { labels in
            let result = plan.forward(
              input + start * inputShape.count, labels: labels.map { $0 + start }, batch: count,
              parameters: parameters.baseAddress!, packed: packed.values, workspace: workspace)
            (output + start * outputShape.count).update(
              from: result, count: count * outputShape.count)
          }
        }
      }
    }
  }

  /// Lends a workspace in which the forward pass at `input` has been run.
  private func differentiate(
    at input: Tensor, labels: [Int], batch: Int,
    _ body: (
      UnsafePointer<Float>, UnsafePointer<Int32>?, UnsafePointer<Float>, NetworkWorkspace
    ) -> Void
  ) {
    let labels = checkedLabels(labels, batch: batch)
    parameters.withUnsafeBufferPointer { parameters in
      input.values.withUnsafeBufferPointer { x in
        withLabels(labels) { labels in
          cache.withWorkspace(plan, batch: batch) { workspace in
            let packed = cache.packedForward(plan, self.parameters)
            plan.forward(
              x.baseAddress!, labels: labels, batch: batch, parameters: parameters.baseAddress!,
              packed: packed.values, workspace: workspace)
            body(x.baseAddress!, labels, parameters.baseAddress!, workspace)
          }
        }
      }
    }
  }

  /// Labels as the layers read them, checked for their number and range; none for other networks.
  package func checkedLabels(_ labels: [Int], batch: Int) -> [Int32] {
    require(
      labels.count == (labelCount > 0 ? batch : 0),
      labelCount > 0
        ? "This network takes one label per sample, but \(batch) samples came with "
          + "\(labels.count) labels." : "This network takes no labels, but was given some.")
    return labels.map { label in
      require(
        (0..<labelCount).contains(label),
        "There is no label \(label): this network's labels are 0 to \(labelCount - 1).")
      return Int32(label)
    }
  }

  private func withLabels(_ labels: [Int32], _ body: (UnsafePointer<Int32>?) -> Void) {
    labels.withUnsafeBufferPointer { body(labels.isEmpty ? nil : $0.baseAddress) }
  }

  private func batchCount(_ tensor: Tensor, of shape: Tensor.Shape, name: String) -> Int {
    let batch = tensor.shape.rank > 0 ? tensor.shape[0] : 0
    requireBatch(tensor, of: shape, batch: batch, name: name)
    return batch
  }

  private func requireBatch(_ tensor: Tensor, of shape: Tensor.Shape, batch: Int, name: String) {
    require(
      tensor.shape == shape.batched(batch),
      "The \(name) of this network is a batch of \(shape), such as \(shape.batched(batch)), "
        + "but its shape is \(tensor.shape).")
  }
}

extension Tensor.Shape {
  /// The shape of a batch of samples of this shape.
  package func batched(_ count: Int) -> Tensor.Shape {
    Tensor.Shape([count] + dimensions)
  }
}
