import Foundation
import LatentData
import Testing

/// Commands that write pictures: what is in them, and the recipe that they carry.
@Suite struct PictureCommandTests {
  @Test func `A morph has a row for each leg and carries its recipe`() throws {
    try TinyWorld.withCopy { folder in
      let outcome = try TinyWorld.run(
        "morph", "model.safetensors", "data.npy:0", "data.npy:1", "data.npy:6", "--count", "5",
        "--scale", "1", "-o", folder + "/strip.png", in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors == "\(folder)/strip.png: 10 steps, 48 × 18\n")
      let contents = try TinyWorld.picture("strip.png", in: folder)
      #expect(contents.picture.width == 5 * 8 + 4 * 2)
      let model = SHA256.hash(of: try TinyWorld.bytes("model.safetensors", in: folder))
      #expect(
        contents.text["latents:recipe"]
          == #"{"arguments":["morph","model.safetensors","data.npy:0","data.npy:1","data.npy:6","#
          + #""--count","5","--scale","1","-o","strip.png"],"command":"latent morph "#
          + #"model.safetensors data.npy:0 data.npy:1 data.npy:6 --count 5 --scale 1 "#
          + #"-o strip.png","model":"\#(model)","version":"0.1.0"}"#)
    }
  }

  @Test func `An animation goes round once and begins with the first sample`() throws {
    try TinyWorld.withCopy { folder in
      let outcome = try TinyWorld.run(
        "morph", "model.safetensors", "data.npy:0", "data.npy:1", "--count", "5", "--animate",
        "loop.png", "--scale", "1", in: folder)
      #expect(outcome.status == 0)
      let bytes = try TinyWorld.bytes("loop.png", in: folder)
      #expect(Data(bytes).range(of: Data("acTL".utf8 + [0, 0, 0, 8])) != nil)
      let still = try TinyWorld.run(
        "reconstruct", "model.safetensors", "data.npy:0", "-o", "r.png", "--scale", "1",
        in: folder)
      #expect(still.status == 0)
      let first = try TinyWorld.picture("loop.png", in: folder).picture
      let pair = try TinyWorld.picture("r.png", in: folder).picture
      #expect(pair.cropped(x: 0, y: 10, width: 8, height: 8) == first)
    }
  }

  @Test func `The seed alone decides the samples, and fewer are the first of more`() throws {
    try TinyWorld.withCopy { folder in
      func sample(_ name: String, _ seed: String, _ count: String, threads: String) throws
        -> Picture
      {
        let outcome = try TinyWorld.run(
          "sample", "model.safetensors", "--seed", seed, "--count", count, "--columns", "9",
          "--scale", "1", "-o", name, "--quiet", in: folder,
          environment: ["LATENTS_THREADS": threads])
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        return try TinyWorld.picture(name, in: folder).picture
      }
      let nine = try sample("a.png", "7", "9", threads: "1")
      #expect(try sample("b.png", "7", "9", threads: "2") == nine)
      #expect(try sample("c.png", "8", "9", threads: "2") != nine)
      let four = try sample("d.png", "7", "4", threads: "2")
      #expect(nine.cropped(x: 0, y: 0, width: 38, height: 8) == four)
      let text = try #require(try TinyWorld.picture("a.png", in: folder).text["latents:recipe"])
      #expect(text.hasSuffix(#""seed":7,"version":"0.1.0"}"#))
    }
  }

  @Test func `A sample says which density it comes from`() throws {
    try TinyWorld.withCopy { folder in
      let outcome = try TinyWorld.run(
        "sample", "model.safetensors", "--count", "4", "-o", "s.png", in: folder)
      #expect(outcome.errors.contains("4 samples from the prior"))
      let fitted = try TinyWorld.run(
        "sample", "model.safetensors", "--from", "fitted", "-o", "s.png", in: folder)
      #expect(fitted.status == 1)
      #expect(fitted.errors.contains("holds no fitted density"))
    }
  }

  @Test func `A model with a mixture draws from it, unless the prior is asked for`() throws {
    try TinyWorld.withCopy { folder in
      let words = TinyWorld.trainWords + ["--mixture", "3", "--quiet", "-o", "m.st"]
      try #require(LatentTool.run(words, in: folder).status == 0)
      func sample(_ name: String, _ more: String...) throws -> String {
        let words = ["sample", "m.st", "--count", "4", "-o", name] + more
        let outcome = try LatentTool.run(words, in: folder)
        #expect(outcome.status == 0)
        return outcome.errors
      }
      #expect(try sample("a.png").contains("4 samples from the mixture"))
      #expect(try sample("b.png", "--from", "fitted").contains("4 samples from the mixture"))
      #expect(try sample("c.png", "--from", "prior").contains("4 samples from the prior"))
      let pictures = try ["a.png", "b.png", "c.png"].map {
        try TinyWorld.picture($0, in: folder).picture
      }
      #expect(pictures[0] == pictures[1])
      #expect(pictures[0] != pictures[2])
    }
  }

  @Test(arguments: [2, 40])
  func `Samples come from where the vectors of a file lie`(count: Int) throws {
    try TinyWorld.withCopy { folder in
      // All of them near one place.
      let rows = (0..<count).map {
        "[\(2 + Double($0 % 5) / 1000),-3,\(1 + Double($0 % 3) / 1000)]"
      }
      try "[\(rows.joined(separator: ","))]".write(
        toFile: folder + "/codes.json", atomically: true, encoding: .utf8)
      try "[[2,-3,1]]".write(toFile: folder + "/one.json", atomically: true, encoding: .utf8)
      func sheet(_ words: String...) throws -> Picture {
        let outcome = try LatentTool.run(words + ["--scale", "1", "-o", "x.png"], in: folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try TinyWorld.picture("x.png", in: folder).picture
      }
      let sample = try sheet(
        "sample", "model.safetensors", "--from", "codes.json", "--count", "1")
      let centre = try sheet("decode", "model.safetensors", "one.json")
      let far = zip(sample.bytes, centre.bytes).map { abs(Int($0) - Int($1)) }.max() ?? 0
      #expect(far <= 8)
      let lonely = try TinyWorld.run(
        "sample", "model.safetensors", "--from", "one.json", "-o", "y.png", in: folder)
      #expect(lonely.status == 1)
      #expect(lonely.errors.contains("holds 1 vector; a density needs several"))
    }
  }

  @Test func `Without a sample a traversal starts where the mixture is densest`() throws {
    try TinyWorld.withCopy { folder in
      let words = TinyWorld.trainWords + ["--mixture", "3", "--quiet", "-o", "m.st"]
      try #require(LatentTool.run(words, in: folder).status == 0)
      try "[[0,0,0]]".write(toFile: folder + "/zero.json", atomically: true, encoding: .utf8)
      func sheet(_ words: String...) throws -> Picture {
        let outcome = try LatentTool.run(words + ["--scale", "1", "-o", "x.png"], in: folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try TinyWorld.picture("x.png", in: folder).picture
      }
      for (model, isCentre) in [("m.st", false), ("model.safetensors", true)] {
        // So short a way that all of it is the start, but for the one dimension.
        let row = try sheet(
          "traverse", model, "--dimensions", "0", "--reach", "0.00001", "--columns", "2")
        let zero = try sheet("decode", model, "zero.json")
        #expect((row.cropped(x: 0, y: 0, width: 8, height: 8) == zero) == isCentre)
      }
    }
  }

  @Test func `Reconstructions stand below their samples and are measured`() throws {
    try TinyWorld.withCopy { folder in
      let outcome = try TinyWorld.run(
        "reconstruct", "model.safetensors", "data.npy:0-2", "-o", "r.png", "--json", "--scale",
        "1", "--quiet", in: folder)
      #expect(outcome.status == 0)
      let line = try JSONValue(Array(outcome.output.utf8)[...])
      #expect(line["n"] == .integer(3))
      let error = try #require(line["mse"]?.double)
      #expect(error > 0 && error < 1)
      let picture = try TinyWorld.picture("r.png", in: folder).picture
      #expect(picture[x: 0, y: 3].grey == 155)
      #expect(picture[x: 1, y: 3].grey == 0)
    }
  }

  @Test func `A picture file of another size is made fit`() throws {
    try TinyWorld.withCopy { folder in
      try Picture(width: 20, height: 10, kind: .rgb, color: .white)
        .write(to: URL(fileURLWithPath: folder + "/me.png"))
      let outcome = try TinyWorld.run(
        "reconstruct", "model.safetensors", "me.png", "-o", "r.png", "--scale", "1", in: folder)
      #expect(outcome.status == 0)
      #expect(
        outcome.errors.hasPrefix("me.png: 20 × 10 rgb was cut and resized to 8 × 8 grey\n"))
      #expect(try TinyWorld.picture("r.png", in: folder).picture[x: 0, y: 0].grey == 255)
    }
  }

  @Test func `The terminal shows the picture, in plain letters where it is no terminal`() throws {
    try TinyWorld.withCopy { folder in
      let outcome = try TinyWorld.run(
        "reconstruct", "model.safetensors", "data.npy:0", "-o", "r.png", "--show", "--scale", "1",
        "--quiet", in: folder, environment: ["COLORTERM": "truecolor"])
      #expect(outcome.status == 0)
      #expect(!outcome.output.contains("\u{1B}"))
      #expect(outcome.output.split(separator: "\n").count == 9)
      #expect(outcome.output.hasPrefix("*\n"))
    }
  }

  @Test(arguments: [
    ("morph model.safetensors data.npy:0 data.npy:1", 2, "--output (-o) or --animate is missing"),
    ("morph model.safetensors data.npy:0 -o x.png", 2, "needs two samples or more"),
    ("morph model.safetensors data.npy:0 data.npy:240 -o x.png", 1, "240 samples, 0 to 239"),
    ("morph model.safetensors data.npy:a data.npy:1 -o x.png", 2, "is neither a file nor a sample"),
    ("morph model.safetensors no.png data.npy:1 -o x.png", 1, "there is no picture 'no.png'"),
    ("morph model.safetensors data.npy:0 data.npy:1 -o x.jpg", 2, "ends in .png"),
    ("morph model.safetensors data.npy:0 data.npy:1 -o no/x.png", 1, "'no' does not exist"),
    ("morph model.safetensors data.npy:0 data.npy:1 -o . ", 1, "is a folder"),
    ("morph fashin fashion:0 fashion:1 -o x.png", 1, "did you mean 'fashion'?"),
    ("morph data.npy data.npy:0 data.npy:1 -o x.png", 1, "data.npy: not a safetensors file"),
    ("sample model.safetensors --temperature -1 -o x.png", 2, "--temperature needs numbers"),
    ("sample no.safetensors -o x.png", 1, "no.safetensors: there is no such file"),
  ])
  func `A mistake is said and nothing is written`(
    words: String, status: Int32, message: String
  ) throws {
    try TinyWorld.withCopy { folder in
      let outcome = try LatentTool.run(words.split(separator: " ").map(String.init), in: folder)
      #expect(outcome.status == status)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("latent: "))
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(try TinyWorld.names(in: folder) == ["data.npy", "model.safetensors"])
    }
  }
}
