import LatentGallery
import Latents
import Testing

/// The names that the guides' examples share, as `docs/README.md` sets them up.
@Suite struct GuideNamesTests {
  @Test("The names of the examples are set up in a few lines")
  func names() throws {
    let avatars = try Gallery.avatars.model()  // a VAE<Picture>
    let data = try Gallery.avatars.dataset()  // a LabeledDataset<Picture>
    let (ada, alan) = (data.samples[3], data.samples[8])
    let encodings = avatars.encode(data.train.samples)  // one latent per row
    let heldOut = avatars.encode(data.test.samples)
    let smile = AttributeVector(
      from: encodings.selecting(data.train.indices(where: "smiling", is: false)),
      to: encodings.selecting(data.train.indices(where: "smiling", is: true)), named: "smiling")
    let glasses = AttributeVector(
      from: encodings.selecting(data.train.indices(where: "glasses", is: false)),
      to: encodings.selecting(data.train.indices(where: "glasses", is: true)), named: "glasses")
    var generator = SeededGenerator(seed: 7)

    #expect(encodings.count == data.train.count && heldOut.count == data.test.count)
    #expect(ada != alan && smile.dimension == avatars.latentDimension)
    // Expressions find the two by their names.
    let sum = try LatentExpression("smiling + glasses").evaluate(with: [smile, glasses])
    #expect(sum == smile.vector + glasses.vector)
    #expect(avatars.sample(count: 1, using: &generator).count == 1)
  }
}
