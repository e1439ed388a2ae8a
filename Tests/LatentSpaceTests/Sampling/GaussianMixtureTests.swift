import Foundation
import LatentSpace
import Testing

struct GaussianMixtureTests {
  func twoPeaks() throws -> GaussianMixture {
    try GaussianMixture(
      weights: [0.25, 0.75], means: LatentBatch([[-4, 0], [4, 1]]),
      covariances: [1, 0, 0, 1, 0.5, 0.2, 0.2, 0.5])
  }

  @Test("The log density is that of the weighted sum of its parts")
  func density() throws {
    let mixture = try twoPeaks()
    let first = try FullNormal(mean: [-4, 0], covariance: [1, 0, 0, 1])
    let second = try FullNormal(mean: [4, 1], covariance: [0.5, 0.2, 0.2, 0.5])
    for point: LatentVector in [[0, 0], [-4, 1], [3, 3], [1, -2]] {
      let sum =
        0.25 * exp(first.logDensity(of: point)) + 0.75 * exp(second.logDensity(of: point))
      #expect(abs(mixture.logDensity(of: point) - log(sum)) < 1e-12)
    }
  }

  @Test("Far from all parts the log density is still a number")
  func farAway() throws {
    let density = try twoPeaks().logDensity(of: [1e6, 1e6] as LatentVector)
    #expect(density.isFinite && density < -1e10)
  }

  @Test("Responsibilities add up to one and name the nearest component")
  func responsibilities() throws {
    let mixture = try twoPeaks()
    let batch = LatentBatch([[-4, 0], [4, 1], [0, 0]])
    let shares = mixture.responsibilities(of: batch)
    for row in 0..<3 { #expect(abs(shares[2 * row] + shares[2 * row + 1] - 1) < 1e-6) }
    #expect(mixture.components(of: batch)[0...1] == [0, 1])
  }

  @Test("Draws come from the components by their weights, the first ones whatever the count")
  func draws() throws {
    let mixture = try twoPeaks()
    var generator = SeededGenerator(seed: 8)
    let many = mixture.sample(count: 4000, using: &generator)
    let left = many.count { $0[0] < 0 }
    #expect(abs(left - 1000) < 130)
    var again = SeededGenerator(seed: 8)
    #expect(Array(mixture.sample(count: 5, using: &again)) == Array(many.prefix(5)))
    let cold = mixture.sample(count: 50, temperature: 0, using: &again)
    #expect(Set(cold) == [[-4, 0], [4, 1]])
  }

  @Test("Hostile generators give finite draws of a component with weight")
  func hostile() throws {
    let mixture = try GaussianMixture(
      weights: [0, 0.999_999, 0], means: LatentBatch([[100], [0], [100]]),
      covariances: [1, 1, 1])
    var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    #expect(abs((mixture.sample(using: &zeros) as LatentVector)[0]) < 9)
    #expect(abs((mixture.sample(using: &ones) as LatentVector)[0]) < 9)
  }

  @Test("Parts that do not go together are refused with the reason")
  func refuses() {
    #expect(throws: DensityError.self) {
      try GaussianMixture(weights: [], means: LatentBatch(dimension: 2), covariances: [])
    }
    #expect(throws: DensityError.self) {
      try GaussianMixture(weights: [1], means: LatentBatch([[0, 0]]), covariances: [1, 0, 0])
    }
    for weights: [Float] in [[0.5, 0.6], [-1, 2], [.nan, 1], [.infinity, 0]] {
      #expect(throws: DensityError.weightsInvalid) {
        try GaussianMixture(
          weights: weights, means: LatentBatch([[0], [1]]), covariances: [1, 1])
      }
    }
    #expect(throws: DensityError.covarianceInvalid(component: 1)) {
      try GaussianMixture(
        weights: [0.5, 0.5], means: LatentBatch([[0], [1]]), covariances: [1, -1])
    }
    #expect(DensityError.covarianceInvalid(component: 1).description.contains("component 1"))
  }

  @Test("A mixture survives JSON to the bit")
  func coding() throws {
    let mixture = try twoPeaks()
    let data = try JSONEncoder().encode(mixture)
    let read = try JSONDecoder().decode(GaussianMixture.self, from: data)
    #expect(read == mixture)
    let point = LatentBatch([[0.3, 0.1]])
    #expect(read.logDensity(of: point) == mixture.logDensity(of: point))
  }
}
