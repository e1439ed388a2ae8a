internal import CLatentKernels

/// Elementary functions of one Double, with the same bits on every machine.
///
/// The system's mathematics library gives other last bits on other systems, so nothing that ends up
/// in a result may use it. These functions use only the basic operations, fused multiply-add and
/// integers. Errors are in units in the last place of the result, the largest that was found by
/// comparing with values of high precision. Each is right at ±0, subnormal numbers, ±∞ and NaN.
package enum Elementary {
  /// The exponential function.
  package static func exp(_ x: Double) -> Double { latents_scalar_exp(x) }

  /// e^x − 1, also for small x.
  package static func expm1(_ x: Double) -> Double { latents_scalar_expm1(x) }

  /// The natural logarithm; −∞ at 0, NaN below.
  package static func log(_ x: Double) -> Double { latents_scalar_log(x) }

  /// The natural logarithm of 1 + x, also for small x.
  package static func log1p(_ x: Double) -> Double { latents_scalar_log1p(x) }

  /// The hyperbolic tangent.
  package static func tanh(_ x: Double) -> Double { latents_scalar_tanh(x) }

  /// 1/(1 + e^−x).
  package static func sigmoid(_ x: Double) -> Double { latents_scalar_sigmoid(x) }

  /// ln(1 + e^x), without overflow.
  package static func softplus(_ x: Double) -> Double { latents_scalar_softplus(x) }

  /// x^y for x ≥ 0, NaN for negative x.
  package static func pow(_ x: Double, _ y: Double) -> Double { latents_scalar_pow(x, y) }

  /// The sine of an angle in radians, of any size.
  package static func sin(_ x: Double) -> Double { latents_scalar_sin(x) }

  /// The cosine of an angle in radians, of any size.
  package static func cos(_ x: Double) -> Double { latents_scalar_cos(x) }

  /// The angle of the point (x, y) in −π…π.
  package static func atan2(_ y: Double, _ x: Double) -> Double { latents_scalar_atan2(y, x) }

  /// The angle in −π/2…π/2 whose tangent is x.
  package static func atan(_ x: Double) -> Double { latents_scalar_atan2(x, 1) }

  /// The error function.
  package static func erf(_ x: Double) -> Double { latents_scalar_erf(x) }

  /// One less the error function, exact to the last digits in the upper tail.
  package static func erfc(_ x: Double) -> Double { latents_scalar_erfc(x) }

  /// Φ(x), the standard normal distribution function, exact to the last digits in the lower tail.
  package static func normalDistribution(_ x: Double) -> Double { latents_scalar_normal_cdf(x) }

  /// Φ⁻¹(p); −∞ at 0, ∞ at 1, NaN outside.
  package static func normalQuantile(_ p: Double) -> Double { latents_scalar_normal_quantile(p) }
}
