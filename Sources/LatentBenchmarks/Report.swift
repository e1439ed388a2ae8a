import Foundation

/// All measurements of a run, as a document for scripts or a table for people.
struct Report: Codable {
  private(set) var results: [Measurement] = []

  mutating func add(_ measurement: Measurement) { results.append(measurement) }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// One line per measurement; the last column compares with the peak measured in the same run.
  func table() -> String {
    var rows = [["workload", "threads", "median", "minimum", "rounds", "GFLOP/s", "of peak"]]
    for result in results {
      rows.append([
        result.name, "\(result.threads)", duration(result.medianMicroseconds),
        duration(result.minimumMicroseconds), "\(result.rounds)",
        result.gigaflopsPerSecond.map { rounded($0) } ?? "", shareOfPeak(result),
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max()! }
    return rows.map { row in
      row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + space : space + row[column]
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private func shareOfPeak(_ result: Measurement) -> String {
    guard
      let peak = results.first(where: {
        $0.name == Workload.peakName && $0.threads == result.threads
      })?.gigaflopsPerSecond, let reached = result.gigaflopsPerSecond
    else { return "" }
    return "\(Int((100 * reached / peak).rounded())) %"
  }

  private func duration(_ microseconds: Double) -> String {
    microseconds < 1000 ? rounded(microseconds) + " µs" : rounded(microseconds / 1000) + " ms"
  }

  private func rounded(_ number: Double) -> String {
    String(format: number < 100 ? "%.2f" : "%.1f", number)
  }
}
