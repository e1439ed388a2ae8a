import LatentData
import LatentSpace
import LatentVAE

extension Workload {
  static let trainingSteps = [
    trainingStep("dense-train-128", .dense, batch: 128),
    trainingStep("conv-train-128", .convolutional, batch: 128),
  ]

  /// Batch gathering, noise, forward, ELBO, backward and Adam.
  private static func trainingStep(_ name: String, _ preset: Preset, batch: Int) -> Workload {
    Workload(
      name: name, floatingPointOperations: { _ in 2 * batch * multiplyAddsOfStep(preset) }
    ) {
      let trainer = Trainer(epochs: 1, batchSize: batch)
      let run = TrainingRun(
        trainer, model: preset.model(), samples: preset.samples(batch), validation: [], key: 0)
      let indices = Array(0..<batch)
      return {
        do {
          try run.train(on: indices[...])
        } catch {
          fail("\(name): \(error)", status: 1)
        }
      }
    }
  }

  /// Forward, weights' gradients and inputs' gradients are the same products, except that the
  /// first layer's input needs no gradient.
  private static func multiplyAddsOfStep(_ preset: Preset) -> Int {
    let model = preset.model()
    let forward = model.encoder.plan.multiplyAdds + model.decoder.plan.multiplyAdds
    let first = try? NetworkPlan([model.encoder.layers[0]], inputShape: preset.sampleShape)
    return 3 * forward - (first?.multiplyAdds ?? 0)
  }
}
