import LatentGallery
import Latents
import Testing

/// The code, the pictures and the figures of `docs/tutorials/05-maps.md`.
@Suite struct MapsTutorialTests {
  @Test("Neighbours disagree with a few labels")
  func labels() throws {
    let model = try Gallery.fashion.model()
    let data = try Gallery.fashion.dataset()
    let labels = data.texts(of: "class")
    let neighbors = model.encode(data.samples).neighbors(count: 8)
    let doubtful = labels.indices.filter { index in
      let others = Set(neighbors[index].map { labels[$0.index] })
      return others.count == 1 && !others.contains(labels[index])
    }
    print(doubtful.count)

    let tops: Set = ["shirt", "pullover", "coat", "T-shirt/top", "dress"]
    let mixed = doubtful.filter {
      tops.contains(labels[$0]) && tops.contains(labels[neighbors[$0][0].index])
    }
    #expect(mixed.count == 38)
    #expect(doubtful.count == 57 && data.count == 7_000)
    let shown = [
      (2953, "pullover", "T-shirt/top"), (5264, "sandal", "sneaker"),
      (6439, "ankle boot", "sneaker"), (2198, "bag", "coat"),
    ]
    for (index, label, other) in shown {
      #expect(doubtful.contains(index) && labels[index] == label)
      #expect(labels[neighbors[index][0].index] == other)
    }
  }

  @Test("Clusters, decoded")
  func clusters() throws {
    let model = try Gallery.fashion.model()
    let encodings = model.encode(try Gallery.fashion.dataset().train.samples)

    var generator = SeededGenerator(seed: 7)
    let clusters = KMeans(fitting: encodings, count: 10, using: &generator)
    let typical = model.decode(clusters.centers)
    let strip = Picture(strip: typical, scale: 3)
    try expectTutorialPicture(strip, "clusters")
  }

  @Test("How far two maps of the same clothes can be trusted")
  func maps() throws {
    let model = try Gallery.fashion.model()
    let some = model.encode(Array(try Gallery.fashion.dataset().samples.prefix(1000)))
    var generator = SeededGenerator(seed: 0)
    let plane = LatentMap(principalComponentsOf: some)
    let embedding = LatentMap(TSNE(fitting: some, using: &generator))
    let (flat, near) = (plane.quality(for: some), embedding.quality(for: some))
    #expect(abs(flat.trustworthiness - 0.763) < 1e-3 && abs(flat.continuity - 0.922) < 1e-3)
    #expect(abs(near.trustworthiness - 0.963) < 5e-3 && abs(near.continuity - 0.960) < 5e-3)
    #expect(abs(plane.explained! - 0.21) < 0.006)
  }

  @Test("The second component knows glasses, although nobody told it")
  func discovery() {
    let (avatars, data) = (GuideFaces.avatars, GuideFaces.data)
    let encodings = GuideFaces.encodings

    let found = PrincipalComponents(fitting: encodings).directions
    let face = avatars.encode(data.samples[134])
    let withGlasses = avatars.decode(face - 1.6 * found.scaled[1])

    let glasses = AttributeVector(
      from: encodings.selecting(data.train.indices(where: "glasses", is: false)),
      to: encodings.selecting(data.train.indices(where: "glasses", is: true)))
    #expect(glasses.score(of: avatars.encode(withGlasses)) > 0 && glasses.score(of: face) < 0)
    let against = -1 * found.scaled[1]
    #expect(abs(against.cosine(to: glasses.vector) - 0.975) < 1e-3)
    for (name, place, expected) in [
      ("long_hair", 1, 0.953), ("smiling", 9, 0.859), ("beard", 1, 0.765),
    ] {
      let attribute = AttributeVector(
        from: encodings.selecting(data.train.indices(where: name, is: false)),
        to: encodings.selecting(data.train.indices(where: name, is: true)))
      let cosines = found.vectors.map { abs($0.cosine(to: attribute.vector)) }
      let best = cosines.indices.max { cosines[$0] < cosines[$1] }!
      print(best + 1, cosines[best])
      #expect(best + 1 == place && abs(Double(cosines[best]) - expected) < 0.006)
    }
    let scores = GuideFaces.heldOut.dot(against)
    let result = AttributeEvaluation(
      without: data.test.indices(where: "glasses", is: false).map { scores[$0] },
      with: data.test.indices(where: "glasses", is: true).map { scores[$0] })
    #expect(abs(result.areaUnderCurve.value - 0.994) < 6e-4)
  }
}
