// Template: elementwise functions. See isa.h for the macros.

LATENTS_KERNEL(void, relu, (const float *x, float *out, size_t n)) {
  for (size_t i = 0; i < n; i++) out[i] = x[i] > 0 ? x[i] : 0;
}
