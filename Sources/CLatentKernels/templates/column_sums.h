// Template: sums of columns, each one chain over ascending rows. See isa.h for the macros.

/// The columns of `V` registers.
LATENTS_HELPER(
  void, column_sums_block,
  (const int V, const float *x, size_t rows, size_t columns, float *out, bool accumulate)) {
  latents_vector sum[8];
#pragma clang loop unroll(full)
  for (int v = 0; v < V; v++) {
    sum[v] = accumulate ? *(const latents_unaligned *)(const void *)(out + v * LATENTS_LANES)
                        : (latents_vector){0};
  }
  for (size_t r = 0; r < rows; r++, x += columns) {
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) {
      sum[v] += *(const latents_unaligned *)(const void *)(x + v * LATENTS_LANES);
    }
  }
#pragma clang loop unroll(full)
  for (int v = 0; v < V; v++) *(latents_unaligned *)(void *)(out + v * LATENTS_LANES) = sum[v];
}

LATENTS_KERNEL(
  void, column_sums,
  (const float *x, size_t rows, size_t columns, size_t first, size_t end, float *out,
   bool accumulate)) {
  size_t j = first;
  for (; j + 8 * LATENTS_LANES <= end; j += 8 * LATENTS_LANES) {
    LATENTS_NAME(column_sums_block)(8, x + j, rows, columns, out + j, accumulate);
  }
  if (j + 4 * LATENTS_LANES <= end) {
    LATENTS_NAME(column_sums_block)(4, x + j, rows, columns, out + j, accumulate);
    j += 4 * LATENTS_LANES;
  }
  if (j + 2 * LATENTS_LANES <= end) {
    LATENTS_NAME(column_sums_block)(2, x + j, rows, columns, out + j, accumulate);
    j += 2 * LATENTS_LANES;
  }
  if (j + LATENTS_LANES <= end) {
    LATENTS_NAME(column_sums_block)(1, x + j, rows, columns, out + j, accumulate);
    j += LATENTS_LANES;
  }
  for (; j + 3 <= end; j += 3) {  // Three at a time: the channels of a colour picture.
    float a = accumulate ? out[j] : 0, b = accumulate ? out[j + 1] : 0;
    float c = accumulate ? out[j + 2] : 0;
    for (size_t r = 0; r < rows; r++) {
      a += x[r * columns + j];
      b += x[r * columns + j + 1];
      c += x[r * columns + j + 2];
    }
    out[j] = a;
    out[j + 1] = b;
    out[j + 2] = c;
  }
  for (; j < end; j++) {
    float sum = accumulate ? out[j] : 0;
    for (size_t r = 0; r < rows; r++) sum += x[r * columns + j];
    out[j] = sum;
  }
}
