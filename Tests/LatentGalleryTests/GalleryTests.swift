import LatentGallery
import Latents
import Testing

@Suite struct GalleryTests {
  @Test("Every entry has the pictures it announces, a licence and a test part")
  func entries() throws {
    for entry in Gallery.all {
      #expect(try entry.licence().count > 100)
      #expect(Gallery.entry(named: entry.name)?.title == entry.title)
      // The rendered ones take their time, and have tests of their own.
      if entry.name == "faces" { continue }
      let data = try entry.dataset()
      #expect(data.count == entry.sampleCount && data.name == entry.name)
      #expect(data.sampleShape == entry.sampleShape)
      #expect(data.test.count > 0 && data.train.count + data.test.count == data.count)
      #expect(try entry.attributes() == data.attributes)
      #expect(try entry.samples([7, 2]) == [data.samples[7], data.samples[2]])
    }
    #expect(Gallery.entry(named: "nothing") == nil)
  }

  @Test("Faces are drawn from the sequence of the seed 0, and their table without drawing")
  func faces() throws {
    let samples = try Gallery.faces.samples([9_999, 3])
    let faces = try Faces()
    #expect(samples == faces.pictures(at: [9_999, 3]))
    #expect(samples.allSatisfy { $0.tensorShape == Gallery.faces.sampleShape })
    let attributes = try Gallery.faces.attributes()
    #expect(attributes.allSatisfy { $0.count == Gallery.faces.sampleCount })
    #expect(attributes.prefix(3).map(\.name) == ["smiling", "beard", "masculine"])
    let few = faces.dataset(count: 10)
    #expect(few.testIndices == [9] && few.name == "faces" && few.samples[3] == samples[1])
    #expect(few.attributes.map(\.name) == attributes.map(\.name))
    #expect(few.numbers(of: "smile")[3] == faces.factors(at: 3).smile)
  }

  @Test("Animals and digits have their classes in both parts")
  func classes() throws {
    let animals = try Gallery.animals.dataset()
    #expect(animals.train.count == 8700 && animals.testIndices.first == 8700)
    let counts = [833, 732, 876, 905, 910, 904, 885, 887, 869, 899]
    let names = try #require(animals.attribute(named: "class")).classNames
    #expect(names.map { animals.train.samples(where: "class", is: $0).count } == counts)
    #expect(Array(names[2...4]) == ["cat", "cow", "dog"])
    #expect(Set(animals.samples).count == animals.count)
    let digits = try Gallery.digits.dataset()
    for digit in 0..<10 {
      #expect(digits.train.samples(where: "class", is: "\(digit)").count == 400)
      #expect(digits.test.samples(where: "class", is: "\(digit)").count == 100)
    }
  }

  @Test("Glyphs are split by family, and no family for testing has a twin for training")
  func glyphs() throws {
    let data = try Gallery.glyphs.dataset()
    #expect(data.count == 52 * 112 * 4 && data.test.count == 12 * 208)
    let family = try #require(data.attribute(named: "family"))
    let test = Set(data.testIndices)
    for name in family.classNames {
      let members = data.indices(where: "family", is: name)
      #expect(members.count == 208)
      #expect(members.allSatisfy { test.contains($0) == test.contains(members[0]) }, "\(name)")
    }
    // Some regular letters tell families apart: those of near twins differ by less than 3.
    func letters(_ name: String) -> [UInt8] {
      let members = data.indices(where: "family", is: name)
      return [6, 26, 32, 40].flatMap { data.samples[members[$0]].bytes }
    }
    let all = family.classNames.map(letters)
    let isTest = family.classNames.map { name in
      test.contains(data.indices(where: "family", is: name)[0])
    }
    for first in all.indices where isTest[first] {
      for second in all.indices where !isTest[second] {
        var sum = 0
        for (a, b) in zip(all[first], all[second]) { sum += abs(Int(a) - Int(b)) }
        #expect(
          sum > 3 * all[first].count, "\(family.classNames[first]) \(family.classNames[second])")
      }
    }
    #expect(data.attribute(named: "serif")?.text(at: 0) == "0")
  }

  @Test("Fashion is balanced over ten named classes in both parts")
  func fashion() throws {
    let data = try Gallery.fashion.dataset()
    #expect(data.train.count == 6000 && data.testIndices.first == 6000)
    let names = try #require(data.attribute(named: "class")).classNames
    #expect(names.count == 10 && names[9] == "ankle boot")
    for name in names {
      #expect(data.train.samples(where: "class", is: name).count == 600)
      #expect(data.test.samples(where: "class", is: name).count == 100)
    }
  }

  @Test("Avatars are cut from their sheets in the order of their attributes")
  func avatars() throws {
    let data = try Gallery.avatars.dataset()
    #expect(data.test.count == 600)
    #expect(data.indices(where: "smiling", is: true).prefix(2) == [1, 2])
    #expect(data.attribute(named: "accessory")?.classNames.contains("wayfarers") == true)
    // Grey hair of the fourth face, light skin: its middle is skin, not background.
    #expect(data.attribute(named: "skin")?.text(at: 3) == "light")
    // Those with dark glasses are darker around the eyes than those without any.
    func eyes(_ pictures: [Picture]) -> Int {
      pictures.reduce(0) { $0 + Int($1[x: 22, y: 26].grey) + Int($1[x: 42, y: 26].grey) }
        / pictures.count
    }
    let dark = eyes(data.samples(where: "dark_glasses", is: true))
    #expect(dark + 20 < eyes(data.samples(where: "glasses", is: false)))
  }

  @Test("The data, their order and their parts are these and no others")
  func hashes() throws {
    let files = Gallery.all.filter { !["faces", "sprites"].contains($0.name) }
    let hashes = try files.map { "\($0.name) \(try $0.dataset().contentHash)" }
    #expect(
      hashes == [
        "fashion 1842d6d79de19029694947a0bbbc18a54e3befb3a93b461bcc08b0182f1b80eb",
        "avatars c7297a87471d7b22dbff46e388cd51f6e985dab25bff826d7ccf7a2bdd401f25",
        "animals 279655a33e9cafb3d16350b7d072cf9980f7498b502f5934097c296ec5043c77",
        "digits ffbcd311329e22d9d7d6990cb327f13992b24ce6eb0920956d0e2fc82a5238d1",
        "glyphs 6b3d258f64a0b7cca0af252d7ec091deebb773f11f6994dfccb78da3ccdd7ad5",
      ])
  }
}
