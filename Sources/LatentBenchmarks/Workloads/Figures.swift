import LatentSpace

/// Discovery, maps and metrics on 10,000 latents of 64 coordinates, where not said otherwise, each
/// without intervals.
extension Workload {
  static let figures = discoveries + maps + likelihoods + disentanglements + comparisons

  private static let discoveries = [
    operation("pca") { scene in { _ = PrincipalComponents(fitting: scene.latents) } },
    operation("ica-16") { scene in
      {
        var generator = SeededGenerator(seed: 1)
        _ = IndependentComponents(
          fitting: scene.latents, count: 16, maximumIterations: 20, tolerance: 0,
          using: &generator)
      }
    },
  ]

  private static let maps = [
    operation("k-means-10") { scene in
      {
        var generator = SeededGenerator(seed: 1)
        _ = KMeans(fitting: scene.latents, count: 10, maximumRounds: 20, using: &generator)
      }
    },
    operation("neighbors-10") { scene in { _ = scene.latents.neighbors(count: 10) } },
    operation("t-sne-2000") { scene in
      let latents = scene.latents.selecting(0..<2000)
      return {
        var generator = SeededGenerator(seed: 1)
        _ = TSNE(fitting: latents, using: &generator)
      }
    },
    operation("trustworthiness-2000") { scene in
      let latents = scene.latents.selecting(0..<2000)
      let map = LatentMap(principalComponentsOf: latents)
      return { _ = map.quality(for: latents) }
    },
  ]

  private static let likelihoods = [
    operation("active-units") { scene in
      {
        var generator = SeededGenerator(seed: 1)
        _ = ActiveUnits(of: scene.latents, bootstrap: .none, using: &generator)
      }
    },
    operation("elbo-decomposition-2000") { scene in
      let means = scene.latents.selecting(0..<2000)
      let logVariances = scene.others.selecting(0..<2000)
      return {
        var generator = SeededGenerator(seed: 1)
        _ = ELBODecomposition(
          means: means, logVariances: logVariances, bootstrap: .none, using: &generator)
      }
    },
    operation("gaussian-total-correlation") { scene in
      {
        var generator = SeededGenerator(seed: 1)
        _ = scene.latents.gaussianTotalCorrelation(bootstrap: .none, using: &generator)
      }
    },
  ]

  private static let disentanglements = [
    operation("mutual-information-gap") { scene in
      let factors = scene.factors
      return {
        var generator = SeededGenerator(seed: 1)
        _ = MutualInformationGap(
          of: scene.latents, factors: factors, bootstrap: .none, using: &generator)
      }
    },
    operation("dci") { scene in
      let factors = scene.factors
      return {
        var generator = SeededGenerator(seed: 1)
        _ = DCI(of: scene.latents, factors: factors, bootstrap: .none, using: &generator)
      }
    },
    operation("linear-probe") { scene in
      let labels = scene.factors[0]
      return { _ = LinearProbe(fitting: scene.latents, labels: labels) }
    },
    operation("neighbor-accuracy-5") { scene in
      let labels = scene.factors[0]
      return { _ = scene.latents.neighborAccuracy(labels: labels, count: 5) }
    },
  ]

  private static let comparisons = [
    operation("frechet-distance") { scene in
      {
        var generator = SeededGenerator(seed: 1)
        _ = scene.latents.frechetDistance(
          to: scene.others, features: "latents", bootstrap: .none, using: &generator)
      }
    },
    operation("kernel-distance-2000") { scene in
      let (first, second) = (scene.latents.selecting(0..<2000), scene.others.selecting(0..<2000))
      return {
        var generator = SeededGenerator(seed: 1)
        _ = first.kernelDistance(
          to: second, features: "latents", bootstrap: .none, using: &generator)
      }
    },
    operation("precision-and-recall") { scene in
      { _ = PrecisionAndRecall(of: scene.others, against: scene.latents) }
    },
    operation("density-and-coverage") { scene in
      {
        var generator = SeededGenerator(seed: 1)
        _ = DensityAndCoverage(
          of: scene.others, against: scene.latents, bootstrap: .none, using: &generator)
      }
    },
    operation("authenticity") { scene in
      { _ = scene.others.authenticity(against: scene.latents) }
    },
  ]
}

extension Scene {
  /// Two factors of ten values each, which two of the coordinates follow.
  fileprivate var factors: [[Int]] {
    (0..<2).map { column in
      latents.map { latent in min(9, max(0, Int((latent[column] + 2.5) * 2))) }
    }
  }
}
