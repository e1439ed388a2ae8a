// Prints one line per kernel family: its name and a hash of the bits it computes on fixed inputs.
// The lines must be the same on every machine and for every instruction set.
#include "CLatentKernels.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t state = 1;

static float *values(size_t count) {
  float *p = malloc((count + 64) * sizeof(float));
  for (size_t i = 0; i < count + 64; i++) {
    state = state * 1664525u + 1013904223u;
    p[i] = (float)(int32_t)state * 0x1p-31f;
  }
  return p;
}

static uint64_t hash;

static void start(void) {
  state = 1;
  hash = 0xcbf29ce484222325u;
}

static void add(const float *p, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    memcpy(&bits, p + i, sizeof bits);
    hash = (hash ^ bits) * 0x100000001b3u;
  }
}

static void print(const char *name) { printf("%-24s %016llx\n", name, (unsigned long long)hash); }

static void products(void) {
  start();
  const size_t sizes[][3] = {
    {1, 7, 130}, {2, 13, 40}, {3, 5, 33}, {7, 17, 17}, {8, 300, 31}, {13, 577, 3}, {25, 37, 20},
  };
  for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
    const size_t m = sizes[s][0], k = sizes[s][1], n = sizes[s][2];
    float *a = values(m * k), *b = values(k * n), *bias = values(n), *c = values(m * n);
    float *packed = values(latents_packed_count(k, n));
    for (int transposed = 0; transposed < 2; transposed++) {
      if (transposed) {
        latents_pack_transposed(b, k, k, n, 0, (n + 15) / 16, packed, k * 16);
      } else {
        latents_pack(b, n, k, n, 0, (n + 15) / 16, packed, k * 16);
      }
      const latents_product product = {
        .a = a, .rowStride = (ptrdiff_t)k, .innerStride = 1, .b = packed, .bRow = 16,
        .bPanel = (ptrdiff_t)k * 16, .c = c, .resultStride = (ptrdiff_t)n, .rows = (ptrdiff_t)m,
        .inner = (ptrdiff_t)k, .columns = (ptrdiff_t)n, .bias = bias, .relu = transposed == 1,
      };
      latents_product_run(&product);
      add(c, m * n);
    }
    latents_column_sums(b, k, n, 0, n, bias, true);
    add(bias, n);
    free(a), free(b), free(bias), free(c), free(packed);
  }
  print("product");
}

static void convolutions(void) {
  start();
  const latents_convolution shapes[] = {
    {14, 14, 32, 7, 7, 64, 4, 2, 1}, {12, 10, 3, 6, 5, 7, 4, 2, 1}, {9, 7, 5, 9, 7, 19, 3, 1, 1},
    {8, 8, 17, 8, 8, 3, 3, 1, 1},    {9, 9, 2, 5, 5, 3, 3, 2, 1},   {10, 11, 3, 3, 4, 4, 2, 3, 0},
    {28, 28, 1, 14, 14, 32, 4, 2, 1},
  };
  const size_t batch = 3;
  for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
    const latents_convolution *s = &shapes[i];
    const size_t bigCount = batch * (size_t)(s->bigHeight * s->bigWidth * s->bigChannels);
    const size_t smallCount = batch * (size_t)(s->smallHeight * s->smallWidth * s->smallChannels);
    const size_t weights = (size_t)(s->kernel * s->kernel * s->bigChannels * s->smallChannels);
    float *big = values(bigCount), *small = values(smallCount), *w = values(weights);
    float *bias = values((size_t)(s->bigChannels + s->smallChannels));
    float *gather = values(latents_gather_packed_count(s));
    float *scatter = values(latents_scatter_packed_count(s));
    latents_gather_pack(w, s, gather);
    latents_scatter_pack(w, s, scatter);
    latents_weight_gradient(
      big, small, w, batch, s, true, 0, latents_weight_gradient_slices(s));
    add(w, weights);
    latents_gather(
      big, gather, small, batch, s, bias, true, 0, latents_gather_units(s, batch));
    add(small, smallCount);
    latents_scatter(
      small, scatter, big, batch, s, bias, false, 0, latents_scatter_units(s, batch));
    add(big, bigCount);
    free(big), free(small), free(w), free(bias), free(gather), free(scatter);
  }
  print("convolution");
}

static void optimizers(void) {
  start();
  const size_t count = 1003;
  float *p = values(count), *g = values(count), *m = values(count), *v = values(count);
  for (size_t i = 0; i < count; i++) v[i] = v[i] < 0 ? -v[i] : v[i];
  const latents_adam_step step = {
    .firstDecay = 0.9f, .secondDecay = 0.999f, .firstGain = 0.1f, .secondGain = 0.001f,
    .stepSize = 0.01f, .inverseRootCorrection = 31.6f, .epsilon = 1e-8f, .gradientScale = 0.7f,
    .weightFactor = 0.999f,
  };
  latents_adam(p, g, m, v, count, &step);
  add(p, count), add(m, count), add(v, count);
  free(p), free(g), free(m), free(v);
  print("adam");
}

static void vectors(void) {
  typedef void (*vector_function)(const float *, float *, size_t);
  const vector_function functions[] = {
    latents_vector_exp, latents_vector_expm1, latents_vector_log, latents_vector_log1p,
    latents_vector_sigmoid, latents_vector_softplus, latents_vector_tanh, latents_vector_erf,
    latents_vector_sin, latents_vector_cos, latents_relu, latents_silu,
  };
  start();
  // Floats of all sizes and kinds.
  enum { count = 40009 };
  float *x = values(count), *out = values(count);
  for (size_t i = 0; i < count; i++) {
    const uint32_t bits = (uint32_t)i * 107351u;
    memcpy(x + i, &bits, sizeof bits);
  }
  for (size_t f = 0; f < sizeof functions / sizeof functions[0]; f++) {
    functions[f](x, out, count);
    add(out, count);
  }
  free(x), free(out);
  print("elementary, float");
}

static void scalars(void) {
  typedef double (*function)(double);
  const function functions[] = {
    latents_scalar_exp, latents_scalar_expm1, latents_scalar_log, latents_scalar_log1p,
    latents_scalar_sigmoid, latents_scalar_softplus, latents_scalar_tanh, latents_scalar_erf,
    latents_scalar_erfc, latents_scalar_normal_cdf, latents_scalar_normal_quantile,
    latents_scalar_sin, latents_scalar_cos,
  };
  start();
  for (uint64_t i = 0; i < 3000; i++) {
    // Doubles of all sizes and kinds, then of moderate size.
    const uint64_t pattern = i * 6148914691236517u;
    double x, other;
    memcpy(&x, &pattern, sizeof x);
    if (i & 1) x = (double)(int64_t)(pattern * 11400714819323198485u) * 0x1p-59;
    for (size_t f = 0; f < sizeof functions / sizeof functions[0]; f++) {
      const double y = functions[f](x);
      float parts[2];
      memcpy(parts, &y, sizeof y);
      add(parts, 2);
    }
    other = latents_scalar_atan2(x, 1.5);
    other += latents_scalar_pow(x < 0 ? -x : x, 0.37) * 0x1p-300;
    float parts[2];
    memcpy(parts, &other, sizeof other);
    if (other == other) add(parts, 2);
  }
  print("elementary, double");
}

static void losses(void) {
  start();
  enum { count = 787 };
  float *a = values(count), *b = values(count), *c = values(count), *d = values(count);
  float *out = values(count), *more = values(count);
  for (size_t i = 0; i < count; i++) a[i] *= 9;
  float sums[] = {
    latents_bernoulli_loss(a, b, out, count, 0.1f), latents_normal_loss(a, b, 3, more, count, 0.2f),
    latents_greatest(a, count), latents_least(a, count), (float)latents_sum(a, count),
    (float)latents_dot(a, b, count),
  };
  add(sums, 6), add(out, count), add(more, count);
  sums[0] = latents_normal_loss_with_variances(a, b, c, out, more, count, 0.2f);
  add(sums, 1), add(out, count), add(more, count);
  latents_divergence(a, b, out, count), add(out, count);
  latents_reparameterize(a, b, c, out, count), add(out, count);
  latents_reparameterize_gradient(d, a, b, c, c, out, more, count);
  add(out, count), add(more, count);
  latents_silu_derivative(a, b, out, count), add(out, count);
  latents_tanh_derivative(a, b, out, count), add(out, count);
  latents_sigmoid_derivative(a, b, out, count), add(out, count);
  latents_leaky_relu_derivative(a, b, 0.3f, out, count), add(out, count);
  latents_blend(a, b, 0.3f, out, count), add(out, count);
  latents_add_multiple(a, b, 0.3f, out, count), add(out, count);
  free(a), free(b), free(c), free(d), free(out), free(more);
  print("losses and elementwise");
}

static void normalization(void) {
  start();
  const size_t shapes[][3] = {{12, 32, 8}, {9, 6, 3}, {1, 37, 1}, {100, 40, 4}};
  for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
    const size_t pixels = shapes[i][0], channels = shapes[i][1], groups = shapes[i][2];
    const size_t count = pixels * channels;
    float *x = values(count), *v = values(count), *out = values(count), *sums = values(2 * channels);
    float *scale = values(channels), *mean = values(channels), *inverse = values(channels);
    latents_normalization_statistics(x, pixels, channels, groups, 1e-5f, mean, inverse);
    latents_normalize(x, mean, inverse, scale, scale, pixels, channels, out);
    add(mean, channels), add(inverse, channels), add(out, count);
    latents_normalize_derivative(
      x, v, mean, inverse, scale, 0, pixels, channels, groups, sums, out);
    add(out, count);
    latents_normalization_parameter_gradient(
      x, v, mean, inverse, 1, pixels, channels, 0, channels, sums, sums + channels);
    add(sums, 2 * channels);
    free(x), free(v), free(out), free(sums), free(scale), free(mean), free(inverse);
  }
  print("normalization");
}

int main(void) {
  products();
  convolutions();
  optimizers();
  vectors();
  scalars();
  losses();
  normalization();
}
