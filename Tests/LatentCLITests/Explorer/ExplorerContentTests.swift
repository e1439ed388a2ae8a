import Foundation
import LatentCLI
import LatentData
import Testing

/// What `latent explore` puts into a page beside the networks.
@Suite struct ExplorerContentTests {
  /// A folder with 80 of the tiny world's pictures and attributes of every kind, names that look like
  /// markup among them; and the page that was made of it.
  private static func withPage<Result>(
    _ body: (_ folder: String, _ content: JSONValue, _ html: String) throws -> Result
  ) throws -> Result {
    try TinyWorld.withCopy { folder in
      let all = try NPY.decode(TinyWorld.bytes("data.npy", in: folder))
      let pictures = folder + "/bars"
      try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true)
      var table = "file,upright,place,<b>brightness</b>\n"
      for index in 0..<80 {
        let bytes = all.tensor.values[index * 64..<(index + 1) * 64].map { UInt8($0) }
        let name = index < 10 ? "0\(index).png" : "\(index).png"
        let picture = Picture(width: 8, height: 8, kind: .grey, bytes: bytes)
        try Data(PNG.encode(picture)).write(to: URL(fileURLWithPath: pictures + "/" + name))
        let place = ["left", "</script>", "right"][index / 2 % 8 / 3]
        table += "\(name),\(index % 2 == 0 ? "yes" : "no"),\(place),\(155.5 + Double(index))\n"
      }
      try Data(table.utf8).write(to: URL(fileURLWithPath: pictures + "/attributes.csv"))
      let outcome = try TinyWorld.run(
        "explore", "model.safetensors", "bars", "-o", "page.html", "--quiet", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let html = String(decoding: try TinyWorld.bytes("page.html", in: folder), as: UTF8.self)
      return try body(folder, content(of: html), html)
    }
  }

  private static func content(of html: String) throws -> JSONValue {
    let start = try #require(html.range(of: "id=\"latent-content\">"))
    let end = try #require(html[start.upperBound...].range(of: "</script>"))
    return try JSONValue(Array(html[start.upperBound..<end.lowerBound].utf8)[...])
  }

  private static func bytes(_ value: JSONValue?) throws -> [UInt8] {
    let text = try #require(value?.string)
    let data = try #require(Data(base64Encoded: text))
    return Array(data)
  }

  private static func singles(_ value: JSONValue?) throws -> [Float] {
    let bytes = try bytes(value)
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) })
    }
  }

  private static func steps(_ value: JSONValue?) throws -> (values: [Float], step: [Float]) {
    let (low, step) = (try singles(value?["low"]), try singles(value?["step"]))
    let bytes = try bytes(value?["values"])
    let values = (0..<bytes.count / 2).map { index -> Float in
      let place = Float(UInt16(bytes[2 * index]) | UInt16(bytes[2 * index + 1]) << 8)
      return low[index % low.count] + place * step[index % step.count]
    }
    return (values, step)
  }

  @Test func `The samples are the encodings, within half a step`() throws {
    try Self.withPage { folder, content, _ in
      let encode = try TinyWorld.run(
        "encode", "model.safetensors", "bars", "-o", "codes.npy", "--quiet", in: folder)
      #expect(encode.status == 0)
      let codes = try NPY.decode(TinyWorld.bytes("codes.npy", in: folder)).tensor.values
      let samples = try #require(content["samples"])
      let indices = try #require(samples["indices"]?.array).compactMap { $0.integer }
      #expect(indices == Array(0..<80))
      let latents = try Self.steps(samples["latents"])
      #expect(latents.values.count == codes.count)
      for (index, value) in latents.values.enumerated() {
        #expect(abs(value - codes[index]) <= 0.501 * latents.step[index % 3] + 1e-6)
      }
      #expect(try Self.steps(samples["neighborMap"]).values.count == 160)
      #expect((samples["quality"]?["neighbors"]?["trustworthiness"]?.double ?? 0) > 0.5)
    }
  }

  @Test func `The small pictures are those of the samples`() throws {
    try Self.withPage { folder, content, _ in
      let thumbnails = try #require(content["samples"]?["thumbnails"])
      let columns = try #require(thumbnails["columns"]?.integer)
      let sheet = try PNG.decode(Self.bytes(thumbnails["sheet"])).picture
      let cells = sheet.cells(width: 8, height: 8)
      #expect(columns == 9 && cells.count == 81)
      for index in [0, 17, 79] {
        let name = index < 10 ? "bars/0\(index).png" : "bars/\(index).png"
        #expect(try cells[index] == TinyWorld.picture(name, in: folder).picture)
      }
    }
  }

  @Test func `Attributes are directions that tell the samples apart`() throws {
    try Self.withPage { _, content, _ in
      let attributes = try #require(content["attributes"]?.array)
      let names = attributes.compactMap { $0["name"]?.string }
      #expect(names == ["upright", "</script>", "left", "right", "<b>brightness</b>"])
      let kinds = attributes.compactMap { $0["kind"]?.string }
      #expect(kinds == ["binary", "class", "class", "class", "number"])
      let latents = try Self.steps(content["samples"]?["latents"]).values
      for attribute in attributes {
        let vector = try Self.singles(attribute["vector"])
        let bias = Float(try #require(attribute["bias"]?.double))
        let scores = (0..<80).map { row in
          bias + (0..<3).reduce(Float(0)) { $0 + vector[$1] * latents[row * 3 + $1] }
        }
        let mean = scores.reduce(0, +) / 80
        let variance = scores.reduce(Float(0)) { $0 + ($1 - mean) * ($1 - mean) } / 80
        #expect(abs(mean - Float(attribute["mean"]?.double ?? .nan)) < 1e-2)
        #expect(abs(variance.squareRoot() - Float(attribute["deviation"]?.double ?? .nan)) < 1e-2)
        #expect((attribute["auc"]?.double ?? -1) >= 0 && (attribute["range"]?.double ?? 0) >= 3)
      }
    }
  }

  @Test func `Components are of length one and at right angles, strongest first`() throws {
    try Self.withPage { _, content, _ in
      let components = try #require(content["components"]?.array)
      let vectors = try components.map { try Self.singles($0["vector"]) }
      #expect(vectors.count == 3)
      for (row, first) in vectors.enumerated() {
        for (column, second) in vectors.enumerated() {
          let product = zip(first, second).reduce(Float(0)) { $0 + $1.0 * $1.1 }
          #expect(abs(product - (row == column ? 1 : 0)) < 1e-4)
        }
      }
      let shares = components.compactMap { $0["share"]?.double }
      #expect(shares == shares.sorted(by: >) && abs(shares.reduce(0, +) - 1) < 1e-3)
      #expect(content["divergences"]?.array?.count == 3)
      let surprise = try #require(content["surprise"]?.array).compactMap { $0.double }
      #expect(surprise.count == 101 && surprise == surprise.sorted())
    }
  }

  @Test func `Names cannot end the element they stand in, and the page keeps to its size`() throws {
    try Self.withPage { folder, content, html in
      let start = try #require(html.range(of: "id=\"latent-content\">"))
      let end = try #require(html[start.upperBound...].range(of: "</script>"))
      #expect(!html[start.upperBound..<end.lowerBound].contains("<"))
      let groups = try #require(content["samples"]?["groups"]?.array)
      #expect(
        groups.compactMap { $0["name"]?.string } == ["upright", "place", "<b>brightness</b>"])
      #expect(groups[1]["classes"]?.array?.compactMap(\.string) == ["</script>", "left", "right"])
      let upright = try Self.bytes(groups[0]["values"])
      #expect(upright == (0..<80).map { $0 % 2 == 0 ? 1 : 0 })
      // The model's file is in single precision, so the page's own limit is below this.
      let fileSize = try TinyWorld.bytes("model.safetensors", in: folder).count
      #expect(html.utf8.count <= 300_000 + 3 * fileSize)
    }
  }

  @Test func `Without data there are dimensions and the density alone`() throws {
    try TinyWorld.withCopy { folder in
      let outcome = try TinyWorld.run("explore", "model.safetensors", "-o", "page.html", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let html = String(decoding: try TinyWorld.bytes("page.html", in: folder), as: UTF8.self)
      let content = try Self.content(of: html)
      #expect(content["samples"] == nil && content["data"] == nil)
      #expect(content["attributes"]?.array?.isEmpty == true)
      #expect(try Self.singles(content["deviation"]).count == 3)
      let again = try TinyWorld.run("explore", "model.safetensors", "-o", "again.html", in: folder)
      #expect(again.status == 0)
      #expect(
        try TinyWorld.bytes("again.html", in: folder) == TinyWorld.bytes("page.html", in: folder))
    }
  }

  @Test(arguments: [
    ("explore model.safetensors none -o x.html", 1, "no data set 'none'"),
    ("explore model.safetensors data.npy -o x.png", 2, "ends in .html"),
    ("explore nothing -o x.html", 1, "no model 'nothing'"),
  ])
  func `A mistake is said and nothing is written`(
    words: String, status: Int32, message: String
  ) throws {
    try TinyWorld.expectMistake(words, status: status, message: message)
  }
}
