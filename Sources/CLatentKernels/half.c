#pragma STDC FP_CONTRACT OFF
#include "include/latents_half.h"
#include <string.h>

static uint16_t half_of(uint32_t bits) {
  const uint32_t sign = bits >> 16 & 0x8000, size = bits & 0x7fffffff;
  if (size > 0x7f800000) return (uint16_t)(sign | 0x7e00 | (size >> 13 & 0x1ff));  // NaN
  if (size >= 0x47800000) return (uint16_t)(sign | 0x7c00);  // 65536 and more
  if (size >= 0x38800000) {
    // Normal: the new exponent, then half a last place less one bit for ties to even.
    const uint32_t rebiased = size - 0x38000000;
    return (uint16_t)(sign | ((rebiased + 0xfff + (rebiased >> 13 & 1)) >> 13));
  }
  if (size <= 0x33000000) return (uint16_t)sign;  // half of the least subnormal, and less
  const uint32_t shift = 126 - (size >> 23);
  const uint32_t mantissa = (size & 0x7fffff) | 0x800000;
  const uint32_t kept = mantissa >> shift, rest = mantissa & ((1u << shift) - 1);
  const uint32_t tie = 1u << (shift - 1);
  return (uint16_t)(sign | (kept + (rest > tie || (rest == tie && (kept & 1)))));
}

/// Without branches, so that the compiler makes vectors of it.
static inline uint32_t float_of(uint16_t half) {
  const uint32_t size = (uint32_t)(half & 0x7fff) << 13, sign = (uint32_t)(half & 0x8000) << 16;
  // Subnormal halves are whole multiples of 2⁻²⁴, which is exact in floats.
  const float multiple = (float)(int32_t)(half & 0x3ff) * 0x1p-24f;
  uint32_t small;
  memcpy(&small, &multiple, sizeof small);
  const uint32_t normal = size + (112u << 23);
  const uint32_t large = size + (224u << 23);  // ∞ and NaN
  return sign | (size < 1u << 23 ? small : size >= 31u << 23 ? large : normal);
}

void latents_float_to_half(const float *x, uint16_t *out, size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint32_t bits;
    memcpy(&bits, x + i, sizeof bits);
    out[i] = half_of(bits);
  }
}

void latents_half_to_float(const uint16_t *x, float *out, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const uint32_t bits = float_of(x[i]);
    memcpy(out + i, &bits, sizeof bits);
  }
}
