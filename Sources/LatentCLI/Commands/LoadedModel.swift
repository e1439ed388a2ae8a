import Foundation
import LatentData
import LatentGallery
import Latents

/// A model as a command uses it: its name, the hash of its file, and what it models.
struct LoadedModel: Sendable {
  enum Kind: Sendable {
    case pictures(VAE<Picture>)
    /// Samples that are no pictures: each is a row of numbers.
    case vectors(VAE<Tensor>)
  }

  /// As the user wrote it.
  let name: String
  /// SHA-256 of the model file, in hexadecimal digits.
  let hash: String
  /// What the file says beside the weights, and its size in bytes.
  let description: ModelDescription
  let fileSize: Int
  let kind: Kind

  /// Reads a bundled model or a model file; a conditional one is given the label, which it needs
  /// unless the caller gives labels itself.
  init(_ name: String, label: String? = nil, needsLabel: Bool = true) throws {
    self.name = name
    let url = try Self.url(of: name)
    (hash, description, fileSize, kind) = try Self.namingFile(url, name) {
      try Files.parse(url) { bytes in
        let file = try Safetensors(decoding: bytes)
        let description = try ModelDescription(file)
        let kind: Kind =
          Picture.accepts(description.architecture.sampleShape)
          ? .pictures(try Self.given(label, try VAE(file), name, needsLabel))
          : .vectors(try Self.given(label, try VAE(file), name, needsLabel))
        return (SHA256.hash(of: bytes), description, bytes.count, kind)
      }
    }
  }

  /// What the model's file says, without its weights.
  static func description(of name: String) throws -> ModelDescription {
    let url = try url(of: name)
    return try namingFile(url, name) { try ModelDescription(contentsOf: url) }
  }

  /// The model of pictures, or a failure for a model of something else.
  func pictures() throws(Failure) -> VAE<Picture> {
    switch kind {
    case .pictures(let vae): return vae
    case .vectors(let vae):
      throw Failure(
        "'\(name)' is a model of \(vae.sampleShape) numbers, but this command needs one of "
          + "pictures; 'latent models' lists those that are bundled.")
    }
  }

  var latentDimension: Int {
    switch kind {
    case .pictures(let vae): vae.latentDimension
    case .vectors(let vae): vae.latentDimension
    }
  }

  // MARK: -

  /// The model of a label's samples; the model itself when it is unconditional.
  private static func given<Sample>(
    _ label: String?, _ model: VAE<Sample>, _ name: String, _ needsLabel: Bool
  ) throws(Failure) -> VAE<Sample> {
    switch (model.condition, label) {
    case (nil, nil): return model
    case (_?, nil) where !needsLabel: return model
    case (nil, let label?):
      throw Failure("'\(name)' is not a conditional model; leave --label \(label) away.")
    case (let condition?, nil):
      throw Failure(
        "'\(name)' is conditional on '\(condition.name)': say --label NAME, one of "
          + "\(condition.labels.joined(separator: ", ")).")
    case (let condition?, let label?):
      guard let index = condition.index(of: label) else {
        throw Failure(
          "'\(name)' knows no label '\(label)'" + suggestion(for: label, in: condition.labels)
            + " Its labels are \(condition.labels.joined(separator: ", ")).")
      }
      return model.given(label: index)
    }
  }

  /// The file of a bundled model, or the file that the name is.
  private static func url(of name: String) throws -> URL {
    if let entry = Gallery.entry(named: name), FileKind(of: name) == .missing {
      return try entry.modelURL()
    }
    if FileKind(of: name) == .missing, !name.contains("/"), !name.contains(".") {
      throw Failure(
        "there is no model '\(name)', neither bundled nor a file"
          + suggestion(for: name, in: Gallery.all.map(\.name))
          + " 'latent models' lists the bundled ones.")
    }
    return URL(filePath: name)
  }

  /// Adds the file's name to errors that do not say it.
  private static func namingFile<Result>(
    _ url: URL, _ name: String, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as ModelFileError {
      throw Failure("\(name): \(error)")
    } catch let error as ArchitectureError {
      throw Failure("\(name): the model cannot be built: \(error)")
    }
  }
}
