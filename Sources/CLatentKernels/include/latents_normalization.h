// Group normalisation of one picture [pixels][channels]; `groups` divides `channels`.
#ifndef LATENTS_NORMALIZATION_H
#define LATENTS_NORMALIZATION_H

#include <stddef.h>

/// The mean of each channel's group and 1/√(variance + epsilon), one number per channel each.
void latents_normalization_statistics(
  const float *x, size_t pixels, size_t channels, size_t groups, float epsilon, float *mean,
  float *inverse);
/// out = fma((x − mean)·inverse, scale, offset)
void latents_normalize(
  const float *x, const float *mean, const float *inverse, const float *scale,
  const float *offset, size_t pixels, size_t channels, float *out);
/// With v = before·vector and y = (x − mean)·inverse:
///
///     out = after·inverse·(v − average of v − y·(average of v·y))
///
/// averages over the group. The derivative's product with `vector` has `after` = scale, its
/// transpose's has `before` = scale; null is 1. `sums` is scratch for 2·channels floats.
void latents_normalize_derivative(
  const float *x, const float *vector, const float *mean, const float *inverse,
  const float *before, const float *after, size_t pixels, size_t channels, size_t groups,
  float *sums, float *out);
/// Σ outputGradient·y and Σ outputGradient over all pixels of all pictures, for the channels
/// first ..< end; means and inverses [batch][channels].
void latents_normalization_parameter_gradient(
  const float *x, const float *outputGradient, const float *means, const float *inverses,
  size_t batch, size_t pixels, size_t channels, size_t first, size_t end, float *scaleGradient,
  float *offsetGradient);

#endif
