import LatentData
import LatentSpace
import LatentVAE

extension Workload {
  static let trainingSteps = [
    trainingStep("dense-train-128", .dense, batch: 128),
    trainingStep("conv-train-128", .convolutional, batch: 128),
    trainingStep("faces-train-64", .faces, batch: 64),
  ]

  /// Batch gathering, noise, forward, ELBO, backward and Adam.
  private static func trainingStep(_ name: String, _ preset: Preset, batch: Int) -> Workload {
    let prepare: @Sendable () -> () -> Void = {
      let trainer = Trainer(epochs: 1, batchSize: batch)
      let run = TrainingRun(
        trainer, model: preset.model(), samples: preset.samples(batch), validation: [], key: 0)
      let indices = Array(0..<batch)
      return { _ = orFail { try run.train(on: indices[...]) } }
    }
    return Workload(name, operations: { _ in 2 * batch * preset.trainingWork }, prepare: prepare)
  }
}
