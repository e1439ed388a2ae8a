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
    let faces = Array(data.test.samples.prefix(1000))
    let posterior = avatars.posterior(of: faces)
    let active = ActiveUnits(of: posterior.means, using: &generator)
    let divergence = posterior.divergence(using: &generator)
    let parts = posterior.decomposition(using: &generator)
    print(active.estimate, divergence.estimate, divergence.ranking.prefix(3))
    print(parts.information, parts.totalCorrelation, parts.dimensionwise)
    let bound = avatars.importanceWeightedBound(
      of: Array(faces.prefix(64)), draws: 16, using: &generator)
    print(bound.estimate)
    let fit = avatars.priorFit(on: faces, using: &generator)
    print(fit.holes, fit.outliers)
    let sum = parts.information.value + parts.totalCorrelation.value + parts.dimensionwise.value
    #expect(abs(sum - parts.divergence.value) < 1e-9)
  }

  @Test("Disentanglement")
  func disentanglement() {
    var generator = SeededGenerator(seed: 1)
    let factors = ["smiling", "glasses", "beard"].map { levels($0, of: data.test) }
    let gap = MutualInformationGap(of: codes, factors: factors, using: &generator)
    let dci = DCI(of: codes, factors: factors, using: &generator)
    print(gap.estimate, gap.gaps)
    print(dci.disentanglement, dci.completeness, dci.informativeness as Any)
    print(Modularity(of: codes, factors: factors, using: &generator).estimate)
    print(AttributePredictability(of: codes, factors: factors, using: &generator).estimate)
    print(InterventionalRobustness(of: codes, factors: factors).estimate)
    print(codes.gaussianTotalCorrelation(using: &generator))
  }

  @Test("Samples of two densities against held-out faces")
  func samples() {
    var generator = SeededGenerator(seed: 1)
    let real = Array(data.test.samples.prefix(1000))
    let standard = DiagonalNormal.standard(dimension: avatars.latentDimension)
    let fitted = avatars.sample(count: 1000, using: &generator)
    let fromPrior = avatars.sample(count: 1000, from: standard, using: &generator)
    for samples in [fitted, fromPrior] {
      let quality = avatars.precisionAndRecall(of: samples, against: real)
      let distance = avatars.frechetDistance(
        from: real, to: samples, features: "encodings of avatars", using: &generator)
      print(quality.precision, quality.recall, distance)
      print(avatars.densityAndCoverage(of: samples, against: real, using: &generator))
      print(
        avatars.kernelDistance(
          from: real, to: samples, features: "encodings of avatars", using: &generator))
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
    print(accuracy, nearest)
    print(avatars.pathLength(count: 100, using: &generator))
    let path = codes[0].path(to: codes[1], count: 17)
    print(avatars.roughness(of: path))
  }
}
