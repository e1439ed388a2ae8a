import LatentData
import LatentGallery
import Testing

/// `models`, `datasets` and `info`.
@Suite struct GalleryCommandTests {
  @Test func `The bundled data sets are listed for people and as JSON`() throws {
    let list = try LatentTool.run(["datasets"])
    #expect(list.status == 0)
    #expect(list.output.split(separator: "\n").count == Gallery.all.count)
    #expect(list.output.hasPrefix("fashion  7,000 samples   clothes, 28 × 28 grey"))
    let lines = try LatentTool.run(["datasets", "--json"]).output.split(separator: "\n")
    let names = try lines.map { try JSONValue(Array($0.utf8)[...])["name"]?.string }
    #expect(names == Gallery.all.map(\.name))
  }

  @Test func `The models are those of the gallery that have one`() throws {
    let outcome = try LatentTool.run(["models", "--json"])
    #expect(outcome.status == 0)
    for line in outcome.output.split(separator: "\n") {
      let model = try JSONValue(Array(line.utf8)[...])
      let name = try #require(model["name"]?.string)
      #expect(Gallery.entry(named: name) != nil)
      #expect(model["provenance"]?["command"]?.string?.hasPrefix("latent train \(name) ") == true)
    }
  }

  @Test func `A model tells what it is and how it was made`() throws {
    try TinyWorld.withCopy { folder in
      let outcome = try TinyWorld.run("info", "model.safetensors", in: folder)
      #expect(outcome.status == 0)
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(
        Array(lines[..<7]) == [
          "samples     pictures of 8 × 8, grey",
          "latent      3 dimensions",
          "likelihood  bernoulli",
          "encoder     flatten → dense 16 → relu",
          "decoder     dense 16 → relu → dense 64 → reshape 8 × 8 × 1",
          "weights     f32",
          "density     none fitted; samples come from the prior N(0, I)",
        ])
      #expect(lines.contains("trained     2 epochs, seed 5"))
      #expect(
        lines.last
          == "command     latent train data --architecture dense --latent 3 --hidden 16 "
          + "--epochs 2 --batch 32 --rate 0.001 --seed 5")
      let json = try TinyWorld.run("info", "model.safetensors", "--json", in: folder)
      let value = try JSONValue(Array(json.output.utf8)[...])
      #expect(value["latent"] == .integer(3))
      #expect(value["sampleShape"] == .array([.integer(8), .integer(8), .integer(1)]))
      #expect(value["provenance"]?["seed"] == .integer(5))
    }
  }

  @Test(arguments: [
    ("info fashoin", "there is no model 'fashoin', neither bundled nor a file; did you mean"),
    ("info data.npy", "data.npy: not a safetensors file"),
    ("info no/model.safetensors", "no/model.safetensors: there is no such file"),
    ("info .", "this is a folder"),
    ("train fashoin -o x.st", "there is no data set 'fashoin'"),
    ("attribute list fashoin", "there is no data set 'fashoin'"),
  ])
  func `A name that stands for nothing is said`(words: String, message: String) throws {
    try TinyWorld.withCopy { folder in
      let outcome = try LatentTool.run(words.split(separator: " ").map(String.init), in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("latent: "))
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
  }
}
