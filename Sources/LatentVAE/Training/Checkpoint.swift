import Foundation
import LatentData

/// A training run at one moment: everything needed to go on as if it had never stopped.
package struct Checkpoint {
  var state: TrainingState
  var parameters: [Float]
  var firstMoments: [Float]
  var secondMoments: [Float]
  var bestParameters: [Float]?
}

extension Checkpoint {
  /// Reads the contents of a checkpoint file, every number checked.
  ///
  /// - Throws: ``TrainingError`` or ``ModelFileError`` when it is damaged or belongs to another run.
  package init(_ file: Safetensors, fingerprint: String, parameterCount: Int) throws {
    guard file.metadata["format"] == "latents.checkpoint", let text = file.metadata["state"] else {
      throw TrainingError.checkpointMismatch("the file is not a checkpoint")
    }
    guard file.metadata["fingerprint"] == fingerprint else {
      throw TrainingError.checkpointMismatch("its data or its settings are others")
    }
    func values(_ name: String) throws -> [Float] {
      guard let stored = file[name], stored.shape == [parameterCount] else {
        throw TrainingError.checkpointMismatch("it lacks '\(name)' for this network")
      }
      return stored.tensor.values
    }
    state = try JSONText.decode(TrainingState.self, text, name: "state")
    guard state.isPossible else {
      throw TrainingError.checkpointMismatch("its state is one that no run can be in")
    }
    parameters = try values("parameters")
    firstMoments = try values("firstMoments")
    secondMoments = try values("secondMoments")
    bestParameters = file["bestParameters"] == nil ? nil : try values("bestParameters")
  }

  /// The contents of a checkpoint file.
  package func file(fingerprint: String) throws -> Safetensors {
    var file = Safetensors(metadata: [
      "format": "latents.checkpoint", "fingerprint": fingerprint,
      "state": try JSONText.encode(state),
    ])
    func store(_ values: [Float], _ name: String) {
      file[name] = StoredTensor(Tensor(shape: [values.count], values: values))
    }
    store(parameters, "parameters")
    store(firstMoments, "firstMoments")
    store(secondMoments, "secondMoments")
    if let bestParameters { store(bestParameters, "bestParameters") }
    return file
  }
}

/// The file in which a training run keeps itself while it goes on.
///
/// ```swift
/// let store = CheckpointStore(url: url, fingerprint: recipe)
/// try trainer.fit(&model, to: pictures, checkpoint: store, using: &generator)
/// try model.write(to: output)
/// store.remove()
/// ```
///
/// It is written after every epoch and at least every ten seconds, each time whole and at once
/// (to a temporary file that then takes its place). A run that is killed at any moment and started
/// again with the same settings ends in the same bytes as one that was not.
public struct CheckpointStore: Sendable {
  /// The file, a safetensors file.
  public let url: URL
  /// What the run is: settings, seed and data. A checkpoint with another one is refused.
  public let fingerprint: String
  /// Seconds between two writes.
  private let interval: TimeInterval
  private let lastWrite: LastWrite

  /// The time of the last write, shared by the copies of a store.
  private final class LastWrite: @unchecked Sendable {
    let lock = NSLock()
    var time = Date()
  }

  /// A store at a place of its own; the folder must exist.
  public init(url: URL, fingerprint: String, interval: Duration = .seconds(10)) {
    self.url = url
    self.fingerprint = fingerprint
    self.interval = TimeInterval(interval.components.seconds)
    lastWrite = LastWrite()
  }

  /// Removes the file, once what it was for is safe.
  public func remove() {
    try? FileManager.default.removeItem(at: url)
  }

  /// The finished epochs of the run in the file; none when there is no file, or that of another run.
  package var history: [Trainer.Epoch] {
    guard let file = try? Safetensors(contentsOf: url),
      file.metadata["fingerprint"] == fingerprint, let text = file.metadata["state"],
      let state = try? JSONText.decode(TrainingState.self, text, name: "state"), state.isPossible
    else { return [] }
    return state.history
  }

  var isDue: Bool {
    lastWrite.lock.withLock { -lastWrite.time.timeIntervalSinceNow >= interval }
  }

  /// Writes a checkpoint, whole and at once.
  func save(_ checkpoint: Checkpoint) throws {
    try checkpoint.file(fingerprint: fingerprint).write(to: url)
    lastWrite.lock.withLock { lastWrite.time = Date() }
  }

  /// Reads the checkpoint, or nil when there is none.
  func load(parameterCount: Int) throws -> Checkpoint? {
    guard FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) else {
      return nil
    }
    return try Checkpoint(
      Safetensors(contentsOf: url), fingerprint: fingerprint, parameterCount: parameterCount)
  }
}
