import LatentData
import LatentSpace

/// One tensor of a model in a file's layout, by PyTorch's name.
package struct ModelTensor: Sendable {
  package var name: String
  package var shape: Tensor.Shape
  package var values: [Float]
}

extension VAE {
  /// All weights and biases as a file holds them, named as PyTorch would name them.
  ///
  /// `encoder.0.weight` is the weight of the encoder's layer 0; the encoder's last layer is split into
  /// `mean` and `log_variance`.
  package func modelTensors(
    encoderValues: [Float]? = nil, decoderValues: [Float]? = nil
  ) -> [ModelTensor] {
    let encoderValues = encoderValues ?? encoder.parameters
    let decoderValues = decoderValues ?? decoder.parameters
    return tensors(of: encoder.plan, values: encoderValues, prefix: "encoder", splitsHead: true)
      + tensors(of: decoder.plan, values: decoderValues, prefix: "decoder", splitsHead: false)
  }

  private func tensors(
    of plan: NetworkPlan, values: [Float], prefix: String, splitsHead: Bool
  ) -> [ModelTensor] {
    plan.parameters.flatMap { name, parameter, offset -> [ModelTensor] in
      let memory = values[offset..<(offset + parameter.count)]
      let whole = ModelTensor(
        name: "\(prefix).\(name)", shape: parameter.layout.fileShape,
        values: parameter.layout.fileValues(memory))
      guard splitsHead, name.hasPrefix(plan.headPrefix) else { return [whole] }
      let half = whole.values.count / 2
      let shape = Tensor.Shape([latentDimension] + whole.shape.dimensions.dropFirst())
      return [
        ModelTensor(
          name: "mean.\(parameter.name)", shape: shape, values: Array(whole.values[..<half])),
        ModelTensor(
          name: "log_variance.\(parameter.name)", shape: shape,
          values: Array(whole.values[half...])),
      ]
    }
  }

  /// A model whose weights come from tensors in a file's layout, asked for by name.
  ///
  /// `tensor` checks and returns the values of the tensor of that name and shape.
  package init(
    _ architecture: Architecture, outputLogVariance: Float,
    tensor: (_ name: String, _ shape: Tensor.Shape) throws -> [Float]
  ) throws {
    let plans = try architecture.plans()
    func values(of plan: NetworkPlan, prefix: String, splitsHead: Bool) throws -> [Float] {
      try [Float](unsafeUninitializedCapacity: plan.parameterCount) { values, count in
        for (name, parameter, offset) in plan.parameters {
          let shape = parameter.layout.fileShape
          let file: [Float]
          if splitsHead, name.hasPrefix(plan.headPrefix) {
            let half = Tensor.Shape([architecture.latentDimension] + shape.dimensions.dropFirst())
            file =
              try tensor("mean.\(parameter.name)", half)
              + tensor("log_variance.\(parameter.name)", half)
          } else {
            file = try tensor("\(prefix).\(name)", shape)
          }
          parameter.layout.copyMemoryValues(file, into: values.baseAddress! + offset)
          count = offset + parameter.count
        }
      }
    }
    try self.init(
      architecture,
      encoderParameters: values(of: plans.encoder, prefix: "encoder", splitsHead: true),
      decoderParameters: values(of: plans.decoder, prefix: "decoder", splitsHead: false),
      outputLogVariance: outputLogVariance)
  }
}

extension NetworkPlan {
  /// The beginning of the names of the last layer's parameters.
  fileprivate var headPrefix: String { "\(layers.count - 1)." }
}
