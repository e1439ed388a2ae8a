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
