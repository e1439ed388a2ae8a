// Template: elementary functions of a register of floats. See isa.h for the macros.
//
// Only fma, + − × ÷, integer operations and compare-and-select, so the bits are the same on every
// instruction set. Polynomials are minimax fits (Tests/Scripts/elementary_coefficients.py).
// Measured errors stand in latents_elementary.h. A NaN comes back as it came.

#define LATENTS_LOG2E 0x1.715476p+0f
/// ln 2 = high + low; n·high is exact for |n| < 2⁹.
#define LATENTS_LN2_HIGH 0x1.62e4p-1f
#define LATENTS_LN2_LOW 0x1.7f7d1cp-20f
/// Adding it to |x| < 2²² rounds x to an integer, which then stands in the low bits.
#define LATENTS_ROUNDER 0x1.8p+23f

/// x where it is NaN, else y.
LATENTS_HELPER(latents_vector, keep_nan, (latents_vector x, latents_vector y)) {
  return LATENTS_NAME(select)(x != x, x, y);
}

/// x within low…high; NaN stays.
LATENTS_HELPER(latents_vector, clamp, (latents_vector x, float low, float high)) {
  const latents_vector a = LATENTS_NAME(spread)(low), b = LATENTS_NAME(spread)(high);
  x = LATENTS_NAME(select)(x < a, a, x);
  return LATENTS_NAME(select)(x > b, b, x);
}

/// 2ⁿ for −126 ≤ n ≤ 127.
LATENTS_HELPER(latents_vector, power_of_two, (latents_mask n)) {
  return (latents_vector)((n + 127) << 23);
}

/// (e^r − 1 − r)/r² for |r| ≤ ½ ln 2, to 2⁻²⁸ of e^r.
LATENTS_HELPER(latents_vector, exp_tail, (latents_vector r)) {
  latents_vector p = LATENTS_NAME(spread)(0x1.6a4d18p-10f);
  p = LATENTS_NAME(horner)(p, r, 0x1.12398cp-7f);
  p = LATENTS_NAME(horner)(p, r, 0x1.5558bp-5f);
  p = LATENTS_NAME(horner)(p, r, 0x1.555492p-3f);
  return LATENTS_NAME(horner)(p, r, 0x1.fffffcp-2f);
}

/// x = n ln 2 + r: the rounder's sum, whose low bits are n, and n as a float.
LATENTS_HELPER(latents_vector, exp_rounded, (latents_vector x)) {
  return LATENTS_FMA(
    x, LATENTS_NAME(spread)(LATENTS_LOG2E), LATENTS_NAME(spread)(LATENTS_ROUNDER));
}

/// e^x for x in −104…89; beyond it the caller clamps.
LATENTS_HELPER(latents_vector, exp_clamped, (latents_vector x)) {
  const latents_vector sum = LATENTS_NAME(exp_rounded)(x);
  const latents_vector n = sum - LATENTS_ROUNDER;
  const latents_vector high = LATENTS_FMA(n, LATENTS_NAME(spread)(-LATENTS_LN2_HIGH), x);
  const latents_vector low = n * -LATENTS_LN2_LOW;
  const latents_vector r = high + low;
  const latents_vector tail = LATENTS_FMA(r * r, LATENTS_NAME(exp_tail)(r), low);
  // 1 + high + tail, with what the first sum loses: `high` is exact, so the last sum's rounding is
  // nearly all of the error.
  const latents_vector head = 1.0f + high;
  const latents_vector y = head + (((1.0f - head) + high) + tail);
  // Two factors, because the result may be subnormal or 2¹²⁸.
  const latents_mask exponent = (latents_mask)sum - LATENTS_NAME(spread_bits)(0x4b400000);
  const latents_mask half = exponent >> 1;
  return y * LATENTS_NAME(power_of_two)(half) * LATENTS_NAME(power_of_two)(exponent - half);
}

LATENTS_HELPER(latents_vector, exp, (latents_vector x)) {
  const latents_vector y = LATENTS_NAME(exp_clamped)(LATENTS_NAME(clamp)(x, -104.0f, 89.0f));
  return LATENTS_NAME(keep_nan)(x, y);
}

/// e^x − 1 = 2ⁿ(high + tail) + (2ⁿ − 1), with half of 2ⁿ because n may be 128.
LATENTS_HELPER(latents_vector, expm1, (latents_vector x)) {
  const latents_vector c = LATENTS_NAME(clamp)(x, -80.0f, 89.0f);
  const latents_vector sum = LATENTS_NAME(exp_rounded)(c);
  const latents_vector n = sum - LATENTS_ROUNDER;
  const latents_vector high = LATENTS_FMA(n, LATENTS_NAME(spread)(-LATENTS_LN2_HIGH), c);
  const latents_vector low = n * -LATENTS_LN2_LOW;
  const latents_vector r = high + low;
  const latents_vector tail = LATENTS_FMA(r * r, LATENTS_NAME(exp_tail)(r), low);
  const latents_mask exponent = (latents_mask)sum - LATENTS_NAME(spread_bits)(0x4b400001);
  const latents_vector scale = LATENTS_NAME(power_of_two)(exponent);
  const latents_vector head = LATENTS_FMA(scale, high, scale - 0.5f);
  const latents_vector y = 2.0f * LATENTS_FMA(scale, tail, head);
  const latents_mask tiny = LATENTS_NAME(magnitude)(x) < 0x1p-26f;
  return LATENTS_NAME(keep_nan)(x, LATENTS_NAME(select)(tiny, x, y));
}

/// (ln(1 + f) − f + ½f²)/f³ for √½ ≤ 1 + f ≤ √2, to 2⁻²⁷ of f⁻².
LATENTS_HELPER(latents_vector, log_tail, (latents_vector f)) {
  latents_vector p = LATENTS_NAME(spread)(-0x1.41b198p-4f);
  p = LATENTS_NAME(horner)(p, f, 0x1.07ca0cp-3f);
  p = LATENTS_NAME(horner)(p, f, -0x1.0ce6c2p-3f);
  p = LATENTS_NAME(horner)(p, f, 0x1.226ecp-3f);
  p = LATENTS_NAME(horner)(p, f, -0x1.547802p-3f);
  p = LATENTS_NAME(horner)(p, f, 0x1.99a59ep-3f);
  p = LATENTS_NAME(horner)(p, f, -0x1.000222p-2f);
  return LATENTS_NAME(horner)(p, f, 0x1.55554ap-2f);
}

/// k ln 2 + ln(1 + f) + rest, |rest| below the last bit of f.
LATENTS_HELPER(
  latents_vector, log_of_parts, (latents_vector k, latents_vector f, latents_vector rest)) {
  const latents_vector whole = k * LATENTS_LN2_HIGH;  // exact
  const latents_vector head = whole + f, lost = (whole - head) + f;
  const latents_vector low = LATENTS_FMA(k, LATENTS_NAME(spread)(LATENTS_LN2_LOW), rest + lost);
  const latents_vector p = LATENTS_FMA(f, LATENTS_NAME(log_tail)(f), LATENTS_NAME(spread)(-0.5f));
  return head + LATENTS_FMA(f * f, p, low);
}

/// The exponent k that puts x·2⁻ᵏ within √½…√2, for a positive normal x.
LATENTS_HELPER(latents_mask, log_exponent, (latents_vector x)) {
  return ((latents_mask)x - LATENTS_NAME(spread_bits)(0x3f3504f3)) >> 23;
}

/// −∞ where x is the pole, NaN below it, ∞ at ∞, else y.
LATENTS_HELPER(latents_vector, log_edges, (latents_vector x, float pole, latents_vector y)) {
  const latents_vector infinity = LATENTS_NAME(spread)(__builtin_inff());
  y = LATENTS_NAME(select)(x == infinity, infinity, y);
  y = LATENTS_NAME(select)(x == pole, -infinity, y);
  y = LATENTS_NAME(select)(x < pole, (latents_vector)LATENTS_NAME(spread_bits)(0x7fc00000), y);
  return LATENTS_NAME(keep_nan)(x, y);
}

LATENTS_HELPER(latents_vector, log, (latents_vector x)) {
  const latents_mask subnormal = x < 0x1p-126f;
  const latents_vector scaled = LATENTS_NAME(select)(subnormal, x * 0x1p+24f, x);
  const latents_mask exponent = LATENTS_NAME(log_exponent)(scaled);
  const latents_vector m = (latents_vector)((latents_mask)scaled - (exponent << 23));
  const latents_vector k =
    __builtin_convertvector(exponent - (subnormal & LATENTS_NAME(spread_bits)(24)), latents_vector);
  const latents_vector zero = LATENTS_NAME(spread)(0);
  return LATENTS_NAME(log_edges)(x, 0, LATENTS_NAME(log_of_parts)(k, m - 1.0f, zero));
}

/// ln(1 + x) through u = 1 + x, whose rounding error is carried along.
LATENTS_HELPER(latents_vector, log1p, (latents_vector x)) {
  const latents_vector u = x + 1.0f;
  const latents_vector back = u - 1.0f;
  const latents_vector lost = (1.0f - (u - back)) + (x - back);
  const latents_mask exponent = LATENTS_NAME(log_exponent)(u);
  const latents_vector m = (latents_vector)((latents_mask)u - (exponent << 23));
  // Where u is past 2³⁰ what was lost no longer counts (and 2⁻ᵏ might not exist).
  const latents_mask counts = x < 0x1p+30f;
  const latents_vector rest = (latents_vector)((
    latents_mask)(lost * LATENTS_NAME(power_of_two)(-(exponent & counts))) & counts);
  const latents_vector f = (m - 1.0f) + rest;
  const latents_vector left = rest - (f - (m - 1.0f));
  const latents_vector k = __builtin_convertvector(exponent, latents_vector);
  const latents_vector y = LATENTS_NAME(log_of_parts)(k, f, left);
  const latents_mask tiny = LATENTS_NAME(magnitude)(x) < 0x1p-26f;
  return LATENTS_NAME(log_edges)(x, -1.0f, LATENTS_NAME(select)(tiny, x, y));
}

/// ln(1 + z) for z in 0…1, without the general case's bookkeeping.
LATENTS_HELPER(latents_vector, log1p_of_unit, (latents_vector z)) {
  const latents_mask upper = z > 0x1.a82798p-2f;  // √2 − 1: there 1 + z = 2(1 + (z − 1)/2)
  const latents_vector f = LATENTS_NAME(select)(upper, 0.5f * z - 0.5f, z);
  const latents_vector k = (latents_vector)(upper & (latents_mask)LATENTS_NAME(spread)(1.0f));
  return LATENTS_NAME(log_of_parts)(k, f, LATENTS_NAME(spread)(0));
}

/// e^−|x|, which sigmoid and softplus share; NaN gives an unspecified value.
LATENTS_HELPER(latents_vector, exp_of_minus_magnitude, (latents_vector x)) {
  const latents_vector a = -LATENTS_NAME(magnitude)(x);
  const latents_vector floor = LATENTS_NAME(spread)(-104.0f);
  return LATENTS_NAME(exp_clamped)(LATENTS_NAME(select)(a > floor, a, floor));
}

/// 1/(1 + e^−x), given z = e^−|x|; two roundings more than `sigmoid`.
LATENTS_HELPER(latents_vector, sigmoid_from, (latents_vector x, latents_vector z)) {
  const latents_vector one = LATENTS_NAME(spread)(1.0f);
  return LATENTS_NAME(select)(x < 0.0f, z, one) / (one + z);
}

/// The quotient, then one correction by its remainder and by what 1 + z lost.
LATENTS_HELPER(latents_vector, sigmoid, (latents_vector x)) {
  const latents_vector z = LATENTS_NAME(exp_of_minus_magnitude)(x);
  const latents_vector up = LATENTS_NAME(select)(x < 0.0f, z, LATENTS_NAME(spread)(1.0f));
  const latents_vector down = 1.0f + z, lost = z - (down - 1.0f);
  const latents_vector inverse = 1.0f / down, q = up * inverse;
  const latents_vector rest = LATENTS_FMA(-q, lost, LATENTS_FMA(-q, down, up));
  return LATENTS_NAME(keep_nan)(x, LATENTS_FMA(rest, inverse, q));
}

LATENTS_HELPER(latents_vector, softplus, (latents_vector x)) {
  const latents_vector z = LATENTS_NAME(exp_of_minus_magnitude)(x);
  const latents_vector y = LATENTS_NAME(rectify)(x) + LATENTS_NAME(log1p_of_unit)(z);
  return LATENTS_NAME(keep_nan)(x, y);
}

/// x + x³P(x²) below ⅝, else 1 − 2/(e^2|x| + 1).
LATENTS_HELPER(latents_vector, tanh, (latents_vector x)) {
  const latents_vector a = LATENTS_NAME(magnitude)(x);
  const latents_vector top = LATENTS_NAME(spread)(10.0f);  // where tanh is 1 to the last bit
  const latents_vector b = LATENTS_NAME(select)(a < top, a, top);
  const latents_vector e = LATENTS_NAME(exp_clamped)(b + b);
  const latents_vector large = 1.0f - 2.0f / (e + 1.0f);
  const latents_vector square = x * x;
  latents_vector p = LATENTS_NAME(spread)(-0x1.76922ap-8f);
  p = LATENTS_NAME(horner)(p, square, 0x1.52509ep-6f);
  p = LATENTS_NAME(horner)(p, square, -0x1.b8434p-5f);
  p = LATENTS_NAME(horner)(p, square, 0x1.11076p-3f);
  p = LATENTS_NAME(horner)(p, square, -0x1.555534p-2f);
  const latents_vector small = LATENTS_FMA(a * square, p, a);
  const latents_vector y = LATENTS_NAME(select)(a < 0.625f, small, large);
  return LATENTS_NAME(keep_nan)(x, LATENTS_NAME(with_sign)(y, x));
}

/// x + x·P(x²) below 0.9, else 1 − e^(−|x|·P(|x|)).
LATENTS_HELPER(latents_vector, erf, (latents_vector x)) {
  const latents_vector a = LATENTS_NAME(magnitude)(x);
  const latents_vector square = x * x;
  latents_vector s = LATENTS_NAME(spread)(0x1.5ff7cap-14f);
  s = LATENTS_NAME(horner)(s, square, -0x1.aafb32p-11f);
  s = LATENTS_NAME(horner)(s, square, 0x1.54d57cp-8f);
  s = LATENTS_NAME(horner)(s, square, -0x1.b80ee6p-6f);
  s = LATENTS_NAME(horner)(s, square, 0x1.ce2dfap-4f);
  s = LATENTS_NAME(horner)(s, square, -0x1.812742p-2f);
  s = LATENTS_NAME(horner)(s, square, 0x1.06eba8p-3f);
  const latents_vector small = LATENTS_FMA(a, s, a);
  const latents_vector top = LATENTS_NAME(spread)(3.95f);  // where erf is 1 to the last bit
  const latents_vector b = LATENTS_NAME(select)(a < top, a, top);
  latents_vector p = LATENTS_NAME(spread)(-0x1.c1216p-13f);
  p = LATENTS_NAME(horner)(p, b, 0x1.a5981p-9f);
  p = LATENTS_NAME(horner)(p, b, -0x1.771dbap-6f);
  p = LATENTS_NAME(horner)(p, b, 0x1.af3052p-4f);
  p = LATENTS_NAME(horner)(p, b, 0x1.457beep-1f);
  p = LATENTS_NAME(horner)(p, b, 0x1.0733bap-3f);
  const latents_vector large = 1.0f - LATENTS_NAME(exp_clamped)(-LATENTS_FMA(b, p, b));
  const latents_vector y = LATENTS_NAME(select)(a < 0.9f, small, large);
  return LATENTS_NAME(keep_nan)(x, LATENTS_NAME(with_sign)(y, x));
}

LATENTS_MAP(vector_exp, exp)
LATENTS_MAP(vector_expm1, expm1)
LATENTS_MAP(vector_log, log)
LATENTS_MAP(vector_log1p, log1p)
LATENTS_MAP(vector_sigmoid, sigmoid)
LATENTS_MAP(vector_softplus, softplus)
LATENTS_MAP(vector_tanh, tanh)
LATENTS_MAP(vector_erf, erf)
