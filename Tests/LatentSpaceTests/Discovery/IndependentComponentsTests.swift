import LatentSpace
import Testing

struct IndependentComponentsTests {
  /// A uniform, a two-valued and a long-tailed source, mixed.
  static let mixing: [LatentVector] = [[2, 0, 1, 0], [1, 1, -1, 0.5], [0, 1, 1, -1]]

  static func mixture(_ count: Int, seed: UInt64) -> (sources: [[Double]], latents: LatentBatch) {
    var generator = SeededGenerator(seed: seed)
    let sources = (0..<count).map { _ -> [Double] in
      let normal = generator.nextNormal()
      return [
        (generator.nextUniform() - 0.5) * 12.0.squareRoot(), generator.nextUniform() < 0.5 ? 1 : -1,
        normal * abs(normal) / 3.0.squareRoot(),
      ]
    }
    let latents = LatentBatch(
      sources.map { source in
        zip(source, mixing).reduce([3, -1, 0, 2]) { $0 + Float($1.0) * $1.1 }
      })
    return (sources, latents)
  }

  @Test("Known sources are found again, up to order and sign")
  func recovers() {
    let (sources, latents) = Self.mixture(4000, seed: 1)
    var generator = SeededGenerator(seed: 2)
    // Three sources in four dimensions: without a count, as many as there is variance for.
    let components = IndependentComponents(fitting: latents, using: &generator)
    #expect(components.count == 3 && components.isConverged)
    let found = components.project(latents)
    for source in 0..<3 {
      let correlations = (0..<3).map { component in
        abs(
          sources.indices.reduce(0.0) {
            $0 + sources[$1][source] * Double(found[$1][component])
          } / 4000)
      }.sorted()
      #expect(correlations[2] > 0.99)
      #expect(correlations[1] < 0.08)
    }
    for row in Self.mixing {
      let best = components.mixing.map { abs($0.cosine(to: row)) }.max()!
      #expect(best > 0.995)
    }
  }

  @Test("Sources have mean 0 and deviation 1, are uncorrelated, and give the latents back")
  func sources() {
    let (_, latents) = Self.mixture(1000, seed: 3)
    var generator = SeededGenerator(seed: 4)
    let components = IndependentComponents(fitting: latents, count: 3, using: &generator)
    let found = components.project(latents)
    #expect(found.mean.norm < 1e-4)
    let covariance = DenseMatrix.covariance(of: found, mean: [0, 0, 0], divisor: 1000)
    #expect(areClose(covariance.values, DenseMatrix.identity(3).values, within: 1e-4))
    let again = components.reconstruct(found)
    #expect(zip(again.values, latents.values).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(components.negentropies == components.negentropies.sorted(by: >))
    #expect(components.directions.names == ["IC 1", "IC 2", "IC 3"])
    for (scaled, row) in zip(components.directions.scaled, components.mixing) {
      #expect(scaled.distance(to: row) < 1e-5)
    }
  }

  @Test("In normal noise the strengths are near zero")
  func noise() {
    var generator = SeededGenerator(seed: 5)
    let noise = DiagonalNormal.standard(dimension: 3).sample(count: 3000, using: &generator)
    let components = IndependentComponents(
      fitting: noise, maximumIterations: 50, using: &generator)
    #expect(components.negentropies.allSatisfy { $0 < 1e-4 })
    let (_, latents) = Self.mixture(3000, seed: 6)
    let real = IndependentComponents(fitting: latents, count: 3, using: &generator)
    #expect(real.negentropies.allSatisfy { $0 > 2e-4 })
  }

  @Test("Iterations that are not enough are reported")
  func unconverged() {
    let (_, latents) = Self.mixture(500, seed: 7)
    var generator = SeededGenerator(seed: 8)
    let components = IndependentComponents(
      fitting: latents, count: 3, maximumIterations: 1, tolerance: 0, using: &generator)
    #expect(!components.isConverged && components.iterationCount == 1)
  }

  @Test("Hostile generators end in sources that are uncorrelated")
  func hostile() {
    let (_, latents) = Self.mixture(300, seed: 9)
    var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    for components in [
      IndependentComponents(fitting: latents, count: 3, using: &zeros),
      IndependentComponents(fitting: latents, count: 3, using: &ones),
    ] {
      let covariance = DenseMatrix.covariance(
        of: components.project(latents), mean: [0, 0, 0], divisor: 300)
      #expect(areClose(covariance.values, DenseMatrix.identity(3).values, within: 1e-3))
    }
  }
}

extension KernelTests {
  @Suite struct Independence {
    @Test func `The same seed gives the same sources on every machine`() {
      let (_, latents) = IndependentComponentsTests.mixture(2500, seed: 10)
      var expected: IndependentComponents?
      forEachMachine { machine in
        var generator = SeededGenerator(seed: 11)
        let components = IndependentComponents(
          fitting: latents, count: 3, maximumIterations: 4, using: &generator)
        #expect(components == expected ?? components, "\(machine)")
        expected = components
      }
    }
  }
}
