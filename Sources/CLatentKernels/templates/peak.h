// Template: nothing but fused multiply-adds, to measure the processor that products run on.

/// Enough independent chains to hide the latency of fma, few enough to stay in registers.
enum { LATENTS_NAME(peak_chains) = 12 };

LATENTS_KERNEL(size_t, peak, (size_t repetitions)) {
  enum { C = LATENTS_NAME(peak_chains) };
  // Read at run time, so that the compiler cannot work the result out.
  volatile float unknown = 0.5f;
  const latents_vector factor = LATENTS_NAME(spread)(unknown);
  latents_vector chain[C];
#pragma clang loop unroll(full)
  for (int c = 0; c < C; c++) chain[c] = LATENTS_NAME(spread)((float)c);
  for (size_t i = 0; i < repetitions; i++) {
#pragma clang loop unroll(full)
    for (int c = 0; c < C; c++) chain[c] = __builtin_elementwise_fma(chain[c], factor, factor);
  }
  // Every chain must reach memory, or it would be left out.
  for (int c = 0; c < C; c++) {
    for (int i = 0; i < LATENTS_LANES; i++) unknown = chain[c][i];
  }
  return repetitions * C * LATENTS_LANES;
}
