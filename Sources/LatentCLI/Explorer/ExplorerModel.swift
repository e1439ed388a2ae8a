import LatentData
import LatentVAE
import Latents

/// A model as the explorer's page holds it: what its layers are, and their weights as halves.
///
/// The weights of the encoder come first, then those of the decoder, each in the order of the
/// network's own buffer; after them the fitted mixture, if any, in single precision: weights, means,
/// and of every covariance the lower triangle, row after row.
package struct ExplorerModel: Sendable {
  /// What the page's engine reads: layers with their shapes and the places of their weights.
  package let spec: JSONValue
  /// The numbers, little-endian: all halves, padded to a multiple of four bytes, then all floats.
  package let weights: [UInt8]
  /// Whether rounding to halves changed a weight, as it does for files in single precision.
  package let isRounded: Bool
  /// The size of the model's file in half precision, by which the page's size is measured.
  package let halfSize: Int

  /// The most bytes that a page with this model may have: three times its file, and 300,000.
  package var largestPage: Int { 3 * halfSize + 300_000 }

  /// Describes a model; the sample's shape must be that of a picture.
  ///
  /// - Throws: `Failure` when a weight is too large for half precision, or what writing a model to a
  ///   file throws.
  package init(_ vae: VAE<Picture>) throws {
    let parameters = vae.encoder.parameters + vae.decoder.parameters
    let halves = HalfPrecision.bits(of: parameters)
    let rounded = HalfPrecision.values(ofBits: halves)
    guard rounded.allSatisfy(\.isFinite) else {
      throw Failure(
        "the model has weights beyond 65,504, which half precision cannot hold, so the explorer "
          + "cannot show it; train with a smaller rate.")
    }
    isRounded = rounded != parameters
    halfSize = try vae.file(precision: .f16).encoded().count
    let mixture = vae.fittedDensity as? GaussianMixture
    var bytes = Self.bytes(of: halves)
    while bytes.count % 4 != 0 { bytes.append(0) }
    bytes += Self.bytes(of: (mixture.map(Self.numbers) ?? []).map(\.bitPattern))
    weights = bytes
    spec = Self.spec(vae, halves: halves.count, mixture: mixture)
  }

  /// The numbers as text: base64 with its alphabet of letters, digits, plus and slash.
  package var encodedWeights: String { Base64.encode(weights) }

  // MARK: -

  private static func spec(
    _ vae: VAE<Picture>, halves: Int, mixture: GaussianMixture?
  ) -> JSONValue {
    let architecture = vae.architecture
    var members: [String: JSONValue] = [
      "version": .integer(1), "latentDimension": .integer(vae.latentDimension),
      "shape": vae.sampleShape.json,
      "likelihood": .string(architecture.likelihood == .bernoulli ? "bernoulli" : "normal"),
      "halves": .integer(halves), "components": .integer(mixture?.componentCount ?? 0),
      "encoder": network(vae.encoder, firstWeight: 0),
      "decoder": network(vae.decoder, firstWeight: vae.encoder.parameters.count),
    ]
    members["condition"] = vae.condition.map {
      .object(["name": .string($0.name), "labels": .array($0.labels.map(JSONValue.string))])
    }
    return .object(members)
  }

  private static func network(_ network: NeuralNetwork, firstWeight: Int) -> JSONValue {
    var steps = network.plan.steps[...]
    return .object([
      "multiplyAdds": .integer(network.plan.multiplyAdds),
      "steps": .array(list(network.layers, &steps, firstWeight)),
    ])
  }

  /// The layers with what the plan knows of them, in whose list blocks are unrolled.
  private static func list(
    _ layers: [Layer], _ steps: inout ArraySlice<NetworkPlan.Step>, _ firstWeight: Int
  ) -> [JSONValue] {
    layers.compactMap { layer in
      if case .residual(let body) = layer {
        let inner = list(body, &steps, firstWeight)
        // The addition at the block's end.
        steps.removeFirst()
        return .object(["type": .string(layer.name), "steps": .array(inner)])
      }
      let step = steps.removeFirst()
      if step.isReshape { return nil }
      var members = sizes(of: layer)
      members["type"] = .string(layer.name)
      members["input"] = step.operation.inputShape.json
      members["output"] = step.operation.outputShape.json
      var offset = firstWeight + step.parameterOffset
      for parameter in step.operation.parameters {
        members[parameter.name] = .integer(offset)
        offset += parameter.count
      }
      return .object(members)
    }
  }

  private static func sizes(of layer: Layer) -> [String: JSONValue] {
    switch layer {
    case .convolution(_, let kernel, let stride, let padding),
      .transposedConvolution(_, let kernel, let stride, let padding):
      ["kernel": .integer(kernel), "stride": .integer(stride), "padding": .integer(padding)]
    case .upsampling(let factor): ["factor": .integer(factor)]
    case .groupNormalization(let groups): ["groups": .integer(groups)]
    case .activation(.leakyReLU(let slope)):
      ["function": .string("leakyReLU"), "slope": .float(slope)]
    case .activation(let function): ["function": .string(function.name)]
    case .dense, .flatten, .reshape, .residual, .labelEmbedding: [:]
    }
  }

  private static func numbers(of mixture: GaussianMixture) -> [Float] {
    var numbers = mixture.weights + mixture.means.values
    let size = mixture.dimension
    for component in 0..<mixture.componentCount {
      for row in 0..<size {
        let start = (component * size + row) * size
        numbers += mixture.covariances[start...(start + row)]
      }
    }
    return numbers
  }

  private static func bytes(of numbers: [some FixedWidthInteger]) -> [UInt8] {
    numbers.map(\.littleEndian).withUnsafeBytes { Array($0) }
  }
}

extension Tensor.Shape {
  /// The sizes as an array.
  fileprivate var json: JSONValue { .array(dimensions.map { .integer($0) }) }
}
