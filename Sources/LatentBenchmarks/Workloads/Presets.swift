import LatentData
import LatentSpace
import LatentVAE

/// The two networks that comparisons use, with seeded weights.
enum Preset {
  case dense, convolutional

  var sampleShape: Tensor.Shape { self == .dense ? [784] : [28, 28, 1] }

  func model() -> VAE<Tensor> {
    do {
      let architecture: Architecture =
        switch self {
        case .dense: .dense(sampleShape: sampleShape, latentDimension: 20)
        case .convolutional: try .convolutional(sampleShape: sampleShape, latentDimension: 16)
        }
      var generator = SeededGenerator(seed: 0)
      return try VAE<Tensor>(architecture, using: &generator)
    } catch {
      fatalError("The presets fit their samples, but: \(error)")
    }
  }

  func samples(_ count: Int) -> [Tensor] {
    (0..<count).map {
      Tensor(shape: sampleShape, values: uniformValues(784, seed: UInt64($0)))
    }
  }
}
