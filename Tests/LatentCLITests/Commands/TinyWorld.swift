import Foundation
import LatentData
import Testing

/// A small data set and a model of it, made once by the tool itself; and helpers for its tests.
enum TinyWorld {
  /// A folder with `data.npy` (240 pictures of 8 × 8: bars, upright or lying) and `model.safetensors`.
  static let folder: String = {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("latent-tiny-\(ProcessInfo.processInfo.processIdentifier)").path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(NPY.encode(pictures)).write(to: URL(fileURLWithPath: folder + "/data.npy"))
      let outcome = try LatentTool.run(trainWords + ["-o", "model.safetensors"], in: folder)
      precondition(outcome.status == 0, outcome.errors)
    } catch {
      fatalError("\(error)")
    }
    return folder
  }()

  static let trainWords = [
    "train", "data.npy", "--architecture", "dense", "--hidden", "16", "--latent", "3", "--epochs",
    "2", "--batch", "32", "--seed", "5",
  ]

  /// Runs the tool in a fresh folder that has `data.npy` and `model.safetensors`.
  static func run(
    _ words: String..., in folder: String, environment: [String: String] = [:]
  ) throws -> LatentTool.Outcome {
    try LatentTool.run(words, in: folder, environment: environment)
  }

  /// Expects that a command fails with a status and a message, and writes nothing.
  static func expectMistake(
    _ words: String, status: Int32, message: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try withCopy { folder in
      let before = try names(in: folder)
      let outcome = try LatentTool.run(words.split(separator: " ").map(String.init), in: folder)
      #expect(outcome.status == status, sourceLocation: sourceLocation)
      #expect(
        outcome.errors.contains(message), "\(outcome.errors)", sourceLocation: sourceLocation)
      #expect(try names(in: folder) == before, sourceLocation: sourceLocation)
    }
  }

  /// A fresh folder with copies of the data and the model.
  static func withCopy<Result>(_ body: (String) throws -> Result) throws -> Result {
    try withTemporaryFolder { copy in
      for name in ["data.npy", "model.safetensors"] {
        try FileManager.default.copyItem(atPath: folder + "/" + name, toPath: copy + "/" + name)
      }
      return try body(copy)
    }
  }

  /// Adds `bars`: the first pictures of `data.npy` as PNG files in the folders `upright` and `lying`,
  /// half of them for testing.
  static func writeBars(in folder: String) throws {
    let stored = try NPY.decode(bytes("data.npy", in: folder))
    for index in 0..<64 {
      let part = index < 32 ? "train" : "test"
      let path = "\(folder)/bars/\(part)/\(index % 2 == 0 ? "upright" : "lying")"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      let start = stored.bytes.startIndex + index * 64
      try Picture(
        width: 8, height: 8, kind: .grey, bytes: Array(stored.bytes[start..<start + 64])
      ).write(to: URL(fileURLWithPath: "\(path)/\(100 + index).png"))
    }
  }

  static func picture(_ name: String, in folder: String) throws -> PNG.Contents {
    try PNG.decode(bytes(name, in: folder))
  }

  static func bytes(_ name: String, in folder: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
  }

  static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private static var pictures: StoredTensor {
    var bytes: [UInt8] = []
    for index in 0..<240 {
      let isUpright = index % 2 == 0
      let place = index / 2 % 8
      for y in 0..<8 {
        for x in 0..<8 {
          bytes.append((isUpright ? x : y) == place ? UInt8(155 + index % 100) : 0)
        }
      }
    }
    return StoredTensor(shape: [240, 8, 8], scalar: .uint8, bytes: bytes[...])
  }
}
