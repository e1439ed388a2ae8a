import Foundation
import LatentData
import Testing

/// `card` on the tiny model.
@Suite struct CardCommandTests {
  private func card(_ words: String..., in folder: String) throws -> String {
    let outcome = try LatentTool.run(
      ["card", "model.safetensors", "bars", "--samples", "20", "--quiet"] + words, in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
    return String(decoding: try TinyWorld.bytes("cards/model.md", in: folder), as: UTF8.self)
  }

  @Test func `A card has its figures and pictures, and is the same again`() throws {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      let text = try card("-o", "cards", in: folder)
      for title in [
        "# The model model", "## Figures", "## What it is good for", "## What it is not good for",
        "## Attributes", "## Reconstructions", "## Random samples", "## Traversals", "## Morphs",
        "## Edits",
      ] {
        #expect(text.contains(title + "\n"), "\(title)")
      }
      #expect(text.contains("latent train data --architecture dense"))
      #expect(text.contains("On 20 samples that were kept from training"))
      #expect(text.contains("| class=lying |") && text.contains("| class | "))
      #expect(!text.contains("nan") && text.hasSuffix(")\n"))
      let names = ["edits", "morphs", "reconstructions", "samples", "traversals"]
      #expect(
        try TinyWorld.names(in: folder + "/cards")
          == names.map { "model-\($0).png" } + ["model.md"])
      for name in names {
        #expect(text.contains("](model-\(name).png)"))
        let made = try TinyWorld.picture("cards/model-\(name).png", in: folder)
        #expect(Set(made.picture.bytes).count > 3 && made.text["latents:recipe"] != nil)
      }
      let reconstructions = try TinyWorld.bytes("cards/model-reconstructions.png", in: folder)
      #expect(try card("-o", "cards", in: folder) == text)
      #expect(
        try TinyWorld.bytes("cards/model-reconstructions.png", in: folder) == reconstructions)
    }
  }

  @Test func `Names from data are no markup`() throws {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      for part in ["train", "test"] {
        try FileManager.default.moveItem(
          atPath: "\(folder)/bars/\(part)/lying", toPath: "\(folder)/bars/\(part)/<b>a|b](x)")
      }
      let text = try card("-o", "cards", in: folder)
      #expect(text.contains(#"| class=\<b\>a\|b\](x) |"#))
      #expect(!text.contains("<b>"))
    }
  }

  @Test func `An earlier model stands beside`() throws {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      let trained = try LatentTool.run(
        TinyWorld.trainWords + ["--kl-weight", "9", "-o", "old.safetensors"], in: folder)
      try #require(trained.status == 0)
      let plain = try card("-o", "cards", in: folder)
      let height = try TinyWorld.picture("cards/model-reconstructions.png", in: folder)
      let text = try card("-o", "cards", "--before", "old.safetensors", in: folder)
      #expect(text.contains("| figure | value | interval | before (old) |"))
      #expect(!plain.contains("before (old)"))
      let taller = try TinyWorld.picture("cards/model-reconstructions.png", in: folder)
      #expect(taller.picture.height > height.picture.height)
    }
  }

  @Test(arguments: [
    ("card model.safetensors bars -o data.npy", "is a file, not a folder"),
    ("card model.safetensors none -o cards", "no data set 'none'"),
    ("card model.safetensors bars --before gone.safetensors -o cards", "gone.safetensors"),
  ])
  func `A mistake is said and nothing is written`(words: String, message: String) throws {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      let before = try TinyWorld.names(in: folder)
      let outcome = try LatentTool.run(words.split(separator: " ").map(String.init), in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(try TinyWorld.names(in: folder) == before)
    }
  }
}
