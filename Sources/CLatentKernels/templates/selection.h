// Template: choosing the elements below a limit. See isa.h for the macros.
//
// Almost always a limit lets nothing through, so the loop asks four registers at once.

LATENTS_HELPER(
  size_t, select_each,
  (const float *x, size_t n, float limit, int32_t first, float *values, int32_t *indices)) {
  size_t found = 0;
  for (size_t i = 0; i < n; i++) {
    values[found] = x[i];
    indices[found] = first + (int32_t)i;
    found += x[i] <= limit;
  }
  return found;
}

LATENTS_KERNEL(
  size_t, select_at_most,
  (const float *x, size_t n, float limit, int32_t first, float *values, int32_t *indices)) {
  enum { TOGETHER = 4 * LATENTS_LANES };
  const latents_vector limits = LATENTS_NAME(spread)(limit);
  size_t found = 0, i = 0;
  for (; i + TOGETHER <= n; i += TOGETHER) {
    latents_mask any = LATENTS_NAME(load)(x + i) <= limits;
    for (int v = 1; v < 4; v++) any |= LATENTS_NAME(load)(x + i + v * LATENTS_LANES) <= limits;
    if (__builtin_reduce_or(any) == 0) continue;
    found += LATENTS_NAME(select_each)(
      x + i, TOGETHER, limit, first + (int32_t)i, values + found, indices + found);
  }
  return found
    + LATENTS_NAME(select_each)(
        x + i, n - i, limit, first + (int32_t)i, values + found, indices + found);
}
