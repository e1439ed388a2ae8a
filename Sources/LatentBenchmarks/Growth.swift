import Foundation
import LatentData
import LatentSpace
import LatentVAE

/// Work whose size doubles, to see that its cost grows as it does and no faster.
struct Growth: Sendable {
  let name: String
  /// What is doubled, and what time and memory are divided by.
  let title, element: String
  let sizes: [Int]
  /// How many elements a size has.
  let elements: @Sendable (_ size: Int) -> Int
  /// Makes the data and returns what to measure.
  let prepare: @Sendable (_ size: Int) -> () -> Void

  static let all = [batch, latent, side, data]

  private static let batch = Growth(
    name: "batch", title: "training step, dense, batch", element: "sample",
    sizes: [64, 128, 256, 512, 1024], elements: { $0 },
    prepare: { size in
      step(.dense(sampleShape: [784], latentDimension: 20), batch: size)
    })

  private static let latent = Growth(
    name: "latent", title: "training step, dense, batch 128, latent", element: "dimension",
    sizes: [256, 512, 1024, 2048, 4096], elements: { $0 },
    prepare: { size in
      step(.dense(sampleShape: [784], latentDimension: size), batch: 128)
    })

  private static let side = Growth(
    name: "side", title: "training step, convolutional, batch 32, side", element: "pixel",
    sizes: [16, 32, 64, 128], elements: { 32 * $0 * $0 },
    prepare: { size in
      step(
        orFail { try .convolutional(sampleShape: [size, size, 1], latentDimension: 16) }, batch: 32)
    })

  private static let data = Growth(
    name: "data", title: "epoch, dense, batch 128, from a mapped file of samples",
    element: "sample", sizes: [8_192, 16_384, 32_768, 65_536], elements: { $0 },
    prepare: { size in
      let url = FileManager.default.temporaryDirectory.appending(path: "growth-\(size).idx")
      orFail { try writeSamples(size, to: url) }
      let samples = orFail { try MappedDataset<Tensor>(contentsOf: url) }
      // The mapping lives on; the name need not.
      try? FileManager.default.removeItem(at: url)
      let model = orFail {
        var generator = SeededGenerator(seed: 0)
        return try VAE<Tensor>(
          .dense(sampleShape: [784], latentDimension: 20), using: &generator)
      }
      return {
        var (model, generator) = (model, SeededGenerator(seed: 0))
        orFail { try Trainer(epochs: 1).fit(&model, to: samples, using: &generator) }
      }
    })

  /// Writes samples of 784 numbers as an IDX file, piece by piece, so that they are never in memory
  /// together.
  private static func writeSamples(_ count: Int, to url: URL) throws {
    func bigEndian(_ word: UInt32) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) }
    }
    let head = [0, 0, 0x0d, 2] + bigEndian(UInt32(count)) + bigEndian(784)
    try Data(head).write(to: url)
    let file = try FileHandle(forWritingTo: url)
    defer { try? file.close() }
    try file.seekToEnd()
    let piece = uniformValues(1024 * 784, seed: 1).flatMap { bigEndian($0.bitPattern) }
    for _ in 0..<(count / 1024) { try file.write(contentsOf: Data(piece)) }
  }

  private static func step(_ architecture: Architecture, batch: Int) -> () -> Void {
    let samples = (0..<batch).map {
      Tensor(
        shape: architecture.sampleShape,
        values: uniformValues(architecture.sampleShape.count, seed: UInt64($0)))
    }
    let model = orFail {
      var generator = SeededGenerator(seed: 0)
      return try VAE<Tensor>(architecture, using: &generator)
    }
    let run = TrainingRun(
      Trainer(epochs: 1, batchSize: batch), model: model, samples: samples, validation: [], key: 0)
    let indices = Array(0..<batch)
    return { _ = orFail { try run.train(on: indices[...]) } }
  }
}

/// One size of a series.
struct GrowthPoint: Sendable {
  let series: Growth
  let size: Int

  /// What it took, in this process.
  struct Cost: Codable {
    var microseconds: Double
    /// The most memory that the process held, less what it held before.
    var megabytes: Double

    func json() throws -> String { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
  }

  func measured() -> Cost {
    let before = Self.peakMegabytes
    let call = series.prepare(size)
    let workload = Workload(series.name, operations: { _ in 0 }, prepare: { {} })
    let time = measure(workload, call, threads: ComputeResources.threadCount)
    return Cost(
      microseconds: time.medianMicroseconds, megabytes: Self.peakMegabytes - before)
  }

  private static var peakMegabytes: Double {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1e6
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return Double(usage.ru_maxrss) * 1024 / 1e6
    #endif
  }
}

extension Growth {
  /// All series, each size measured in a process of its own, because the peak of memory never falls.
  static func table(threads: Int) throws -> String {
    var lines = ["| work | size | time | time per element | memory | memory per element |"]
    lines.append("| --- | --: | --: | --: | --: | --: |")
    for series in all {
      for size in series.sizes {
        let cost = try cost(of: series, size: size, threads: threads)
        let elements = Double(series.elements(size))
        lines.append(
          "| \(series.title) | \(size) | \(text(cost.microseconds / 1000)) ms | "
            + "\(text(cost.microseconds / elements)) µs per \(series.element) | "
            + "\(text(cost.megabytes)) MB | "
            + "\(text(cost.megabytes * 1000 / elements)) kB per \(series.element) |")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func text(_ number: Double) -> String {
    String(format: number < 1 ? "%.3f" : number < 100 ? "%.2f" : "%.0f", number)
  }

  private static func cost(
    of series: Growth, size: Int, threads: Int
  ) throws -> GrowthPoint.Cost {
    let process = Process()
    process.executableURL = Bundle.main.executableURL
    process.arguments = ["--growth-point", "\(series.name),\(size)", "--threads", "\(threads)"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(GrowthPoint.Cost.self, from: data)
  }
}
