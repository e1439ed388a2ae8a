// Template: sine, cosine and arc tangent of doubles. See isa.h for the macros.

/// x less the nearest multiple of π/2, for a finite x.
LATENTS_HELPER(latents_angle, reduced_angle, (double x)) {
  if (!(__builtin_fabs(x) < LATENTS_LARGEST_PLAIN_ANGLE)) return latents_reduce_huge_angle(x);
  const double n = LATENTS_FMA(x, 0x1.45f306dc9c883p-1, 0x1.8p+52) - 0x1.8p+52;
  const double r = LATENTS_FMA(n, -LATENTS_HALF_PI_1, x);  // exact
  const double p = n * LATENTS_HALF_PI_2;
  latents_angle angle;
  angle.high = r - p;
  const double back = r - angle.high;
  const double lost = (r - (angle.high + back)) + (back - p);
  angle.low = lost - LATENTS_FMA(n, LATENTS_HALF_PI_2, -p);
  angle.low = LATENTS_FMA(n, -LATENTS_HALF_PI_3, angle.low);
  angle.quadrant = (int)((long long)n & 3);
  return angle;
}

/// sin(r + low) for |r| ≤ π/4.
LATENTS_HELPER(double, sin_near_zero, (double r, double low)) {
  const double z = r * r;
  double p = 0x1.5d92bf2d5eb9fp-33;
  p = LATENTS_FMA(p, z, -0x1.ae5e65dfae8bfp-26);
  p = LATENTS_FMA(p, z, 0x1.71de35782058cp-19);
  p = LATENTS_FMA(p, z, -0x1.a01a019c136ddp-13);
  p = LATENTS_FMA(p, z, 0x1.111111110f899p-7);
  p = LATENTS_FMA(p, z, -0x1.5555555555549p-3);
  return r + LATENTS_FMA(r * z, p, LATENTS_FMA(-0.5 * z, low, low));
}

/// cos(r + low) for |r| ≤ π/4.
LATENTS_HELPER(double, cos_near_zero, (double r, double low)) {
  const double z = r * r;
  double p = -0x1.8fb074635e8f6p-37;
  p = LATENTS_FMA(p, z, 0x1.1ee9f01c3ea09p-29);
  p = LATENTS_FMA(p, z, -0x1.27e4f811474b9p-22);
  p = LATENTS_FMA(p, z, 0x1.a01a019cbdf45p-16);
  p = LATENTS_FMA(p, z, -0x1.6c16c16c15217p-10);
  p = LATENTS_FMA(p, z, 0x1.555555555554cp-5);
  const double half = 0.5 * z;
  const double head = 1 - half;
  return head + (((1 - head) - half) + LATENTS_FMA(z * z, p, -r * low));
}

LATENTS_HELPER(double, sin_from, (latents_angle a, int quadrant)) {
  const double y = quadrant & 1 ? LATENTS_NAME(cos_near_zero)(a.high, a.low)
                                : LATENTS_NAME(sin_near_zero)(a.high, a.low);
  return quadrant & 2 ? -y : y;
}

LATENTS_KERNEL(double, scalar_sin, (double x)) {
  if (x != x) return x;
  if (__builtin_fabs(x) > 0x1.fffffffffffffp+1023) return __builtin_nan("");
  if (__builtin_fabs(x) < 0x1p-27) return x;
  const latents_angle a = LATENTS_NAME(reduced_angle)(x);
  return LATENTS_NAME(sin_from)(a, a.quadrant);
}

LATENTS_KERNEL(double, scalar_cos, (double x)) {
  if (x != x) return x;
  if (__builtin_fabs(x) > 0x1.fffffffffffffp+1023) return __builtin_nan("");
  const latents_angle a = LATENTS_NAME(reduced_angle)(x);
  return LATENTS_NAME(sin_from)(a, a.quadrant + 1);
}

/// The angle of (b, a) for 0 ≤ a ≤ b, b > 0, as high + low.
///
/// atan(a/b) = atan(k/8) + atan((a − b·k/8)/(b + a·k/8)) with the nearest k.
LATENTS_HELPER(double, atan_of_ratio, (double a, double b, double *low)) {
  static const double table[9][2] = {
    {0, 0},
    {0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59},
    {0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57},
    {0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56},
    {0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56},
    {0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58},
    {0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56},
    {0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56},
    {0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55},
  };
  const double ratio = a / b;
  const int k = ratio < 0.09375 ? 0 : (int)(8 * ratio + 0.5);
  const double c = 0.125 * k;
  const double up = LATENTS_FMA(-c, b, a), down = LATENTS_FMA(c, a, b);
  const double t = k ? up / down : ratio;
  const double z = t * t;
  double p = 0x1.32e68b7df63d8p-4;
  p = LATENTS_FMA(p, z, -0x1.744457419139dp-4);
  p = LATENTS_FMA(p, z, 0x1.c71c4ce18a536p-4);
  p = LATENTS_FMA(p, z, -0x1.24924916b0702p-3);
  p = LATENTS_FMA(p, z, 0x1.9999999994d1dp-3);
  p = LATENTS_FMA(p, z, -0x1.5555555555551p-2);
  const double high = table[k][0] + t;
  const double rest = LATENTS_FMA(-t, down, up) / down;  // what the quotient lost
  *low = ((table[k][0] - high) + t) + (table[k][1] + LATENTS_FMA(t * z, p, rest));
  return high;
}

LATENTS_KERNEL(double, scalar_atan2, (double y, double x)) {
  if (x != x) return x;
  if (y != y) return y;
  double a = __builtin_fabs(y), b = __builtin_fabs(x);
  const bool steep = a > b;
  if (steep) {
    const double c = a;
    a = b;
    b = c;
  }
  // Powers of two keep sums and remainders in range without a change to the ratio.
  if (b > 0x1p+1000) {
    if (b > 0x1.fffffffffffffp+1023) {
      a = a > 0x1.fffffffffffffp+1023 ? 1 : 0;
      b = 1;
    }
    a *= 0x1p-100;
    b *= 0x1p-100;
  } else if (b < 0x1p-800) {
    a *= 0x1p+200;
    b *= 0x1p+200;
  }
  double low = 0;
  double high = b > 0 ? LATENTS_NAME(atan_of_ratio)(a, b, &low) : 0;
  if (steep) {  // π/2 − angle
    const double sum = LATENTS_HALF_PI_1 - high;
    low = ((LATENTS_HALF_PI_1 - sum) - high) + (LATENTS_HALF_PI_2 - low);
    high = sum;
  }
  if (__builtin_signbit(x)) {  // π − angle
    const double sum = 2 * LATENTS_HALF_PI_1 - high;
    low = ((2 * LATENTS_HALF_PI_1 - sum) - high) + (2 * LATENTS_HALF_PI_2 - low);
    high = sum;
  }
  return __builtin_copysign(high + low, y);
}
