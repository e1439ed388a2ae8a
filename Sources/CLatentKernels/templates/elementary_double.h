// Template: elementary functions of one double. See isa.h for the macros.
//
// Only fma, + − × ÷, integer operations and compare-and-select. Numbers that must not lose bits on
// the way are pairs high + low. Polynomials are minimax fits
// (Tests/Scripts/elementary_coefficients.py). Measured errors stand in latents_elementary.h.

/// 2^exponent · (high + low).
typedef struct LATENTS_NAME(scaled) {
  int exponent;
  double high, low;
} LATENTS_NAME(scaled);

LATENTS_HELPER(double, double_power_of_two, (int n)) {
  const unsigned long long bits = (unsigned long long)(n + 1023) << 52;
  double x;
  __builtin_memcpy(&x, &bits, sizeof x);
  return x;
}

/// x·2ⁿ for |n| ≤ 2044, rounded once more if it ends up subnormal.
LATENTS_HELPER(double, times_power_of_two, (double x, int n)) {
  const int half = n >> 1;
  return x * LATENTS_NAME(double_power_of_two)(half) * LATENTS_NAME(double_power_of_two)(n - half);
}

LATENTS_HELPER(double, double_keep_nan, (double x, double y)) { return x != x ? x : y; }

/// (e^r − 1 − r)/r² for |r| ≤ ½ ln 2, to 2⁻⁵⁸ of r⁻².
LATENTS_HELPER(double, double_exp_tail, (double r)) {
  double p = 0x1.af71d43dadf01p-26;
  p = LATENTS_FMA(p, r, 0x1.28b1102b2cc3bp-22);
  p = LATENTS_FMA(p, r, 0x1.71ddec9b22088p-19);
  p = LATENTS_FMA(p, r, 0x1.a01995a2a6febp-16);
  p = LATENTS_FMA(p, r, 0x1.a01a01b4edc67p-13);
  p = LATENTS_FMA(p, r, 0x1.6c16c1860e398p-10);
  p = LATENTS_FMA(p, r, 0x1.111111110e8c3p-7);
  p = LATENTS_FMA(p, r, 0x1.555555554fdf1p-5);
  p = LATENTS_FMA(p, r, 0x1.555555555555cp-3);
  return LATENTS_FMA(p, r, 0x1.000000000000cp-1);
}

/// x + rest = n ln 2 + high + low, where `high` is exact; |x| < 1500.
LATENTS_HELPER(int, exp_reduced, (double x, double rest, double *high, double *low)) {
  const double n = LATENTS_FMA(x, 0x1.71547652b82fep+0, 0x1.8p+52) - 0x1.8p+52;
  *high = LATENTS_FMA(n, -0x1.62e42fefa2p-1, x);
  *low = LATENTS_FMA(n, -0x1.9ef35793c7673p-41, rest);
  return (int)n;
}

/// e^(x + rest) to 2⁻⁵⁶, for |x| < 1500 and a `rest` below the last bits of x.
LATENTS_HELPER(LATENTS_NAME(scaled), exp_scaled, (double x, double rest)) {
  double high, low;
  LATENTS_NAME(scaled) y;
  y.exponent = LATENTS_NAME(exp_reduced)(x, rest, &high, &low);
  const double r = high + low;
  const double tail = LATENTS_FMA(r * r, LATENTS_NAME(double_exp_tail)(r), low);
  const double head = 1 + high, left = (1 - head) + high;
  const double more = left + tail;
  y.high = head + more;
  y.low = (head - y.high) + more;
  return y;
}

/// e^x for x in −1400…1400, as one double.
LATENTS_HELPER(double, exp_plain, (double x, double rest)) {
  const LATENTS_NAME(scaled) y = LATENTS_NAME(exp_scaled)(x, rest);
  return LATENTS_NAME(times_power_of_two)(y.high, y.exponent);
}

LATENTS_HELPER(double, exp_double, (double x)) {
  const double c = x < -750 ? -750 : x > 710 ? 710 : x;
  return x != x ? x : LATENTS_NAME(exp_plain)(c, 0);
}

/// e^x − 1 = 2ⁿ(high + tail) + (2ⁿ − 1), with half of 2ⁿ because n may be 1024; high + low.
LATENTS_HELPER(double, expm1_pair, (double x, double *rest)) {
  double high, low;
  const int n = LATENTS_NAME(exp_reduced)(x, 0, &high, &low);
  const double r = high + low;
  const double tail = LATENTS_FMA(r * r, LATENTS_NAME(double_exp_tail)(r), low);
  const double scale = LATENTS_NAME(double_power_of_two)(n - 1);
  const double base = scale - 0.5, part = scale * high;
  const double head = base + part;
  const double back = head - base;
  const double lost = (base - (head - back)) + (part - back);
  const double more = LATENTS_FMA(scale, tail, lost);
  const double sum = head + more;
  *rest = 2 * ((head - sum) + more);
  return 2 * sum;
}

LATENTS_HELPER(double, expm1_double, (double x)) {
  if (x != x || __builtin_fabs(x) < 0x1p-54) return x;
  double rest;
  return LATENTS_NAME(expm1_pair)(x < -60 ? -60 : x > 710 ? 710 : x, &rest);
}

/// x = 2ᵏ·m with √½ ≤ m ≤ √2, for a positive normal x.
LATENTS_HELPER(int, split, (double x, double *m)) {
  unsigned long long bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  const long long k = (long long)(bits - 0x3fe6a09e667f3bcdULL) >> 52;
  bits -= (unsigned long long)k << 52;
  __builtin_memcpy(m, &bits, sizeof bits);
  return (int)k;
}

/// k ln 2 + ln(1 + f) + rest for √½ ≤ 1 + f ≤ √2.
///
/// With s = f/(2 + f), ln(1 + f) = 2 atanh s = f − (½f² − s(½f² + R)), R = 2(atanh s − s)/s.
LATENTS_HELPER(double, log_of_double_parts, (int k, double f, double rest)) {
  const double s = f / (2 + f), z = s * s, half = 0.5 * f * f;
  double p = 0x1.2f0b5ffdf6a2bp-3;
  p = LATENTS_FMA(p, z, 0x1.39a121b0ca0e4p-3);
  p = LATENTS_FMA(p, z, 0x1.746644eef53a9p-3);
  p = LATENTS_FMA(p, z, 0x1.c71c51eb182f8p-3);
  p = LATENTS_FMA(p, z, 0x1.24924942185d2p-2);
  p = LATENTS_FMA(p, z, 0x1.999999997fab4p-2);
  p = LATENTS_FMA(p, z, 0x1.5555555555593p-1);
  const double low = LATENTS_FMA((double)k, 0x1.9ef35793c7673p-41, rest);
  const double tail = LATENTS_FMA(s, LATENTS_FMA(p, z, half), low);
  const double head = k * 0x1.62e42fefa2p-1;
  return head + (f - (half - tail));
}

LATENTS_HELPER(double, log_double, (double x)) {
  if (!(x > 0)) return x != x ? x : x == 0 ? -__builtin_inf() : __builtin_nan("");
  if (x > 0x1.fffffffffffffp+1023) return x;
  const bool subnormal = x < 0x1p-1022;
  double m;
  const int k = LATENTS_NAME(split)(subnormal ? x * 0x1p+54 : x, &m) - (subnormal ? 54 : 0);
  return LATENTS_NAME(log_of_double_parts)(k, m - 1, 0);
}

/// ln(1 + x) through u = 1 + x, whose rounding error is carried along.
LATENTS_HELPER(double, log1p_double, (double x)) {
  if (x != x || __builtin_fabs(x) < 0x1p-54) return x;
  if (!(x > -1)) return x == -1 ? -__builtin_inf() : __builtin_nan("");
  if (x > 0x1p+60) return LATENTS_NAME(log_double)(x);
  const double u = 1 + x, back = u - 1;
  const double lost = (1 - (u - back)) + (x - back);
  double m;
  const int k = LATENTS_NAME(split)(u, &m);
  const double rest = lost * LATENTS_NAME(double_power_of_two)(-k);
  const double f = (m - 1) + rest;
  return LATENTS_NAME(log_of_double_parts)(k, f, rest - (f - (m - 1)));
}

LATENTS_KERNEL(double, scalar_exp, (double x)) { return LATENTS_NAME(exp_double)(x); }
LATENTS_KERNEL(double, scalar_expm1, (double x)) { return LATENTS_NAME(expm1_double)(x); }
LATENTS_KERNEL(double, scalar_log, (double x)) { return LATENTS_NAME(log_double)(x); }
LATENTS_KERNEL(double, scalar_log1p, (double x)) { return LATENTS_NAME(log1p_double)(x); }

LATENTS_KERNEL(double, scalar_sigmoid, (double x)) {
  if (x != x) return x;
  const double z = LATENTS_NAME(exp_double)(-__builtin_fabs(x));
  const double up = x < 0 ? z : 1, down = 1 + z, lost = z - (down - 1);
  const double q = up / down;
  return q + LATENTS_FMA(-q, lost, LATENTS_FMA(-q, down, up)) / down;
}

LATENTS_KERNEL(double, scalar_softplus, (double x)) {
  if (x != x) return x;
  const double z = LATENTS_NAME(exp_double)(-__builtin_fabs(x));
  return (x > 0 ? x : 0) + LATENTS_NAME(log1p_double)(z);
}

/// E/(E + 2) with E = e^2|x| − 1 as a pair.
LATENTS_KERNEL(double, scalar_tanh, (double x)) {
  const double a = __builtin_fabs(x);
  if (x != x || a < 0x1p-27) return x;
  if (a > 20) return __builtin_copysign(1, x);
  double low;
  const double high = LATENTS_NAME(expm1_pair)(a + a, &low);
  const double down = high + 2;
  const double lost = (high > 2 ? (high - down) + 2 : (2 - down) + high) + low;
  const double q = high / down;
  const double rest = LATENTS_FMA(-q, down, high) + (low - q * lost);
  return __builtin_copysign(q + rest / down, x);
}

/// ln x as high + low, to about 2⁻⁵⁹ of ln m.
LATENTS_HELPER(double, log_pair, (double x, double *low)) {
  const bool subnormal = x < 0x1p-1022;
  double m;
  const int k = LATENTS_NAME(split)(subnormal ? x * 0x1p+54 : x, &m) - (subnormal ? 54 : 0);
  const double f = m - 1, down = 2 + f, lost = (2 - down) + f;
  const double s = f / down;
  const double rest = (LATENTS_FMA(-s, down, f) - s * lost) / down;  // s + rest = f/(2 + f)
  const double z = s * s;
  double p = 0x1.0f65bb60eb1dp-3;
  p = LATENTS_FMA(p, z, 0x1.0f5c7e5ab8897p-3);
  p = LATENTS_FMA(p, z, 0x1.3b20aee0829dcp-3);
  p = LATENTS_FMA(p, z, 0x1.745cde2203005p-3);
  p = LATENTS_FMA(p, z, 0x1.c71c72593de5p-3);
  p = LATENTS_FMA(p, z, 0x1.249249242b083p-2);
  p = LATENTS_FMA(p, z, 0x1.9999999999e02p-2);
  p = LATENTS_FMA(p, z, 0x1.5555555555555p-1);
  const double small = LATENTS_FMA(s * z, p, LATENTS_FMA((double)k, 0x1.9ef35793c7673p-41, 2 * rest));
  const double head = k * 0x1.62e42fefa2p-1;  // exact
  const double sum = head + 2 * s;
  const double back = sum - head;
  const double left = ((head - (sum - back)) + (2 * s - back)) + small;
  const double high = sum + left;
  *low = (sum - high) + left;
  return high;
}

/// x^y for x > 0 through e^(y ln x), with the logarithm as a pair.
LATENTS_KERNEL(double, scalar_pow, (double x, double y)) {
  if (y == 0 || x == 1) return 1;
  if (x != x) return x;
  if (y != y) return y;
  if (x < 0) return __builtin_nan("");
  if (x == 0 || x > 0x1.fffffffffffffp+1023) return (x == 0) == (y < 0) ? __builtin_inf() : 0;
  double low;
  const double high = LATENTS_NAME(log_pair)(x, &low);
  const double product = y * high;
  if (product > 710) return __builtin_inf();
  if (product < -750) return 0;
  return LATENTS_NAME(exp_plain)(product, LATENTS_FMA(y, high, -product) + y * low);
}
