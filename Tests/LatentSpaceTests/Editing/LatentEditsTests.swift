import LatentSpace
import Testing

extension Colour: ResidualEditable {
  func applyingChange(from before: Colour, to after: Colour) -> Colour {
    Colour(
      red: min(9, red + after.red - before.red), green: min(9, green + after.green - before.green),
      blue: min(9, blue + after.blue - before.blue))
  }
}

struct LatentEditsTests {
  let attribute = AttributeVector(
    vector: [3, 4], bias: -5, provenance: AttributeProvenance(method: .given))
  let model = LineModel()

  @Test("Moving by an amount adds a multiple")
  func amount() {
    #expect(([1, 1] as LatentVector).moved(along: attribute, by: 0.5) == [2.5, 3])
  }

  @Test("Moving to a distance ends at that distance, whatever the start")
  func distance() {
    for start: LatentVector in [[0, 0], [10, -3], [0.6, 0.8]] {
      for target: Float in [-2, 0, 3] {
        let moved = start.moved(toDistance: target, from: attribute)
        #expect(abs(attribute.score(of: moved) / 5 - target) < 1e-5)
        let change = moved - start
        #expect(change.norm < 1e-6 || abs(abs(change.cosine(to: [3, 4])) - 1) < 1e-5)
      }
    }
    let none = AttributeVector(
      vector: [0, 0], bias: 1, provenance: AttributeProvenance(method: .given))
    #expect(([1, 2] as LatentVector).moved(toDistance: 3, from: none) == [1, 2])
  }

  @Test("A sample is edited by a change, alone and with others")
  func edit() {
    let colour = Colour(red: 1, green: 2, blue: 3)
    let edited = model.edit(colour, by: [1, 0])
    #expect(edited == Colour(red: 2, green: 2, blue: 4))
    #expect(model.edit([colour, colour], by: [1, 0]) == [edited, edited])
  }

  @Test("Keeping the residual, a change of zero returns the sample itself")
  func residual() {
    let colour = Colour(red: 1, green: 2, blue: -7)
    #expect(model.edit(keepingResidualOf: colour, by: [0, 0]) == colour)
    #expect(
      model.edit(keepingResidualOf: colour, by: [1, 0]) == Colour(red: 2, green: 2, blue: -6))
    #expect(model.edit(keepingResidualOf: colour, by: [100, 0]).red == 9)
  }

  @Test("An analogy adds the change of a pair to a third sample")
  func analogy() {
    let (a, b) = (Colour(red: 1, green: 1, blue: 2), Colour(red: 2, green: 5, blue: 7))
    let c = Colour(red: 0, green: 0, blue: 0)
    #expect(model.analogy(from: a, to: b, appliedTo: c) == Colour(red: 1, green: 4, blue: 5))
  }
}
