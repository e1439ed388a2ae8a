import Foundation
import Latents

extension GalleryEntry {
  /// The file of the model that was trained on these pictures.
  ///
  /// - Throws: `MissingResources` when the program was copied without its bundled files.
  package func modelURL() throws -> URL {
    try folder().appending(path: "model.safetensors")
  }

  /// The model that was trained on these pictures, read anew at every call.
  ///
  /// Its recipe is in its `provenance`: `latent train` with the same settings writes the same file.
  ///
  /// - Throws: `MissingResources` when the program was copied without its bundled files, or what
  ///   reading a model file throws.
  public func model() throws -> VAE<Picture> {
    try VAE(contentsOf: modelURL())
  }
}
