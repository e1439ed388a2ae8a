import LatentSpace
import Testing

struct GaussianMixtureFittingTests {
  func clusters(seed: UInt64 = 2) throws -> LatentBatch {
    let truth = try GaussianMixture(
      weights: [0.2, 0.3, 0.5], means: LatentBatch([[-6, 0, 0], [6, 0, 1], [0, 7, -1]]),
      covariances: [
        1, 0, 0, 0, 1, 0, 0, 0, 1,
        0.5, 0.2, 0, 0.2, 0.5, 0, 0, 0, 2,
        1, 0, -0.5, 0, 1, 0, -0.5, 0, 1,
      ])
    var generator = SeededGenerator(seed: seed)
    return truth.sample(count: 1500, using: &generator)
  }

  @Test("Separate clusters are found with their shares, centres and covariances")
  func recovers() throws {
    var generator = SeededGenerator(seed: 1)
    let mixture = GaussianMixture(
      fitting: try clusters(), componentCount: 3, using: &generator)
    let order = (0..<3).sorted { mixture.weights[$0] < mixture.weights[$1] }
    for (component, share) in zip(order, [0.2, 0.3, 0.5] as [Float]) {
      #expect(abs(mixture.weights[component] - share) < 0.04)
    }
    #expect(mixture.means[order[1]].distance(to: [6, 0, 1]) < 0.25)
    let covariance = mixture.covariances[9 * order[1]..<9 * order[1] + 9]
    for (found, exact) in zip(covariance, [0.5, 0.2, 0, 0.2, 0.5, 0, 0, 0, 2] as [Float]) {
      #expect(abs(found - exact) < 0.3)
    }
  }

  @Test("The likelihood never falls, also where the floor of the eigenvalues acts")
  func monotone() throws {
    for minimum: Float in [1e-3, 0.7, 3] {
      for seed: UInt64 in 0..<4 {
        var generator = SeededGenerator(seed: seed)
        let fit = GaussianMixture.fit(
          try clusters(), componentCount: 7, maximumIterations: 40, tolerance: -1,
          minimumVariance: minimum, using: &generator)
        #expect(fit.logDensities.count == 41 && !fit.isConverged)
        for (before, after) in zip(fit.logDensities, fit.logDensities.dropFirst()) {
          #expect(after >= before - 1e-10)
        }
      }
    }
  }

  @Test("One component is the full normal")
  func oneComponent() throws {
    let latents = try clusters()
    var generator = SeededGenerator(seed: 1)
    let fit = GaussianMixture.fit(latents, componentCount: 1, using: &generator)
    let normal = FullNormal(fitting: latents)
    #expect(fit.isConverged)
    #expect(fit.mixture.means[0].distance(to: normal.mean) < 1e-6)
    for (first, second) in zip(fit.mixture.covariances, normal.covariance) {
      #expect(abs(first - second) < 1e-5)
    }
  }

  @Test("The same seed gives the same mixture")
  func repeatable() throws {
    let latents = try clusters()
    var (first, second) = (SeededGenerator(seed: 3), SeededGenerator(seed: 3))
    #expect(
      GaussianMixture(fitting: latents, componentCount: 4, using: &first)
        == GaussianMixture(fitting: latents, componentCount: 4, using: &second))
  }

  @Test("Eigenvalues of every covariance are at least the minimum")
  func floor() throws {
    let flat = LatentBatch((0..<60).map { [Float($0 % 10), 2 * Float($0 % 10), 0] })
    var generator = SeededGenerator(seed: 4)
    let mixture = GaussianMixture(
      fitting: flat, componentCount: 3, minimumVariance: 0.01, using: &generator)
    for component in 0..<3 {
      let block = mixture.covariances[9 * component..<9 * component + 9]
      let eigen = SymmetricEigen(
        DenseMatrix(rows: 3, columns: 3, values: block.map { Double($0) }))
      #expect(eigen.values[2] > 0.00999)
    }
  }

  @Test("Latents that are all the same, or as few as the components, still give a density")
  func degenerate() {
    var generator = SeededGenerator(seed: 5)
    let same = GaussianMixture(
      fitting: LatentBatch(repeating: [1, 2], count: 6), componentCount: 3, using: &generator)
    #expect(same.logDensity(of: [1, 2] as LatentVector).isFinite)
    #expect(abs(same.weights.reduce(0, +) - 1) < 1e-6)
    let few = GaussianMixture(
      fitting: LatentBatch([[0, 0], [9, 9]]), componentCount: 2, using: &generator)
    #expect(Set(few.means) == [[0, 0], [9, 9]])
    let single = GaussianMixture(
      fitting: LatentBatch([[3]]), componentCount: 1, using: &generator)
    #expect(single.means[0] == [3])
  }

  @Test("Hostile generators end in a fit")
  func hostile() throws {
    let latents = try clusters()
    var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    for component in [1, 5] {
      let first = GaussianMixture.fit(
        latents, componentCount: component, maximumIterations: 5, using: &zeros)
      let second = GaussianMixture.fit(
        latents, componentCount: component, maximumIterations: 5, using: &ones)
      #expect(first.logDensities.last?.isFinite == true)
      #expect(second.logDensities.last?.isFinite == true)
    }
  }
}
