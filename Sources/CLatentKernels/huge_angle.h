// Reduction of huge angles (Payne & Hanek 1983): integers only until the last step, so the bits are
// the same everywhere. Shared by the float and double sine and cosine.
#ifndef LATENTS_HUGE_ANGLE_H
#define LATENTS_HUGE_ANGLE_H

#include <stdint.h>

#pragma STDC FP_CONTRACT OFF

/// π/2 as a sum of three doubles.
#define LATENTS_HALF_PI_1 0x1.921fb54442d18p+0
#define LATENTS_HALF_PI_2 0x1.1a62633145c07p-54
#define LATENTS_HALF_PI_3 -0x1.f1976b7ed8fbcp-110

/// Up to here three doubles are enough to reduce an angle.
#define LATENTS_LARGEST_PLAIN_ANGLE 0x1p+30

/// An angle less its nearest multiple of π/2: high + low, and that multiple modulo 4.
typedef struct latents_angle {
  double high, low;
  int quadrant;
} latents_angle;

/// 64 bits of 2/π from the bit after `position` bits past 64 leading zeros.
static inline uint64_t latents_two_over_pi(int position) {
  static const uint64_t words[] = {
    0,
    0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
    0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484,
    0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f,
    0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b,
    0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
  };
  const int word = position / 64, bit = position % 64;
  return bit ? words[word] << bit | words[word + 1] >> (64 - bit) : words[word];
}

/// Reduces a finite x with |x| ≥ 2²⁰.
static inline latents_angle latents_reduce_huge_angle(double x) {
  uint64_t bits;
  __builtin_memcpy(&bits, &x, sizeof bits);
  // |x| = m·2^e. Bits of 2/π that m·2^e turns into multiples of 4 are left out.
  const uint64_t m = (bits & 0xfffffffffffff) | 0x10000000000000;
  const int e = (int)(bits >> 52 & 0x7ff) - 1075;
  const int position = e - 2 + 64;
  // The low 192 bits of m times 192 bits of 2/π: 2 bits of quadrant, then the fraction.
  typedef unsigned __int128 wide;
  const wide p0 = (wide)m * latents_two_over_pi(position + 128);
  const wide p1 = (wide)m * latents_two_over_pi(position + 64) + (uint64_t)(p0 >> 64);
  const uint64_t top = m * latents_two_over_pi(position) + (uint64_t)(p1 >> 64);
  const uint64_t middle = (uint64_t)p1, bottom = (uint64_t)p0;
  int quadrant = (int)(top >> 62);
  wide fraction = (wide)(top << 2 | middle >> 62) << 64 | (middle << 2 | bottom >> 62);
  const int negative = (int)(fraction >> 127);
  if (negative) {
    fraction = -fraction;
    quadrant += 1;
  }
  latents_angle angle = {0, 0, quadrant & 3};
  if (fraction) {
    int shift = 0;
    for (; !(fraction >> 127); shift++) fraction <<= 1;
    const double unit = negative ? -0x1p-106 : 0x1p-106;
    double scale = 1;
    for (int i = 0; i < shift; i++) scale *= 0.5;
    const double h = (double)(uint64_t)(fraction >> 75) * 0x1p+53 * unit * scale;
    const double l = (double)((uint64_t)(fraction >> 22) & 0x1fffffffffffff) * unit * scale;
    angle.high = h * LATENTS_HALF_PI_1;
    angle.low = __builtin_fma(h, LATENTS_HALF_PI_1, -angle.high)
      + (h * LATENTS_HALF_PI_2 + l * LATENTS_HALF_PI_1);
  }
  if (x < 0) {
    angle.high = -angle.high;
    angle.low = -angle.low;
    angle.quadrant = -angle.quadrant & 3;
  }
  return angle;
}

#endif
