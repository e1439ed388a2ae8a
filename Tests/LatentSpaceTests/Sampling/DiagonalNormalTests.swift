import Foundation
import LatentSpace
import Testing

struct DiagonalNormalTests {
  @Test("The standard normal has the closed form of its log density")
  func standardDensity() {
    let prior = DiagonalNormal.standard(dimension: 3)
    let expected = -0.5 * (1 + 4 + 0.25) - 1.5 * 1.8378770664093453
    #expect(abs(prior.logDensity(of: [1, -2, 0.5] as LatentVector) - expected) < 1e-12)
    #expect(prior.name == "prior")
    #expect(DiagonalNormal.standard(dimension: 0).logDensity(of: LatentBatch(dimension: 0)) == [])
  }

  @Test("Means and deviations enter the log density")
  func shiftedDensity() {
    let normal = DiagonalNormal(mean: [1, 2], standardDeviation: [2, 0.5])
    // −½(1² + 2²) − ln 2 − ln ½ − ln 2π
    #expect(abs(normal.logDensity(of: [3, 3] as LatentVector) + 2.5 + 1.8378770664093453) < 1e-12)
    #expect(normal.name == "normal")
  }

  @Test("Fitting takes mean and deviation, and keeps a floor under constant coordinates")
  func fits() {
    let normal = DiagonalNormal(fitting: LatentBatch([[1, 5], [3, 5]]))
    #expect(normal.mean == [2, 5])
    #expect(normal.standardDeviation == [1, 1e-3])
    let one = DiagonalNormal(fitting: LatentBatch([[1, 5]]), minimumDeviation: 0.5)
    #expect(one.standardDeviation == [0.5, 0.5])
  }

  @Test("Draws have the mean and the deviation, times the temperature")
  func drawMoments() {
    let normal = DiagonalNormal(mean: [1, -4], standardDeviation: [2, 0.5])
    var generator = SeededGenerator(seed: 21)
    let batch = normal.sample(count: 4000, temperature: 0.5, using: &generator)
    let (mean, deviation) = (batch.mean, batch.standardDeviation)
    #expect(abs(mean[0] - 1) < 0.08 && abs(mean[1] + 4) < 0.02)
    #expect(abs(deviation[0] - 1) < 0.06 && abs(deviation[1] - 0.25) < 0.015)
    #expect(
      normal.sample(temperature: 0, using: &generator) as LatentVector == [1, -4])
  }

  @Test("The first draws do not depend on the count, and none are drawn for zero")
  func prefix() {
    let prior = DiagonalNormal.standard(dimension: 4)
    var (first, second) = (SeededGenerator(seed: 2), SeededGenerator(seed: 2))
    let few = prior.sample(count: 3, using: &first)
    let many = prior.sample(count: 9, using: &second)
    #expect(Array(many.prefix(3)) == Array(few))
    #expect(prior.sample(count: 0, using: &first).dimension == 4)
  }

  @Test("Hostile generators give finite draws")
  func hostile() {
    let prior = DiagonalNormal.standard(dimension: 2)
    var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    #expect(prior.sample(count: 3, using: &zeros).isFinite)
    #expect(prior.sample(count: 3, using: &ones).isFinite)
  }

  @Test("A density survives JSON, and damaged ones are refused")
  func coding() throws {
    let normal = DiagonalNormal(mean: [1, -4], standardDeviation: [2, 0.5])
    let data = try JSONEncoder().encode(normal)
    #expect(try JSONDecoder().decode(DiagonalNormal.self, from: data) == normal)
    for text in [
      #"{"mean":[1],"standardDeviation":[0]}"#, #"{"mean":[1],"standardDeviation":[-1]}"#,
      #"{"mean":[1,2],"standardDeviation":[1]}"#, #"{"mean":[1]}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(DiagonalNormal.self, from: Data(text.utf8))
      }
    }
  }

  @Test("The mean log density is the mean over the latents")
  func meanLogDensity() {
    let normal = DiagonalNormal.standard(dimension: 1)
    let constant = normal.logDensity(of: [0])
    #expect(
      abs(normal.meanLogDensity(of: LatentBatch([[0], [2], [-2]])) - (constant - 4 / 3)) < 1e-12)
  }
}
