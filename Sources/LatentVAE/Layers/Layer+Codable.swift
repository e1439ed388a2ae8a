import LatentData

/// Layers as JSON: `{"type": "dense", "outputs": 16}`.
extension Layer: Codable {
  private enum Key: String, CodingKey {
    case type, outputs, filters, kernel, stride, padding, factor, function, slope, groups, shape,
      layers
  }

  /// Reads a layer; an unknown type is a decoding error that names it.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    func number(_ key: Key) throws -> Int { try values.decode(Int.self, forKey: key) }
    let type = try values.decode(String.self, forKey: .type)
    switch type {
    case "dense": self = .dense(outputs: try number(.outputs))
    case "convolution":
      self = .convolution(
        filters: try number(.filters), kernel: try number(.kernel), stride: try number(.stride),
        padding: try number(.padding))
    case "transposedConvolution":
      self = .transposedConvolution(
        filters: try number(.filters), kernel: try number(.kernel), stride: try number(.stride),
        padding: try number(.padding))
    case "upsampling": self = .upsampling(factor: try number(.factor))
    case "activation":
      let slope = try values.decodeIfPresent(Float.self, forKey: .slope)
      let function = try values.decode(String.self, forKey: .function)
      guard let activation = Activation(name: function, slope: slope) else {
        throw DecodingError.dataCorruptedError(
          forKey: .function, in: values, debugDescription: "There is no activation '\(function)'.")
      }
      self = .activation(activation)
    case "groupNormalization": self = .groupNormalization(groups: try number(.groups))
    case "flatten": self = .flatten
    case "reshape": self = .reshape(try values.decode(Tensor.Shape.self, forKey: .shape))
    case "residual":
      // Long before a hostile file's nesting could fill the stack.
      guard decoder.codingPath.count < 64 else {
        throw DecodingError.dataCorruptedError(
          forKey: .layers, in: values, debugDescription: "Residual blocks lie too deep.")
      }
      self = .residual(try values.decode([Layer].self, forKey: .layers))
    case "labelEmbedding": self = .labelEmbedding
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .type, in: values, debugDescription: "There is no layer '\(type)'.")
    }
  }

  /// Writes the type and its sizes.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(name, forKey: .type)
    switch self {
    case .dense(let outputs): try values.encode(outputs, forKey: .outputs)
    case .convolution(let filters, let kernel, let stride, let padding),
      .transposedConvolution(let filters, let kernel, let stride, let padding):
      try values.encode(filters, forKey: .filters)
      try values.encode(kernel, forKey: .kernel)
      try values.encode(stride, forKey: .stride)
      try values.encode(padding, forKey: .padding)
    case .upsampling(let factor): try values.encode(factor, forKey: .factor)
    case .activation(let function):
      try values.encode(function.name, forKey: .function)
      if case .leakyReLU(let slope) = function { try values.encode(slope, forKey: .slope) }
    case .groupNormalization(let groups): try values.encode(groups, forKey: .groups)
    case .flatten, .labelEmbedding: break
    case .residual(let layers): try values.encode(layers, forKey: .layers)
    case .reshape(let shape): try values.encode(shape, forKey: .shape)
    }
  }
}

extension Activation {
  /// The function's name in files and on the command line.
  package var name: String {
    switch self {
    case .relu: "relu"
    case .leakyReLU: "leakyReLU"
    case .silu: "silu"
    case .tanh: "tanh"
    case .sigmoid: "sigmoid"
    }
  }

  /// The function of that name; a leaky rectifier without a slope takes 0.01.
  package init?(name: String, slope: Float? = nil) {
    switch name {
    case "relu": self = .relu
    case "leakyReLU": self = .leakyReLU(slope: slope ?? 0.01)
    case "silu": self = .silu
    case "tanh": self = .tanh
    case "sigmoid": self = .sigmoid
    default: return nil
    }
  }
}
