// Template: registers of doubles, for the operations that compute in double. See isa.h.

/// Doubles in a register.
#define LATENTS_DOUBLES (LATENTS_LANES / 2)
/// The virtual lanes of a reduction, as registers of doubles.
#define LATENTS_SUM_DOUBLES (LATENTS_SUM_LANES / LATENTS_DOUBLES)

typedef double latents_doubles __attribute__((vector_size(8 * LATENTS_DOUBLES)));
typedef long long latents_longs __attribute__((vector_size(8 * LATENTS_DOUBLES)));
typedef unsigned long long latents_unsigned_longs
  __attribute__((vector_size(8 * LATENTS_DOUBLES)));
/// The same, for memory that need not be aligned, and floats to be widened.
typedef double latents_doubles_unaligned
  __attribute__((vector_size(8 * LATENTS_DOUBLES), aligned(8), may_alias));
typedef float latents_floats_unaligned
  __attribute__((vector_size(4 * LATENTS_DOUBLES), aligned(4), may_alias));

LATENTS_HELPER(latents_doubles, spread_double, (double x)) {
  latents_doubles v;
  for (int i = 0; i < LATENTS_DOUBLES; i++) v[i] = x;
  return v;
}

LATENTS_HELPER(latents_longs, spread_long, (long long x)) {
  latents_longs v;
  for (int i = 0; i < LATENTS_DOUBLES; i++) v[i] = x;
  return v;
}

LATENTS_HELPER(latents_doubles, load_doubles, (const double *x)) {
  return *(const latents_doubles_unaligned *)(const void *)x;
}

LATENTS_HELPER(void, store_doubles, (double *out, latents_doubles x)) {
  *(latents_doubles_unaligned *)(void *)out = x;
}

/// As many floats as a register has doubles, widened.
LATENTS_HELPER(latents_doubles, widen, (const float *x)) {
  return __builtin_convertvector(
    *(const latents_floats_unaligned *)(const void *)x, latents_doubles);
}

/// Element by element: a where the mask is all ones, b where it is zero.
LATENTS_HELPER(
  latents_doubles, choose_doubles, (latents_longs mask, latents_doubles a, latents_doubles b)) {
  return (latents_doubles)((mask & (latents_longs)a) | (~mask & (latents_longs)b));
}
