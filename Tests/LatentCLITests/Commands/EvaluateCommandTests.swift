import Foundation
import LatentData
import Testing

/// `map`, `discover` and `evaluate` on the tiny model.
@Suite struct EvaluateCommandTests {
  private func json(_ words: String, in folder: String) throws -> [JSONValue] {
    let outcome = try LatentTool.run(
      words.split(separator: " ").map(String.init) + ["--json"], in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try outcome.output.split(separator: "\n").map { try JSONValue(Array($0.utf8)[...]) }
  }

  @Test func `An evaluation's loss is the sum of its parts, and every figure has its interval`()
    throws
  {
    try TinyWorld.withCopy { folder in
      let line = try #require(
        try json("evaluate model.safetensors data.npy --draws 8", in: folder).first)
      let loss = try #require(line["loss"]?.double)
      let reconstruction = try #require(line["reconstruction"]?.double)
      let kl = try #require(line["kl"]?.double)
      #expect(abs(loss - reconstruction - kl) < 1e-9 * abs(loss))
      #expect(line["n"] == .integer(240))
      #expect(line["heldOut"] == .bool(false))
      let sums = try #require(line["klPerDimension"]?.array).compactMap(\.double).reduce(0, +)
      #expect(abs(sums - kl) < 1e-4)
      let bound = try #require(line["importanceWeightedBound"])
      // With eight draws the bound is above that with one, and inside its own interval.
      #expect(try #require(bound["value"]?.double) > -loss)
      for name in ["importanceWeightedBound", "activeUnits", "information", "priorHoles"] {
        let figure = try #require(line[name], "\(name)")
        let value = try #require(figure["value"]?.double)
        #expect(try #require(figure["lower"]?.double) <= value)
        #expect(try #require(figure["upper"]?.double) >= value)
        #expect(figure["estimator"]?.string?.isEmpty == false)
      }
      let kinds = try #require(line["pictures"]?.array).compactMap { $0["name"]?.string }
      #expect(kinds == ["training samples", "reconstructions", "samples of the prior"])
    }
  }

  @Test func `The same seed gives the same figures, and words say what they mean`() throws {
    try TinyWorld.withCopy { folder in
      func text(_ words: String...) throws -> String {
        let outcome = try LatentTool.run(["evaluate"] + words, in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
      }
      let first = try text("model.safetensors", "data.npy", "--draws", "2", "--seed", "3")
      #expect(try text("model.safetensors", "data.npy", "--draws", "2", "--seed", "3") == first)
      #expect(first.contains("240 samples of data, which it may have been trained on"))
      #expect(first.contains("mind: the data have no test part"))
      #expect(first.contains("good: ") || first.contains("mind: "))
      #expect(!first.contains("nan"))
    }
  }

  @Test func `A map has a point for each sample, and says what it lost`() throws {
    try TinyWorld.withCopy { folder in
      let line = try #require(
        try json(
          "map model.safetensors data.npy --count 60 --size 300 -o map.png", in: folder
        ).first)
      #expect(line["points"]?.array?.count == 60)
      let trust = try #require(line["trustworthiness"]?.double)
      #expect(trust > 0.5 && trust <= 1)
      let picture = try TinyWorld.picture("map.png", in: folder).picture
      #expect((picture.width, picture.height) == (300, 300))
      #expect(Set(picture.bytes).count > 10)
      let again = try TinyWorld.run("replay", "map.png", in: folder)
      #expect(again.status == 0, "\(again.errors)")
    }
  }

  @Test(arguments: ["pca", "tsne"])
  func `An SVG map has a dot for each sample`(kind: String) throws {
    try TinyWorld.withCopy { folder in
      _ = try json(
        "map model.safetensors data.npy --kind \(kind) --count 40 -o map.svg", in: folder)
      let svg = String(decoding: try TinyWorld.bytes("map.svg", in: folder), as: UTF8.self)
      #expect(svg.components(separatedBy: "<circle").count == 41)
    }
  }

  @Test func `A part of the data on a map is a part of every class`() throws {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      _ = try json("map model.safetensors bars --count 20 --color class -o map.svg", in: folder)
      let svg = String(decoding: try TinyWorld.bytes("map.svg", in: folder), as: UTF8.self)
      // The pictures lie class after class.
      let groups = svg.components(separatedBy: "<g fill=").dropFirst().map {
        $0.components(separatedBy: "<circle").count - 1
      }
      #expect(groups.count == 2 && groups.reduce(0, +) == 20)
      #expect(groups.allSatisfy { $0 >= 8 }, "\(groups)")
    }
  }

  @Test(arguments: ["pca", "ica", "weights", "jacobian", "kl", "random"])
  func `Every method finds directions, and they can be edited with`(method: String) throws {
    try TinyWorld.withCopy { folder in
      let lines = try json(
        "discover model.safetensors data.npy data.npy:3 --method \(method) --count 2 --columns 3 "
          + "--scale 1 --attributes found -o x.png", in: folder)
      #expect(lines.count == 2)
      let strengths = lines.compactMap { $0["strength"]?.double }
      #expect(strengths == strengths.sorted(by: >))
      #expect(lines.allSatisfy { ($0["changeBesideRandom"]?.double ?? -1) >= 0 })
      let picture = try TinyWorld.picture("x.png", in: folder).picture
      #expect((picture.width, picture.height) == (28, 18))
      let files = try TinyWorld.names(in: folder + "/found")
      #expect(files.count == 2)
      let edit = try TinyWorld.run(
        "edit", "model.safetensors", "data.npy:3",
        "'" + files[0].replacing(".json", with: "") + "'", "--attributes", "found", "-o", "e.png",
        in: folder)
      #expect(edit.status == 0, "\(edit.errors)")
    }
  }

  @Test(arguments: [
    // Said before the data are looked for, which are not there.
    ("map model.safetensors none.npy --kind attribute -o x.png", 2, "needs --attribute"),
    ("map model.safetensors none.npy --attribute a.json -o x.png", 2, "goes with --kind"),
    ("map model.safetensors data.npy --color hue -o x.png", 1, "has no attribute 'hue'"),
    ("map model.safetensors none.npy --show -o x.svg", 2, "--show needs a picture"),
    ("map model.safetensors data.npy -o x.gif", 2, "ends in .png or .svg"),
    ("discover model.safetensors data.npy data.npy:0-1 -o x.png", 2, "start at one sample"),
    ("evaluate model.safetensors none", 1, "no data set 'none'"),
  ])
  func `A mistake is said and nothing is written`(
    words: String, status: Int32, message: String
  ) throws {
    try TinyWorld.expectMistake(words, status: status, message: message)
  }
}
