import LatentGallery
import Latents
import Testing

@Suite struct GalleryTests {
  @Test("Every entry has the pictures it announces, a licence and a test part")
  func entries() throws {
    for entry in Gallery.all {
      let data = try entry.dataset()
      #expect(data.count == entry.sampleCount && data.name == entry.name)
      #expect(data.sampleShape == entry.sampleShape)
      #expect(data.train.count + data.test.count == data.count)
      #expect(try entry.licence().contains("Permission is hereby granted"))
      #expect(Gallery.entry(named: entry.name)?.title == entry.title)
    }
    #expect(Gallery.entry(named: "nothing") == nil)
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
    let hashes = try Gallery.all.map { try $0.dataset().contentHash }
    #expect(
      hashes == [
        "1842d6d79de19029694947a0bbbc18a54e3befb3a93b461bcc08b0182f1b80eb",
        "c7297a87471d7b22dbff46e388cd51f6e985dab25bff826d7ccf7a2bdd401f25",
      ])
  }
}
