import LatentGallery
import Latents
import Testing

/// The code and the figures of `docs/guides/metrics.md`.
@Suite struct MetricsGuideTests {
  private let avatars = GuideFaces.avatars
  private let data = GuideFaces.data
  private let encodings = GuideFaces.encodings
  private let heldOut = GuideFaces.heldOut

  @Test("Collapse and the parts of the divergence")
  func collapse() {
    var generator = SeededGenerator(seed: 1)
    let faces = data.test.samples
    let posterior = avatars.posterior(of: faces)
    let active = ActiveUnits(of: posterior.means, using: &generator)
    let divergence = posterior.divergence(using: &generator)
    let parts = posterior.decomposition(using: &generator)
    let bound = avatars.importanceWeightedBound(
      of: Array(faces.prefix(64)), draws: 16, using: &generator)
    let fit = avatars.priorFit(on: faces, using: &generator)
    let sum = parts.information.value + parts.totalCorrelation.value + parts.dimensionwise.value
    #expect(abs(sum - parts.divergence.value) < 1e-9)
    #expect(active.estimate.value == 32 && active.estimate.count == 600)
    #expect(abs(divergence.estimate.value - 90.76) < 0.01)
    #expect(abs(parts.information.value - 6.39) < 0.01)
    #expect(abs(parts.totalCorrelation.value - 79.03) < 0.01)
    #expect(abs(parts.dimensionwise.value - 5.31) < 0.01)
    #expect(abs(bound.estimate.value - 16_610) < 1)
    #expect(fit.holes.value > 0.999 && abs(fit.outliers.value - 0.253) < 0.001)
  }

  @Test("Disentanglement")
  func disentanglement() throws {
    var generator = SeededGenerator(seed: 1)
    let factors = ["smiling", "glasses", "beard"].map { name in
      data.test.flags(of: name).map { $0 == true ? 1 : 0 }
    }
    let gap = MutualInformationGap(of: heldOut, factors: factors, using: &generator)
    let dci = DCI(of: heldOut, factors: factors, using: &generator)
    for (estimate, low, high) in [
      (gap.estimate, 0.022, 0.077), (dci.disentanglement, 0.536, 0.636),
      (dci.completeness, 0.296, 0.353),
    ] {
      let interval = try #require(estimate.interval)
      #expect(abs(interval.lowerBound - low) < 0.001 && abs(interval.upperBound - high) < 0.001)
    }
    #expect(abs(gap.estimate.value - 0.048) < 0.001)
    #expect(abs(dci.disentanglement.value - 0.591) < 0.001)
    #expect(abs(dci.completeness.value - 0.322) < 0.001)
    #expect(abs((dci.informativeness?.value ?? 0) - 0.983) < 0.001)
  }

  @Test("Samples of two densities against held-out faces")
  func samples() {
    var generator = SeededGenerator(seed: 1)
    let real = data.test.samples
    let samples = avatars.sample(count: 1000, using: &generator)
    let quality = avatars.precisionAndRecall(of: samples, against: real)
    let distance = avatars.frechetDistance(
      from: real, to: samples, features: "encodings of avatars", using: &generator)
    #expect(abs(quality.precision.value - 0.967) < 0.001)
    #expect(abs(distance.value - 0.516) < 0.001)

    // The prior's draws come after those of the fitted density.
    var other = SeededGenerator(seed: 1)
    #expect(avatars.sample(count: 1000, using: &other) == samples)
    let standard = DiagonalNormal.standard(dimension: avatars.latentDimension)
    let fromPrior = avatars.sample(count: 1000, from: standard, using: &other)
    // Precision, recall, density, coverage, Fréchet distance, kernel distance.
    let expected = [
      [0.967, 0.830, 1.185, 0.995, 0.516, 0.004], [0.647, 0.383, 0.605, 0.567, 12.380, 1.009],
    ]
    for (samples, expected) in zip([samples, fromPrior], expected) {
      let quality = avatars.precisionAndRecall(of: samples, against: real)
      let distance = avatars.frechetDistance(
        from: real, to: samples, features: "encodings of avatars", using: &generator)
      let crowd = avatars.densityAndCoverage(of: samples, against: real, using: &generator)
      let kernel = avatars.kernelDistance(
        from: real, to: samples, features: "encodings of avatars", using: &generator)
      let figures = [
        quality.precision, quality.recall, crowd.density, crowd.coverage, distance, kernel,
      ]
      for (figure, value) in zip(figures, expected) {
        #expect(abs(figure.value - value) < 0.001, "\(figure.estimator)")
      }
    }
  }

  @Test("What can be read off the codes, and how paths move")
  func reading() {
    var generator = SeededGenerator(seed: 1)
    let known = data.train.flags(of: "glasses").map { $0 == true ? 1 : 0 }
    let labels = data.test.flags(of: "glasses").map { $0 == true ? 1 : 0 }
    let probe = LinearProbe(fitting: encodings, labels: known)
    let accuracy = probe.accuracy(on: heldOut, labels: labels)
    let nearest = heldOut.neighborAccuracy(labels: labels)
    let length = avatars.pathLength(count: 100, using: &generator)
    let path = heldOut[0].path(to: heldOut[1], count: 17)
    #expect(accuracy.value == 1 && abs(nearest.value - 0.91) < 0.001)
    #expect(abs(length.value - 4065) < 1)
    #expect(abs(avatars.roughness(of: path).value - 2.18) < 0.01)
  }
}
