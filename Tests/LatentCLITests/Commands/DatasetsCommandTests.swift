import Foundation
import LatentData
import LatentGallery
import Testing

/// `latent datasets` with the name of a data set.
@Suite struct DatasetsCommandTests {
  @Test func `A data set tells its size, licence and attributes`() throws {
    let outcome = try LatentTool.run(["datasets", "sprites"])
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines.contains("pictures  32 × 32, colour"))
    #expect(lines.contains("samples   10,000 samples"))
    #expect(lines.contains { $0.hasPrefix("shape  classes  arrow 2,0") })
    let json = try LatentTool.run(["datasets", "faces", "--json"])
    let value = try JSONValue(Array(json.output.utf8)[...])
    #expect(value["count"] == .integer(Gallery.faces.sampleCount))
    #expect(value["attributes"]?.array?.first?["name"] == .string("smiling"))
  }

  @Test func `Sheets, tables and folders are written`() throws {
    try withTemporaryFolder { folder in
      func run(_ words: String) throws -> LatentTool.Outcome {
        try LatentTool.run(words.split(separator: " ").map(String.init), in: folder)
      }
      func url(_ name: String) -> URL { URL(fileURLWithPath: folder).appendingPathComponent(name) }
      #expect(try run("datasets sprites --count 24 --scale 1 -o a.png").status == 0)
      let sheet = try Picture(contentsOf: url("a.png"))
      #expect(sheet.width == 2 + 12 * 34 && sheet.height == 2 + 2 * 34)
      #expect(try run("datasets digits --count 20 -o b.png").status == 0)
      #expect(try Picture(contentsOf: url("b.png")).kind == .grey)
      #expect(try run("datasets glyphs --rows bold --count 6 -o c.png").status == 0)
      #expect(try run("datasets sprites --vary angle --columns 4 --count 8 -o d.png").status == 0)
      #expect(try run("datasets sprites -o table.csv").status == 0)
      let table = try CSVTable(contentsOf: url("table.csv"))
      #expect(table.rowCount == 10_000)
      #expect(table.columns == ["index", "shape", "hue", "size", "x", "y", "angle"])

      // A folder that was written is a data set itself.
      let data = LabeledDataset(
        samples: Array(try Gallery.sprites.samples(0..<3)),
        attributes: [AttributeColumn("red", .binary([true, nil, false]))])
      try data.write(to: url("few"))
      #expect(try run("datasets few -o again").status == 0)
      let again = try LabeledDataset<Picture>(contentsOf: url("again"))
      #expect(again.contentHash == data.contentHash)

      // A part of a data set has the shares of the whole: 400 and 100 of each digit.
      #expect(try run("datasets digits --count 50 -o part").status == 0)
      let part = try LabeledDataset<Picture>(contentsOf: url("part"))
      #expect(part.count == 50 && part.test.count == 10)
      #expect(Set(part.test.texts(of: "class")).count >= 8)
      #expect(Set(part.train.texts(of: "class")).count == 10)
    }
  }

  @Test(arguments: [
    ("datasets -o a.png", 2, "needs the name of a data set"),
    ("datasets sprites --vary angle", 2, "say where with -o"),
    ("datasets sprites -o a.txt", 2, "ends in .png or .csv"),
    ("datasets sprites --vary anlge -o a.png", 1, "did you mean 'angle'?"),
    ("datasets fashion --vary class -o a.png", 1, "--vary works"),
    ("datasets sprites --rows hue -o a.png", 1, "is a number"),
    ("datasets nothing", 1, "there is no data set 'nothing'"),
    ("reconstruct fashion faces:10000 -o a.png", 1, "0 to 9999"),
  ])
  func `What cannot be done is said`(words: String, status: Int32, message: String) throws {
    try withTemporaryFolder { folder in
      let outcome = try LatentTool.run(words.split(separator: " ").map(String.init), in: folder)
      #expect(outcome.status == status)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
  }

  @Test func `A face of the data set is drawn without the others`() throws {
    try withTemporaryFolder { folder in
      let outcome = try LatentTool.run(
        ["reconstruct", "avatars", "faces:12", "-o", "a.png"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }
}
