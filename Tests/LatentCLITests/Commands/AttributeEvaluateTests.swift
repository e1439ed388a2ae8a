import Foundation
import LatentData
import Testing

/// `attribute evaluate`: on bars without a truth, and on sprites, whose truth is known.
@Suite struct AttributeEvaluateTests {
  private func lines(_ words: String, in folder: String) throws -> [JSONValue] {
    let outcome = try LatentTool.run(
      words.split(separator: " ").map(String.init) + ["--json", "--quiet"], in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try outcome.output.split(separator: "\n").map { try JSONValue(Array($0.utf8)[...]) }
  }

  private func share(_ line: JSONValue, _ name: String) throws -> Double {
    try #require(line[name]?["value"]?.double, "\(name)")
  }

  @Test func `Every way to learn a class is tried on the samples kept from training`() throws {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      let lines = try lines(
        "attribute evaluate model.safetensors bars class=upright --samples 10", in: folder)
      // Nothing of yes and no is there to balance over or to condition on.
      #expect(lines.map { $0["method"]?.string } == ["mean", "logistic", "svm"])
      for line in lines {
        #expect(line["n"] == .integer(10) && line["heldOut"] == .bool(true))
        #expect((0...1).contains(try share(line, "auc")))
        #expect((0...1).contains(try share(line, "raised")))
        #expect((0...1).contains(try share(line, "decided")))
        #expect(line["relativeError"] == nil)
      }
    }
  }

  @Test func `Without names all classes are tried, and the table says what it shows`() throws {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      let outcome = try TinyWorld.run(
        "attribute", "evaluate", "model.safetensors", "bars", "--quiet", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines[0] == "class=lying: 16 samples without it kept from training")
      #expect(lines[1].hasPrefix("method    AUC    accuracy  raised"))
      #expect(lines.filter { $0.hasPrefix("class=") }.count == 2)
      #expect(!outcome.output.contains("nan") && !outcome.output.contains("elsewhere"))
    }
  }

  @Test func `Edits of sprites are compared with the true pictures`() throws {
    try withTemporaryFolder { folder in
      let words =
        "train sprites --architecture dense --hidden 8 --latent 3 --epochs 0 -o m.safetensors"
      let made = try LatentTool.run(words.split(separator: " ").map(String.init), in: folder)
      try #require(made.status == 0, "\(made.errors)")
      let lines = try lines(
        "attribute evaluate m.safetensors sprites size shape=heart --samples 20", in: folder)
      #expect(
        lines.map { $0["method"]?.string }
          == ["mean", "ridge", "logistic", "svm", "mean", "logistic", "svm"])
      for line in lines {
        // A decoder of random weights shows nothing of the change, and says so.
        #expect(abs(try share(line, "relativeError") - 1) < 0.1)
        #expect(abs(try share(line, "floor") - 1) < 0.1)
        let error = try #require(line["relativeError"])
        #expect(error["n"] == .integer(20))
        #expect(try #require(error["lower"]?.double) <= share(line, "relativeError"))
        #expect((0...1).contains(try share(line, "elsewhere")))
      }
    }
  }

  @Test func `A name may hold an equals sign, and so may that of its class`() throws {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      let rows = (0..<64).map { index in
        let (part, kind) = (index < 32 ? "train" : "test", index % 2 == 0 ? "upright" : "lying")
        return "\(part)/\(kind)/\(100 + index).png,\(index % 2),\(index % 2 == 0 ? "a=b" : "c")\n"
      }
      try ("file,wide=yes,kind=of\n" + rows.joined())
        .write(toFile: folder + "/bars/attributes.csv", atomically: true, encoding: .utf8)
      let lines = try lines(
        "attribute evaluate model.safetensors bars wide=yes kind=of=a=b --samples 10", in: folder)
      #expect(Set(lines.map { $0["attribute"]?.string }) == ["wide=yes", "kind=of=a=b"])
    }
  }

  @Test(arguments: [
    ("attribute evaluate model.safetensors bars clas=upright", "did you mean 'class'?"),
    ("attribute evaluate model.safetensors bars class", "choose one, such as class=lying"),
    ("attribute evaluate model.safetensors data.npy", "has no attributes of yes and no"),
  ])
  func `A mistake is said`(words: String, message: String) throws {
    try TinyWorld.withCopy { folder in
      try TinyWorld.writeBars(in: folder)
      let outcome = try LatentTool.run(words.split(separator: " ").map(String.init), in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
  }
}
