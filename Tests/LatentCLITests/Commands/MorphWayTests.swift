import LatentData
import Testing

/// The ways and the pace of `morph`, temperatures and names of `sample`.
@Suite struct MorphWayTests {
  private func sheet(_ words: String, in folder: String) throws -> Picture {
    let outcome = try LatentTool.run(
      words.split(separator: " ").map(String.init) + ["--scale", "1", "-o", "x.png"], in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try TinyWorld.picture("x.png", in: folder).picture
  }

  private func cell(_ picture: Picture, _ row: Int, _ column: Int) -> Picture {
    picture.cropped(x: 10 * column, y: 10 * row, width: 8, height: 8)
  }

  @Test(arguments: [
    "--along linear", "--along spline", "--along geodesic", "--along data --data data.npy",
    "--even", "--easing in-out",
  ])
  func `Every way begins and ends at the samples`(options: String) throws {
    try TinyWorld.withCopy { folder in
      let strip = try sheet(
        "morph model.safetensors data.npy:0 data.npy:3 data.npy:9 --count 5 " + options, in: folder)
      #expect((strip.width, strip.height) == (5 * 10 - 2, 2 * 10 - 2))
      let seen = try sheet(
        "reconstruct model.safetensors data.npy:0 data.npy:3 data.npy:9", in: folder)
      #expect(cell(strip, 0, 0) == cell(seen, 1, 0))
      #expect(cell(strip, 0, 4) == cell(seen, 1, 1))
      #expect(cell(strip, 1, 0) == cell(seen, 1, 1))
      #expect(cell(strip, 1, 4) == cell(seen, 1, 2))
    }
  }

  @Test func `Each leg of several says how it went`() throws {
    try TinyWorld.withCopy { folder in
      func remarks(_ words: String...) throws -> String {
        try LatentTool.run(
          ["morph", "model.safetensors"] + words + ["--along", "geodesic", "-o", "x.png"],
          in: folder
        ).errors
      }
      let two = try remarks("data.npy:0", "data.npy:3", "data.npy:9")
      #expect(two.contains("geodesic 1 of 2: ") && two.contains("geodesic 2 of 2: "), "\(two)")
      #expect(try remarks("data.npy:0-1").contains("geodesic: "))
      #expect(try remarks("data.npy:0-1", "--quiet").isEmpty)
    }
  }

  @Test func `Each temperature is a row of the same draws`() throws {
    try TinyWorld.withCopy { folder in
      let rows = try sheet(
        "sample model.safetensors --count 4 --temperature 0,1 --seed 3", in: folder)
      #expect((rows.width, rows.height) == (38, 18))
      let plain = try sheet("sample model.safetensors --count 4 --columns 4 --seed 3", in: folder)
      for column in 0..<4 {
        #expect(cell(rows, 1, column) == cell(plain, 0, column))
        #expect(cell(rows, 0, column) == cell(rows, 0, 0))
      }
    }
  }

  @Test func `Names say the model, the seed and the number`() throws {
    try TinyWorld.withCopy { folder in
      let outcome = try TinyWorld.run(
        "sample", "model.safetensors", "--count", "11", "--seed", "4", "-o",
        "%model-%seed-%index.png", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let made = try TinyWorld.names(in: folder).filter { $0.hasPrefix("model-4-") }
      #expect(made.first == "model-4-00.png")
      #expect(made.last == "model-4-10.png")
      #expect(made.count == 11)
    }
  }

  @Test(arguments: [
    ("morph model.safetensors data.npy:0-1 --along data -o x.png", "needs --data"),
    ("morph model.safetensors data.npy:0-1 --data data.npy -o x.png", "goes with --along data"),
    ("morph model.safetensors data.npy:0-1 -o %seed.png", "this command has no seed"),
    ("morph model.safetensors data.npy:0-1 --animate %index.png", "%index means nothing"),
    ("sample model.safetensors --temperature 1,-1 -o x.png", "--temperature needs numbers"),
    ("sample model.safetensors -o %sed.png", "did you mean '%seed'?"),
    ("sample model.safetensors --from priro -o x.png", "did you mean 'prior'?"),
  ])
  func `A mistake is said`(words: String, message: String) throws {
    try TinyWorld.withCopy { folder in
      let outcome = try LatentTool.run(words.split(separator: " ").map(String.init), in: folder)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
  }
}
