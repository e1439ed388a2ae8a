import LatentSpace
import Testing

struct AuthenticityTests {
  @Test("The share is that of a loop over all pairs in float64")
  func reference() {
    let share = ReferenceFeatures.generated.authenticity(against: ReferenceFeatures.real)
    #expect(abs(share.value - Reference.authenticity) < 1e-12 && share.count == 50)
  }

  @Test("Copies are not authentic, what lies between all others is")
  func extremes() {
    var generator = SeededGenerator(seed: 1)
    let training = normalCodes(count: 150, deviations: [1, 1, 1], using: &generator)
    #expect(training.authenticity(against: training).value == 0)
    let nearCopies = training + [1e-4, 0, 0]
    #expect(nearCopies.authenticity(against: training).value < 0.05)
    let grid = LatentBatch((0..<9).map { [Float($0)] })
    let between = LatentBatch((0..<8).map { [Float($0) + 20] })
    #expect(between.authenticity(against: grid).value == 1)
    // On the border: as far away as the neighbour is no copy's excuse.
    #expect(LatentBatch([[-1]]).authenticity(against: grid).value == 0)
  }

  @Test("Independent draws are authentic unless they are mutual nearest neighbours")
  func independent() {
    var generator = SeededGenerator(seed: 2)
    let training = normalCodes(count: 400, deviations: [1, 1], using: &generator)
    let made = normalCodes(count: 400, deviations: [1, 1], using: &generator)
    // Mutual with the chance 6π/(8π + 3√3) in the plane: 0.6215.
    #expect(abs(made.authenticity(against: training).value - 0.3785) < 0.11)
    #expect(LineModel().authenticity(of: colours(made), against: colours(training)).count == 400)
  }
}
