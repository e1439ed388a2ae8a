import LatentData
import Latents

/// What an edit did, for people and as JSON: how usual the result is, and what else changed.
struct EditReportText {
  private let reference: LatentBatch
  private let typicality: Typicality
  private let attributes: [AttributeVector]

  init(_ encoded: EncodedData, known attributes: [AttributeVector], density: any LatentDensity) {
    reference = encoded.latents
    self.attributes = attributes
    func typicality(_ density: some LatentDensity) -> Typicality {
      Typicality(of: density, for: encoded.latents)
    }
    self.typicality = typicality(density)
  }

  func print(from before: LatentBatch, to after: LatentBatch, _ invocation: Invocation) throws {
    for (index, (old, new)) in zip(before, after).enumerated() {
      let report = EditReport(
        from: old, to: new, reference: reference, typicality: typicality, attributes: attributes)
      if invocation[Shared.json] {
        try Console.print(members(of: report, index))
      } else {
        for line in lines(for: report, index) { try Console.print(line) }
      }
    }
  }

  private func lines(for report: EditReport, _ index: Int) -> [String] {
    func percent(_ share: Double) -> String { fixed(100 * share, decimals: 1) + " %" }
    var lines = [
      "sample \(index + 1): longer than \(percent(report.normPercentile)) of the data, "
        + "less likely than \(percent(report.surprisePercentile))"
    ]
    lines += table(
      report.scoreChanges.map { change in
        [
          "  " + change.attribute, fixed(Double(change.before), decimals: 2), "→",
          fixed(Double(change.after), decimals: 2),
          (change.before > 0) != (change.after > 0) ? "changes sides" : "",
        ]
      }
    ).map { $0.trimmedEnd }
    return lines
  }

  private func members(of report: EditReport, _ index: Int) -> [String: JSONValue] {
    [
      "sample": .integer(index + 1), "normPercentile": .number(report.normPercentile),
      "surprisePercentile": .number(report.surprisePercentile),
      "scores": .array(
        report.scoreChanges.map {
          .object([
            "attribute": .string($0.attribute), "before": .float($0.before),
            "after": .float($0.after),
          ])
        }),
    ]
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
