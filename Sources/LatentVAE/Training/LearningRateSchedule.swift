import LatentSpace

/// How the learning rate moves over a training run.
public enum LearningRateSchedule: String, Hashable, Sendable, Codable, CaseIterable {
  /// The same rate throughout.
  case constant
  /// Linear from 0 over the first twentieth of all steps, then half a cosine back to 0
  /// (Loshchilov & Hutter 2017).
  case cosine

  /// The factor on the peak rate at a step counted from 0.
  package func factor(step: Int, of steps: Int) -> Float {
    switch self {
    case .constant:
      return 1
    case .cosine:
      let warmUp = max(1, steps / 20)
      if step < warmUp { return Float(step + 1) / Float(warmUp) }
      let progress = Double(step - warmUp) / Double(max(1, steps - warmUp))
      return Float(0.5 * (1 + Elementary.cos(.pi * progress)))
    }
  }
}
