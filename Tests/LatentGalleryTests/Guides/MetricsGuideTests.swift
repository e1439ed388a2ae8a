import LatentGallery
import Latents
import Testing

/// The code and the figures of `docs/guides/metrics.md`.
@Suite struct MetricsGuideTests {
  private let avatars = GuideFaces.avatars
  private let data = GuideFaces.data
  private let codes = GuideFaces.heldOut

  /// A yes-or-no attribute as 1 and 0, one per face.
  private func levels(_ name: String, of faces: LabeledDataset<Picture>) -> [Int] {
    faces.flags(of: name).map { $0 == true ? 1 : 0 }
  }

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
  func disentanglement() {
    var generator = SeededGenerator(seed: 1)
    let factors = ["smiling", "glasses", "beard"].map { levels($0, of: data.test) }
    let gap = MutualInformationGap(of: codes, factors: factors, using: &generator)
    let dci = DCI(of: codes, factors: factors, using: &generator)
    #expect(abs(gap.estimate.value - 0.048) < 0.001)
    #expect(abs(dci.disentanglement.value - 0.591) < 0.001)
    #expect(abs(dci.completeness.value - 0.322) < 0.001)
    #expect(abs((dci.informativeness?.value ?? 0) - 0.983) < 0.001)
  }

  @Test("Samples of two densities against held-out faces")
  func samples() {
    var generator = SeededGenerator(seed: 1)
    let real = data.test.samples
    let standard = DiagonalNormal.standard(dimension: avatars.latentDimension)
    let fitted = avatars.sample(count: 1000, using: &generator)
    let fromPrior = avatars.sample(count: 1000, from: standard, using: &generator)
    // Precision, recall, density, coverage, Fréchet distance, kernel distance.
    let expected = [
      [0.967, 0.830, 1.185, 0.995, 0.516, 0.004], [0.647, 0.383, 0.605, 0.567, 12.380, 1.009],
    ]
    for (samples, expected) in zip([fitted, fromPrior], expected) {
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
    let labels = levels("glasses", of: data.test)
    let trainLabels = levels("glasses", of: data.train)
    let probe = LinearProbe(fitting: GuideFaces.encodings, labels: trainLabels)
    let accuracy = probe.accuracy(on: codes, labels: labels)
    let nearest = codes.neighborAccuracy(labels: labels)
    let length = avatars.pathLength(count: 100, using: &generator)
    let path = codes[0].path(to: codes[1], count: 17)
    #expect(accuracy.value == 1 && abs(nearest.value - 0.91) < 0.001)
    #expect(abs(length.value - 4065) < 1)
    #expect(abs(avatars.roughness(of: path).value - 2.18) < 0.01)
  }
}
