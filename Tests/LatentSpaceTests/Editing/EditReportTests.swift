import LatentSpace
import Testing

struct EditReportTests {
  @Test("A report ranks the edited latent among the data and lists all scores")
  func report() {
    let reference = LatentBatch((1...100).map { [Float($0) / 10, 0] })
    let typicality = Typicality(of: DiagonalNormal.standard(dimension: 2), for: reference)
    let attribute = AttributeVector(
      vector: [0, 2], bias: 1,
      provenance: AttributeProvenance(name: "tall", method: .given))
    let report = EditReport(
      from: [1, 0], to: [0, 5.05], reference: reference, typicality: typicality,
      attributes: [attribute])
    #expect(report.normPercentile == 0.5)
    #expect(report.surprisePercentile == 0.5)
    #expect(report.scoreChanges.count == 1)
    #expect(report.scoreChanges[0].attribute == "tall")
    #expect(report.scoreChanges[0].before == 1)
    #expect(abs(report.scoreChanges[0].after - 11.1) < 1e-5)
  }
}
