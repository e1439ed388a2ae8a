import LatentSpace
import Testing

struct EditEffectTests {
  private func attribute(_ vector: LatentVector, bias: Float = 0) -> AttributeVector {
    AttributeVector(
      vector: vector, bias: bias, provenance: AttributeProvenance(method: .given))
  }

  @Test("Shares count samples that rose, that have it now, and that changed sides in others")
  func shares() {
    let before = LatentBatch([[-2, 1], [-2, -1], [-1, 1], [3, 1]])
    let after = LatentBatch([[1, 1], [-1, 2], [-1, -1], [2, 0.5]])
    let effect = EditEffect(
      before: before, after: after, judgedBy: attribute([1, 0]),
      others: [attribute([0, 1]), attribute([0, 1], bias: 5)])
    #expect(effect.raised.value == 0.5 && effect.decided.value == 0.5)
    #expect(effect.others.map(\.value) == [0.5, 0])
    #expect(effect.raised.count == 4 && effect.raised.interval?.contains(0.5) == true)
  }

  @Test("A result is recognised when nothing but the attribute has made it another")
  func recognized() {
    let before = LatentBatch([[0, 0], [0, 3], [0, 9]])
    // The first moved along the attribute alone, the second half way to the third and beyond.
    let after = LatentBatch([[50, 1], [0, 7], [-4, 8]])
    let effect = EditEffect(before: before, after: after, judgedBy: attribute([2, 0]))
    #expect(abs(effect.recognized.value - 2.0 / 3) < 1e-12 && effect.recognized.count == 3)
    let alone = EditEffect(
      before: LatentBatch([[0, 0]]), after: LatentBatch([[5, 5]]), judgedBy: attribute([1, 0]))
    #expect(alone.recognized.value == 1)
  }

  @Test("The threshold is that of training, which the bias need not be")
  func threshold() {
    let learned = AttributeVector(
      from: LatentBatch([[0], [1], [2]]), to: LatentBatch([[9], [10]]))
    #expect(learned.threshold == learned.training?.threshold)
    #expect(attribute([1, 0]).threshold == 0)
  }

  @Test("A move shows where the decoder follows it, and nowhere else")
  func model() {
    /// Shows only the first of two coordinates.
    struct HalfBlind: LatentModel {
      let latentDimension = 2
      func encode(_ samples: [Float]) -> LatentBatch { LatentBatch(samples.map { [$0, 0] }) }
      func decode(_ latents: LatentBatch) -> [Float] { latents.map { $0[0] } }
    }
    let samples: [Float] = [-3, -2, -1]
    let seen = HalfBlind().editEffect(
      on: samples, along: attribute([1, 0]), toDistance: 2, judgedBy: attribute([1, 0]),
      others: [attribute([-1, 0])])
    #expect(seen.raised.value == 1 && seen.decided.value == 1 && seen.others[0].value == 1)
    let unseen = HalfBlind().editEffect(
      on: samples, along: attribute([0, 1]), toDistance: 2, judgedBy: attribute([0, 1]))
    #expect(unseen.raised.value == 0 && unseen.decided.value == 0)
  }

  @Test("A batch moves to a distance as its vectors do")
  func moves() {
    let line = attribute([3, 4], bias: 10)
    let batch = LatentBatch([[1, 2], [-5, 0.5]])
    let moved = batch.moved(toDistance: 2, from: line)
    #expect(Array(moved) == batch.map { $0.moved(toDistance: 2, from: line) })
    for score in line.score(of: moved) { #expect(abs(score - 10) < 1e-4) }
  }
}
