// Template: registers, and how the kernels load, store and choose. See isa.h for the macros.
//
// Nothing here rounds differently from one instruction set to another: choices are made with
// integer masks, and the last n mod LATENTS_LANES elements go through a register padded with zeros,
// so they get the same bits as those of a full register.

#define LATENTS_FMA(a, b, c) __builtin_elementwise_fma(a, b, c)

/// The virtual lanes of a reduction, as registers.
#define LATENTS_SUM_LANES 16
#define LATENTS_SUM_VECTORS (LATENTS_SUM_LANES / LATENTS_LANES)

/// Doubles, one for each float of a register: the compiler splits them over two registers. Passed
/// by address, because a vector wider than the instruction set has no calling convention.
typedef double LATENTS_NAME(wide) __attribute__((vector_size(8 * LATENTS_LANES)));
typedef long long LATENTS_NAME(wide_mask) __attribute__((vector_size(8 * LATENTS_LANES)));

LATENTS_HELPER(latents_vector, spread, (float x)) {
  latents_vector v;
  for (int i = 0; i < LATENTS_LANES; i++) v[i] = x;
  return v;
}

LATENTS_HELPER(latents_mask, spread_bits, (int x)) {
  latents_mask v;
  for (int i = 0; i < LATENTS_LANES; i++) v[i] = x;
  return v;
}

LATENTS_HELPER(latents_vector, load, (const float *x)) {
  return *(const latents_unaligned *)(const void *)x;
}

LATENTS_HELPER(void, store, (float *out, latents_vector x)) {
  *(latents_unaligned *)(void *)out = x;
}

/// The first n < LATENTS_LANES elements, then zeros.
LATENTS_HELPER(latents_vector, load_part, (const float *x, size_t n)) {
  float edge[LATENTS_LANES] = {0};
  for (size_t i = 0; i < n; i++) edge[i] = x[i];
  return LATENTS_NAME(load)(edge);
}

LATENTS_HELPER(void, store_part, (float *out, size_t n, latents_vector x)) {
  float edge[LATENTS_LANES];
  LATENTS_NAME(store)(edge, x);
  for (size_t i = 0; i < n; i++) out[i] = edge[i];
}

/// Element by element: a where the mask is all ones, b where it is zero.
LATENTS_HELPER(latents_vector, select, (latents_mask mask, latents_vector a, latents_vector b)) {
  return (latents_vector)((mask & (latents_mask)a) | (~mask & (latents_mask)b));
}

LATENTS_HELPER(latents_vector, magnitude, (latents_vector x)) {
  return (latents_vector)((latents_mask)x & LATENTS_NAME(spread_bits)(0x7fffffff));
}

/// The magnitude of `magnitude` (not negative) with the sign of `sign`.
LATENTS_HELPER(latents_vector, with_sign, (latents_vector magnitude, latents_vector sign)) {
  return (latents_vector)(
    (latents_mask)magnitude | ((latents_mask)sign & LATENTS_NAME(spread_bits)((int)0x80000000u)));
}

/// max(x, 0); NaN becomes 0. With integers, because compilers make a maximum of a comparison, and
/// arm64's lets signalling NaN through.
LATENTS_HELPER(latents_vector, rectify, (latents_vector x)) {
  const latents_mask bits = (latents_mask)x;
  return (latents_vector)(bits & (bits > 0) & (bits <= 0x7f800000));
}

/// p·x + c, one step of Horner's rule.
LATENTS_HELPER(latents_vector, horner, (latents_vector p, latents_vector x, float c)) {
  return LATENTS_FMA(p, x, LATENTS_NAME(spread)(c));
}

/// A kernel that applies `function` to each element of x.
#define LATENTS_MAP(kernel, function)                                          \
  LATENTS_KERNEL(void, kernel, (const float *x, float *out, size_t n)) {       \
    size_t i = 0;                                                              \
    for (; i + LATENTS_LANES <= n; i += LATENTS_LANES) {                       \
      LATENTS_NAME(store)(out + i, LATENTS_NAME(function)(LATENTS_NAME(load)(x + i))); \
    }                                                                          \
    if (i < n) {                                                               \
      const latents_vector last = LATENTS_NAME(load_part)(x + i, n - i);       \
      LATENTS_NAME(store_part)(out + i, n - i, LATENTS_NAME(function)(last));  \
    }                                                                          \
  }

/// A kernel that applies `function` to each pair of elements of a and b.
#define LATENTS_MAP_PAIRS(kernel, function)                                    \
  LATENTS_KERNEL(void, kernel, (const float *a, const float *b, float *out, size_t n)) { \
    size_t i = 0;                                                              \
    for (; i + LATENTS_LANES <= n; i += LATENTS_LANES) {                       \
      const latents_vector u = LATENTS_NAME(load)(a + i), v = LATENTS_NAME(load)(b + i); \
      LATENTS_NAME(store)(out + i, LATENTS_NAME(function)(u, v));              \
    }                                                                          \
    if (i < n) {                                                               \
      const latents_vector u = LATENTS_NAME(load_part)(a + i, n - i);          \
      const latents_vector v = LATENTS_NAME(load_part)(b + i, n - i);          \
      LATENTS_NAME(store_part)(out + i, n - i, LATENTS_NAME(function)(u, v));  \
    }                                                                          \
  }

/// The same with a number s.
#define LATENTS_MAP_PAIRS_WITH(kernel, function)                               \
  LATENTS_KERNEL(void, kernel, (const float *a, const float *b, float s, float *out, size_t n)) { \
    const latents_vector c = LATENTS_NAME(spread)(s);                           \
    size_t i = 0;                                                              \
    for (; i + LATENTS_LANES <= n; i += LATENTS_LANES) {                       \
      const latents_vector u = LATENTS_NAME(load)(a + i), v = LATENTS_NAME(load)(b + i); \
      LATENTS_NAME(store)(out + i, LATENTS_NAME(function)(u, v, c));           \
    }                                                                          \
    if (i < n) {                                                               \
      const latents_vector u = LATENTS_NAME(load_part)(a + i, n - i);          \
      const latents_vector v = LATENTS_NAME(load_part)(b + i, n - i);          \
      LATENTS_NAME(store_part)(out + i, n - i, LATENTS_NAME(function)(u, v, c)); \
    }                                                                          \
  }
