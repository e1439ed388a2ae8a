import LatentData
import LatentSpace

/// A fitted Gaussian mixture as tensors of a model file, always in single precision.
///
/// `density.weights` is `[components]`, `density.means` `[components, dimension]`, and
/// `density.covariances` `[components, dimension, dimension]`.
enum DensityTensors {
  private static let names = (
    weights: "density.weights", means: "density.means", covariances: "density.covariances"
  )

  /// Adds the density, and its kind to the metadata.
  static func store(
    _ density: any LatentDensity, in file: inout Safetensors
  ) throws(ModelFileError) {
    guard let mixture = density as? GaussianMixture else {
      throw .unknownDensity(density.name)
    }
    let (count, dimension) = (mixture.componentCount, mixture.dimension)
    file.metadata["density"] = mixture.name
    file[names.weights] = StoredTensor(Tensor(shape: [count], values: mixture.weights))
    file[names.means] = StoredTensor(
      Tensor(shape: [count, dimension], values: mixture.means.values))
    file[names.covariances] = StoredTensor(
      Tensor(shape: [count, dimension, dimension], values: mixture.covariances))
  }

  /// The density in a file, checked in every number; nil when the file has none.
  static func load(
    from file: Safetensors, dimension: Int
  ) throws(ModelFileError) -> GaussianMixture? {
    guard let kind = file.metadata["density"] else { return nil }
    guard kind == "mixture" else { throw .unknownDensity(kind) }
    guard let weights = file[names.weights], weights.shape.rank == 1 else {
      throw .missingTensor(names.weights)
    }
    let count = weights.shape[0]
    func values(_ name: String, _ dimensions: [Int]) throws(ModelFileError) -> [Float] {
      guard let stored = file[name] else { throw .missingTensor(name) }
      guard stored.shape.dimensions == dimensions else {
        throw .wrongShape(
          name, expected: "\(dimensions)", found: "\(stored.shape.dimensions)")
      }
      return stored.tensor.values
    }
    let means = try values(names.means, [count, dimension])
    let covariances = try values(names.covariances, [count, dimension, dimension])
    do {
      return try GaussianMixture(
        weights: weights.tensor.values,
        means: LatentBatch(values: means, count: count, dimension: dimension),
        covariances: covariances)
    } catch {
      throw .badDescription("its density is no mixture: \(error).")
    }
  }
}
