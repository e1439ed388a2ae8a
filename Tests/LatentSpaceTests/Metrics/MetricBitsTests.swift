import LatentSpace
import Testing

extension KernelTests {
  @Suite struct MetricBits {
    /// Whatever has a kernel or a thread in it; sizes at which work is spread over threads.
    private func figures() -> [Estimate] {
      var generator = SeededGenerator(seed: 1)
      let bootstrap = Bootstrap(resamples: 12)
      let codes = normalCodes(count: 240, deviations: [1, 2, 0.5, 1], using: &generator)
      let logs = LatentBatch(repeating: [-1, -2, 0, -3], count: 240)
      let factors = [GoldenCodes.factors[0], GoldenCodes.factors[1]]
      let (real, made) = (codes.selecting(0..<130), codes.selecting(100..<240))
      let dci = DCI(of: codes, factors: factors, bootstrap: bootstrap, using: &generator)
      let parts = ELBODecomposition(
        means: codes, logVariances: logs, bootstrap: bootstrap, using: &generator)
      let quality = PrecisionAndRecall(of: made, against: real)
      let density = DensityAndCoverage(
        of: made, against: real, bootstrap: bootstrap, using: &generator)
      return [
        MutualInformationGap(of: codes, factors: factors, bootstrap: bootstrap, using: &generator)
          .estimate,
        AttributePredictability(
          of: codes, factors: factors.map { $0.map { Float($0) } }, bootstrap: bootstrap,
          using: &generator
        ).estimate,
        BetaVAEScore(
          of: codes, factors: factors, pairs: 4, trainingTrials: 50, trials: 50, using: &generator
        ).estimate,
        ActiveUnits(of: codes, bootstrap: bootstrap, using: &generator).estimate,
        PosteriorDivergence(
          means: codes, logVariances: logs, bootstrap: bootstrap, using: &generator
        ).estimate,
        codes.gaussianTotalCorrelation(bootstrap: bootstrap, using: &generator),
        real.frechetDistance(to: made, features: "codes", bootstrap: bootstrap, using: &generator),
        real.kernelDistance(to: made, features: "codes", bootstrap: bootstrap, using: &generator),
        made.authenticity(against: real), codes.neighborAccuracy(labels: factors[0]),
        dci.disentanglement, dci.completeness, parts.information, parts.totalCorrelation,
        parts.dimensionwise, quality.precision, quality.recall, density.density, density.coverage,
      ] + [dci.informativeness].compactMap(\.self)
    }

    @Test func `Figures and intervals have the same bits on every machine`() {
      let expected = figures()
      #expect(expected.count == 20)
      forEachMachine { machine in
        for (figure, reference) in zip(figures(), expected) {
          #expect(figure == reference, "\(machine): \(figure.estimator)")
        }
      }
    }
  }
}
