import Foundation
import LatentData
import Testing

/// Commands with a model that is told the class of each sample.
@Suite struct ConditionalCommandTests {
  /// A model of 64 bars, 32 of them upright, in folders for their classes.
  private static let model: [UInt8] = {
    do {
      return try TinyWorld.withCopy { folder in
        try TinyWorld.writeBars(in: folder)
        let outcome = try TinyWorld.run(
          "train", "bars", "--conditional", "class", "--architecture", "dense", "--hidden", "16",
          "--latent", "3", "--epochs", "2", "--batch", "16", "-q", "-o", "m.st", in: folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try TinyWorld.bytes("m.st", in: folder)
      }
    } catch {
      fatalError("\(error)")
    }
  }()

  private func withBars(_ body: (String) throws -> Void) throws {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      try Data(Self.model).write(to: URL(fileURLWithPath: folder + "/m.st"))
      try body(folder)
    }
  }

  private func run(_ words: String, in folder: String) throws -> LatentTool.Outcome {
    try LatentTool.run(words.split(separator: " ").map(String.init), in: folder)
  }

  @Test(arguments: [
    "traverse m.st -o x.png", "traverse m.st bars:3 --data bars -o x.png",
    "grid m.st --rows 2 --columns 2 -o x.png", "discover m.st bars -o x.png",
    "analogy m.st bars:0 bars:1 bars:2 -o x.png", "card m.st bars -o cards",
    "report m.st bars -o x.html", "edit m.st bars:3 0.5*(bars:1-bars:2) -o x.png",
  ])
  func `Every command takes the label`(words: String) throws {
    try withBars { folder in
      let unlabeled = try run(words, in: folder)
      #expect(unlabeled.status == 1)
      #expect(unlabeled.errors.contains("say --label NAME, one of lying, upright"))
      let outcome = try run(words + " --label upright", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }

  @Test func `Of the data the samples of the label are taken, under their own numbers`() throws {
    try withBars { folder in
      let outcome = try run(
        "neighbors m.st bars bars:20 --count 40 --label upright --json -o x.png", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("'bars': the 32 samples of 64 that are 'upright'"))
      let line = try JSONValue(Array(outcome.output.utf8)[...])
      let found = try #require(line["neighbors"]?.array).compactMap { $0["sample"]?.string }
      // The folders are read in this order: 16 lying, 16 upright, and the same for testing.
      let upright = Set((Array(16..<32) + Array(48..<64)).map { "bars:\($0)" })
      #expect(!found.isEmpty && Set(found).isSubset(of: upright), "\(found)")

      let evaluated = try run("evaluate m.st bars --label lying --draws 2 --json", in: folder)
      #expect(evaluated.status == 0, "\(evaluated.errors)")
      #expect(try JSONValue(Array(evaluated.output.utf8)[...])["n"] == .integer(16))
    }
  }

  @Test func `Data without the attribute are taken to have the label, and that is said`() throws {
    try withBars { folder in
      let outcome = try run("evaluate m.st data.npy --label lying --draws 2", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.contains("every sample is taken to be 'lying'"))
      let map = try run("map m.st data.npy -o x.png", in: folder)
      #expect(map.status == 1)
      #expect(map.errors.contains("say --label NAME, one of lying, upright"), "\(map.errors)")
    }
  }

  @Test func `Without a label each sample has its own`() throws {
    try withBars { folder in
      let map = try run("map m.st bars --color class --json -o x.png", in: folder)
      #expect(map.status == 0, "\(map.errors)")
      #expect(
        try JSONValue(Array(map.output.utf8)[...])["points"]?.array?.count == 64)
      func row(_ words: String) throws -> [UInt8] {
        let outcome = try run("reconstruct m.st \(words) --scale 1 -o r.png", in: folder)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try TinyWorld.picture("r.png", in: folder).picture.bytes
      }
      // The first picture of each class.
      #expect(try row("bars:0") == row("bars:0 --label lying"))
      #expect(try row("bars:16") == row("bars:16 --label upright"))
      #expect(try row("bars:16") != row("bars:16 --label lying"))
      let file = try run("reconstruct m.st bars/test/lying/133.png -o r2.png", in: folder)
      #expect(file.status == 1)
      #expect(file.errors.contains("say --label NAME"), "\(file.errors)")
    }
  }
}
