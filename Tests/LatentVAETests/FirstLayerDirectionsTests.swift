import LatentData
import LatentSpace
import LatentVAE
import Testing

@Suite("Directions from the first layer's weights")
struct FirstLayerDirectionsTests {
  private func expectFactorization(
    _ model: VAE<Tensor>, weights: ArraySlice<Float>, outputs: Int
  ) {
    // Dense weights lie as inputs × outputs.
    let inputs = model.latentDimension
    let rows = (0..<outputs).map { output in
      LatentVector((0..<inputs).map { weights[weights.startIndex + $0 * outputs + output] })
    }
    let expected = LatentDirections(factorizing: LatentBatch(rows))
    #expect(model.firstLayerDirections == expected)
    #expect(expected.count == inputs && expected.strengths[0] > 0)
  }

  @Test func theyAreThoseOfTheDenseWeights() throws {
    let model = try barModel()
    expectFactorization(model, weights: model.decoder.parameters[..<64], outputs: 16)
  }

  @Test func layersWithoutWeightsBeforeAreLookedThrough() throws {
    var generator = SeededGenerator(seed: 3)
    let model = try VAE<Tensor>(
      Architecture(
        sampleShape: [6], latentDimension: 4, encoder: [.dense(outputs: 5)],
        decoder: [.reshape([2, 2, 1]), .flatten, .dense(outputs: 6), .activation(.tanh)]),
      using: &generator)
    expectFactorization(model, weights: model.decoder.parameters[..<24], outputs: 6)
  }
}
