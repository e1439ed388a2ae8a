// Elementwise functions over n floats; `out` may be `x`.
#ifndef LATENTS_ELEMENTWISE_H
#define LATENTS_ELEMENTWISE_H

#include <stddef.h>

/// out[i] = max(x[i], 0); NaN becomes 0.
void latents_relu(const float *x, float *out, size_t n);

#endif
