// Elementwise functions over n floats; `out` may be any of the inputs.
#ifndef LATENTS_ELEMENTWISE_H
#define LATENTS_ELEMENTWISE_H

#include <stddef.h>

/// out[i] = max(x[i], 0); NaN becomes 0.
void latents_relu(const float *x, float *out, size_t n);
/// out[i] = b[i] where a[i] > 0, else 0.
void latents_relu_derivative(const float *a, const float *b, float *out, size_t n);
/// out[i] = b[i] where a[i] > 0, else s·b[i]; with b = a: the leaky rectifier itself.
void latents_leaky_relu_derivative(
  const float *a, const float *b, float s, float *out, size_t n);
/// out[i] = x[i]·sigmoid(x[i])
void latents_silu(const float *x, float *out, size_t n);
/// out[i] = b[i]·s·(1 + a[i]·(1 − s)) with s = sigmoid(a[i])
void latents_silu_derivative(const float *a, const float *b, float *out, size_t n);
/// out[i] = b[i]·(1 − a[i]²)
void latents_tanh_derivative(const float *a, const float *b, float *out, size_t n);
/// out[i] = b[i]·(a[i]·(1 − a[i]))
void latents_sigmoid_derivative(const float *a, const float *b, float *out, size_t n);
/// out[i] = a[i] + b[i]
void latents_add(const float *a, const float *b, float *out, size_t n);
/// out[i] = a[i] − b[i]
void latents_subtract(const float *a, const float *b, float *out, size_t n);
/// out[i] = a[i]·b[i]
void latents_multiply_elements(const float *a, const float *b, float *out, size_t n);
/// out[i] = fma(s, b[i], a[i])
void latents_add_multiple(const float *a, const float *b, float s, float *out, size_t n);
/// out[i] = fma(s, b[i], fma(−s, a[i], a[i])): a at s = 0, b at s = 1.
void latents_blend(const float *a, const float *b, float s, float *out, size_t n);
/// out[i] = x[i]·s
void latents_scale(const float *x, float s, float *out, size_t n);

#endif
