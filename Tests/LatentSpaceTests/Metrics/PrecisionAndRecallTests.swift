import LatentSpace
import Testing

struct PrecisionAndRecallTests {
  @Test("The figures are those of a loop over all pairs in float64")
  func reference() {
    let quality = PrecisionAndRecall(
      of: ReferenceFeatures.generated, against: ReferenceFeatures.real)
    #expect(abs(quality.precision.value - Reference.precision) < 1e-12)
    #expect(abs(quality.recall.value - Reference.recall) < 1e-12)
    #expect(quality.precision.count == 50 && quality.recall.count == 60)
    #expect(quality.precision.estimator == "improved precision, k = 3")
  }

  @Test("The same set twice has both, sets far apart have neither")
  func extremes() throws {
    var generator = SeededGenerator(seed: 1)
    let codes = normalCodes(count: 200, deviations: [1, 1, 1], using: &generator)
    let same = PrecisionAndRecall(of: codes, against: codes)
    #expect(same.precision.value == 1 && same.recall.value == 1)
    let apart = PrecisionAndRecall(of: codes + [100, 0, 0], against: codes)
    #expect(apart.precision.value == 0 && apart.recall.value == 0)
    #expect(try #require(apart.precision.interval).upperBound < 0.03)
  }

  @Test("A collapsed generator is precise and recalls little, a wide one the other way round")
  func tradeOff() {
    var generator = SeededGenerator(seed: 2)
    let real = normalCodes(count: 300, deviations: [1, 1], using: &generator)
    let narrow = normalCodes(count: 300, deviations: [0.1, 0.1], using: &generator)
    let collapsed = PrecisionAndRecall(of: narrow, against: real)
    #expect(collapsed.precision.value > 0.99 && collapsed.recall.value < 0.2)
    let wide = PrecisionAndRecall(of: real, against: narrow)
    #expect(wide.precision.value < 0.2 && wide.recall.value > 0.99)
  }

  @Test("Points on the border of a ball are in it, also where single precision cannot tell")
  func borders() {
    // Three apart on a line far from the origin; the third neighbours are 3 steps away.
    let real = LatentBatch((0..<6).map { [4096 + Float($0) / 64] })
    func precision(_ value: Float) -> Double {
      PrecisionAndRecall(
        of: LatentBatch(repeating: [value], count: 4), against: real
      ).precision.value
    }
    #expect(precision(4096 - 3 / 64) == 1)
    #expect(precision((4096 - 3 / 64 as Float).nextDown) == 0)
    // Copies: balls of radius zero still hold their own point.
    let copies = LatentBatch(repeating: [5, 5], count: 6)
    #expect(PrecisionAndRecall(of: copies, against: copies).precision.value == 1)
    #expect(
      PrecisionAndRecall(of: copies + [1e-6, 0], against: copies).precision.value == 0)
  }

  @Test("The scale of features does not matter")
  func scales() {
    let (real, made) = (ReferenceFeatures.real, ReferenceFeatures.generated)
    let plain = PrecisionAndRecall(of: made, against: real)
    for factor in [Float(0x1p-80), 0x1p80] {
      #expect(PrecisionAndRecall(of: factor * made, against: factor * real) == plain)
    }
  }

  @Test("Samples are compared in the space of an encoder in one line")
  func model() {
    let real = colours(ReferenceFeatures.batch(40, 2, 0))
    let quality = LineModel().precisionAndRecall(of: real, against: real)
    #expect(quality.precision.value == 1 && quality.recall.value == 1)
  }
}
