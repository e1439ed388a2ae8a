internal import CLatentKernels

/// Elementary functions of one Double, with the same bits on every machine.
///
/// The system's mathematics library gives other last bits on other systems, so nothing that ends up
/// in a result may use it. These functions use only the basic operations, fused multiply-add and
/// integers. Errors are the largest found by comparing 400,000 results with values of higher
/// precision. Each is right at ±0, subnormal numbers, ±∞ and NaN.
package enum Elementary {
  /// The exponential function.
  ///
  /// Error ≤ 0.73 units in the last place.
  package static func exp(_ x: Double) -> Double { latents_scalar_exp(x) }

  /// e^x − 1, also for small x.
  ///
  /// Error ≤ 1.14 units in the last place.
  package static func expm1(_ x: Double) -> Double { latents_scalar_expm1(x) }

  /// The natural logarithm; −∞ at 0, NaN below.
  ///
  /// Error ≤ 0.78 units in the last place.
  package static func log(_ x: Double) -> Double { latents_scalar_log(x) }

  /// The natural logarithm of 1 + x, also for small x.
  ///
  /// Error ≤ 0.81 units in the last place.
  package static func log1p(_ x: Double) -> Double { latents_scalar_log1p(x) }

  /// The hyperbolic tangent.
  ///
  /// Error ≤ 0.95 units in the last place.
  package static func tanh(_ x: Double) -> Double { latents_scalar_tanh(x) }

  /// 1/(1 + e^−x).
  ///
  /// Error ≤ 1.42 units in the last place.
  package static func sigmoid(_ x: Double) -> Double { latents_scalar_sigmoid(x) }

  /// ln(1 + e^x), without overflow.
  ///
  /// Error ≤ 1.51 units in the last place.
  package static func softplus(_ x: Double) -> Double { latents_scalar_softplus(x) }

  /// x^y for x ≥ 0, NaN for negative x.
  ///
  /// Error ≤ 0.7 + |y ln x|/20 units in the last place.
  package static func pow(_ x: Double, _ y: Double) -> Double { latents_scalar_pow(x, y) }

  /// The sine of an angle in radians, of any size.
  ///
  /// Error ≤ 0.83 units in the last place.
  package static func sin(_ x: Double) -> Double { latents_scalar_sin(x) }

  /// The cosine of an angle in radians, of any size.
  ///
  /// Error ≤ 0.79 units in the last place.
  package static func cos(_ x: Double) -> Double { latents_scalar_cos(x) }

  /// The angle of the point (x, y), in −π…π.
  ///
  /// Error ≤ 0.71 units in the last place.
  package static func atan2(_ y: Double, _ x: Double) -> Double { latents_scalar_atan2(y, x) }

  /// The angle in −π/2…π/2 whose tangent is x.
  ///
  /// Error ≤ 0.71 units in the last place.
  package static func atan(_ x: Double) -> Double { latents_scalar_atan2(x, 1) }

  /// The error function.
  ///
  /// Error ≤ 0.78 units in the last place.
  package static func erf(_ x: Double) -> Double { latents_scalar_erf(x) }

  /// One less the error function, exact to the last digits in the upper tail.
  ///
  /// Error ≤ 0.86 units in the last place.
  package static func erfc(_ x: Double) -> Double { latents_scalar_erfc(x) }

  /// Φ(x), the standard normal distribution function, exact to the last digits in the lower tail.
  ///
  /// Error ≤ 1.2 units in the last place.
  package static func normalDistribution(_ x: Double) -> Double { latents_scalar_normal_cdf(x) }

  /// Φ⁻¹(p); −∞ at 0, ∞ at 1, NaN outside.
  ///
  /// Error ≤ 1.25 units in the last place.
  package static func normalQuantile(_ p: Double) -> Double { latents_scalar_normal_quantile(p) }
}
