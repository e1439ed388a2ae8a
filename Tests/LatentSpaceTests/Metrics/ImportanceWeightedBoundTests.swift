import LatentSpace
import Testing

/// x = 2z + 1 + ½ε with z and ε standard normal: everything is known.
private enum LineWorld {
  static let samples: [Double] = [-3, 0.5, 1, 4.25]

  /// ln N(x; 1, 4 + ¼).
  static func logEvidence(_ x: Double) -> Double {
    -0.5 * ((x - 1) * (x - 1) / 4.25 + Elementary.log(2 * .pi * 4.25))
  }

  /// ln N(x; 2z + 1, ¼).
  static func logLikelihood(_ latents: LatentBatch) -> [Double] {
    zip(samples, latents).map { x, z in
      let distance = x - 2 * Double(z[0]) - 1
      return -0.5 * (distance * distance / 0.25 + Elementary.log(2 * .pi * 0.25))
    }
  }

  /// The posterior is normal with mean 2(x − 1)/4.25 and variance 0.25/4.25.
  static func posterior(widenedBy factor: Double = 1) -> (means: LatentBatch, logs: LatentBatch) {
    let log = Float(Elementary.log(0.25 / 4.25 * factor))
    return (
      LatentBatch(samples.map { [Float(2 * ($0 - 1) / 4.25)] }),
      LatentBatch(samples.map { _ in [log] })
    )
  }
}

struct ImportanceWeightedBoundTests {
  private func bound(draws: Int, widenedBy factor: Double, seed: UInt64) -> ImportanceWeightedBound
  {
    var generator = SeededGenerator(seed: seed)
    let (means, logs) = LineWorld.posterior(widenedBy: factor)
    return ImportanceWeightedBound(
      means: means, logVariances: logs, draws: draws, bootstrap: .none, using: &generator,
      logLikelihood: LineWorld.logLikelihood)
  }

  @Test("With the exact posterior the bound is ln p(x) with any number of draws")
  func exact() {
    for draws in [1, 5] {
      let bound = bound(draws: draws, widenedBy: 1, seed: 3)
      for (value, x) in zip(bound.values, LineWorld.samples) {
        #expect(abs(value - LineWorld.logEvidence(x)) < 1e-5)
      }
      let mean = LineWorld.samples.map(LineWorld.logEvidence).reduce(0, +) / 4
      #expect(abs(bound.estimate.value - mean) < 1e-5 && bound.estimate.count == 4)
    }
  }

  @Test("With another posterior one draw gives the ELBO on average, many give ln p(x)")
  func limits() {
    // KL(N(m, 3s²) ‖ N(m, s²)) = ½ (3 − 1 − ln 3).
    let gap = 0.5 * (2 - Elementary.log(3))
    let truth = LineWorld.samples.map(LineWorld.logEvidence).reduce(0, +) / 4
    let single = (0..<400).map {
      bound(draws: 1, widenedBy: 3, seed: UInt64($0)).estimate.value
    }
    let elbo = single.reduce(0, +) / 400
    #expect(abs(elbo - (truth - gap)) < 0.1)
    let many = bound(draws: 4000, widenedBy: 3, seed: 1)
    for (value, x) in zip(many.values, LineWorld.samples) {
      #expect(abs(value - LineWorld.logEvidence(x)) < 0.06)
    }
    let few = (0..<100).map { bound(draws: 8, widenedBy: 3, seed: UInt64($0)).estimate.value }
    let middle = few.reduce(0, +) / 100
    #expect(elbo < middle && middle < truth + 0.02)
  }

  @Test("Errors of the likelihood come through, and the generator is used as documented")
  func contract() throws {
    struct Broken: Error {}
    var generator = SeededGenerator(seed: 1)
    let (means, logs) = LineWorld.posterior()
    #expect(throws: Broken.self) {
      try ImportanceWeightedBound(
        means: means, logVariances: logs, draws: 2, using: &generator
      ) { (_: LatentBatch) throws(Broken) -> [Double] in throw Broken() }
    }
    var second = SeededGenerator(seed: 1)
    let bound = ImportanceWeightedBound(
      means: means, logVariances: logs, draws: 3, using: &second,
      logLikelihood: LineWorld.logLikelihood)
    #expect(second.position == 13)
    #expect(try #require(bound.estimate.interval).contains(bound.estimate.value))
    var impossible = SeededGenerator(seed: 1)
    let never = ImportanceWeightedBound(
      means: means, logVariances: logs, draws: 3, bootstrap: .none, using: &impossible
    ) { $0.map { _ in -.infinity } }
    #expect(never.values.allSatisfy { $0 == -.infinity })
  }
}
