// Template: copies of cache lines into a panel. See isa.h for the macros.

/// Copies 16 floats from each of `count` places, offsets[k] or k · stride floats from `from` on.
LATENTS_KERNEL(
  void, copy_lines,
  (const float *from, const int32_t *offsets, ptrdiff_t stride, ptrdiff_t count, float *to)) {
  for (ptrdiff_t k = 0; k < count; k++) {
    const float *line = from + (offsets ? offsets[k] : k * stride);
#pragma clang loop unroll(full)
    for (int v = 0; v < LATENTS_PANEL_VECTORS; v++) {
      *(latents_unaligned *)(void *)(to + k * LATENTS_PANEL + v * LATENTS_LANES) =
        *(const latents_unaligned *)(const void *)(line + v * LATENTS_LANES);
    }
  }
}
