import Foundation
import LatentData
import Testing

/// `report` and `train --curve` on the tiny world.
@Suite struct ReportCommandTests {
  private func report(_ words: String..., in folder: String) throws -> String {
    let outcome = try LatentTool.run(
      [
        "report", "model.safetensors", "bars", "--samples", "20", "--points", "24", "--quiet", "-o",
        "report.html",
      ] + words, in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return String(decoding: try TinyWorld.bytes("report.html", in: folder), as: UTF8.self)
  }

  @Test func `A report is one page without scripts or anything from elsewhere, and the same again`()
    throws
  {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      let page = try report(in: folder)
      for title in ["Figures", "Attributes", "Reconstructions", "Random samples", "Traversals"] {
        #expect(page.contains(">\(title)</h2>"), "\(title)")
      }
      #expect(page.contains("Content-Security-Policy") && !page.contains("<script"))
      #expect(!page.contains("src=\"http") && !page.contains("url(http"))
      #expect(page.contains("data:image/png;base64,") && page.contains("<svg"))
      #expect(try report(in: folder) == page)
    }
  }

  @Test func `Names from data are no markup`() throws {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      for part in ["train", "test"] {
        try FileManager.default.moveItem(
          atPath: "\(folder)/bars/\(part)/lying",
          toPath: "\(folder)/bars/\(part)/<img onerror=alert(1)>")
      }
      let page = try report(in: folder)
      #expect(page.contains("&lt;img onerror=alert(1)&gt;"))
      #expect(!page.contains("<img onerror"))
    }
  }

  @Test
  func `A curve is drawn while a model is trained, goes on with the run, and is in the report`()
    throws
  {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      let words = [
        "train", "bars", "--architecture", "dense", "--hidden", "8", "--latent", "2", "--epochs",
        "3", "--validation", "0.2", "-o", "m.safetensors",
      ]
      let plain = try LatentTool.run(words + ["-q"], in: folder)
      try #require(plain.status == 0, "\(plain.errors)")
      let bytes = try TinyWorld.bytes("m.safetensors", in: folder)
      let drawn = try LatentTool.run(words + ["--json", "--curve", "curve.svg"], in: folder)
      try #require(drawn.status == 0, "\(drawn.errors)")
      #expect(try TinyWorld.bytes("m.safetensors", in: folder) == bytes)
      let curve = String(decoding: try TinyWorld.bytes("curve.svg", in: folder), as: UTF8.self)
      // Loss, reconstruction and divergence, each on training and on validation samples.
      #expect(curve.components(separatedBy: "<polyline").count == 7)
      try drawn.output.write(
        toFile: folder + "/epochs.jsonl", atomically: true, encoding: .utf8)
      let page = try report("--training", "epochs.jsonl", in: folder)
      #expect(page.contains("<polyline"))
      let wrong = try LatentTool.run(
        [
          "report", "model.safetensors", "bars", "--training", "bars/attributes.csv", "-o",
          "other.html",
        ], in: folder)
      #expect(wrong.status == 1)
      #expect(!FileManager.default.fileExists(atPath: folder + "/other.html"))
    }
  }
}
