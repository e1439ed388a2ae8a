import LatentData
import Latents

/// What `latent train` prints: a line per epoch and one at the end, for people or as JSON.
struct TrainReport {
  private let isJSON: Bool
  private let isQuiet: Bool
  private let epochs: Int
  private var meter: ProgressMeter
  private var epochStart = monotonicSeconds()

  init(_ invocation: Invocation, epochs: Int) {
    isJSON = invocation[Shared.json]
    isQuiet = invocation[Shared.quiet]
    self.epochs = epochs
    meter = ProgressMeter(
      "train", total: 1, unit: "samples", style: ProgressMeter.style(isQuiet: isQuiet))
  }

  mutating func step(_ step: Trainer.Step) {
    meter.advance(to: step.step * step.batchSize, of: step.totalSteps * step.batchSize)
  }

  mutating func epoch(_ epoch: Trainer.Epoch) throws {
    let seconds = monotonicSeconds() - epochStart
    epochStart = monotonicSeconds()
    if isJSON {
      var members = epoch.training.members
      members["n"] = nil
      members["epoch"] = .integer(epoch.number)
      members["seconds"] = .rounded(seconds, decimals: 3)
      members["validation"] = epoch.validation.map { .object($0.members) }
      try Console.print(members)
    } else if !isQuiet {
      meter.clear()
      var line = "epoch \(padded(epoch.number))/\(epochs)  \(epoch.training.summary)"
      if let validation = epoch.validation {
        line += "  validation \(fixed(validation.loss, decimals: 2))"
      }
      try Console.print(line + "  \(fixed(seconds, decimals: 1)) s")
    }
  }

  mutating func end(model path: String, hash: String, test: Evaluation?) throws {
    meter.clear()
    if isJSON {
      var members: [String: JSONValue] = ["model": .string(path), "sha256": .string(hash)]
      members["test"] = test.map { .object($0.members) }
      try Console.print(members)
    } else if !isQuiet {
      if let test { try Console.print("test  \(test.summary)") }
      try Console.print("\(path)  sha256 \(hash)")
    }
  }

  mutating func clear() { meter.clear() }

  private func padded(_ number: Int) -> String {
    let digits = "\(number)"
    return String(repeating: " ", count: max(0, "\(epochs)".count - digits.count)) + digits
  }
}

extension Evaluation {
  /// The figures by name, in nats per sample.
  var members: [String: JSONValue] {
    [
      "loss": .number(loss), "reconstruction": .number(reconstruction), "kl": .number(kl),
      "n": .integer(count),
    ]
  }

  /// `loss 240.60  reconstruction 214.10  kl 26.50`
  var summary: String {
    "loss \(fixed(loss, decimals: 2))  reconstruction \(fixed(reconstruction, decimals: 2))  "
      + "kl \(fixed(kl, decimals: 2))"
  }
}
