// Points between latents: floats in and out, all arithmetic in double.
#ifndef LATENTS_INTERPOLATION_H
#define LATENTS_INTERPOLATION_H

#include <stdbool.h>
#include <stddef.h>

/// out[i] = (first·a[i] + second·b[i]) / divisor
void latents_mix(
  const float *a, double first, const float *b, double second, double divisor, float *out,
  size_t n);

/// The Catmull–Rom cubic from b to c, with neighbours a and d.
void latents_cubic(
  const float *a, const float *b, const float *c, const float *d, double t, float *out, size_t n);

/// The point at t of the great circle through the directions of a and b, the length going linearly.
/// False, and nothing written, where that circle does not exist. `scratch` has room for 2n.
bool latents_great_circle(
  const float *a, const float *b, size_t n, double t, double *scratch, float *out);

/// along·unit + across·s with s the direction of `side` at right angles to the unit vector.
/// False, and nothing written, where there is none; `side` is changed.
bool latents_turned_aside(
  const double *unit, double *side, size_t n, double along, double across, float *out);

#endif
