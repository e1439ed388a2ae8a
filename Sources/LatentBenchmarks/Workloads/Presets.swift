import LatentData
import LatentSpace
import LatentVAE

/// The two networks that comparisons use.
enum Preset {
  case dense, convolutional

  var sampleShape: Tensor.Shape { self == .dense ? [784] : [28, 28, 1] }

  /// With seeded weights.
  func model() -> VAE<Tensor> {
    orFail {
      var generator = SeededGenerator(seed: 0)
      return try VAE<Tensor>(architecture(), using: &generator)
    }
  }

  func samples(_ count: Int) -> [Tensor] {
    (0..<count).map {
      Tensor(shape: sampleShape, values: uniformValues(784, seed: UInt64($0)))
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
    }
  }
}

/// The result, or the end of the process with the error's text.
func orFail<Result>(_ body: () throws -> Result) -> Result {
  do {
    return try body()
  } catch {
    fail("\(error)", status: 1)
  }
}
