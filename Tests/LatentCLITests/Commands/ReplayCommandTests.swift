import Foundation
import LatentData
import Testing

/// Pictures made again from their recipes.
@Suite struct ReplayCommandTests {
  private func make(_ words: String, in folder: String) throws {
    let outcome = try LatentTool.run(words.split(separator: " ").map(String.init), in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  @Test(arguments: [
    ("sample model.safetensors --seed 3 -o %seed.png", "3.png"),
    ("sample model.safetensors --count 3 -o %model-%index.png", "model-1.png"),
    ("morph model.safetensors data.npy:0 data.npy:1 --animate=loop.png", "loop.png"),
    ("reconstruct model.safetensors data.npy:0-3 --show --output pairs.png", "pairs.png"),
  ])
  func `The same pixels come again`(words: String, name: String) throws {
    try TinyWorld.withCopy { folder in
      try make(words, in: folder)
      let names = try TinyWorld.names(in: folder)
      let outcome = try TinyWorld.run("replay", name, "--json", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try JSONValue(Array(outcome.output.utf8)[...])["same"] == .bool(true))
      #expect(try TinyWorld.names(in: folder) == names)
    }
  }

  @Test func `One of many pictures is found by its name`() throws {
    try TinyWorld.withCopy { folder in
      try make("encode model.safetensors data.npy:0-4 -o codes.npy", in: folder)
      try make("decode model.safetensors codes.npy -o many", in: folder)
      let outcome = try TinyWorld.run("replay", "many/3.png", "-o", "again.png", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("the same, all 64 pixels"))
      #expect(
        try TinyWorld.picture("again.png", in: folder).picture
          == TinyWorld.picture("many/3.png", in: folder).picture)
    }
  }

  @Test(arguments: ["loop.png", "strip.png"])
  func `A strip and its animation are told apart`(name: String) throws {
    try TinyWorld.withCopy { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/t", withIntermediateDirectories: true)
      try make(
        "morph model.safetensors data.npy:0 data.npy:1 --animate t/loop.png -o t/strip.png",
        in: folder)
      try FileManager.default.moveItem(
        atPath: "\(folder)/t/\(name)", toPath: folder + "/other.png")
      try FileManager.default.removeItem(atPath: folder + "/t")
      let outcome = try TinyWorld.run("replay", "other.png", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }

  @Test(arguments: [
    ("sample model.safetensors --count 12 -o %index.png", "07.png"),
    ("decode model.safetensors codes.npy -o many", "many/2.png"),
    ("datasets bars --count 20 -o few", "few/test/0016.png"),
  ])
  func `One of many pictures is found under another name`(words: String, name: String) throws {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      try make("encode model.safetensors data.npy:0-4 -o codes.npy", in: folder)
      try make(words, in: folder)
      try FileManager.default.moveItem(
        atPath: "\(folder)/\(name)", toPath: folder + "/other.png")
      let outcome = try TinyWorld.run("replay", "other.png", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }

  @Test func `What a command writes beside its picture stays as it is`() throws {
    try TinyWorld.withCopy { folder in
      try make("discover model.safetensors data.npy --attributes found -o x.png", in: folder)
      try FileManager.default.removeItem(atPath: folder + "/found")
      let outcome = try TinyWorld.run("replay", "x.png", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(!(try TinyWorld.names(in: folder)).contains("found"))
    }
  }

  @Test func `An SVG holds its command, and is not replayed`() throws {
    try TinyWorld.withCopy { folder in
      try make("map model.safetensors data.npy -o map.svg", in: folder)
      let svg = String(decoding: try TinyWorld.bytes("map.svg", in: folder), as: UTF8.self)
      #expect(svg.contains("latent map model.safetensors data.npy -o map.svg"))
      let outcome = try TinyWorld.run("replay", "map.svg", in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("stands in its <metadata>"), "\(outcome.errors)")
    }
  }

  @Test(arguments: [(0, true), (1, true), (2, false)])
  func `A picture of the explorer needs no codes, and may differ as a browser rounds`(
    change: UInt8, isSame: Bool
  ) throws {
    try TinyWorld.withCopy { folder in
      try "[[0.25,-1,0.5]]".write(
        toFile: folder + "/code.json", atomically: true, encoding: .utf8)
      try make("decode model.safetensors code.json --scale 1 -o x.png", in: folder)
      try FileManager.default.removeItem(atPath: folder + "/code.json")
      let made = try TinyWorld.picture("x.png", in: folder).picture
      var bytes = made.bytes
      bytes[0] = bytes[0] < 128 ? bytes[0] + change : bytes[0] - change
      let picture = Picture(
        width: made.width, height: made.height, kind: made.kind, bytes: bytes)
      let recipe =
        #"{"arguments":["decode","model.safetensors","code.json","--scale","1","-o","x.png"],"#
        + #""latent":[0.25,-1,0.5],"made":"explorer","version":"0.1.0"}"#
      try picture.write(
        to: URL(fileURLWithPath: folder + "/x.png"), text: ["latents:recipe": recipe])
      let outcome = try TinyWorld.run("replay", "x.png", in: folder)
      #expect((outcome.status == 0) == isSame, "\(outcome.errors)")
      #expect(outcome.output.contains("but for 1 of 64 pixels by 1 of 255") == (change == 1))
      #expect(try TinyWorld.names(in: folder) == ["data.npy", "model.safetensors", "x.png"])
    }
  }

  @Test func `Another model and other pixels are said`() throws {
    try TinyWorld.withCopy { folder in
      try make("sample model.safetensors -o a.png", in: folder)
      try make(
        TinyWorld.trainWords.joined(separator: " ").replacing("--seed 5", with: "--seed 6")
          + " -o model.safetensors", in: folder)
      let outcome = try TinyWorld.run("replay", "a.png", in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("pixels differ"), "\(outcome.errors)")
      #expect(outcome.errors.contains("the model is another one"))
    }
  }

  @Test func `A picture without a recipe, or whose inputs are gone, is said`() throws {
    try TinyWorld.withCopy { folder in
      let plain = Picture(width: 2, height: 2, kind: .grey, color: .white)
      try plain.write(to: URL(fileURLWithPath: folder + "/plain.png"))
      #expect(try TinyWorld.run("replay", "plain.png", in: folder).errors.contains("no recipe"))
      try plain.write(
        to: URL(fileURLWithPath: folder + "/loop.png"),
        text: ["latents:recipe": #"{"arguments":["replay","x.png","-o","y.png"],"model":""}"#])
      #expect(
        try TinyWorld.run("replay", "loop.png", in: folder).errors.contains("cannot be run again")
          || TinyWorld.run("replay", "loop.png", in: folder).errors.contains("not made by"))
      try make("reconstruct model.safetensors data.npy:0 -o a.png", in: folder)
      try FileManager.default.removeItem(atPath: folder + "/data.npy")
      let outcome = try TinyWorld.run("replay", "a.png", in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("data.npy"))
    }
  }
}
