import Foundation
import Latents

extension GalleryEntry {
  /// The file of the model that was trained on these pictures.
  ///
  /// - Throws: `MissingModel` when none is bundled, `MissingResources` when the program was copied
  ///   without its bundled files.
  package func modelURL() throws -> URL {
    guard hasModel else { throw MissingModel(name: name) }
    return try folder().appending(path: "model.safetensors")
  }

  /// The model that was trained on these pictures, read anew at every call.
  ///
  /// Its recipe is in its `provenance`: `latent train` with the same settings writes the same file.
  ///
  /// - Throws: `MissingModel` when none is bundled, which `hasModel` tells before;
  ///   `MissingResources` when the program was copied without its bundled files, or what reading a
  ///   model file throws.
  public func model() throws -> VAE<Picture> {
    try VAE(contentsOf: modelURL())
  }
}

/// A bundled data set, asked for a model that it does not have.
public struct MissingModel: Error, Hashable, Sendable {
  /// The name of the data set.
  public let name: String
}

extension MissingModel: CustomStringConvertible, LocalizedError {
  /// What is missing, how to make it, and which data sets have a model.
  public var description: String {
    let others = Gallery.all.filter(\.hasModel).map(\.name).joined(separator: ", ")
    return "No model of '\(name)' is bundled, only its pictures. Train one with 'latent train "
      + "\(name) -o \(name).safetensors', or use a bundled model: \(others)."
  }

  /// The same text, for interfaces that show errors to people.
  public var errorDescription: String? { description }
}
