import LatentSpace

/// The codes and factors that the golden figures of disentanglement were computed on.
enum GoldenCodes {
  /// y₀ = i mod 4 and y₁ = (i div 4) mod 3 for i < 240.
  static let factors = [(0..<240).map { $0 % 4 }, (0..<240).map { $0 / 4 % 3 }]

  /// (y₀ + 0.2 sin 1.7i, y₁ + 0.3 cos 2.3i, ½y₀ + ½y₁ + 0.4 sin 0.9i, sin 0.37i).
  static let codes = LatentBatch(
    (0..<240).map { i in
      let (first, second, time) = (Double(i % 4), Double(i / 4 % 3), Double(i))
      return LatentVector([
        Float(first + 0.2 * Elementary.sin(1.7 * time)),
        Float(second + 0.3 * Elementary.cos(2.3 * time)),
        Float(0.5 * first + 0.5 * second + 0.4 * Elementary.sin(0.9 * time)),
        Float(Elementary.sin(0.37 * time)),
      ])
    })

  /// The information of the reference implementation in nats (float64): codes × factors.
  static let information = [
    [1.3862943611198901, 0.028993286633815812],
    [0.028237810491827754, 1.0986122886681096],
    [0.49146782058428085, 0.249318298291195],
    [0.02515078748688489, 0.020582359447038623],
  ]
}

/// Normal codes whose coordinates have the given deviations.
func normalCodes(
  count: Int, deviations: [Float], using generator: inout some RandomNumberGenerator
) -> LatentBatch {
  LatentBatch(
    (0..<count).map { _ in
      LatentVector(deviations.map { $0 * Float(generator.nextNormal()) })
    }, dimension: deviations.count)
}

/// The closed-form features of the golden values and of Tests/Scripts/metrics_reference.py.
enum ReferenceFeatures {
  /// sin(0.7i + 1.3j + s) + 0.3 cos(0.11 ij + s), times a factor, plus an offset.
  static func batch(
    _ count: Int, _ dimension: Int, _ s: Double, times factor: Double = 1, plus offset: Double = 0
  ) -> LatentBatch {
    LatentBatch(
      (0..<count).map { i in
        LatentVector(
          (0..<dimension).map { j in
            let (x, y) = (Double(i), Double(j))
            let value =
              Elementary.sin(0.7 * x + 1.3 * y + s) + 0.3 * Elementary.cos(0.11 * x * y + s)
            return Float(factor * value + offset)
          })
      })
  }

  static let real = batch(60, 3, 0)
  static let generated = batch(50, 3, 0.25, times: 1.5, plus: 0.4)
}

/// Colours whose first two values are the coordinates of codes.
func colours(_ codes: LatentBatch) -> [Colour] {
  codes.map { Colour(red: $0[0], green: $0[1], blue: 0) }
}
