import LatentSpace
import Testing

struct VariationsTests {
  let z: LatentVector = [1, -2, 0.5, 3, 0.1]

  @Test("Variations are as long as the vector and at the angle from it")
  func angleAndLength() {
    var generator = SeededGenerator(seed: 1)
    for angle: Float in [0, 0.2, 0.5, 1.5707964, 3] {
      for variation in z.variations(count: 20, angle: angle, using: &generator) {
        #expect(abs(variation.norm - z.norm) < 1e-5)
        let cosine = Double(variation.cosine(to: z))
        #expect(abs(cosine - Elementary.cos(Double(angle))) < 1e-5)
      }
    }
  }

  @Test("Directions are spread evenly around the vector")
  func spread() {
    var generator = SeededGenerator(seed: 2)
    let variations = z.variations(count: 4000, angle: 1.5707964, using: &generator)
    #expect(variations.mean.norm < 0.15 * z.norm)
  }

  @Test("Hostile generators, the origin and one dimension stay finite")
  func edges() {
    var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    let same: LatentVector = [2, 2, 2]
    for variation in [
      same.variations(count: 1, using: &zeros)[0], same.variations(count: 1, using: &ones)[0],
    ] {
      #expect(abs(variation.norm - same.norm) < 1e-5)
      #expect(abs(Double(variation.cosine(to: same)) - Elementary.cos(0.5)) < 1e-5)
    }
    #expect(
      LatentVector.zero(dimension: 3).variations(count: 2, using: &zeros)
        == LatentBatch(repeating: [0, 0, 0], count: 2))
    #expect(([2] as LatentVector).variations(count: 1, angle: 0.5, using: &zeros).isFinite)
    #expect(z.variations(count: 0, using: &zeros).isEmpty)
  }

  @Test("A model decodes variations of a sample's place")
  func model() {
    var generator = SeededGenerator(seed: 3)
    let colour = Colour(red: 3, green: 4, blue: 7)
    for variation in LineModel().variations(of: colour, count: 3, angle: 0.1, using: &generator) {
      let length = variation.red * variation.red + variation.green * variation.green
      #expect(abs(length - 25) < 1e-3)
    }
  }
}
