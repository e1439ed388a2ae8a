import LatentGallery
import Latents
import Testing

/// Edits of bars of light, whose truth is known, by a model that sees height and brightness.
@Suite struct EditTruthTests {
  /// Columns of four pixels: some of them lit from below, all equally bright.
  private struct Bars: LatentModel {
    let latentDimension = 2

    func encode(_ samples: [Picture]) -> LatentBatch {
      LatentBatch(
        samples.map { bar in
          let lit = bar.bytes.count { $0 > 0 }
          return [Float(lit), Float(bar.bytes.max() ?? 0)]
        })
    }

    func decode(_ latents: LatentBatch) -> [Picture] {
      latents.map { Self.bar(height: Int($0[0].rounded()), light: UInt8($0[1])) }
    }

    static func bar(height: Int, light: UInt8) -> Picture {
      Picture(
        width: 1, height: 4, kind: .grey,
        bytes: (0..<4).map { $0 >= 4 - height ? light : 0 })
    }
  }

  private let edits = TrueEdits(
    factors: [KnownFactor("tall", .binary)], sampleCount: nil
  ) { index, _, value in
    Bars.bar(height: value == 1 ? 3 : 1, light: UInt8(50 + index))
  }
  private let samples = [Bars.bar(height: 1, light: 50), Bars.bar(height: 3, light: 51)]

  @Test func `A perfect model's right edit is the truth, and samples that have it are left out`()
    throws
  {
    let truth = try #require(
      EditTruth(edits, of: samples, at: [0, 1], setting: "tall", to: 1, by: Bars()))
    #expect(truth.places == [0] && truth.samples == [samples[0]])
    #expect(truth.pictures == [Bars.bar(height: 3, light: 50)])
    var generator = SeededGenerator(seed: 0)
    let right = truth.accuracy(of: Bars().edit(truth.samples, by: [2, 0]), using: &generator)
    #expect(right.relativeError.value == 0 && right.elsewhere.value == 0)
    let half = truth.accuracy(of: Bars().edit(truth.samples, by: [1, 0]), using: &generator)
    #expect(half.relativeError.value == 0.5 && half.reached.value == 0.5)
    // Brighter instead of taller: all of the change is at the foot, where nothing should change.
    let wrong = truth.accuracy(of: Bars().edit(truth.samples, by: [0, 50]), using: &generator)
    #expect(wrong.relativeError.value == 1.5 && wrong.elsewhere.value == 1)
  }

  @Test func `There is no truth of an edit that changes nothing`() {
    #expect(
      EditTruth(edits, of: [samples[1]], at: [1], setting: "tall", to: 1, by: Bars()) == nil)
  }
}
