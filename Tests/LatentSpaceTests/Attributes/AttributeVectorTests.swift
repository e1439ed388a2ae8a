import Foundation
import LatentSpace
import Testing

struct AttributeVectorTests {
  let without = LatentBatch([[0, 0], [2, 0]])
  let with = LatentBatch([[3, 4], [5, 4]])

  @Test("The vector is the difference of the means, and scores zero half way")
  func meanDifference() {
    let attribute = AttributeVector(from: without, to: with, named: "smiling")
    #expect(attribute.vector == [3, 4])
    #expect(attribute.bias == -15.5)
    #expect(attribute.score(of: [2.5, 2] as LatentVector) == 0)
    #expect(attribute.score(of: with).allSatisfy { $0 > 0 })
    #expect(attribute.score(of: without).allSatisfy { $0 < 0 })
    #expect(attribute.score(of: with)[0] == attribute.score(of: [3, 4] as LatentVector))
  }

  @Test("The vector keeps how it was made and how well it separates")
  func provenance() throws {
    let attribute = AttributeVector(from: without, to: with, named: "smiling")
    #expect(attribute.name == "smiling")
    #expect(attribute.provenance.method == .mean)
    #expect(attribute.provenance.negativeCount == 2 && attribute.provenance.positiveCount == 2)
    let training = try #require(attribute.training)
    #expect(training.areaUnderCurve.value == 1)
    #expect(training.accuracy.value == 1)
    #expect(attribute.heldOut == nil)
  }

  @Test("Sums and multiples are plain vectors")
  func arithmetic() {
    let attribute = AttributeVector(from: without, to: with)
    #expect(2 * attribute == [6, 8])
    #expect(attribute * 2 == [6, 8])
    #expect(-attribute == [-3, -4])
    #expect(attribute + attribute == [6, 8])
    #expect(attribute - attribute == [0, 0])
    #expect(([1, 1] as LatentVector) + attribute == [4, 5])
    #expect(([1, 1] as LatentVector) - attribute == [-2, -3])
    #expect(with - attribute == without)
    #expect(without + attribute == with)
  }

  @Test("Scaling multiplies scores and keeps the separation")
  func scaling() {
    let attribute = AttributeVector(from: without, to: with)
    let double = attribute.scaled(by: 2)
    #expect(double.score(of: with) == attribute.score(of: with).map { 2 * $0 })
    #expect(double.training?.threshold == attribute.training.map { 2 * $0.threshold })
    #expect(double.training?.areaUnderCurve == attribute.training?.areaUnderCurve)
  }

  @Test("Groups that do not differ give the zero vector")
  func noDifference() throws {
    let attribute = AttributeVector(from: with, to: with)
    #expect(attribute.vector == [0, 0] && attribute.bias == 0)
    let training = try #require(attribute.training)
    #expect(training.areaUnderCurve.value == 0.5)
    #expect(training.effectSize == nil)
  }

  @Test("An attribute survives JSON, and damaged ones are refused")
  func coding() throws {
    var attribute = AttributeVector(from: without, to: with, named: "smiling")
    attribute.provenance.model = "abc"
    attribute.heldOut = attribute.evaluate(without: without, with: with, threshold: 0)
    let data = try JSONEncoder().encode(attribute)
    #expect(try JSONDecoder().decode(AttributeVector.self, from: data) == attribute)
    for text in [
      #"{"vector":[],"bias":0,"provenance":{"method":"mean"}}"#,
      #"{"vector":[1],"bias":1e60,"provenance":{"method":"mean"}}"#,
      #"{"vector":[1],"bias":0,"provenance":{"method":"guess"}}"#,
      #"{"vector":[1],"bias":0}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(AttributeVector.self, from: Data(text.utf8))
      }
    }
    let least = Data(#"{"vector":[1],"bias":0,"provenance":{"method":"given"}}"#.utf8)
    #expect(try JSONDecoder().decode(AttributeVector.self, from: least).vector == [1])
  }

  #if compiler(>=6.2)
    @Test("A group without examples stops the program with a sentence")
    func emptyGroup() async {
      await #expect(processExitsWith: .failure) {
        _ = AttributeVector(from: LatentBatch(dimension: 2), to: LatentBatch([[1, 2]]))
      }
    }
  #endif
}
