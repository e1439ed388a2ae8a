import Foundation
import LatentData
import LatentSpace

/// How a model file stores its weights.
public enum ModelPrecision: String, Hashable, Sendable, Codable, CaseIterable {
  /// Half precision: half the size; weights are rounded to 11 bits.
  case f16
  /// Single precision: the weights as they are.
  case f32
}

/// What a model file says about its model, read without its weights.
public struct ModelDescription: Hashable, Sendable {
  /// The networks and the likelihood.
  public var architecture: Architecture
  /// ln σ² of the likelihood, for normal likelihoods.
  public var outputLogVariance: Float
  /// How the model was made, where the file says so.
  public var provenance: ModelProvenance?
  /// The kind of the density that was fitted to the encodings, where the file has one.
  public var density: String?
  /// How the weights are stored.
  public var precision: ModelPrecision
}

extension VAE {
  /// Reads a model from a file.
  ///
  /// Nothing in the file is trusted: every size, name and number is checked.
  ///
  /// - Throws: `FileError`, `FormatError`, ``ModelFileError`` or ``ArchitectureError``, each of which
  ///   says what is wrong and what to do.
  public init(contentsOf url: URL) throws {
    try self.init(Safetensors(contentsOf: url))
  }

  /// Reads a model from the contents of a safetensors file.
  public init(_ file: Safetensors) throws {
    let description = try ModelDescription(file)
    try self.init(
      description.architecture, outputLogVariance: description.outputLogVariance
    ) { name, shape in
      guard let stored = file[name] else { throw ModelFileError.missingTensor(name) }
      guard stored.shape == shape else {
        throw ModelFileError.wrongShape(
          name, expected: "\(shape)", found: "\(stored.shape)")
      }
      let values = stored.tensor.values
      guard values.allSatisfy(\.isFinite) else { throw ModelFileError.notFinite(name) }
      return values
    }
    provenance = description.provenance
    fittedDensity = try DensityTensors.load(
      from: file, dimension: description.architecture.latentDimension)
  }

  /// Writes the model to one file; the path holds either the old file or all of the new one.
  ///
  /// The file is a safetensors file that Python opens too, with PyTorch's names and layouts. It holds
  /// nothing of the machine: the same model gives the same bytes everywhere.
  ///
  /// - Throws: `FileError` when the file cannot be written, ``ModelFileError`` when the model carries a
  ///   density that is no Gaussian mixture.
  public func write(to url: URL, precision: ModelPrecision = .f32) throws {
    try file(precision: precision).write(to: url)
  }

  /// The model as the contents of a safetensors file.
  public func file(precision: ModelPrecision = .f32) throws -> Safetensors {
    var metadata = [
      "format": "latents.vae", "latents": ModelDescription.version,
      "architecture": try JSONText.encode(architecture),
      "outputLogVariance": "\(outputLogVariance)", "precision": precision.rawValue,
    ]
    metadata["provenance"] = try provenance.map { try JSONText.encode($0) }
    var file = Safetensors(metadata: metadata)
    for tensor in modelTensors() {
      file[tensor.name] = StoredTensor(
        Tensor(shape: tensor.shape, values: tensor.values),
        as: precision == .f16 ? .float16 : .float32)
    }
    if let fittedDensity { try DensityTensors.store(fittedDensity, in: &file) }
    return file
  }

  /// The model as it will be after a file of this precision has been written and read.
  public func rounded(to precision: ModelPrecision) throws -> VAE {
    precision == .f32 ? self : try VAE(file(precision: precision))
  }
}

extension ModelDescription {
  /// The version of the format that this package writes.
  static let version = "1"

  /// Reads the description of a model from its file.
  public init(contentsOf url: URL) throws {
    try self.init(Safetensors(contentsOf: url))
  }

  /// Reads the description of a model from the contents of its file.
  public init(_ file: Safetensors) throws {
    let metadata = file.metadata
    guard let version = metadata["latents"], metadata["format"] == "latents.vae",
      let text = metadata["architecture"]
    else { throw ModelFileError.notAModel }
    guard version == Self.version else { throw ModelFileError.newerVersion(version) }
    architecture = try JSONText.decode(Architecture.self, text, name: "architecture")
    provenance = try metadata["provenance"].map {
      try JSONText.decode(ModelProvenance.self, $0, name: "provenance")
    }
    guard let logVariance = Float(metadata["outputLogVariance"] ?? "0"), logVariance.isFinite,
      let precision = ModelPrecision(rawValue: metadata["precision"] ?? "f32")
    else {
      throw ModelFileError.badDescription("its variance or precision is not a known value.")
    }
    outputLogVariance = logVariance
    self.precision = precision
    density = metadata["density"]
  }
}

/// JSON text with sorted keys, the same for the same value.
enum JSONText {
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(
    _ type: Value.Type, _ text: String, name: String
  ) throws(ModelFileError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch let error as DecodingError {
      throw .badDescription("\(name): \(Self.reason(error))")
    } catch {
      throw .badDescription("\(name): \(error)")
    }
  }

  private static func reason(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "'\(key.stringValue)' is missing."
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      context.debugDescription
    @unknown default: "it is not valid JSON."
    }
  }
}
