// Reductions over n floats, by 16 virtual lanes and one fixed tree; and a choice among them.
#ifndef LATENTS_REDUCTION_H
#define LATENTS_REDUCTION_H

#include <stddef.h>
#include <stdint.h>

/// The sum, with lanes of doubles.
double latents_sum(const float *x, size_t n);
/// Σ a[i]·b[i], with lanes of doubles, in which every product is exact.
double latents_dot(const float *a, const float *b, size_t n);
/// Σ (a[i] − b[i])², with lanes of doubles; each difference and each square is rounded once.
double latents_squared_distance(const float *a, const float *b, size_t n);
/// The greatest element, NaN passed over; −∞ if there is none.
float latents_greatest(const float *x, size_t n);
/// The least element, NaN passed over; ∞ if there is none.
float latents_least(const float *x, size_t n);

/// Writes the elements that are at most `limit`, in order, with their indices counted from `first`,
/// and returns how many there are. Both outputs have room for n.
size_t latents_select_at_most(
  const float *x, size_t n, float limit, int32_t first, float *values, int32_t *indices);

#endif
