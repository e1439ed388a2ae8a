import Foundation

/// Why a file is not a model that can be used here.
public enum ModelFileError: Error, Hashable, CustomStringConvertible, LocalizedError {
  /// The file holds numbers, but is not one of this package's models.
  case notAModel
  /// The file was written by a newer version of this package.
  case newerVersion(String)
  /// The description of the model cannot be read; the text says what is wrong.
  case badDescription(String)
  /// A tensor that the architecture asks for is not there.
  case missingTensor(String)
  /// A tensor has another shape than the architecture gives it.
  case wrongShape(String, expected: String, found: String)
  /// A tensor holds a value that is infinite or not a number.
  case notFinite(String)
  /// The model carries a density of a kind that files do not hold.
  case unknownDensity(String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .notAModel:
      "The file is not a model of this package: it has no 'latents' entry in its metadata. "
        + "Give a file written by `latent train`."
    case .newerVersion(let version):
      "The model was written in format \(version), which this version does not know. Update swift-latents."
    case .badDescription(let text):
      "The model's description cannot be used: \(text) Train or copy the model again."
    case .missingTensor(let name):
      "The model lacks the tensor '\(name)'. Train or copy the model again."
    case .wrongShape(let name, let expected, let found):
      "The model's tensor '\(name)' is \(found), but its architecture needs \(expected)."
    case .notFinite(let name):
      "The model's tensor '\(name)' holds values that are infinite or not numbers."
    case .unknownDensity(let name):
      "A model file cannot hold a density of the kind '\(name)'; fit a Gaussian mixture."
    }
  }

  /// The same text, for interfaces that show errors to people.
  public var errorDescription: String? { description }
}
