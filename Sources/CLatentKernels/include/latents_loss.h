// Losses of one sample of n elements, and the reparametrisation. Gradients are multiplied by `scale`
// and may be null; sums go through 16 virtual lanes of floats and one fixed tree.
#ifndef LATENTS_LOSS_H
#define LATENTS_LOSS_H

#include <stddef.h>

/// Σ softplus(logit) − target·logit; gradient (sigmoid(logit) − target)·scale.
float latents_bernoulli_loss(
  const float *logits, const float *targets, float *gradient, size_t n, float scale);
/// Σ (output − target)²/(2σ²); gradient (output − target)/σ²·scale.
float latents_normal_loss(
  const float *outputs, const float *targets, float inverseVariance, float *gradient, size_t n,
  float scale);
/// Σ ½(v + (output − target)²·e^−v) with a log-variance v for each element.
float latents_normal_loss_with_variances(
  const float *outputs, const float *logVariances, const float *targets, float *gradient,
  float *logVarianceGradient, size_t n, float scale);
/// out[i] = ½(mean² + e^v − 1 − v)
void latents_divergence(const float *mean, const float *logVariance, float *out, size_t n);
/// out[i] = fma(e^(½v), noise, mean)
void latents_reparameterize(
  const float *mean, const float *logVariance, const float *noise, float *out, size_t n);
/// With d the latent's gradient and w the weight of the divergence in each dimension:
///
///     mean's gradient = d + w·mean
///     log-variance's gradient = ½(d·e^(½v)·noise + w·(e^v − 1))
void latents_reparameterize_gradient(
  const float *latentGradient, const float *mean, const float *logVariance, const float *noise,
  const float *klWeights, float *meanGradient, float *logVarianceGradient, size_t n);

#endif
