import LatentSpace
import Testing

struct EditAccuracyTests {
  /// Eight samples of six values. The true edit adds 0.5 to the first two.
  private let original = LatentBatch(
    (0..<8).map { row in
      LatentVector((0..<6).map { Float($0 * row % 5) / 10 })
    })
  private let change = LatentVector([0.5, 0.5, 0, 0, 0, 0])

  private func accuracy(
    edited: LatentBatch, unedited: LatentBatch? = nil, reconstructedTruth: LatentBatch? = nil
  ) -> EditAccuracy {
    var generator = SeededGenerator(seed: 1)
    return EditAccuracy(
      edited: edited, unedited: unedited ?? original, truth: original + change, original: original,
      reconstructedTruth: reconstructedTruth ?? original + change, using: &generator)
  }

  @Test("The true edit has no error, the opposite one four times that of none")
  func ends() throws {
    let perfect = accuracy(edited: original + change)
    #expect(perfect.relativeError.value == 0 && perfect.reached.value == 1)
    #expect(perfect.floor.value == 0 && perfect.elsewhere.value == 0)
    #expect(perfect.relativeError.count == 8 && perfect.relativeError.interval == 0...0)
    let none = accuracy(edited: original)
    #expect(none.relativeError.value == 1 && none.reached.value == 0 && none.elsewhere.value == 0)
    let opposite = accuracy(edited: original - change)
    #expect(abs(opposite.relativeError.value - 4) < 1e-6)
    #expect(abs(opposite.reached.value + 3) < 1e-6)
  }

  @Test("Half an edit leaves a quarter of the error, and a spilt one says how much")
  func parts() {
    let half = accuracy(edited: original + 0.5 * change)
    #expect(abs(half.relativeError.value - 0.25) < 1e-6)
    // Twice as much squared change where it belongs as elsewhere.
    let spilt = accuracy(edited: original + change + LatentVector([0, 0, 0.5, 0, 0, 0]))
    #expect(abs(spilt.elsewhere.value - 1.0 / 3) < 1e-6)
    #expect(abs(spilt.relativeError.value - 0.5) < 1e-6)
  }

  @Test("What the model cannot show is not held against the edit")
  func floor() {
    // A model that is off by 0.1 everywhere: 0.06 of 0.5 + 0.06 − 2 · 2 · 0.5 · 0.1.
    let blur = LatentVector(repeating: 0.1, dimension: 6)
    let blurred = accuracy(
      edited: original + change + blur, unedited: original + blur,
      reconstructedTruth: original + change + blur)
    #expect(abs(blurred.relativeError.value - 0.06 / 0.36) < 1e-6)
    #expect(
      blurred.floor
        == Estimate(
          value: blurred.relativeError.value, interval: blurred.floor.interval, count: 8,
          estimator: blurred.floor.estimator))
    #expect(abs(blurred.reached.value - 1) < 1e-6)
    let blind = accuracy(edited: original, reconstructedTruth: original)
    #expect(blind.reached.value.isNaN && blind.floor.value == 1)
  }

  @Test(
    "With a linear decoder the factor's own direction is right, and a random one is worse than none"
  )
  func linear() {
    let model = LineModel()
    let latents = LatentBatch((0..<12).map { [Float($0 % 4) / 4, Float($0 % 3) / 3] })
    func values(_ latents: LatentBatch) -> LatentBatch {
      LatentBatch(values: model.values(at: latents), count: latents.count, dimension: 3)
    }
    func error(_ direction: LatentVector) -> Double {
      var generator = SeededGenerator(seed: 1)
      return EditAccuracy(
        edited: values(latents + direction), unedited: values(latents),
        truth: values(latents + LatentVector([1, 0])), original: values(latents),
        reconstructedTruth: values(latents + LatentVector([1, 0])), using: &generator
      ).relativeError.value
    }
    #expect(error([1, 0]) < 1e-12)
    // (−1, 1, 0) against (1, 0, 1): 6 / 2 for the direction (−1, 1), 2 / 2 for (0, 1).
    #expect(abs(error([-1, 1]) - 3) < 1e-5)
    #expect(abs(error([0, 1]) - 1) < 1e-5)
  }

  @Test("The interval is that of a ratio of sums, and the same for the same seed")
  func intervals() throws {
    let edited = LatentBatch(
      original.enumerated().map { row, sample in
        row < 4 ? sample + change : sample
      })
    let half = accuracy(edited: edited)
    #expect(abs(half.relativeError.value - 0.5) < 1e-6)
    let interval = try #require(half.relativeError.interval)
    // Of eight fair coins, 95 % lie between one and seven eighths.
    #expect(interval.lowerBound >= 0.125 && interval.lowerBound <= 0.25)
    #expect(interval.upperBound >= 0.75 && interval.upperBound <= 0.875)
    #expect(half == accuracy(edited: edited))
  }

  #if compiler(>=6.2)
    @Test("What cannot be compared stops the program")
    func traps() async {
      await #expect(processExitsWith: .failure) {
        let batch = LatentBatch([[1, 2], [3, 4]])
        var generator = SeededGenerator(seed: 1)
        _ = EditAccuracy(
          edited: batch, unedited: batch, truth: batch, original: batch, reconstructedTruth: batch,
          using: &generator)
      }
      await #expect(processExitsWith: .failure) {
        let batch = LatentBatch([[1, 2], [3, 4]])
        var generator = SeededGenerator(seed: 1)
        _ = EditAccuracy(
          edited: LatentBatch([[1, 2]]), unedited: batch, truth: batch + LatentVector([1, 1]),
          original: batch, reconstructedTruth: batch, using: &generator)
      }
    }
  #endif
}
