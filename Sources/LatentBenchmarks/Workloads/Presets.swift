import LatentData
import LatentSpace
import LatentVAE

/// The networks that comparisons use.
enum Preset {
  /// 784-400-20-400-784.
  case dense
  /// The standard convolutional preset on pictures of 28 × 28 grey pixels.
  case convolutional
  /// The network of the bundled model of faces, 64 × 64 in colour.
  case faces

  var sampleShape: Tensor.Shape {
    switch self {
    case .dense: [784]
    case .convolutional: [28, 28, 1]
    case .faces: [64, 64, 3]
    }
  }

  /// With seeded weights.
  func model() -> VAE<Tensor> {
    orFail {
      var generator = SeededGenerator(seed: 0)
      return try VAE<Tensor>(architecture(), using: &generator)
    }
  }

  func samples(_ count: Int) -> [Tensor] {
    (0..<count).map {
      Tensor(
        shape: sampleShape, values: uniformValues(sampleShape.count, seed: UInt64($0)))
    }
  }

  /// Multiply–adds of one sample.
  var encoderWork: Int { orFail { try architecture().plans().encoder.multiplyAdds } }
  var decoderWork: Int { orFail { try architecture().plans().decoder.multiplyAdds } }

  /// Multiply–adds of one sample in a training step: outputs, weights' gradients and inputs'
  /// gradients take the same, except that the first layer's input needs no gradient.
  var trainingWork: Int {
    let first = orFail {
      try NetworkPlan([architecture().encoder[0]], inputShape: sampleShape).multiplyAdds
    }
    return 3 * (encoderWork + decoderWork) - first
  }

  private func architecture() throws(ArchitectureError) -> Architecture {
    switch self {
    case .dense: .dense(sampleShape: sampleShape, latentDimension: 20)
    case .convolutional: try .convolutional(sampleShape: sampleShape, latentDimension: 16)
    case .faces:
      try .convolutional(
        sampleShape: sampleShape, latentDimension: 32, channels: [32, 64, 128, 256],
        activation: .silu, likelihood: .normal(standardDeviation: 0.1))
    }
  }
}

/// The result, or the end of the process with the error's text.
@discardableResult
func orFail<Result>(_ body: () throws -> Result) -> Result {
  do {
    return try body()
  } catch {
    fail("\(error)", status: 1)
  }
}
