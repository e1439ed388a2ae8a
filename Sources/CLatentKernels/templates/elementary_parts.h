// Template: the parts of elementary functions that have no branches. Included twice by
// elementary_double.h: for one double and for a register of them, which therefore get the same bits.
//
// LATENTS_REAL, LATENTS_INTEGER and LATENTS_UNSIGNED are the types, LATENTS_OF(name) tells the names
// of the two apart, LATENTS_CONSTANT(c) is a constant; LATENTS_BITS and LATENTS_FROM_BITS change the
// type only.
#define LATENTS_PART(name) LATENTS_NAME(LATENTS_OF(name))

/// 2^exponent · (high + low).
typedef struct LATENTS_PART(scaled) {
  LATENTS_INTEGER exponent;
  LATENTS_REAL high, low;
} LATENTS_PART(scaled);

LATENTS_HELPER(LATENTS_REAL, LATENTS_OF(double_power_of_two), (LATENTS_INTEGER n)) {
  return LATENTS_FROM_BITS((LATENTS_UNSIGNED)(n + 1023) << 52);
}

/// n as a double, for |n| < 2⁵¹, without the conversion that not every instruction set has.
LATENTS_HELPER(LATENTS_REAL, LATENTS_OF(integer_as_double), (LATENTS_INTEGER n)) {
  return LATENTS_FROM_BITS((LATENTS_UNSIGNED)(n + 0x4338000000000000LL)) - 0x1.8p+52;
}

/// x·2ⁿ for |n| ≤ 2044, rounded once more if it ends up subnormal.
LATENTS_HELPER(
  LATENTS_REAL, LATENTS_OF(times_power_of_two), (LATENTS_REAL x, LATENTS_INTEGER n)) {
  const LATENTS_INTEGER half = n >> 1;
  return x * LATENTS_PART(double_power_of_two)(half) * LATENTS_PART(double_power_of_two)(n - half);
}

/// (e^r − 1 − r)/r² for |r| ≤ ½ ln 2, to 2⁻⁵⁸ of r⁻².
LATENTS_HELPER(LATENTS_REAL, LATENTS_OF(double_exp_tail), (LATENTS_REAL r)) {
  LATENTS_REAL p = LATENTS_CONSTANT(0x1.af71d43dadf01p-26);
  p = LATENTS_FMA(p, r, LATENTS_CONSTANT(0x1.28b1102b2cc3bp-22));
  p = LATENTS_FMA(p, r, LATENTS_CONSTANT(0x1.71ddec9b22088p-19));
  p = LATENTS_FMA(p, r, LATENTS_CONSTANT(0x1.a01995a2a6febp-16));
  p = LATENTS_FMA(p, r, LATENTS_CONSTANT(0x1.a01a01b4edc67p-13));
  p = LATENTS_FMA(p, r, LATENTS_CONSTANT(0x1.6c16c1860e398p-10));
  p = LATENTS_FMA(p, r, LATENTS_CONSTANT(0x1.111111110e8c3p-7));
  p = LATENTS_FMA(p, r, LATENTS_CONSTANT(0x1.555555554fdf1p-5));
  p = LATENTS_FMA(p, r, LATENTS_CONSTANT(0x1.555555555555cp-3));
  return LATENTS_FMA(p, r, LATENTS_CONSTANT(0x1.000000000000cp-1));
}

/// x + rest = n ln 2 + high + low, where `high` is exact; |x| < 1500.
LATENTS_HELPER(
  LATENTS_INTEGER, LATENTS_OF(exp_reduced),
  (LATENTS_REAL x, LATENTS_REAL rest, LATENTS_REAL *high, LATENTS_REAL *low)) {
  const LATENTS_REAL shifted =
    LATENTS_FMA(x, LATENTS_CONSTANT(0x1.71547652b82fep+0), LATENTS_CONSTANT(0x1.8p+52));
  const LATENTS_REAL n = shifted - 0x1.8p+52;
  *high = LATENTS_FMA(n, LATENTS_CONSTANT(-0x1.62e42fefa2p-1), x);
  *low = LATENTS_FMA(n, LATENTS_CONSTANT(-0x1.9ef35793c7673p-41), rest);
  // The last bits of the shifted number are n as an integer.
  return (LATENTS_INTEGER)(LATENTS_BITS(shifted) - 0x4338000000000000ULL);
}

/// e^(x + rest) to 2⁻⁵⁶, for |x| < 1500 and a `rest` below the last bits of x.
LATENTS_HELPER(
  LATENTS_PART(scaled), LATENTS_OF(exp_scaled), (LATENTS_REAL x, LATENTS_REAL rest)) {
  LATENTS_REAL high, low;
  LATENTS_PART(scaled) y;
  y.exponent = LATENTS_PART(exp_reduced)(x, rest, &high, &low);
  const LATENTS_REAL r = high + low;
  const LATENTS_REAL tail = LATENTS_FMA(r * r, LATENTS_PART(double_exp_tail)(r), low);
  const LATENTS_REAL head = 1 + high, left = (1 - head) + high;
  const LATENTS_REAL more = left + tail;
  y.high = head + more;
  y.low = (head - y.high) + more;
  return y;
}

/// e^x for x in −1400…1400, as one double.
LATENTS_HELPER(LATENTS_REAL, LATENTS_OF(exp_plain), (LATENTS_REAL x, LATENTS_REAL rest)) {
  const LATENTS_PART(scaled) y = LATENTS_PART(exp_scaled)(x, rest);
  return LATENTS_PART(times_power_of_two)(y.high, y.exponent);
}

/// x = 2ᵏ·m with √½ ≤ m ≤ √2, for a positive normal x.
LATENTS_HELPER(LATENTS_INTEGER, LATENTS_OF(split), (LATENTS_REAL x, LATENTS_REAL *m)) {
  const LATENTS_UNSIGNED bits = LATENTS_BITS(x);
  const LATENTS_INTEGER k = (LATENTS_INTEGER)(bits - 0x3fe6a09e667f3bcdULL) >> 52;
  *m = LATENTS_FROM_BITS(bits - ((LATENTS_UNSIGNED)k << 52));
  return k;
}

/// k ln 2 + ln(1 + f) + rest for √½ ≤ 1 + f ≤ √2.
///
/// With s = f/(2 + f), ln(1 + f) = 2 atanh s = f − (½f² − s(½f² + R)), R = 2(atanh s − s)/s.
LATENTS_HELPER(
  LATENTS_REAL, LATENTS_OF(log_of_double_parts),
  (LATENTS_INTEGER k, LATENTS_REAL f, LATENTS_REAL rest)) {
  const LATENTS_REAL power = LATENTS_PART(integer_as_double)(k);
  const LATENTS_REAL s = f / (2 + f), z = s * s, half = 0.5 * f * f;
  LATENTS_REAL p = LATENTS_CONSTANT(0x1.2f0b5ffdf6a2bp-3);
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(0x1.39a121b0ca0e4p-3));
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(0x1.746644eef53a9p-3));
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(0x1.c71c51eb182f8p-3));
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(0x1.24924942185d2p-2));
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(0x1.999999997fab4p-2));
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(0x1.5555555555593p-1));
  const LATENTS_REAL low = LATENTS_FMA(power, LATENTS_CONSTANT(0x1.9ef35793c7673p-41), rest);
  const LATENTS_REAL tail = LATENTS_FMA(s, LATENTS_FMA(p, z, half), low);
  const LATENTS_REAL head = power * 0x1.62e42fefa2p-1;
  return head + (f - (half - tail));
}

/// (erf(y)/y − 2/√π)/y² as a polynomial in z = y² ≤ 9/16.
LATENTS_HELPER(LATENTS_REAL, LATENTS_OF(erf_tail), (LATENTS_REAL z)) {
  LATENTS_REAL p = LATENTS_CONSTANT(0x1.8b049a99604fbp-27);
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(-0x1.56762427c4201p-23));
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(0x1.b914dca1cd981p-20));
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(-0x1.f4c66664ee88p-17));
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(0x1.f9a2b6e3622c3p-14));
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(-0x1.c02db16062ba4p-11));
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(0x1.565bcd04b3289p-8));
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(-0x1.b82ce3125f8c2p-6));
  p = LATENTS_FMA(p, z, LATENTS_CONSTANT(0x1.ce2f21a042689p-4));
  return LATENTS_FMA(p, z, LATENTS_CONSTANT(-0x1.812746b0379e3p-2));
}

/// Φ(x) − ½ for |x| ≤ 1.
LATENTS_HELPER(LATENTS_REAL, LATENTS_OF(normal_centre), (LATENTS_REAL x)) {
  const LATENTS_REAL z = 0.5 * x * x;
  const LATENTS_REAL p = LATENTS_FMA(
    0x1.6a09e667f3bcdp-2 * z, LATENTS_PART(erf_tail)(z), LATENTS_CONSTANT(-0x1.cbc0d30ebfd15p-56));
  return LATENTS_FMA(x, LATENTS_CONSTANT(0x1.9884533d43651p-2), x * p);
}

/// e^−(square + squareRest) · P(y + rest), with P a polynomial around c[0] as in erfcx_pieces.
LATENTS_HELPER(
  LATENTS_PART(scaled), LATENTS_OF(erfc_from_piece),
  (LATENTS_REAL square, LATENTS_REAL squareRest, LATENTS_REAL y, LATENTS_REAL rest,
   const LATENTS_REAL *c)) {
  const LATENTS_REAL u = (y - c[0]) + rest;
  LATENTS_REAL p = c[15];
  for (int k = 14; k >= 3; k--) p = LATENTS_FMA(p, u, c[k]);
  const LATENTS_REAL term = u * p;
  const LATENTS_REAL high = c[1] + term, low = ((c[1] - high) + term) + c[2];
  const LATENTS_PART(scaled) e = LATENTS_PART(exp_scaled)(-square, -squareRest);
  LATENTS_PART(scaled) q;
  q.exponent = e.exponent;
  q.high = e.high * high;
  q.low = LATENTS_FMA(e.high, high, -q.high) + LATENTS_FMA(e.high, low, e.low * high);
  return q;
}

// A first guess for Φ⁻¹(p), p ≤ ½, good to 1e-7: Wichura's PPND7 (AS 241, Applied Statistics 37,
// 1988), for q = p − ½ > −0.425 and for r = √(−ln p), at most 5 or beyond.

LATENTS_HELPER(LATENTS_REAL, LATENTS_OF(quantile_guess_centre), (LATENTS_REAL q)) {
  const LATENTS_REAL r = 0.180625 - q * q;
  return q * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
    / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
}

LATENTS_HELPER(LATENTS_REAL, LATENTS_OF(quantile_guess_near), (LATENTS_REAL r)) {
  const LATENTS_REAL t = r - 1.6;
  return -(((0.17023821103 * t + 1.3067284816) * t + 2.7568153900) * t + 1.4234372777)
    / ((0.12021132975 * t + 0.73700164250) * t + 1);
}

LATENTS_HELPER(LATENTS_REAL, LATENTS_OF(quantile_guess_far), (LATENTS_REAL r)) {
  const LATENTS_REAL t = r - 5;
  return -(((0.017337203997 * t + 0.42868294337) * t + 3.0812263860) * t + 6.6579051150)
    / ((0.012258202635 * t + 0.24197894225) * t + 1);
}

/// One step of Halley's method from the guess x, for 0.25 < q < ½.
LATENTS_HELPER(LATENTS_REAL, LATENTS_OF(quantile_centre), (LATENTS_REAL x, LATENTS_REAL q)) {
  const LATENTS_REAL density =
    0x1.9884533d43651p-2 * LATENTS_PART(exp_plain)(-0.5 * x * x, LATENTS_CONSTANT(0));
  const LATENTS_REAL step = (LATENTS_PART(normal_centre)(x) - (q - 0.5)) / density;
  return x - step / LATENTS_FMA(0.5 * x, step, LATENTS_CONSTANT(1.0));
}

/// The same for q ≤ 0.25, with the tail of the normal distribution at x; both in units of the tail's
/// 2^exponent, so that nothing underflows.
LATENTS_HELPER(
  LATENTS_REAL, LATENTS_OF(quantile_tail),
  (LATENTS_REAL x, LATENTS_REAL q, LATENTS_PART(scaled) tail)) {
  const LATENTS_PART(scaled) e =
    LATENTS_PART(exp_scaled)(-0.5 * x * x, LATENTS_CONSTANT(0));
  const LATENTS_REAL density = 0x1.9884533d43651p-2
    * LATENTS_PART(times_power_of_two)(e.high, e.exponent - tail.exponent);
  const LATENTS_REAL wanted = LATENTS_PART(times_power_of_two)(q, -tail.exponent);
  const LATENTS_REAL step = ((tail.high - wanted) + tail.low) / density;
  return x - step / LATENTS_FMA(0.5 * x, step, LATENTS_CONSTANT(1.0));
}

#undef LATENTS_REAL
#undef LATENTS_INTEGER
#undef LATENTS_UNSIGNED
#undef LATENTS_OF
#undef LATENTS_PART
#undef LATENTS_CONSTANT
#undef LATENTS_BITS
#undef LATENTS_FROM_BITS
