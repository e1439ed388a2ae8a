import LatentGallery
import Latents
import Testing

/// The code and the figures of `docs/guides/discovery.md`.
@Suite struct DiscoveryGuideTests {
  private let avatars = GuideFaces.avatars
  private let data = GuideFaces.data
  private let encodings = GuideFaces.encodings

  @Test("Principal components of the faces, and what they change beside random directions")
  func principal() {
    let components = PrincipalComponents(fitting: encodings)
    let directions = components.directions.prefix(8)
    let face = avatars.encode(data.samples[62])
    let row = stride(from: Float(-3), through: 3, by: 1).map { amount in
      avatars.decode(face + amount * directions.scaled[0])
    }
    #expect(row.count == 7)
    #expect(components.explained.reduce(0, +) > 0.999)

    var generator = SeededGenerator(seed: 7)
    let comparison = avatars.compare(
      directions, at: LatentBatch(encodings.prefix(8)), step: 2, using: &generator)
    print(comparison.ratios, comparison.percentiles)
    #expect(zip(comparison.ratios, [2.48, 1.89, 2.19, 2.13]).allSatisfy { abs($0 - $1) < 0.01 })
    #expect(comparison.percentiles.prefix(5).allSatisfy { $0 == 1 })
    #expect(comparison.percentiles[6] < 0.5)
  }

  @Test("Other ways to directions")
  func others() {
    var generator = SeededGenerator(seed: 7)
    let independent = IndependentComponents(fitting: encodings, count: 8, using: &generator)
    print(independent.isConverged, independent.negentropies)
    let posterior = avatars.posterior(of: Array(data.train.samples.prefix(200)))
    let axes = LatentDirections(
      rankingByDivergence: posterior.means, logVariances: posterior.logVariances)
    let weights = avatars.firstLayerDirections
    let local = avatars.jacobianDirections(at: encodings[3])
    #expect(independent.count == 8 && independent.negentropies[0] > 0)
    for directions in [axes, weights, local] {
      #expect(directions.dimension == encodings.dimension)
      #expect(directions.strengths == directions.strengths.sorted(by: >))
    }
  }
}
