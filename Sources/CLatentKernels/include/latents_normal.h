// Normal deviates and the normal distribution for whole arrays, with the bits of the scalar
// functions in latents_elementary.h.
#ifndef LATENTS_NORMAL_H
#define LATENTS_NORMAL_H

#include <stddef.h>

/// out[i] = Φ⁻¹(p[i])
void latents_normal_quantiles(const double *p, double *out, size_t n);
/// below[i] = Φ(x[i]), above[i] = Φ(−x[i])
void latents_normal_distributions(const float *x, double *below, double *above, size_t n);

/// The n numbers of Philox 4×32 with ten rounds from a position on, two to a block.
void latents_philox(
  unsigned long long seed, unsigned long long stream, unsigned long long position,
  unsigned long long *out, size_t n);
/// Standard normal deviates from 64 random bits each: Φ⁻¹ of the midpoint of one of 2⁵² steps.
void latents_normal_deviates(const unsigned long long *numbers, double *out, size_t n);

/// ln(1 + e^−m) with its first and second derivative in the value, m = target·value.
void latents_logistic_terms(
  const double *values, const double *targets, double *loss, double *slope, double *bend,
  size_t n);

/// Log densities of n latents under each component, `stride` apart, become the components' shares;
/// the log density of the mixture goes to `totals`. `scratch` has room for 16 doubles per component,
/// aligned to 64 bytes.
void latents_mixture_shares(
  double *shares, size_t stride, const double *logWeights, size_t components, size_t n,
  double *scratch, double *totals);

#endif
