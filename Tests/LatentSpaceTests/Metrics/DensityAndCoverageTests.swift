import LatentSpace
import Testing

struct DensityAndCoverageTests {
  @Test("The figures are those of a loop over all pairs in float64")
  func reference() throws {
    var generator = SeededGenerator(seed: 1)
    let quality = DensityAndCoverage(
      of: ReferenceFeatures.generated, against: ReferenceFeatures.real, using: &generator)
    #expect(abs(quality.density.value - Reference.density) < 1e-12)
    #expect(abs(quality.coverage.value - Reference.coverage) < 1e-12)
    #expect(try #require(quality.density.interval).contains(Reference.density))
    #expect(generator.position == 1)
  }

  @Test("Equal distributions have density about 1 and coverage about 0.97")
  func match() {
    var generator = SeededGenerator(seed: 2)
    let real = normalCodes(count: 400, deviations: [1, 1, 1, 1], using: &generator)
    let made = normalCodes(count: 400, deviations: [1, 1, 1, 1], using: &generator)
    let quality = DensityAndCoverage(of: made, against: real, using: &generator)
    #expect(abs(quality.density.value - 1) < 0.15)
    // 1 − 2⁻⁵ for as many generated as real samples (Naeem et al. 2020, section 3.2).
    #expect(abs(quality.coverage.value - 0.969) < 0.04)
  }

  @Test("Sets far apart have neither; an outlier does not help")
  func outliers() {
    var generator = SeededGenerator(seed: 3)
    var real = normalCodes(count: 100, deviations: [1, 1], using: &generator)
    let far = normalCodes(count: 100, deviations: [1, 1], using: &generator) + [30, 0]
    real.append([30, 0])
    let quality = DensityAndCoverage(of: far, against: real, using: &generator)
    // Each is in the one ball of the outlier: a fifth.
    #expect(quality.density.value == 0.2)
    #expect(abs(quality.coverage.value - 1.0 / 101) < 1e-12)
    #expect(PrecisionAndRecall(of: far, against: real).precision.value == 1)
  }

  @Test("Samples are compared in the space of an encoder in one line")
  func model() {
    var generator = SeededGenerator(seed: 3)
    let real = colours(ReferenceFeatures.batch(40, 2, 0))
    let quality = LineModel().densityAndCoverage(of: real, against: real, using: &generator)
    #expect(quality.coverage.value == 1 && quality.density.value >= 1)
  }
}
