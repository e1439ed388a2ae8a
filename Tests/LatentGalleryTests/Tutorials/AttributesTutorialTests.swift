import LatentGallery
import Latents
import Testing

/// The code and the figures of `docs/tutorials/03-attributes.md`.
@Suite struct AttributesTutorialTests {
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

  private func attribute(_ name: String) -> AttributeVector {
    let groups = groups(name)
    return AttributeVector(from: groups.without, to: groups.with, named: name)
  }

  @Test("A smile is the difference of two averages, and is added like a number")
  func smile() {
    let smile = AttributeVector(
      from: avatars.encode(data.train.samples(where: "smiling", is: false)),
      to: avatars.encode(data.train.samples(where: "smiling", is: true)))
    let faces = [8, 62, 35].map { data.samples[$0] }
    let smiling = avatars.decode(avatars.encode(faces) + 1.5 * smile)

    #expect(smile.score(of: avatars.encode(faces)).allSatisfy { $0 < 0 })
    #expect(smile.score(of: avatars.encode(smiling)).allSatisfy { $0 > 0 })
  }

  @Test("An analogy carries a difference from two faces to a third")
  func analogy() {
    let (a, b, c) = (data.samples[8], data.samples[1198], data.samples[134])
    let answer = avatars.analogy(from: a, to: b, appliedTo: c)

    let scores = attribute("dark_glasses").score(of: avatars.encode([a, b, c, answer]))
    #expect(scores.map { $0 > 0 } == [false, true, false, true])
    // The two faces agree in everything that a picture shows.
    for name in ["mouth", "eyes", "eyebrows", "facial_hair", "top", "hair_color", "skin"] {
      let values = data.texts(of: name)
      #expect(values[8] == values[1198])
    }
  }

  @Test("What else moved: decisions about every attribute, counted")
  func sideEffects() throws {
    let hair = Confounder(name: "long_hair", values: data.train.texts(of: "long_hair"))
    let balanced = try AttributeVector(
      encodings, hasAttribute: data.train.flags(of: "beard"), balancing: [hair],
      leavingOutSmallCells: true)

    let (beards, long) = (data.flags(of: "beard"), data.flags(of: "long_hair"))
    #expect(!beards.indices.contains { beards[$0] == true && long[$0] == true })
    let others = beards.indices.filter { beards[$0] == false }
    #expect(abs(share(others) { long[$0] == true } - 2.0 / 3) < 0.02)

    let judges = ["smiling", "glasses", "beard", "long_hair", "grey_hair"].map { name in
      let groups = groups(name)
      return AttributeVector(from: groups.without, to: groups.with, normalOf: .supportVectors())
    }
    /// For held-out faces without an attribute, how many decisions of each judge an edit changes.
    func changes(by edit: LatentVector, without name: String) -> (faces: Int, changed: [Int]) {
      let faces = heldOut.selecting(data.test.indices(where: name, is: false))
      let before = avatars.encode(avatars.decode(faces))
      let after = avatars.encode(avatars.decode(faces + edit))
      let changed = judges.map { judge in
        zip(judge.score(of: before), judge.score(of: after)).filter { ($0 > 0) != ($1 > 0) }.count
      }
      return (faces.count, changed)
    }
    let smile = changes(by: 1.5 * attribute("smiling"), without: "smiling")
    #expect(smile == (285, [285, 0, 2, 6, 3]))
    let mean = changes(by: attribute("beard").vector, without: "beard")
    #expect(mean == (463, [0, 4, 114, 120, 15]))
    let fair = changes(by: balanced.vector, without: "beard")
    #expect(fair == (463, [0, 2, 201, 22, 11]))
  }
}
