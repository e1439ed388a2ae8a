import Foundation
import LatentData
import Testing

/// `attribute fit|list|score`, `edit` and `analogy` on upright and lying bars.
@Suite struct AttributeCommandTests {
  private func withBars<Result>(_ body: (String) throws -> Result) throws -> Result {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      return try body(folder)
    }
  }

  private func fit(in folder: String) throws -> LatentTool.Outcome {
    try TinyWorld.run(
      "attribute", "fit", "model.safetensors", "bars", "class=upright", "-o", "upright.json",
      "--json", in: folder)
  }

  @Test func `An attribute is fitted, judged on held-out samples and written with its origin`()
    throws
  {
    try withBars { folder in
      let outcome = try fit(in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let line = try JSONValue(Array(outcome.output.utf8)[...])
      #expect(line["name"] == .string("class=upright"))
      #expect(line["positives"] == .integer(16))
      #expect(line["negatives"] == .integer(16))
      #expect(line["heldOut"]?["positives"] == .integer(16))
      let area = try #require(line["heldOut"]?["auc"]?["value"]?.double)
      #expect((0...1).contains(area))
      let file = try JSONValue(TinyWorld.bytes("upright.json", in: folder)[...])
      let model = SHA256.hash(of: try TinyWorld.bytes("model.safetensors", in: folder))
      #expect(file["provenance"]?["model"] == .string(model))
      #expect(file["vector"]?.array?.count == 3)

      let list = try TinyWorld.run("attribute", "list", "bars", "upright.json", in: folder)
      #expect(list.status == 0)
      #expect(list.output.hasPrefix("class  classes  lying 32, upright 32\n"))
      #expect(list.output.contains("16 with, 16 without"))
    }
  }

  @Test func `Scores have the sign of the sum that they are`() throws {
    try withBars { folder in
      try #require(fit(in: folder).status == 0)
      let outcome = try TinyWorld.run(
        "attribute", "score", "model.safetensors", "upright.json", "data.npy:0-1", "data.npy:4",
        "--json", in: folder)
      #expect(outcome.status == 0)
      let lines = try outcome.output.split(separator: "\n").map {
        try JSONValue(Array($0.utf8)[...])
      }
      #expect(lines.map { $0["sample"]?.string } == ["data.npy:0", "data.npy:1", "data.npy:4"])
      let codes = try TinyWorld.run(
        "encode", "model.safetensors", "data.npy:0-1", "data.npy:4", "-o", "c.json", in: folder)
      #expect(codes.status == 0)
      let file = try JSONValue(TinyWorld.bytes("upright.json", in: folder)[...])
      let vector = try #require(file["vector"]?.array).compactMap(\.double)
      let bias = try #require(file["bias"]?.double)
      let rows = try #require(try JSONValue(TinyWorld.bytes("c.json", in: folder)[...]).array)
      for (row, line) in zip(rows, lines) {
        let latent = try #require(row.array).compactMap(\.double)
        let score = zip(vector, latent).reduce(bias) { $0 + $1.0 * $1.1 }
        #expect(abs(try #require(line["score"]?.double) - score) < 1e-5)
      }
    }
  }

  @Test func `An edit begins with the reconstruction, and its terms may cancel`() throws {
    try withBars { folder in
      try #require(fit(in: folder).status == 0)
      func edit(_ expression: String, _ name: String) throws -> Picture {
        let outcome = try TinyWorld.run(
          "edit", "model.safetensors", "data.npy:1", expression, "--count", "3", "--scale", "1",
          "-o", name, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try TinyWorld.picture(name, in: folder).picture
      }
      let moved = try edit("upright*3", "a.png")
      let back = try edit("-upright*3", "b.png")
      let same = try edit("upright - upright", "c.png")
      #expect((moved.width, moved.height) == (28, 8))
      func cell(_ picture: Picture, _ column: Int) -> Picture {
        picture.cropped(x: 10 * column, y: 0, width: 8, height: 8)
      }
      #expect(cell(moved, 0) == cell(back, 0))
      #expect(cell(moved, 2) != cell(moved, 0))
      #expect(cell(moved, 2) != cell(back, 2))
      #expect(cell(same, 2) == cell(same, 0))
      #expect(cell(same, 0) == cell(moved, 0))
    }
  }

  @Test func `An edit of nothing that keeps the residual is the sample itself`() throws {
    try withBars { folder in
      try #require(fit(in: folder).status == 0)
      let outcome = try TinyWorld.run(
        "edit", "model.safetensors", "data.npy:6", "0*upright", "--keep-residual", "--count", "1",
        "--scale", "1", "-o", "a.png", in: folder)
      #expect(outcome.status == 0)
      let stored = try NPY.decode(TinyWorld.bytes("data.npy", in: folder))
      let start = stored.bytes.startIndex + 6 * 64
      #expect(
        try TinyWorld.picture("a.png", in: folder).picture.bytes
          == Array(stored.bytes[start..<start + 64]))
    }
  }

  @Test func `What is to A as A is to A is C`() throws {
    try withBars { folder in
      let outcome = try TinyWorld.run(
        "analogy", "model.safetensors", "data.npy:0", "data.npy:0", "data.npy:5", "--scale", "1",
        "-o", "a.png", in: folder)
      #expect(outcome.status == 0)
      let picture = try TinyWorld.picture("a.png", in: folder).picture
      #expect((picture.width, picture.height) == (18, 18))
      let question = picture.cropped(x: 0, y: 10, width: 8, height: 8)
      #expect(picture.cropped(x: 10, y: 10, width: 8, height: 8) == question)
      #expect(picture.cropped(x: 0, y: 0, width: 8, height: 8) != question)
    }
  }

  @Test(arguments: [
    ("attribute fit model.safetensors bars clas=upright -o x.json", 1, "did you mean 'class'?"),
    ("attribute fit model.safetensors bars class=uprigt -o x.json", 1, "did you mean 'upright'?"),
    ("attribute fit model.safetensors bars class -o x.json", 1, "choose one, such as class=lying"),
    ("attribute fit model.safetensors data.npy smiling -o x.json", 1, "It has none at all."),
    ("edit model.safetensors data.npy:0 upward -o x.png", 1, "'upward.json' does not exist"),
    ("edit model.safetensors data.npy:0 nicer -o x.png", 1, "Did you mean 'nice'?"),
    ("edit model.safetensors data.npy:0 nice*3e38 -o x.png", 1, "take smaller factors"),
    ("edit model.safetensors data.npy:0 foreign -o x.png", 1, "fitted with another model"),
    ("edit model.safetensors data.npy:0 wide -o x.png", 1, "2 dimensions, but the model"),
    ("edit model.safetensors data.npy:0 broken -o x.png", 1, "broken.json: incomplete JSON"),
    ("edit model.safetensors data.npy:0 odd -o x.png", 1, "does not describe an attribute"),
    ("edit model.safetensors data.npy:0 nice*nice -o x.png", 2, "(column 5)"),
    ("edit model.safetensors data.npy:0 (nice -o x.png", 2, "Expected ')' (column 6)"),
    ("edit model.safetensors data.npy:0 1.5 -o x.png", 2, "is a number, not a vector"),
    ("edit model.safetensors data.npy:0 2*nice --to 1 -o x.png", 2, "must be the name of one"),
    ("edit model.safetensors data.npy:0 nice+none:1 -o x.png", 1, "there is no data set 'none'"),
    ("edit model.safetensors data.npy:0 nice --report none -o x.png", 1, "none"),
    ("attribute fit model.safetensors bars class=lying --balance clas -o x.json", 1, "'class'?"),
    // The names are looked at before the samples are encoded.
    ("attribute evaluate model.safetensors bars class=lyin", 1, "did you mean 'lying'?"),
    ("attribute fit model.safetensors bars class=lying --balance class -o x.json", 1, "No cell"),
    ("attribute fit model.safetensors bars class=lying --whiten -o x.json", 2, "needs --condition"),
    (
      "attribute fit model.safetensors bars class=lying --strength 0 -o x.json", 2, "greater than 0"
    ),
    (
      "attribute fit model.safetensors bars class=lying --condition nice.json,nice.json -o x.json",
      1, "not independent"
    ),
    ("attribute compare nice.json foreign.json", 1, "belong to different models"),
  ])
  func `A mistake is said and nothing is written`(
    words: String, status: Int32, message: String
  ) throws {
    try withBars { folder in
      let end = #""bias":0,"provenance":{"method":"mean","model":"ab"}}"#
      for (name, text) in [
        ("nice", #"{"vector":[1,2,3],"bias":0,"provenance":{"method":"mean"}}"#),
        ("foreign", #"{"vector":[1,2,3],"# + end), ("wide", #"{"vector":[1,2],"# + end),
        ("broken", #"{"vector":[1,2"#), ("odd", #"{"vector":[],"# + end),
      ] {
        try text.write(toFile: "\(folder)/\(name).json", atomically: true, encoding: .utf8)
      }
      let before = try TinyWorld.names(in: folder)
      let outcome = try LatentTool.run(words.split(separator: " ").map(String.init), in: folder)
      #expect(outcome.status == status)
      #expect(outcome.errors.hasPrefix("latent: "))
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(try TinyWorld.names(in: folder) == before)
    }
  }
}
