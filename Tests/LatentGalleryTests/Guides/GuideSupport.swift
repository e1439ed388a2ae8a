import Foundation
import LatentGallery
import Latents
import Testing

/// The bundled faces as the guides use them, read and encoded once for all of them.
enum GuideFaces {
  static let avatars = loaded { try Gallery.avatars.model() }
  static let data = loaded { try Gallery.avatars.dataset() }

  /// The places of the training pictures, and of the pictures that were held out.
  static let encodings = avatars.encode(data.train.samples)
  static let heldOut = avatars.encode(data.test.samples)

  /// A model of two dimensions, trained for a second on small faces.
  static let flat = loaded {
    let faces = data.train.samples.prefix(2000).map { $0.resized(width: 32, height: 32) }
    var generator = SeededGenerator(seed: 0)
    var model = try VAE<Picture>(
      .dense(sampleShape: [32, 32, 3], latentDimension: 2, hidden: [128]), using: &generator)
    try Trainer(epochs: 10, batchSize: 64, learningRate: 2e-3)
      .fit(&model, to: faces, using: &generator)
    return model
  }

  private static func loaded<Value>(_ load: () throws -> Value) -> Value {
    do { return try load() } catch { fatalError("\(error)") }
  }
}

/// Compares a picture with the one in `docs/pictures/guides`, pixel by pixel.
///
/// With `LATENT_RECORD_PICTURES=1` a picture that differs is kept there instead; one whose pixels are
/// the same stays as it is, whatever its compression.
func expectPicture(
  _ picture: Picture, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let kept = root.appending(path: "docs/pictures/guides/\(name).png")
  if ProcessInfo.processInfo.environment["LATENT_RECORD_PICTURES"] == "1",
    (try? Picture(contentsOf: kept)) != picture
  {
    try picture.write(to: kept)
  }
  #expect(try Picture(contentsOf: kept) == picture, "\(name)", sourceLocation: sourceLocation)
}

/// The median of some numbers, the upper one of two.
func median(_ numbers: some Sequence<Double>) -> Double {
  let sorted = numbers.sorted()
  return sorted[sorted.count / 2]
}

/// How far latents move when they are decoded and encoded again, relative to their lengths.
///
/// Where the model knows its way, a decoded latent encodes to nearly the same place; a torn picture
/// does not.
func roundTrips(_ latents: LatentBatch) -> [Double] {
  let again = GuideFaces.avatars.encode(GuideFaces.avatars.decode(latents))
  return zip(latents, again).map { Double($0.distance(to: $1) / $0.norm) }
}
