import LatentGallery
import Latents
import Testing

@Suite struct TrueEditsTests {
  @Test func `Faces, glyphs and sprites have true answers, the others none`() throws {
    let names = try Gallery.all.filter { try $0.trueEdits() != nil }.map(\.name)
    #expect(names == ["faces", "glyphs", "sprites"])
  }

  @Test func `A bold letter is the bold picture of the same letter and family`() throws {
    let data = try Gallery.glyphs.dataset()
    let edits = try #require(try Gallery.glyphs.trueEdits())
    let columns = data.attributes.filter { $0.name != "serif" }
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<200 {
      let index = generator.nextIndex(below: data.count)
      let factor = edits.factors[generator.nextIndex(below: edits.factors.count)]
      let steps = factor.steps(count: 2)
      let value = steps[generator.nextIndex(below: steps.count)]
      // Look the answer up in the table instead.
      var wanted = columns.map { $0.text(at: index) }
      for (place, column) in columns.enumerated() where column.name == factor.name {
        wanted[place] = column.classNames.isEmpty ? "\(Int(value))" : column.classNames[Int(value)]
      }
      let letter = columns.firstIndex { $0.name == "letter" }!
      let uppercase = columns.firstIndex { $0.name == "uppercase" }!
      if factor.name == "uppercase" {
        wanted[letter] =
          value == 1 ? wanted[letter].uppercased() : wanted[letter].lowercased()
      }
      if factor.name == "letter" {
        wanted[uppercase] = wanted[letter] == wanted[letter].uppercased() ? "1" : "0"
      }
      let family = columns.first { $0.name == "family" }!
      let familyName = wanted[columns.firstIndex { $0.name == "family" }!]
      let truth = data.indices(where: "family", is: familyName).first { row in
        columns.enumerated().allSatisfy { $1.text(at: row) == wanted[$0] }
      }
      #expect(family.count == data.count)
      let answer = edits.picture(ofSample: index, setting: factor.name, to: value)
      #expect(answer == data.samples[try #require(truth)], "\(index) \(factor.name) \(value)")
    }
    #expect(
      edits.pictures(ofSamples: [3, 60], setting: "bold", to: 1)
        == [data.samples[3 + 52], data.samples[60]])
  }

  @Test func `Bold letters have more ink than regular ones`() throws {
    let data = try Gallery.glyphs.dataset()
    func ink(_ value: Bool) -> Double {
      let pictures = data.samples(where: "bold", is: value)
      return pictures.reduce(0.0) { $0 + Double($1.bytes.reduce(0) { $0 + Int($1) }) }
        / Double(pictures.count)
    }
    #expect(ink(true) > 1.15 * ink(false))
  }

  @Test func `The true edit of a face is the face drawn with that factor`() throws {
    let faces = try Faces(seed: 4, size: 24)
    let edits = faces.trueEdits
    #expect(edits.sampleCount == nil && edits.factor(named: "smile")?.contains(-1) == true)
    let smiling = edits.picture(ofSample: 900, setting: "smile", to: 1)
    var face = faces.factors(at: 900)
    face.smile = 1
    #expect(faces.pictures(of: [face]) == [smiling])
    #expect(smiling != faces.picture(at: 900))
  }

  @Test func `The data sets' page is right about faces and glyphs`() throws {
    let data = try Gallery.glyphs.dataset()
    let bold = data.train.samples(where: "bold", is: true)
    #expect(bold.count == 100 * 104)

    let edits = try Gallery.faces.trueEdits()!
    let truth = edits.picture(ofSample: 12, setting: "smile", to: 1)
    #expect(truth != (try Gallery.faces.samples([12])[0]))
  }

  @Test func `Steps are all classes, or evenly spaced numbers with both ends`() {
    #expect(SpriteFactors.factors[0].steps(count: 9) == [0, 1, 2, 3, 4])
    let size = SpriteFactors.factors[2].steps(count: 3)
    #expect(size.first == 0.15 && size.last == 0.3 && abs(size[1] - 0.225) < 1e-12)
    #expect(!SpriteFactors.factors[0].contains(0.5) && !SpriteFactors.factors[0].contains(5))
  }
}
