import LatentData
import Latents

/// `latent info`: what a model file says about its model.
enum InfoCommand {
  static let command = Command(
    "info", "Tell what a model is and how it was made", positionals: [Shared.model],
    options: [Shared.json], examples: ["latent info fashion", "latent info model.safetensors"],
    run: run)

  private static func run(_ invocation: Invocation) throws {
    let description = try LoadedModel.description(of: invocation[Shared.model])
    if invocation[Shared.json] {
      try Console.print(members(of: description))
    } else {
      for line in table(rows(description)) { try Console.print(line) }
    }
  }

  private static func rows(_ description: ModelDescription) -> [[String]] {
    let architecture = description.architecture
    var rows = [
      ["samples", shapeText(architecture.sampleShape)],
      ["latent", counted(architecture.latentDimension, "dimension")],
      ["likelihood", likelihoodText(description)],
      ["encoder", architecture.encoder.map(layerText).joined(separator: " → ")],
      ["decoder", architecture.decoder.map(layerText).joined(separator: " → ")],
      ["weights", description.precision.rawValue],
      ["density", description.density ?? "none fitted; samples come from the prior N(0, I)"],
    ]
    if let condition = architecture.condition {
      let labels = condition.labels.joined(separator: ", ")
      rows.insert(["conditional", "on \(condition.name): \(labels)"], at: 2)
    }
    guard let made = description.provenance else { return rows }
    rows += [
      ["data", "\(made.dataset), \(counted(made.sampleCount, "sample")), sha256 \(made.dataHash)"],
      ["trained", "\(counted(made.epochs, "epoch")), seed \(made.seed)"],
    ]
    if let training = made.training { rows.append(["training", training.summary]) }
    if let test = made.test { rows.append(["test", test.summary]) }
    if let command = made.command { rows.append(["command", command]) }
    return rows
  }

  private static func shapeText(_ shape: Tensor.Shape) -> String {
    guard Picture.accepts(shape), let kind = Picture.Kind(channels: shape[2]) else {
      return "\(shape) numbers"
    }
    let kinds = [Picture.Kind.grey: "grey", .rgb: "colour", .rgba: "colour and transparency"]
    return "pictures of \(shape[1]) × \(shape[0]), \(kinds[kind] ?? kind.rawValue)"
  }

  private static func likelihoodText(_ description: ModelDescription) -> String {
    let deviation = Elementary.exp(0.5 * Double(description.outputLogVariance))
    return switch description.architecture.likelihood {
    case .bernoulli: "bernoulli"
    case .normal: "normal, σ = \(fixed(deviation, decimals: 4))"
    case .learnedNormal: "normal, σ = \(fixed(deviation, decimals: 4)) (learned)"
    }
  }

  private static func layerText(_ layer: Layer) -> String {
    switch layer {
    case .dense(let outputs): "dense \(outputs)"
    case .convolution(let filters, let kernel, let stride, _):
      "conv \(filters) (\(kernel)×\(kernel)/\(stride))"
    case .transposedConvolution(let filters, let kernel, let stride, _):
      "transposed conv \(filters) (\(kernel)×\(kernel)/\(stride))"
    case .upsampling(let factor): "upsample ×\(factor)"
    case .activation(let function): "\(function)"
    case .groupNormalization(let groups): "group norm \(groups)"
    case .flatten: "flatten"
    case .reshape(let shape): "reshape \(shape)"
    case .residual(let layers): "residual (\(layers.map(layerText).joined(separator: " → ")))"
    case .labelEmbedding: "label"
    }
  }
}
