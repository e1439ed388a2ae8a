import LatentGallery
import Latents
import Testing

/// What the bundled models promise, on pictures that were held out of their training.
@Suite struct GalleryModelTests {
  private static func meanSquaredError(_ a: [Picture], _ b: [Picture]) -> Double {
    var sum = 0.0
    var count = 0
    for (a, b) in zip(a, b) {
      for (x, y) in zip(a.bytes, b.bytes) {
        let difference = (Double(x) - Double(y)) / 255
        sum += difference * difference
      }
      count += a.bytes.count
    }
    return sum / Double(count)
  }

  @Test(arguments: Gallery.all)
  func `A model fits its data set and passes the battery`(entry: GalleryEntry) throws {
    let (model, data) = (try entry.model(), try entry.dataset())
    #expect(model.sampleShape == data.sampleShape)
    #expect(model.provenance?.dataset == entry.name)
    #expect(model.provenance?.dataHash == data.contentHash)
    #expect(model.fittedDensity?.dimension == model.latentDimension)
    #expect(checkLatentModel(model, samples: Array(data.test.samples[..<8])) == [])
  }

  @Test(arguments: [(Gallery.fashion, 0.012), (Gallery.avatars, 0.0015)])
  func `Reconstructions of held-out pictures are close`(
    entry: GalleryEntry, largest: Double
  ) throws {
    let samples = try entry.dataset().test.samples
    let error = Self.meanSquaredError(samples, try entry.model().reconstruct(samples))
    #expect(error <= largest, "\(entry.name): \(error)")
  }

  @Test(arguments: ["smiling", "glasses"])
  func `An attribute vector tells held-out faces apart`(name: String) throws {
    let (model, data) = (try Gallery.avatars.model(), try Gallery.avatars.dataset())
    let (train, test) = (data.train, data.test)
    let attribute = AttributeVector(
      from: model.encode(train.samples(where: name, is: false)),
      to: model.encode(train.samples(where: name, is: true)))
    let evaluation = attribute.evaluate(
      without: model.encode(test.samples(where: name, is: false)),
      with: model.encode(test.samples(where: name, is: true)))
    #expect(evaluation.areaUnderCurve.value >= 0.95, "\(name): \(evaluation)")
  }

  @Test func `Adding a smile raises the smile score of the re-encoded face`() throws {
    let (model, data) = (try Gallery.avatars.model(), try Gallery.avatars.dataset())
    let (train, test) = (data.train, data.test)
    let smile = AttributeVector(
      from: model.encode(train.samples(where: "smiling", is: false)),
      to: model.encode(train.samples(where: "smiling", is: true)))
    let faces = model.encode(Array(test.samples(where: "smiling", is: false).prefix(200)))
    #expect(faces.count == 200)
    let edited = model.encode(model.decode(faces + 1.5 * smile))
    let raised = zip(faces, edited).filter { smile.score(of: $1) > smile.score(of: $0) }.count
    #expect(raised >= 190, "\(raised) of 200")
  }
}
