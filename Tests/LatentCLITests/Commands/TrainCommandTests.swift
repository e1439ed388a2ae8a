import Foundation
import LatentData
import Testing

@Suite struct TrainCommandTests {
  @Test func `Training prints one object per epoch and one for the model`() throws {
    try TinyWorld.withCopy { folder in
      let outcome = try LatentTool.run(
        TinyWorld.trainWords + ["-o", "again.safetensors", "--json"], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.errors.isEmpty)
      let lines = try outcome.output.split(separator: "\n").map {
        try JSONValue(Array($0.utf8)[...])
      }
      try #require(lines.count == 3)
      #expect(lines[0]["epoch"] == .integer(1))
      #expect(lines[1]["epoch"] == .integer(2))
      for line in lines[..<2] {
        let loss = try #require(line["loss"]?.double)
        let parts = try #require(line["reconstruction"]?.double) + #require(line["kl"]?.double)
        #expect(abs(loss - parts) < 1e-9)
        #expect(try #require(line["seconds"]?.double) >= 0)
      }
      #expect(lines[2]["model"] == .string("again.safetensors"))
      let bytes = try TinyWorld.bytes("again.safetensors", in: folder)
      #expect(lines[2]["sha256"] == .string(SHA256.hash(of: bytes)))
    }
  }

  @Test func `The same run gives the same bytes whatever the order of options and the name`() throws
  {
    try TinyWorld.withCopy { folder in
      let words = [
        "train", "--seed", "5", "--batch=32", "--epochs", "2", folder + "/data.npy", "--latent",
        "3", "--hidden", "16", "--architecture=dense", "--quiet", "--rate", "1e-3", "-o", "b.st",
      ]
      let outcome = try LatentTool.run(words, in: folder, environment: ["LATENTS_THREADS": "1"])
      #expect(outcome.status == 0)
      #expect(outcome.output.isEmpty)
      #expect(
        try TinyWorld.bytes("b.st", in: folder)
          == TinyWorld.bytes("model.safetensors", in: folder))
      #expect(!(try TinyWorld.names(in: folder)).contains { $0.contains("checkpoint") })
    }
  }

  @Test func `The recipe in the file is a command that makes the same file`() throws {
    try TinyWorld.withCopy { folder in
      let words = [
        "train", "data.npy", "--latent", "2", "--channels", "4", "--hidden", "8", "--epochs", "1",
        "--activation", "silu", "--likelihood", "normal", "--sigma", "0.5", "--kl-weight", "0.5",
        "--warmup", "2", "--free-bits", "0.1", "--clip", "50", "--schedule", "cosine",
        "--validation", "0.25", "--patience", "3", "--precision", "f16", "--batch", "64", "--rate",
        "0.002", "--seed", "9", "--quiet",
      ]
      try #require(LatentTool.run(words + ["-o", "a.st"], in: folder).status == 0)
      let info = try LatentTool.run(["info", "a.st", "--json"], in: folder)
      let command = try #require(
        JSONValue(Array(info.output.utf8)[...])["provenance"]?["command"]?.string)
      #expect(
        command
          == "latent train data --architecture conv --latent 2 --channels 4 --hidden 8 "
          + "--activation silu --epochs 1 --batch 64 --rate 0.002 --schedule cosine "
          + "--likelihood normal --sigma 0.5 --kl-weight 0.5 --warmup 2 --free-bits 0.1 "
          + "--clip 50 --validation 0.25 --patience 3 --precision f16 --seed 9")
      var again = command.split(separator: " ").dropFirst().map(String.init)
      again[1] = "data.npy"
      try #require(LatentTool.run(again + ["-o", "b.st", "--quiet"], in: folder).status == 0)
      #expect(try TinyWorld.bytes("a.st", in: folder) == TinyWorld.bytes("b.st", in: folder))
    }
  }

  @Test func `An interrupted run ends with 130, and resumed with the same bytes`() throws {
    try TinyWorld.withCopy { folder in
      let words = TinyWorld.trainWords.map { $0 == "2" ? "400" : $0 } + ["--json"]
      let whole = try LatentTool.run(words + ["-o", "whole.st"], in: folder)
      try #require(whole.status == 0)

      let running = try LatentTool.start(words + ["-o", "cut.st"], in: folder)
      while !FileManager.default.fileExists(atPath: folder + "/cut.st.checkpoint") {
        usleep(1000)
      }
      running.process.interrupt()
      let cut = try running.finish()
      #expect(cut.status == 130)
      #expect(cut.errors.hasSuffix("latent: interrupted.\n"))
      #expect(
        try TinyWorld.names(in: folder)
          == ["cut.st.checkpoint", "data.npy", "model.safetensors", "whole.st"])

      let other = try LatentTool.run(
        words + ["-o", "cut.st", "--resume", "--kl-weight", "2"], in: folder)
      #expect(other.status == 1)
      #expect(other.errors.contains("checkpoint belongs to another run"))

      let resumed = try LatentTool.run(words + ["-o", "cut.st", "--resume"], in: folder)
      #expect(resumed.status == 0)
      #expect(resumed.output.split(separator: "\n").count <= 401)
      #expect(try TinyWorld.bytes("cut.st", in: folder) == TinyWorld.bytes("whole.st", in: folder))
      #expect(
        try TinyWorld.names(in: folder) == ["cut.st", "data.npy", "model.safetensors", "whole.st"])
    }
  }

  @Test func `A run killed again and again ends in the same bytes`() throws {
    try TinyWorld.withCopy { folder in
      let words = TinyWorld.trainWords.map { $0 == "2" ? "300" : $0 } + ["--quiet"]
      try #require(LatentTool.run(words + ["-o", "whole.st"], in: folder).status == 0)
      var kills = 0
      while true {
        let running = try LatentTool.start(words + ["-o", "cut.st", "--resume"], in: folder)
        if kills < 6 {
          usleep(useconds_t(60_000 + 17_000 * kills))
          kill(running.process.processIdentifier, SIGKILL)
        }
        let outcome = try running.finish()
        kills += 1
        if kills > 6 {
          #expect(outcome.status == 0, "\(outcome.errors)")
          break
        }
      }
      #expect(try TinyWorld.bytes("cut.st", in: folder) == TinyWorld.bytes("whole.st", in: folder))
    }
  }

  @Test func `Resuming what is complete succeeds at once, and fails for other settings`() throws {
    try TinyWorld.withCopy { folder in
      let words = TinyWorld.trainWords + ["-o", "model.safetensors", "--resume"]
      let before = try TinyWorld.bytes("model.safetensors", in: folder)
      let outcome = try LatentTool.run(words + ["--json"], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.output.split(separator: "\n").count == 1)
      let other = try LatentTool.run(words + ["--free-bits", "1"], in: folder)
      #expect(other.status == 1)
      #expect(other.errors.contains("was made in another way"))
      #expect(try TinyWorld.bytes("model.safetensors", in: folder) == before)
    }
  }

  @Test(arguments: [
    (["--patience", "2"], 2, "--patience needs samples to judge by"),
    (["--sigma", "1"], 2, "--sigma belongs to --likelihood normal"),
    (["--channels", "8", "--architecture", "dense"], 2, "--channels belongs to"),
    (["--blocks", "2"], 2, "--blocks belongs to --architecture residual"),
    (["--tc-weight", "2"], 2, "--tc-weight belongs to --objective tc, but this is elbo"),
    (["--capacity", "2", "--objective", "mmd"], 2, "--capacity belongs to --objective capacity"),
    (["--objective", "beta"], 2, "--objective needs one of"),
    (["--objective", "tc", "--batch", "1"], 1, "needs batches of 2 samples or more"),
    (["--objective", "capacity", "--free-bits", "1"], 1, "goes without free bits"),
    (["--conditional", "kind"], 1, "has no labels that a model could be conditional on"),
    (["--rate", "1e30"], 1, "The loss is not finite"),
    (["--architecture", "conv", "--channels", "4,4,4,4"], 1, "divisible by 16"),
    (["--epochs", "-1"], 2, "--epochs needs a whole number from 0"),
    (["--rate", "nan"], 2, "--rate needs a number greater than 0"),
  ])
  func `What cannot be trained is said`(words: [String], status: Int32, message: String) throws {
    try TinyWorld.withCopy { folder in
      let outcome = try LatentTool.run(["train", "data.npy", "-o", "x.st"] + words, in: folder)
      #expect(outcome.status == status)
      #expect(outcome.errors.hasPrefix("latent: "))
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(!(try TinyWorld.names(in: folder)).contains("x.st"))
    }
  }

  @Test func `Rows of numbers are trained on, encoded and decoded`() throws {
    try TinyWorld.withCopy { folder in
      let rows = (0..<60).map { "\(Double($0 % 7) / 7),\(Double($0 % 5) / 5),0.5" }
      try (rows.joined(separator: "\n") + "\n").write(
        toFile: folder + "/rows.csv", atomically: true, encoding: .utf8)
      let train = try TinyWorld.run(
        "train", "rows.csv", "--latent", "2", "--hidden", "8", "--epochs", "1", "--likelihood",
        "normal", "-o", "rows.st", in: folder)
      #expect(train.status == 0, "\(train.errors)")
      #expect(
        try TinyWorld.run("encode", "rows.st", "rows.csv", "-o", "c.csv", in: folder).status == 0)
      #expect(
        try TinyWorld.run("decode", "rows.st", "c.csv", "-o", "v.npy", in: folder).status == 0)
      #expect(try NPY.decode(TinyWorld.bytes("v.npy", in: folder)).shape == [60, 3])
      let sample = try TinyWorld.run("sample", "rows.st", "-o", "s.png", in: folder)
      #expect(sample.status == 1)
      #expect(sample.errors.contains("this command needs one of pictures"))
    }
  }
}
