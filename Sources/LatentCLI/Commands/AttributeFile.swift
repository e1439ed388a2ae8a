import Foundation
import LatentData
import Latents

/// Attribute vectors in JSON files.
enum AttributeFile {
  /// The bytes of a file: names sorted, numbers with no more digits than they have.
  static func bytes(of attribute: AttributeVector) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array(try encoder.encode(attribute)) + [10]
  }

  /// Reads an attribute, for a model if one is given.
  static func read(_ path: String, for model: LoadedModel? = nil) throws -> AttributeVector {
    let attribute = try Files.parse(URL(filePath: path)) { bytes in
      // Our reader first: it says where a mistake is, and bounds the depth.
      _ = try JSONValue(bytes[...])
      do {
        return try JSONDecoder().decode(AttributeVector.self, from: Data(bytes))
      } catch let error as DecodingError {
        throw FormatError(
          .json, .wrongFormat, "it does not describe an attribute: \(reason(error))")
      }
    }
    if let model { try check(attribute, path, model) }
    return attribute
  }

  /// What to call attributes in a table: by their names, and where several have one, by their files.
  static func labels(of attributes: [AttributeVector], in paths: [String]) -> [String] {
    let names = zip(attributes, paths).map { $0.name ?? stem(of: $1) }
    return zip(names, paths).map { name, path in
      let isShared = names.filter { $0 == name }.count > 1
      return isShared && stem(of: path) != name ? "\(name) (\(stem(of: path)))" : name
    }
  }

  private static func stem(of path: String) -> String {
    URL(filePath: path).deletingPathExtension().lastPathComponent
  }

  private static func check(
    _ attribute: AttributeVector, _ path: String, _ model: LoadedModel
  ) throws(Failure) {
    guard attribute.dimension == model.latentDimension else {
      throw Failure(
        "'\(path)' has \(counted(attribute.dimension, "dimension")), but the model "
          + "'\(model.name)' has \(model.latentDimension); fit it with this model.")
    }
    if let hash = attribute.provenance.model, hash != model.hash {
      throw Failure(
        "'\(path)' was fitted with another model than '\(model.name)', so its direction means "
          + "nothing there; fit it again with 'latent attribute fit'.")
    }
  }

  private static func reason(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "'\(key.stringValue)' is missing."
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      context.debugDescription
    @unknown default: "its values are others."
    }
  }
}
