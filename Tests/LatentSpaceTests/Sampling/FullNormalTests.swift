import Foundation
import LatentSpace
import Testing

struct FullNormalTests {
  @Test("The log density has its closed form in two dimensions")
  func closedForm() throws {
    let normal = try FullNormal(mean: [1, 2], covariance: [2, 1, 1, 2])
    // Σ⁻¹ = [2 −1; −1 2]/3, det Σ = 3; at (2, 4): (1, 2) Σ⁻¹ (1, 2)ᵀ = 2.
    let expected = -0.5 * (2 + log(3) + 2 * log(2 * Double.pi))
    #expect(abs(normal.logDensity(of: [2, 4] as LatentVector) - expected) < 1e-14)
  }

  @Test("With a diagonal covariance it agrees with the diagonal normal")
  func agreesWithDiagonal() throws {
    let full = try FullNormal(mean: [1, -1, 0], covariance: [4, 0, 0, 0, 1, 0, 0, 0, 0.25])
    let diagonal = DiagonalNormal(mean: [1, -1, 0], standardDeviation: [2, 1, 0.5])
    var generator = SeededGenerator(seed: 3)
    let points = diagonal.sample(count: 21, using: &generator)
    for (first, second) in zip(full.logDensity(of: points), diagonal.logDensity(of: points)) {
      #expect(abs(first - second) < 1e-12)
    }
  }

  @Test("A latent's log density does not depend on the batch it is in")
  func batchIndependence() {
    let normal = FullNormal(fitting: LatentBatch([[0, 1], [2, 0.5], [1, 3]]))
    let batch = LatentBatch((0..<19).map { [Float($0), Float($0 * $0 % 7)] })
    let together = normal.logDensity(of: batch)
    for (index, latent) in batch.enumerated() {
      #expect(normal.logDensity(of: latent) == together[index])
    }
    #expect(normal.logDensity(of: LatentBatch(dimension: 2)).isEmpty)
  }

  @Test("Draws have the covariance they should, and fitting finds it again")
  func drawAndFit() throws {
    let normal = try FullNormal(mean: [3, 0], covariance: [1, 0.8, 0.8, 1])
    var generator = SeededGenerator(seed: 5)
    let draws = normal.sample(count: 8000, using: &generator)
    let fitted = FullNormal(fitting: draws)
    #expect(fitted.mean.distance(to: normal.mean) < 0.04)
    for (found, exact) in zip(fitted.covariance, normal.covariance) {
      #expect(abs(found - exact) < 0.04)
    }
    let cold = normal.sample(count: 2, temperature: 0, using: &generator)
    #expect(cold == LatentBatch(repeating: [3, 0], count: 2))
  }

  @Test("Latents in a plane, or all the same, still give a density")
  func degenerate() {
    let flat = FullNormal(fitting: LatentBatch([[0, 0], [1, 1], [2, 2]]), minimumVariance: 0.01)
    #expect(flat.logDensity(of: [1, 1] as LatentVector).isFinite)
    let eigen = SymmetricEigen(
      DenseMatrix(rows: 2, columns: 2, values: flat.covariance.map { Double($0) }))
    #expect(abs(eigen.values[1] - 0.01) < 1e-6)
    let same = FullNormal(fitting: LatentBatch(repeating: [5, 5, 5], count: 4))
    #expect(same.covariance[0] == 1e-4)
    let wild = FullNormal(
      fitting: LatentBatch([[1e12, 1e-9, 0], [-1e12, 2e-9, 1], [0, 0, 1e6]]),
      minimumVariance: 1e-20)
    #expect(wild.logDensity(of: [0, 0, 0] as LatentVector).isFinite)
  }

  @Test("A density survives JSON, and numbers that make none are refused")
  func coding() throws {
    let normal = FullNormal(fitting: LatentBatch([[0, 1], [2, 0.5], [1, 3]]))
    let data = try JSONEncoder().encode(normal)
    #expect(try JSONDecoder().decode(FullNormal.self, from: data) == normal)
    #expect(throws: DensityError.self) { try FullNormal(mean: [0], covariance: []) }
    #expect(throws: DensityError.covarianceInvalid(component: 0)) {
      try FullNormal(mean: [0, 0], covariance: [1, 2, 2, 1])
    }
    #expect(throws: DensityError.covarianceInvalid(component: 0)) {
      try FullNormal(mean: [0, 0], covariance: [1, 0.5, 0, 1])
    }
    #expect(throws: DensityError.meanInvalid) { try FullNormal(mean: [.nan], covariance: [1]) }
  }
}
