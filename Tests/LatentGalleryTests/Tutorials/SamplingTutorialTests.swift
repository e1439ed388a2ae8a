import LatentGallery
import Latents
import Testing

/// The code and the figures of `docs/tutorials/02-sampling.md`.
@Suite struct SamplingTutorialTests {
  private let avatars = GuideFaces.avatars
  private let data = GuideFaces.data

  @Test("The same seed gives the same faces")
  func seeds() {
    var generator = SeededGenerator(seed: 32)
    let dreams = avatars.sample(count: 8, using: &generator)
    let more = avatars.sample(count: 8, using: &generator)

    var again = SeededGenerator(seed: 32)
    #expect(avatars.sample(count: 8, using: &again) == dreams)
    #expect(avatars.sample(count: 8, using: &again) == more)
    #expect(more != dreams)
    var other = SeededGenerator(seed: 33)
    #expect(avatars.sample(count: 8, using: &other) != dreams)
  }

  @Test("The prior's draws are stranger than all faces, the mixture's are not")
  func typicality() {
    var generator = SeededGenerator(seed: 32)
    let prior = DiagonalNormal.standard(dimension: avatars.latentDimension)
    let fitted = avatars.samplingDensity
    let typicality = Typicality(of: fitted, for: avatars.encode(data.test.samples))
    for density in [prior, fitted] as [any LatentDensity] {
      let draws = density.sample(count: 500, using: &generator)
      let stranger = typicality.percentiles(of: draws).filter { $0 == 1 }
      print(density.name, stranger.count)
      #expect(stranger.count == (density.name == prior.name ? 500 : 0))
    }
    #expect(data.test.samples.count == 600)
  }

  @Test("Dull, balanced, chaotic")
  func temperature() throws {
    let model = try Gallery.fashion.model()
    let clothes = model.encode(Array(try Gallery.fashion.dataset().test.samples.prefix(200)))
    /// How far a latent is from the nearest other one, and how far it moves when it is decoded and
    /// encoded again, relative to its length; medians.
    func figures(_ latents: LatentBatch) -> (apart: Double, drift: Double) {
      let apart = latents.neighbors(count: 1).map { Double($0[0].distance) }
      let again = model.encode(model.decode(latents))
      let drift = zip(latents, again).map { Double($0.distance(to: $1) / $0.norm) }
      return (median(apart), median(drift))
    }
    let expected: [(Float, Double, Double)] = [
      (0.2, 0.7, 0.18), (0.7, 2.5, 0.19), (1, 3.4, 0.22), (1.5, 5.0, 0.30), (2.5, 7.5, 0.45),
    ]
    for (temperature, apart, drift) in expected {
      var generator = SeededGenerator(seed: 7)
      let draws = model.samplingDensity.sample(
        count: 200, temperature: temperature, using: &generator)
      let found = figures(draws)
      #expect(abs(found.apart - apart) < 0.06 && abs(found.drift - drift) < 0.006, "\(found)")
    }
    let real = figures(clothes)
    #expect(abs(real.apart - 3.2) < 0.06 && abs(real.drift - 0.14) < 0.006, "\(real)")
  }

  @Test("Exercise: how many draws are stranger than nine faces in ten")
  func exercise() {
    let typicality = Typicality(
      of: avatars.samplingDensity, for: avatars.encode(data.test.samples))
    for (temperature, expected) in [(0.5, 0), (1, 5), (1.5, 279)] as [(Float, Int)] {
      var generator = SeededGenerator(seed: 1)
      let draws = avatars.samplingDensity.sample(
        count: 500, temperature: temperature, using: &generator)
      let strange = typicality.percentiles(of: draws).filter { $0 > 0.9 }.count
      #expect(strange == expected)
    }
  }
}
