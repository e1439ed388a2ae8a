// Template: elementary functions of one double. See isa.h for the macros.
//
// Only fma, + − × ÷, integer operations and compare-and-select. Numbers that must not lose bits on
// the way are pairs high + low. Polynomials are minimax fits
// (Tests/Scripts/elementary_coefficients.py). Measured errors stand in latents_elementary.h.

LATENTS_HELPER(unsigned long long, bits_of_double, (double x)) {
  unsigned long long bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  return bits;
}

LATENTS_HELPER(double, double_of_bits, (unsigned long long bits)) {
  double x;
  __builtin_memcpy(&x, &bits, sizeof x);
  return x;
}

#define LATENTS_REAL double
#define LATENTS_INTEGER long long
#define LATENTS_UNSIGNED unsigned long long
#define LATENTS_OF(name) name
#define LATENTS_CONSTANT(c) (c)
#define LATENTS_BITS(x) LATENTS_NAME(bits_of_double)(x)
#define LATENTS_FROM_BITS(n) LATENTS_NAME(double_of_bits)(n)
#include "elementary_parts.h"

#define LATENTS_REAL latents_doubles
#define LATENTS_INTEGER latents_longs
#define LATENTS_UNSIGNED latents_unsigned_longs
#define LATENTS_OF(name) name##_wide
#define LATENTS_CONSTANT(c) LATENTS_NAME(spread_double)(c)
#define LATENTS_BITS(x) ((latents_unsigned_longs)(x))
#define LATENTS_FROM_BITS(n) ((latents_doubles)(n))
#include "elementary_parts.h"

LATENTS_HELPER(double, double_keep_nan, (double x, double y)) { return x != x ? x : y; }

LATENTS_HELPER(double, exp_double, (double x)) {
  const double c = x < -750 ? -750 : x > 710 ? 710 : x;
  return x != x ? x : LATENTS_NAME(exp_plain)(c, 0);
}

/// e^x − 1 = 2ⁿ(high + tail) + (2ⁿ − 1), with half of 2ⁿ because n may be 1024; high + low.
LATENTS_HELPER(double, expm1_pair, (double x, double *rest)) {
  double high, low;
  const long long n = LATENTS_NAME(exp_reduced)(x, 0, &high, &low);
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

LATENTS_HELPER(double, log_double, (double x)) {
  if (!(x > 0)) return x != x ? x : x == 0 ? -__builtin_inf() : __builtin_nan("");
  if (x > 0x1.fffffffffffffp+1023) return x;
  const bool subnormal = x < 0x1p-1022;
  double m;
  const long long k = LATENTS_NAME(split)(subnormal ? x * 0x1p+54 : x, &m) - (subnormal ? 54 : 0);
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
  const long long k = LATENTS_NAME(split)(u, &m);
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
  const long long k = LATENTS_NAME(split)(subnormal ? x * 0x1p+54 : x, &m) - (subnormal ? 54 : 0);
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
