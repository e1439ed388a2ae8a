import LatentData
import LatentSpace
import LatentVAE
import Testing

@Suite("Figures of a variational autoencoder")
struct VAEMetricsTests {
  /// Bars whose grey borders are made black, so that they are outcomes of a Bernoulli law.
  private func binaryBars(_ count: Int) -> [Tensor] {
    bars(count).map { bar in
      var binary = bar
      binary.values = bar.values.map { $0 > 0.75 ? 1 : 0 }
      return binary
    }
  }

  @Test func oneDrawIsTheLowerBoundOnAverageAndMoreDrawsGiveMore() throws {
    let model = try barModel()
    let samples = binaryBars(24)
    var generator = SeededGenerator(seed: 3)
    func mean(draws: Int, repetitions: Int) -> Double {
      (0..<repetitions).reduce(0) { sum, _ in
        sum
          + model.importanceWeightedBound(
            of: samples, draws: draws, bootstrap: .none, using: &generator
          ).estimate.value / Double(repetitions)
      }
    }
    let single = mean(draws: 1, repetitions: 60)
    let evaluation = (0..<60).reduce(0) { sum, _ in
      sum - model.evaluate(samples, using: &generator).loss / 60
    }
    #expect(abs(single - evaluation) < 0.1)
    let many = mean(draws: 60, repetitions: 2)
    #expect(many > single && many < single + 20)
    #expect(many < 0)
  }

  @Test func greyValuesAreNamed() throws {
    var generator = SeededGenerator(seed: 3)
    let model = try barModel()
    func name(_ model: VAE<Tensor>, _ samples: [Tensor]) -> String {
      model.importanceWeightedBound(
        of: samples, draws: 2, bootstrap: .none, using: &generator
      ).estimate.estimator
    }
    #expect(name(model, binaryBars(4)) == "importance-weighted bound, 2 draws")
    #expect(name(model, bars(4)).contains("grey"))
    #expect(
      name(try barModel(.normal(standardDeviation: 0.2)), bars(4))
        == "importance-weighted bound, 2 draws")
  }

  @Test func thePartsOfTheDivergenceAreThoseOfThePosterior() throws {
    var generator = SeededGenerator(seed: 4)
    let model = try barModel()
    let posterior = model.posterior(of: bars(64))
    let divergence = posterior.divergence(using: &generator)
    let kl = model.evaluate(bars(64), using: &generator).kl
    #expect(abs(divergence.estimate.value - kl) < 1e-5)
    let parts = posterior.decomposition(using: &generator)
    let sum = parts.information.value + parts.totalCorrelation.value + parts.dimensionwise.value
    #expect(abs(sum - parts.divergence.value) < 1e-9)
  }
}
