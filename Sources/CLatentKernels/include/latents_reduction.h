// Reductions over n floats, by 16 virtual lanes and one fixed tree.
#ifndef LATENTS_REDUCTION_H
#define LATENTS_REDUCTION_H

#include <stddef.h>

/// The sum, with lanes of doubles.
double latents_sum(const float *x, size_t n);
/// Σ a[i]·b[i], with lanes of doubles, in which every product is exact.
double latents_dot(const float *a, const float *b, size_t n);
/// The greatest element, NaN passed over; −∞ if there is none.
float latents_greatest(const float *x, size_t n);
/// The least element, NaN passed over; ∞ if there is none.
float latents_least(const float *x, size_t n);

#endif
