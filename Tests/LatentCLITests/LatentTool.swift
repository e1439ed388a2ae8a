import Foundation

/// The built `latent` program, run as a process.
enum LatentTool {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// The program beside the test bundle: the build makes both in one folder.
  static let url: URL = {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? .main
      let folder = bundle.bundleURL.deletingLastPathComponent()
    #else
      let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    #endif
    return folder.appendingPathComponent("latent")
  }()

  /// Runs the program to its end.
  static func run(
    _ words: [String], in folder: String? = nil, environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = try start(words, in: folder, environment: environment)
    return try process.finish()
  }

  /// Runs a line in a shell that finds the program under its name.
  static func shell(_ line: String, in folder: String) throws -> Outcome {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let tools = url.deletingLastPathComponent().path
    let process = try start(
      ["-c", "set -euo pipefail; \(line)"], in: folder, environment: ["PATH": "\(tools):\(path)"],
      program: URL(fileURLWithPath: "/bin/bash"))
    return try process.finish()
  }

  /// Starts the program without waiting for it.
  static func start(
    _ words: [String], in folder: String? = nil, environment: [String: String] = [:],
    program: URL = LatentTool.url
  ) throws -> Running {
    let running = try Running(folder: folder)
    running.process.executableURL = program
    running.process.arguments = words
    if let folder { running.process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    var all = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "COLORTERM", "COLUMNS"] { all[name] = nil }
    running.process.environment = all.merging(environment) { _, new in new }
    try running.process.run()
    return running
  }

  /// A started program. Its outputs go to files: a full pipe cannot block it.
  final class Running {
    let process = Process()
    private let folder: URL

    init(folder: String?) throws {
      self.folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("latent-run-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
      process.standardOutput = try handle("output")
      process.standardError = try handle("errors")
      process.standardInput = FileHandle.nullDevice
    }

    private func handle(_ name: String) throws -> FileHandle {
      let url = folder.appendingPathComponent(name)
      try Data().write(to: url)
      return try FileHandle(forWritingTo: url)
    }

    func finish() throws -> Outcome {
      process.waitUntilExit()
      defer { try? FileManager.default.removeItem(at: folder) }
      func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
      }
      return try Outcome(
        status: process.terminationStatus, output: text("output"), errors: text("errors"))
    }
  }
}

/// A folder that is there while the body runs.
@discardableResult
func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("latent-test-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}
