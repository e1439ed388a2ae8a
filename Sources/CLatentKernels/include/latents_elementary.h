// Elementary functions: right at every edge (±0, subnormal numbers, ±∞, NaN), with the same bits on
// every instruction set.
#ifndef LATENTS_ELEMENTARY_H
#define LATENTS_ELEMENTARY_H

#include <stddef.h>

// Of n floats each; `out` may be `x`. The largest error over every 37th float (the first two over
// all), in units in the last place:
//
//     exp 0.78   expm1 1.24   log 0.88     log1p 0.95   sigmoid 1.45   softplus 1.72
//     tanh 1.32  erf 0.99     sin 0.51     cos 0.51

void latents_vector_exp(const float *x, float *out, size_t n);
void latents_vector_expm1(const float *x, float *out, size_t n);
void latents_vector_log(const float *x, float *out, size_t n);
void latents_vector_log1p(const float *x, float *out, size_t n);
/// 1/(1 + e^−x)
void latents_vector_sigmoid(const float *x, float *out, size_t n);
/// ln(1 + e^x)
void latents_vector_softplus(const float *x, float *out, size_t n);
void latents_vector_tanh(const float *x, float *out, size_t n);
void latents_vector_erf(const float *x, float *out, size_t n);
void latents_vector_sin(const float *x, float *out, size_t n);
void latents_vector_cos(const float *x, float *out, size_t n);

// Of one double each. The largest error found in 400,000 arguments, in units in the last place:
//
//     exp 0.73    expm1 1.14   log 0.78    log1p 0.81   sigmoid 1.42   softplus 1.51
//     tanh 0.95   erf 0.78     erfc 0.86   Φ 1.2        Φ⁻¹ 1.25       sin 0.83
//     cos 0.79    atan2 0.71   pow 0.7 + |y ln x|/20
//
// Angles may be of any size: past 2³⁰ the reduction is done with integers.

double latents_scalar_exp(double x);
double latents_scalar_expm1(double x);
double latents_scalar_log(double x);
double latents_scalar_log1p(double x);
double latents_scalar_sigmoid(double x);
double latents_scalar_softplus(double x);
double latents_scalar_tanh(double x);
double latents_scalar_erf(double x);
double latents_scalar_erfc(double x);
/// Φ(x), the standard normal distribution function.
double latents_scalar_normal_cdf(double x);
/// Φ⁻¹(p); −∞ at 0, ∞ at 1, NaN outside.
double latents_scalar_normal_quantile(double p);
double latents_scalar_sin(double x);
double latents_scalar_cos(double x);
double latents_scalar_atan2(double y, double x);
/// x^y for x ≥ 0; NaN for negative x.
double latents_scalar_pow(double x, double y);

#endif
