import LatentData
import LatentSpace
import LatentVAE

extension Workload {
  static let inferences = [
    decoding("dense-decode-1", .dense, count: 1),
    decoding("dense-decode-1024", .dense, count: 1024),
    encoding("dense-encode-1024", .dense, count: 1024),
    decoding("conv-decode-1", .convolutional, count: 1),
    decoding("conv-decode-256", .convolutional, count: 256),
  ]

  /// Latents to values, the likelihood's mean included.
  private static func decoding(_ name: String, _ preset: Preset, count: Int) -> Workload {
    let prepare: @Sendable () -> () -> Void = {
      let model = preset.model()
      var generator = SeededGenerator(seed: 1)
      let latents = DiagonalNormal.standard(dimension: model.latentDimension)
        .sample(count: count, using: &generator)
      return { _ = model.decodedValues(latents) }
    }
    return Workload(name, operations: { _ in 2 * count * preset.decoderWork }, prepare: prepare)
  }

  /// Samples to posterior means.
  private static func encoding(_ name: String, _ preset: Preset, count: Int) -> Workload {
    let prepare: @Sendable () -> () -> Void = {
      let model = preset.model()
      let samples = preset.samples(count)
      return { _ = model.encode(samples) }
    }
    return Workload(name, operations: { _ in 2 * count * preset.encoderWork }, prepare: prepare)
  }
}
