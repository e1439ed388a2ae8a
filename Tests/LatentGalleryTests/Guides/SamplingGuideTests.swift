import LatentGallery
import Latents
import Testing

/// The code, the pictures and the figures of `docs/guides/sampling.md`.
@Suite struct SamplingGuideTests {
  private let avatars = GuideFaces.avatars
  private let data = GuideFaces.data
  private let encodings = GuideFaces.encodings
  private let heldOut = GuideFaces.heldOut

  @Test("Draws come from the fitted density, and a seed brings them back")
  func draws() throws {
    var generator = SeededGenerator(seed: 7)
    let dreams = avatars.sample(count: 16, using: &generator)

    var again = SeededGenerator(seed: 7)
    #expect(avatars.sample(count: 16, from: avatars.samplingDensity, using: &again) == dreams)
    let nine = avatars.sample(seeds: 100..<109)
    let third = avatars.sample(seeds: [102])
    #expect(third[0] == nine[2])
    try expectPicture(Picture(strip: nine), "sampling-seeds")
  }

  @Test("Fitted densities beat the prior on held-out faces, and look it")
  func densities() throws {
    var generator = SeededGenerator(seed: 1)
    let prior = DiagonalNormal.standard(dimension: avatars.latentDimension)
    let diagonal = DiagonalNormal(fitting: encodings)
    let full = FullNormal(fitting: encodings)
    let mixture = GaussianMixture(fitting: encodings, componentCount: 64, using: &generator)
    let gain = mixture.meanLogDensity(of: heldOut) - prior.meanLogDensity(of: heldOut)
    #expect(abs(gain - 73.8) < 0.2)

    func fitted(_ count: Int) -> GaussianMixture {
      var generator = SeededGenerator(seed: 1)
      return GaussianMixture(fitting: encodings, componentCount: count, using: &generator)
    }
    let densities: [(any LatentDensity, nats: Double, trip: Double)] = [
      (prior, -51.8, 1.03), (diagonal, -47.7, 0.81), (full, -12.5, 0.44),
      (fitted(8), 5.5, 0.29), (fitted(16), 11.4, 0.25), (mixture, 22.0, 0.19),
    ]
    var rows: [Picture] = []
    for (density, nats, trip) in densities {
      var generator = SeededGenerator(seed: 7)
      let latents = density.sample(count: 200, using: &generator)
      #expect(abs(density.meanLogDensity(of: heldOut) - nats) < 0.1, "\(density.name)")
      #expect(abs(median(roundTrips(latents)) - trip) < 0.01, "\(density.name)")
      rows += avatars.decode(latents.selecting(0..<9))
    }
    rows.removeSubrange(27..<45)  // of the mixtures the last one
    try expectPicture(Picture(sheet: rows, columns: 9), "sampling-densities")
  }

  @Test("Where latents are draws from the prior, a fit only costs")
  func prior() {
    var generator = SeededGenerator(seed: 5)
    let prior = DiagonalNormal.standard(dimension: 32)
    let (seen, heldOut) = (
      prior.sample(count: 1500, using: &generator), prior.sample(count: 600, using: &generator)
    )
    let mixture = GaussianMixture(fitting: seen, componentCount: 8, using: &generator)
    let nats = [prior, FullNormal(fitting: seen), mixture].map { (density: any LatentDensity) in
      density.meanLogDensity(of: heldOut)
    }
    #expect(nats[1] < nats[0] && nats[1] > nats[0] - 0.3)
    #expect(nats[2] < nats[1] - 1)
  }

  @Test("The clothes' mixture beats the prior too")
  func clothes() throws {
    let model = try Gallery.fashion.model()
    let heldOut = model.encode(try Gallery.fashion.dataset().test.samples)
    let prior = DiagonalNormal.standard(dimension: model.latentDimension)
    #expect(abs(prior.meanLogDensity(of: heldOut) + 33.7) < 0.1)
    #expect(abs(model.samplingDensity.meanLogDensity(of: heldOut) + 16.9) < 0.1)
  }

  @Test("Temperature and truncation trade variety for typical faces")
  func temperature() throws {
    var rows: [Picture] = []
    for temperature: Float in [0.5, 1, 1.5] {
      var generator = SeededGenerator(seed: 7)
      rows += avatars.sample(count: 9, temperature: temperature, using: &generator)
    }
    try expectPicture(Picture(sheet: rows, columns: 9), "sampling-temperature")

    var generator = SeededGenerator(seed: 7)
    let truncated = TruncatedNormal(DiagonalNormal(fitting: encodings), limit: 1)
    let calm = avatars.sample(count: 9, from: truncated, using: &generator)
    let shrunk = encodings.shrunk(towards: encodings.mean, by: 0.7)
    #expect(calm.count == 9 && shrunk.standardDeviation.norm < encodings.standardDeviation.norm)
  }

  @Test("A density per class draws samples of the class")
  func classes() throws {
    let classes = ClassDensities(fitting: encodings, labels: data.train.texts(of: "accessory"))
    let rows = classes.classes.flatMap { name in
      var generator = SeededGenerator(seed: 12)
      return avatars.sample(count: 9, from: classes[name]!, temperature: 0.5, using: &generator)
    }

    var generator = SeededGenerator(seed: 3)
    let dark = encodings.selecting(data.train.indices(where: "accessory", is: "wayfarers"))
    let mixture = GaussianMixture(fitting: dark, componentCount: 12, using: &generator)
    let faces = avatars.sample(count: 9, from: mixture, using: &generator)
    #expect(classes.classes == ["none", "prescription_2", "round", "wayfarers"])
    try expectPicture(Picture(sheet: rows + faces, columns: 9), "sampling-classes")
    let isDark = AttributeVector(
      from: encodings.selecting(data.train.indices(where: "dark_glasses", is: false)), to: dark,
      normalOf: .logistic())
    let scores = isDark.score(of: mixture.sample(count: 100, using: &generator))
    #expect(scores.filter { $0 > 0 }.count >= 95)
  }

  @Test("Variations keep the norm")
  func variations() throws {
    let face = data.samples[48]
    var generator = SeededGenerator(seed: 7)
    let like = avatars.variations(of: face, count: 8, angle: 0.3, using: &generator)

    var again = SeededGenerator(seed: 7)
    let farther = avatars.variations(of: face, count: 8, angle: 0.6, using: &again)
    try expectPicture(
      Picture(sheet: [face] + like + [face] + farther, columns: 9), "sampling-variations")

    let posterior = avatars.posterior(of: [face])
    let latents = posterior.sample(temperature: 1, using: &generator)
    #expect(latents.count == 1 && latents[0].distance(to: posterior.means[0]) < 2)

    let latent: LatentVector = avatars.encode(face)
    for angle: Float in [0.3, 0.6, 1.5] {
      for near in latent.variations(count: 20, angle: angle, using: &generator) {
        #expect(abs(near.norm - latent.norm) < 1e-4)
      }
    }
  }

  @Test("Typicality sorts draws into usual and unusual ones")
  func typicality() throws {
    var generator = SeededGenerator(seed: 7)
    let density = avatars.samplingDensity
    let typicality = Typicality(of: density, for: heldOut)
    let usual = typicality.sample(
      count: 9, from: density, percentiles: 0...0.3, using: &generator)
    let unusual = typicality.sample(
      count: 9, from: density, percentiles: 0.85...1, using: &generator)
    let rows = avatars.decode(usual) + avatars.decode(unusual)
    try expectPicture(Picture(sheet: rows, columns: 9), "sampling-typicality")

    let shares = typicality.percentiles(of: density.sample(count: 500, using: &generator)).sorted()
    #expect(abs(shares[250] - 0.57) < 0.02)
    let prior = DiagonalNormal.standard(dimension: 32)
    let torn = typicality.percentiles(of: prior.sample(count: 500, using: &generator))
    #expect(torn.allSatisfy { $0 == 1 })
  }
}
