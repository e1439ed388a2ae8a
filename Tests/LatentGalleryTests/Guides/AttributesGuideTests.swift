import LatentGallery
import Latents
import Testing

/// The code, the pictures and the figures of `docs/guides/attributes.md`.
@Suite struct AttributesGuideTests {
  private let avatars = GuideFaces.avatars
  private let data = GuideFaces.data
  private let encodings = GuideFaces.encodings
  private let heldOut = GuideFaces.heldOut

  private func groups(_ name: String) -> (without: LatentBatch, with: LatentBatch) {
    (
      encodings.selecting(data.train.indices(where: name, is: false)),
      encodings.selecting(data.train.indices(where: name, is: true))
    )
  }

  private func heldOutGroups(_ name: String) -> (without: LatentBatch, with: LatentBatch) {
    (
      heldOut.selecting(data.test.indices(where: name, is: false)),
      heldOut.selecting(data.test.indices(where: name, is: true))
    )
  }

  @Test("A mean difference is learned, measured on held-out faces, and added")
  func mean() throws {
    let smile = AttributeVector(
      from: encodings.selecting(data.train.indices(where: "smiling", is: false)),
      to: encodings.selecting(data.train.indices(where: "smiling", is: true)),
      named: "smiling")
    let result = smile.evaluate(
      without: heldOut.selecting(data.test.indices(where: "smiling", is: false)),
      with: heldOut.selecting(data.test.indices(where: "smiling", is: true)),
      threshold: smile.training?.threshold)
    print(result.areaUnderCurve.value, result.accuracy.value, result.effectSize ?? 0)
    let face = data.samples[62]
    let strip = (0...6).map { avatars.edit(face, by: 0.25 * Float($0) * smile) }
    #expect(result.areaUnderCurve.value > 0.999 && result.areaUnderCurve.lower > 0.99)
    #expect(abs(result.accuracy.value - 0.997) < 1e-3)
    try expectPicture(Picture(strip: strip), "attributes-smile")
  }

  @Test("Beards: the best score is not the best edit")
  func beards() throws {
    let without = encodings.selecting(data.train.indices(where: "beard", is: false))
    let with = encodings.selecting(data.train.indices(where: "beard", is: true))
    let hair = Confounder(name: "long_hair", values: data.train.texts(of: "long_hair"))
    let long = AttributeVector(
      from: encodings.selecting(data.train.indices(where: "long_hair", is: false)),
      to: encodings.selecting(data.train.indices(where: "long_hair", is: true)))
    let mean = AttributeVector(from: without, to: with, named: "beard")
    let balanced = try AttributeVector(
      encodings, hasAttribute: data.train.flags(of: "beard"), balancing: [hair],
      leavingOutSmallCells: true, named: "beard")
    let conditioned = try mean.conditioned(on: [long])
    let whitened = try mean.conditioned(on: [long], whitenedBy: encodings)
    let logistic = AttributeVector(from: without, to: with, normalOf: .logistic(), named: "beard")
    let vectors = [mean, balanced, conditioned, whitened, logistic]

    let latent: LatentVector = avatars.encode(data.samples[94])
    let rows = vectors.flatMap { vector in
      avatars.decode(LatentBatch((0...6).map { latent + 0.25 * Float($0) * vector }))
    }
    try expectPicture(Picture(sheet: rows, columns: 7, scale: 2), "attributes-beard")
    #expect(balanced.provenance.notes == ["balanced over long_hair", "left out long_hair=1"])

    // Held-out faces with short hair and no beard get one: judged by support vectors, after decoding.
    let (bearded, hairy) = (data.test.flags(of: "beard"), data.test.flags(of: "long_hair"))
    let faces = heldOut.selecting(
      data.test.indices { bearded[$0] == false && hairy[$0] == false })
    let judge = AttributeVector(from: without, to: with, normalOf: .supportVectors())
    #expect(faces.count == 167)
    let held = heldOutGroups("beard")
    let figures = [(14, 0.807), (155, 0.623), (119, 0.710), (121, 0.712), (2, 0.990)]
    for (vector, figure) in zip(vectors, figures) {
      let seen = avatars.encode(avatars.decode(faces + vector))
      #expect(judge.score(of: seen).filter { $0 > 0 }.count == figure.0, "\(vector.provenance)")
      let result = vector.evaluate(without: held.without, with: held.with)
      #expect(abs(result.areaUnderCurve.value - figure.1) < 6e-4, "\(vector.provenance)")
    }
  }

  @Test("What each estimator reaches on held-out faces")
  func classifiers() {
    let figures: [(String, [Double])] = [
      ("smiling", [1.000, 1.000, 1.000, 1.000, 1.000]),
      ("dark_glasses", [0.993, 1.000, 1.000, 0.999, 0.999]),
      ("grey_hair", [0.936, 0.965, 0.978, 0.947, 0.949]),
      ("long_hair", [0.895, 0.977, 0.980, 0.957, 0.958]),
      ("beard", [0.807, 0.990, 0.996, 0.984, 0.984]),
    ]
    for (name, expected) in figures {
      let ((without, with), held) = (groups(name), heldOutGroups(name))
      let vectors = [
        AttributeVector(from: without, to: with),
        AttributeVector(from: without, to: with, normalOf: .logistic()),
        AttributeVector(from: without, to: with, normalOf: .supportVectors()),
        AttributeVector(from: without, to: with, normalOf: .discriminant()),
        AttributeVector(from: without, to: with, normalOf: .ridge()),
      ]
      for (vector, figure) in zip(vectors, expected) {
        let result = vector.evaluate(without: held.without, with: held.with)
        #expect(
          abs(result.areaUnderCurve.value - figure) < 6e-4, "\(name) \(vector.provenance.method)")
      }
    }
  }

  @Test("One attribute per class")
  func classes() throws {
    let colours = AttributeVector.oneVersusRest(
      encodings, labels: data.train.texts(of: "hair_color"))
    let face = data.samples[35]
    let strip = colours.map { avatars.edit(face, by: 1.2 * $0) }
    #expect(colours.map(\.name).first == "auburn" && colours.count == 8)
    try expectPicture(Picture(strip: [face] + strip), "attributes-classes")
  }

  @Test("Scores and pairs")
  func scoresAndPairs() throws {
    let brightness = data.train.samples.map { face in
      Float(face.bytes.reduce(0) { $0 + Int($1) }) / Float(255 * face.bytes.count)
    }
    let bright = AttributeVector(fitting: encodings, scores: brightness, named: "bright")
    let strip = (-4...4).map { avatars.edit(data.samples[36], by: Float($0) / 2 * bright) }
    try expectPicture(Picture(strip: strip), "attributes-scores")

    let before = Array(data.train.samples[..<200])
    let after = before.map { $0.converted(to: .grey).converted(to: .rgb) }
    let grey = AttributeVector(
      pairsFrom: avatars.encode(before), to: avatars.encode(after), named: "grey")
    let same = AttributeVector.consistency(
      from: avatars.encode(before), to: avatars.encode(after))
    #expect(abs(same - 0.763) < 2e-3 && grey.provenance.notes == ["consistency \(same)"])
    #expect(bright.vector.cosine(to: grey.vector).isFinite)
  }

  @Test("Cosines between attributes")
  func cosines() {
    let names = ["smiling", "glasses", "dark_glasses", "beard", "long_hair", "grey_hair"]
    let attributes = names.map { name in
      AttributeVector(from: groups(name).without, to: groups(name).with, named: name)
    }
    let cosines = AttributeVector.cosines(attributes)
    #expect(abs(cosines[1][2] - 0.97) < 0.005 && abs(cosines[3][4] + 0.81) < 0.005)
    #expect(cosines[0].dropFirst().allSatisfy { abs($0) < 0.1 })
  }
}
