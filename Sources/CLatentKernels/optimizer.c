#pragma STDC FP_CONTRACT OFF
#include "kernel_table.h"

void latents_adam(
  float *parameters, const float *gradients, float *firstMoments, float *secondMoments, size_t n,
  const latents_adam_step *step) {
  latents_active()->adam(parameters, gradients, firstMoments, secondMoments, n, step);
}
