internal import CLatentKernels

/// Elementary functions of arrays of floats, with the same bits on every machine.
///
/// The output may be the input. Errors as in `latents_elementary.h`: at most 2 units in the last
/// place.
extension Kernels {
  /// The exponential function.
  package static func exp(
    _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) { latents_vector_exp(x + $0, out + $0, $1) }
  }

  /// e^x − 1, also for small x.
  package static func expm1(
    _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) { latents_vector_expm1(x + $0, out + $0, $1) }
  }

  /// The natural logarithm; −∞ at 0, NaN below.
  package static func log(
    _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) { latents_vector_log(x + $0, out + $0, $1) }
  }

  /// The natural logarithm of 1 + x, also for small x.
  package static func log1p(
    _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) { latents_vector_log1p(x + $0, out + $0, $1) }
  }

  /// 1/(1 + e^−x).
  package static func sigmoid(
    _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) { latents_vector_sigmoid(x + $0, out + $0, $1) }
  }

  /// ln(1 + e^x), without overflow.
  package static func softplus(
    _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) { latents_vector_softplus(x + $0, out + $0, $1) }
  }

  /// The hyperbolic tangent.
  package static func tanh(
    _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) { latents_vector_tanh(x + $0, out + $0, $1) }
  }

  /// The error function.
  package static func erf(
    _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) { latents_vector_erf(x + $0, out + $0, $1) }
  }

  /// The sine of angles in radians, of any size.
  package static func sin(
    _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) { latents_vector_sin(x + $0, out + $0, $1) }
  }

  /// The cosine of angles in radians, of any size.
  package static func cos(
    _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) { latents_vector_cos(x + $0, out + $0, $1) }
  }
}
