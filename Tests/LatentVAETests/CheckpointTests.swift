import Foundation
import LatentData
import LatentSpace
import LatentVAE
import Testing

@Suite("Checkpoint files")
struct CheckpointTests {
  /// A checkpoint of a small run, and the number of its parameters.
  static func file() throws -> (file: Safetensors, count: Int) {
    struct Stopped: Error {}
    let folder = FileManager.default.temporaryDirectory.appending(path: "latents-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: "run.checkpoint")
    var model = try barModel()
    var generator = SeededGenerator(seed: 4)
    #expect(throws: Stopped.self) {
      try Trainer(epochs: 3, batchSize: 16).fit(
        &model, to: bars(40), validation: bars(8),
        checkpoint: CheckpointStore(url: url, fingerprint: "bars"), using: &generator,
        onStep: { if $0.step == 5 { throw Stopped() } })
    }
    return (try Safetensors(contentsOf: url), model.parameterCount)
  }

  @Test func aCheckpointSurvivesItsFile() throws {
    let (file, count) = try Self.file()
    let checkpoint = try Checkpoint(file, fingerprint: "bars", parameterCount: count)
    #expect(try checkpoint.file(fingerprint: "bars").encoded() == file.encoded())
  }

  @Test func missingAndMisshapenTensorsAreErrors() throws {
    let (good, count) = try Self.file()
    for name in good.names {
      var file = good
      file[name] = StoredTensor(Tensor(zeros: [count + 1]))
      #expect(throws: TrainingError.self) {
        try Checkpoint(file, fingerprint: "bars", parameterCount: count)
      }
    }
    #expect(throws: TrainingError.self) {
      try Checkpoint(good, fingerprint: "other", parameterCount: count)
    }
  }

  @Test(arguments: ["\"step\":2", "\"epoch\":1", "\"totalSteps\":5"])
  func aStateThatNoRunCanBeInIsAnError(number: String) throws {
    let (good, count) = try Self.file()
    let state = try #require(good.metadata["state"])
    #expect(state.contains(number))
    for value in ["-1", "9223372036854775807", "1e400", "null"] {
      var file = good
      let name = number.split(separator: ":")[0]
      file.metadata["state"] = state.replacingOccurrences(of: number, with: "\(name):\(value)")
      #expect(throws: (any Error).self) {
        try Checkpoint(file, fingerprint: "bars", parameterCount: count)
      }
    }
  }

  @Test func aFileThatEndsEarlyOrIsFlippedNeverTraps() throws {
    let (good, count) = try Self.file()
    let bytes = good.encoded()
    for length in stride(from: 0, to: bytes.count, by: 101) {
      #expect(throws: (any Error).self) {
        try Checkpoint(
          Safetensors(decoding: Array(bytes[..<length])), fingerprint: "bars",
          parameterCount: count)
      }
    }
    let header = 8 + Int(bytes[0]) + Int(bytes[1]) << 8
    for index in 0..<header {
      var damaged = bytes
      damaged[index] ^= 0x11
      _ = try? Checkpoint(
        Safetensors(decoding: damaged), fingerprint: "bars", parameterCount: count)
    }
  }
}
