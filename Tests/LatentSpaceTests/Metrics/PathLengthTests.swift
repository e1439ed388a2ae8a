import LatentSpace
import Testing

struct PathLengthTests {
  @Test("Along straight lines of an affine decoder it is the mean squared length")
  func affine() throws {
    var generator = SeededGenerator(seed: 1)
    let starts = LatentBatch([[0, 0], [1, -1]])
    let ends = LatentBatch([[1, 2], [-1, -1]])
    let length = LineModel().pathLength(
      from: starts, to: ends, along: .linear, using: &generator)
    // ‖(1, 2, 3)‖² = 14 and ‖(−2, 0, −2)‖² = 8.
    #expect(abs(length.value - 11) < 1e-4)
    #expect(length.count == 2 && length.estimator.hasSuffix("linear"))
    let interval = try #require(length.interval)
    #expect(abs(interval.lowerBound - 8) < 1e-3 && abs(interval.upperBound - 14) < 1e-3)
    #expect(generator.position == 3)
  }

  @Test("A curved decoder's speed is that of small differences in Double")
  func curved() {
    // Along a meridian and along a parallel of the unit sphere: speed Δy, and Δx cos y.
    var generator = SeededGenerator(seed: 2)
    let model = SphereModel()
    let meridian = model.pathLength(
      from: LatentBatch([[0.3, -0.5]]), to: LatentBatch([[0.3, 1]]), along: .linear,
      bootstrap: .none, using: &generator)
    #expect(abs(meridian.value - 2.25) < 1e-4)
    let parallel = model.pathLength(
      from: LatentBatch([[0, 0.6]]), to: LatentBatch([[2, 0.6]]), along: .linear,
      bootstrap: .none, using: &generator)
    let speed = 2 * Elementary.cos(0.6)
    #expect(abs(parallel.value - speed * speed) < 1e-4)
  }

  @Test("Spherical interpolation moves at the speed of its angle, everywhere on the way")
  func spherical() {
    // From (1, 0) to (0, 1) at π/2 per unit of time: D = (x, y, x + y) has speed² (π/2)² (2 − sin 2φ).
    let starts = LatentBatch(repeating: [1, 0], count: 600)
    let ends = LatentBatch(repeating: [0, 1], count: 600)
    var generator = SeededGenerator(seed: 3)
    let length = LineModel().pathLength(
      from: starts, to: ends, bootstrap: .none, using: &generator)
    var check = SeededGenerator(seed: 3)
    let expected = (0..<600).map { _ in
      let angle = .pi / 2 * check.nextUniform()
      return .pi * .pi / 4 * (2 - Elementary.sin(2 * angle))
    }
    #expect(abs(length.value - expected.reduce(0, +) / 600) < 1e-3)
  }

  @Test("Random pairs of the sampling density: twice its variance for straight lines")
  func random() {
    var generator = SeededGenerator(seed: 4)
    let length = LineModel().pathLength(count: 600, along: .linear, using: &generator)
    // E‖J(b − a)‖² = 2 tr JᵀJ = 2 (2 + 2).
    #expect(abs(length.value - 8) < 1.4)
    #expect(length.interval?.contains(8) ?? false)
  }

  @Test("Roughness is the largest over the mean decoded step")
  func roughness() {
    let model = LineModel()
    let even = LatentBatch((0..<5).map { [Float($0), 0] })
    #expect(abs(model.roughness(of: even).value - 1) < 1e-12)
    let jump = LatentBatch([[0, 0], [0, 0], [0, 0], [7, 1]])
    #expect(abs(model.roughness(of: jump).value - 3) < 1e-12)
    #expect(model.roughness(of: LatentBatch(repeating: [2, 2], count: 4)).value == 1)
    #expect(model.roughness(of: jump).count == 3 && model.roughness(of: jump).interval == nil)
  }
}
