import Foundation
import LatentData
import Testing

@Suite struct ObjectiveOptionTests {
  /// The recipe of the model that the words train, and whether it makes the same file again.
  private func recipe(_ words: [String]) throws -> (command: String, isSame: Bool) {
    try TinyWorld.withCopy { folder in
      let common = ["train", "data.npy", "--latent", "2", "--epochs", "1", "--batch", "64"]
      let first = try LatentTool.run(common + words + ["-o", "a.st", "-q"], in: folder)
      try #require(first.status == 0, "\(first.errors)")
      let info = try LatentTool.run(["info", "a.st", "--json"], in: folder)
      let command = try #require(
        JSONValue(Array(info.output.utf8)[...])["provenance"]?["command"]?.string)
      var again = command.split(separator: " ").dropFirst().map(String.init)
      again[1] = "data.npy"
      try #require(LatentTool.run(again + ["-o", "b.st", "-q"], in: folder).status == 0)
      let bytes = try ["a.st", "b.st"].map { try TinyWorld.bytes($0, in: folder) }
      return (command, bytes[0] == bytes[1])
    }
  }

  @Test(arguments: [
    (["--objective", "capacity"], "--objective capacity --capacity 25 --capacity-epochs 0.5"),
    (
      [
        "--objective", "capacity", "--capacity", "4", "--capacity-epochs", "3", "--kl-weight", "50",
      ],
      "--kl-weight 50 --objective capacity --capacity 4 --capacity-epochs 3"
    ),
    (["--objective", "tc"], "--objective tc --tc-weight 6"),
    (["--objective", "mmd", "--mmd-weight", "9.5"], "--objective mmd --mmd-weight 9.5"),
    (
      ["--objective", "importance", "--importance-samples", "2"],
      "--objective importance --importance-samples 2"
    ),
    (["--edge-weight", "2"], "--edge-weight 2"),
    (["--scale-weights"], "--epochs 1 --batch 64 --rate 0.001"),
  ])
  func `Every objective is trained, and its recipe makes the same file`(
    words: [String], expected: String
  ) throws {
    let result = try recipe(["--architecture", "dense", "--hidden", "8"] + words)
    #expect(result.command.hasSuffix(expected + " --seed 0"), "\(result.command)")
    #expect(result.command.contains("--scale-weights") == words.contains("--scale-weights"))
    #expect(result.isSame)
  }

  @Test func `Attributes that supervise dimensions are in the recipe, and bad ones are errors`()
    throws
  {
    try TinyWorld.withCopy { folder in
      let common = [
        "train", "sprites", "--architecture", "dense", "--hidden", "8", "--latent", "2", "--epochs",
        "1",
        "-o", "a.st",
      ]
      let told = ["--supervise", "size,angle", "--supervise-weight", "50"]
      let run = try LatentTool.run(common + told + ["-q"], in: folder)
      try #require(run.status == 0, "\(run.errors)")
      let info = try LatentTool.run(["info", "a.st"], in: folder)
      #expect(info.output.contains("--supervise size,angle --supervise-weight 50 --seed 0"))
      for (words, problem) in [
        (["--supervise", "length"], "no attribute 'length' to supervise with"),
        (["--supervise", "szie"], "did you mean 'size'?"),
        (["--supervise", "shape"], "'shape' has classes"),
        (["--supervise-weight", "3"], "name some"),
      ] {
        let run = try LatentTool.run(common + words, in: folder)
        #expect(run.status != 0)
        #expect(run.errors.contains(problem), "\(run.errors)")
      }
    }
  }

  @Test func `Residual networks have channels, blocks and a recipe`() throws {
    let result = try recipe([
      "--architecture", "residual", "--channels", "4,4", "--blocks", "2", "--hidden", "8",
    ])
    #expect(
      result.command.contains(
        "--architecture residual --latent 2 --channels 4,4 --blocks 2 --hidden 8"))
    #expect(result.isSame)
  }

  /// Two folders of pictures: dark ones and bright ones.
  private func withShades(_ body: (String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      for (name, base) in [("bright", 170), ("dark", 10)] {
        try FileManager.default.createDirectory(
          atPath: folder + "/shades/" + name, withIntermediateDirectories: true)
        for index in 0..<24 {
          let shade = UInt8(base + index * 3)
          try Picture(width: 4, height: 4, kind: .grey, bytes: [UInt8](repeating: shade, count: 16))
            .write(to: URL(fileURLWithPath: folder + "/shades/\(name)/\(index).png"))
        }
      }
      try body(folder)
    }
  }

  @Test func `A conditional model draws samples of the label that is asked for`() throws {
    try withShades { folder in
      let train = try LatentTool.run(
        [
          "train", "shades", "--conditional", "class", "--architecture", "dense", "--hidden", "16",
          "--latent", "2", "--epochs", "150", "--rate", "0.01", "--likelihood", "normal", "--batch",
          "16", "--validation", "0.1", "--mixture", "1", "-o", "m.st", "-q",
        ], in: folder)
      try #require(train.status == 0, "\(train.errors)")
      var means: [Double] = []
      for label in ["bright", "dark"] {
        let sample = try LatentTool.run(
          [
            "sample", "m.st", "--label", label, "--count", "4", "--scale", "1", "-o",
            "\(label).png",
          ], in: folder)
        #expect(sample.status == 0, "\(sample.errors)")
        let bytes = try TinyWorld.picture("\(label).png", in: folder).picture.bytes
        means.append(bytes.reduce(0) { $0 + Double($1) } / Double(bytes.count))
      }
      #expect(means[0] > means[1] + 80, "\(means)")

      let info = try LatentTool.run(["info", "m.st"], in: folder)
      #expect(info.output.contains("on class: bright, dark"))
      #expect(info.output.contains("--conditional class"))
      let unlabeled = try LatentTool.run(["sample", "m.st", "-o", "x.png"], in: folder)
      #expect(unlabeled.status == 1)
      #expect(unlabeled.errors.contains("say --label NAME, one of bright, dark"))
      let unknown = try LatentTool.run(
        ["sample", "m.st", "--label", "brigth", "-o", "x.png"], in: folder)
      #expect(unknown.errors.contains("did you mean 'bright'?"))
      for words in [
        ["reconstruct", "m.st", "shades/dark/0.png", "-o", "r.png"],
        ["encode", "m.st", "shades/dark/0.png", "-o", "c.npy"],
        ["decode", "m.st", "c.npy", "-o", "d.png"],
        ["morph", "m.st", "shades/dark/0.png", "shades/dark/9.png", "-o", "w.png"],
      ] {
        let outcome = try LatentTool.run(words + ["--label", "dark"], in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
      }
    }
  }

  @Test func `A label for a model without labels is an error`() throws {
    try TinyWorld.withCopy { folder in
      let outcome = try LatentTool.run(
        ["sample", "model.safetensors", "--label", "x", "-o", "x.png"], in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("is not a conditional model"))
    }
  }

  @Test(arguments: [
    ("colour", "has no attribute 'colour'"), ("label", "is a number"),
    ("class", "is unknown for a sample"),
  ])
  func `Attributes that are no labels are errors`(name: String, message: String) throws {
    try TinyWorld.withCopy { folder in
      var rows = ["label,class,a,b,c,d"]
      for index in 0..<20 {
        rows.append("\(Double(index) / 7),\(index == 3 ? "" : "x\(index % 2)"),0,1,0,1")
      }
      try rows.joined(separator: "\n").write(
        toFile: folder + "/rows.csv", atomically: true, encoding: .utf8)
      let outcome = try LatentTool.run(
        ["train", "rows.csv", "--conditional", name, "-o", "m.st"], in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
  }
}
