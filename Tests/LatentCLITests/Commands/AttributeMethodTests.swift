import Foundation
import LatentData
import LatentSpace
import Testing

/// `attribute fit` with its methods, `attribute compare`, and what `edit` does with attributes.
@Suite struct AttributeMethodTests {
  /// The tiny model, and some of its pictures as PNG files in the folders `upright` and `lying`.
  private func withLabels<Result>(_ body: (String) throws -> Result) throws -> Result {
    try TinyWorld.withCopy { folder in
      let stored = try NPY.decode(TinyWorld.bytes("data.npy", in: folder))
      for index in 0..<96 {
        let side = index % 2 == 0 ? "upright" : "lying"
        let path = "\(folder)/bars/\(side)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let start = stored.bytes.startIndex + index * 64
        try Picture(
          width: 8, height: 8, kind: .grey, bytes: Array(stored.bytes[start..<start + 64])
        ).write(to: URL(fileURLWithPath: "\(path)/\(100 + index).png"))
      }
      return try body(folder)
    }
  }

  private func fit(_ words: String, in folder: String) throws -> JSONValue {
    let outcome = try LatentTool.run(
      ["attribute", "fit", "model.safetensors", "bars"]
        + words.split(separator: " ").map(String.init)
        + ["--json"], in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try JSONValue(Array(outcome.output.utf8)[...])
  }

  @Test(arguments: ["mean", "logistic", "svm", "lda", "ridge"])
  func `Every method finds a direction that tells the groups apart`(method: String) throws {
    try withLabels { folder in
      let line = try fit("class=upright --method \(method) -o a.json", in: folder)
      #expect(line["method"] == .string(method))
      let area = try #require(line["training"]?["auc"]?["value"]?.double)
      // A model of two epochs knows little, but a learned direction is never worse than chance here.
      #expect(area > 0.52)
    }
  }

  @Test func `A condition takes the other attribute out of the direction`() throws {
    try withLabels { folder in
      _ = try fit("class=upright --method logistic -o a.json", in: folder)
      _ = try fit("class=upright --condition a.json -o b.json", in: folder)
      _ = try fit("class=upright --condition a.json --whiten -o c.json", in: folder)
      let outcome = try TinyWorld.run(
        "attribute", "compare", "a.json", "b.json", "c.json", "--json", in: folder)
      #expect(outcome.status == 0)
      let rows = try #require(
        try JSONValue(Array(outcome.output.utf8)[...])["cosines"]?.array)
      let cosines = rows.map { ($0.array ?? []).compactMap(\.double) }
      #expect(cosines.count == 3)
      #expect(abs(cosines[0][1]) < 1e-5)
      #expect(abs(cosines[0][2]) < 1e-5)
      #expect(abs(cosines[1][1] - 1) < 1e-6)
    }
  }

  @Test func `A table shows the cosines by name`() throws {
    try withLabels { folder in
      _ = try fit("class=upright -o a.json", in: folder)
      _ = try fit("class=lying -o b.json", in: folder)
      let outcome = try TinyWorld.run("attribute", "compare", "a.json", "b.json", in: folder)
      #expect(
        outcome.output == """
                         class=upright  class=lying
          class=upright  1.00           -1.00
          class=lying    -1.00          1.00

          """)
    }
  }

  @Test func `Attributes of one name are told apart by their files`() throws {
    try withLabels { folder in
      _ = try fit("class=upright -o class=upright.json", in: folder)
      _ = try fit("class=upright --method logistic -o b.json", in: folder)
      let table = try TinyWorld.run(
        "attribute", "compare", "class=upright.json", "b.json", "--json", in: folder)
      #expect(table.output.contains(#""attributes":["class=upright","class=upright (b)"]"#))
      let report = try TinyWorld.run(
        "edit", "model.safetensors", "data.npy:0", "b", "--report", "bars", "-o", "a.png",
        in: folder)
      #expect(report.output.contains("  class=upright (b)  "), "\(report.output)")
      #expect(report.output.contains("  class=upright      "), "\(report.output)")
    }
  }

  @Test func `An edit to a distance ends at that distance`() throws {
    try withLabels { folder in
      let line = try fit("class=upright -o upright.json", in: folder)
      let norm = try #require(line["norm"]?.double)
      let outcome = try TinyWorld.run(
        "edit", "model.safetensors", "data.npy:0-3", "upright", "--to", "2", "--report", "bars",
        "--json", "-o", "a.png", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines = try outcome.output.split(separator: "\n").map {
        try JSONValue(Array($0.utf8)[...])
      }
      #expect(lines.count == 4)
      for line in lines {
        let score = try #require(line["scores"]?.array?.first)
        #expect(score["attribute"] == .string("class=upright"))
        // The score is the distance times the vector's length.
        #expect(abs(try #require(score["after"]?.double) - 2 * norm) < 1e-4 * (1 + norm))
        let share = try #require(line["normPercentile"]?.double)
        #expect((0...1).contains(share))
      }
    }
  }

  @Test func `Samples may be terms of an edit`() throws {
    try withLabels { folder in
      func picture(_ words: String...) throws -> Picture {
        let outcome = try LatentTool.run(
          words + ["--scale", "1", "-o", "x.png"], in: folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try TinyWorld.picture("x.png", in: folder).picture
      }
      let analogy = try picture(
        "edit", "model.safetensors", "data.npy:4", "'data.npy':1 - (data.npy:2)", "--count", "1")
      let corners = try picture(
        "analogy", "model.safetensors", "data.npy:2", "data.npy:1", "data.npy:4")
      #expect(analogy == corners.cropped(x: 10, y: 10, width: 8, height: 8))
    }
  }
}
