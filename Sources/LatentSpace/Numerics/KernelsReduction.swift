internal import CLatentKernels

/// Sums and extremes of arrays, in one fixed order on every machine.
///
/// Sixteen virtual lanes of Double: lane l adds the elements whose index is l modulo 16, ascending;
/// then eight lanes join the other eight, four the other four, two, one. Products of two floats are
/// exact in Double. Never split over threads.
extension Kernels {
  /// The sum.
  package static func sumInDouble(_ x: UnsafePointer<Float>, count: Int) -> Double {
    latents_sum(x, count)
  }

  /// The sum of the squares.
  package static func sumOfSquaresInDouble(_ x: UnsafePointer<Float>, count: Int) -> Double {
    latents_dot(x, x, count)
  }

  /// The inner product.
  package static func dotInDouble(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
  ) -> Double {
    latents_dot(a, b, count)
  }

  /// The sum of the squared differences, each difference and each square rounded once.
  package static func squaredDistanceInDouble(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
  ) -> Double {
    latents_squared_distance(a, b, count)
  }

  /// The sum, rounded once.
  package static func sum(_ x: UnsafePointer<Float>, count: Int) -> Float {
    Float(latents_sum(x, count))
  }

  /// The sum of the squares, rounded once.
  package static func sumOfSquares(_ x: UnsafePointer<Float>, count: Int) -> Float {
    Float(latents_dot(x, x, count))
  }

  /// The inner product, rounded once.
  package static func dot(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
  ) -> Float {
    Float(latents_dot(a, b, count))
  }

  /// The greatest element, NaN passed over; −∞ if there is none.
  package static func greatest(_ x: UnsafePointer<Float>, count: Int) -> Float {
    latents_greatest(x, count)
  }

  /// The least element, NaN passed over; ∞ if there is none.
  package static func least(_ x: UnsafePointer<Float>, count: Int) -> Float {
    latents_least(x, count)
  }
}
