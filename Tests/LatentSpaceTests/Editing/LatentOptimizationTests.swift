import LatentSpace
import Testing

struct LatentOptimizationTests {
  let attribute = AttributeVector(
    vector: [0, 2], bias: 1, provenance: AttributeProvenance(method: .given))

  @Test("The latent of a decoded sample is found again")
  func recovers() {
    let model = SphereModel()
    let found = model.latent(
      matching: model.point([0.6, -0.4]), maximumSteps: 100, tolerance: 1e-9)
    #expect(found.latent.distance(to: [0.6, -0.4]) < 1e-3)
    #expect(found.start == [0, 0])
    for (before, after) in zip(found.losses, found.losses.dropFirst()) { #expect(after <= before) }
    #expect(found.loss == found.losses.last && found.loss < 1e-7)
  }

  @Test("Least squares through a linear decoder have their closed form")
  func leastSquares() {
    // JᵀJ = [2 1; 1 2], Jᵀx = (4, 5) for x = (1, 2, 3) + (0, 0, 0): z = (1, 2) exactly.
    let exact = LineModel().latent(
      matching: Colour(red: 1, green: 2, blue: 3), tolerance: 1e-12)
    #expect(exact.latent.distance(to: [1, 2]) < 1e-4)
    // With a prior of weight 1: (JᵀJ + I) z = (4, 5): z = (7, 11)/8.
    let pulled = LineModel().latent(
      matching: Colour(red: 1, green: 2, blue: 3), priorWeight: 1, tolerance: 1e-12)
    #expect(pulled.latent.distance(to: [0.875, 1.375]) < 1e-4)
    #expect(pulled.isConverged)
  }

  @Test("Values outside the mask are free")
  func mask() {
    let found = LineModel().latent(
      matching: Colour(red: 4, green: 99, blue: 5), mask: [1, 0, 1], tolerance: 1e-12)
    #expect(found.latent.distance(to: [4, 1]) < 1e-3)
  }

  @Test("A goal alone is reached, with a sample it is a compromise")
  func goals() {
    let alone = LineModel().latent(
      matching: nil, goals: [AttributeGoal(attribute, score: 7)], tolerance: 1e-12)
    #expect(abs(attribute.score(of: alone.latent) - 7) < 1e-3)
    let both = LineModel().latent(
      matching: Colour(red: 0, green: 0, blue: 0), goals: [AttributeGoal(attribute, score: 7)],
      tolerance: 1e-12)
    let score = attribute.score(of: both.latent)
    #expect(score > 1 && score < 7)
  }

  @Test("A start at the minimum stays there")
  func converged() {
    let found = LineModel().latent(
      matching: Colour(red: 1, green: 2, blue: 3), from: [1, 2])
    #expect(found.latent == [1, 2] && found.isConverged)
    #expect(found.losses == [0])
  }
}
