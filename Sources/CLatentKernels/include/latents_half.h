// Conversion between floats and half-precision numbers (IEEE 754 binary16), with integers only.
#ifndef LATENTS_HALF_H
#define LATENTS_HALF_H

#include <stddef.h>
#include <stdint.h>

/// Rounds to nearest, ties to even; too large becomes ∞, NaN keeps its sign and leading bits.
void latents_float_to_half(const float *x, uint16_t *out, size_t n);
/// Exact; NaN keeps its bits.
void latents_half_to_float(const uint16_t *x, float *out, size_t n);

#endif
