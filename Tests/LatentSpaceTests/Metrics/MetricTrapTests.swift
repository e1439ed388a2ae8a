import LatentSpace
import Testing

struct MetricTrapTests {
  #if compiler(>=6.2)
    @Test("Factors, posteriors and features of the wrong shape stop the program")
    func shapes() async {
      await #expect(processExitsWith: .failure) {
        _ = MutualInformation(of: LatentBatch([[1], [2]]), factors: [[0, 1, 2]])
      }
      await #expect(processExitsWith: .failure) {
        var generator = SeededGenerator(seed: 0)
        _ = MutualInformationGap(
          of: LatentBatch([[1], [2]]), factors: [[3, 3]], using: &generator)
      }
      await #expect(processExitsWith: .failure) {
        var generator = SeededGenerator(seed: 0)
        _ = PosteriorDivergence(
          means: LatentBatch([[1], [2]]), logVariances: LatentBatch([[1]]), using: &generator)
      }
      await #expect(processExitsWith: .failure) {
        _ = PrecisionAndRecall(of: LatentBatch([[1], [2]]), against: LatentBatch([[1], [2]]))
      }
      await #expect(processExitsWith: .failure) {
        _ = DCI(importance: [[1, -1], [0, 1]], count: 1, estimator: "given")
      }
    }
  #endif
}
