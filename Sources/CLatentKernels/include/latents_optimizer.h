// The Adam step.
#ifndef LATENTS_OPTIMIZER_H
#define LATENTS_OPTIMIZER_H

#include <stddef.h>

typedef struct latents_adam_step {
  float firstDecay, secondDecay;  // β1, β2
  float firstGain, secondGain;    // 1 − β1, 1 − β2, rounded once: 1 − 0.999f is 5e-5 off
  float stepSize;                 // rate / (1 − β1^t)
  float inverseRootCorrection;    // 1 / √(1 − β2^t)
  float epsilon;
  float gradientScale;  // multiplies every gradient first; 1: none
  float weightFactor;   // multiplies every parameter first: 1 − rate · decay; 1: none
} latents_adam_step;

/// For every element, with g the scaled gradient:
///
///     m = fma(firstGain, g, β1·m)        v = fma(secondGain·g, g, β2·v)
///     p = fma(−stepSize, m / fma(√v, inverseRootCorrection, ε), p·weightFactor)
void latents_adam(
  float *parameters, const float *gradients, float *firstMoments, float *secondMoments, size_t n,
  const latents_adam_step *step);

#endif
