#pragma STDC FP_CONTRACT OFF
#include "kernel_table.h"
#include "transpose.h"
#include <string.h>

void latents_product_run(const latents_product *product) { latents_active()->product(product); }

void latents_column_sums(
  const float *x, size_t rows, size_t columns, size_t first, size_t end, float *out,
  bool accumulate) {
  latents_active()->column_sums(x, rows, columns, first, end, out, accumulate);
}

size_t latents_packed_count(size_t rows, size_t columns) {
  return (columns + LATENTS_PANEL - 1) / LATENTS_PANEL * LATENTS_PANEL * rows;
}

void latents_pack(
  const float *b, size_t stride, size_t rows, size_t columns, size_t first, size_t end,
  float *packed, size_t panelStride) {
  for (size_t panel = first; panel < end; panel++) {
    const size_t j = panel * LATENTS_PANEL;
    const size_t width = columns - j < LATENTS_PANEL ? columns - j : LATENTS_PANEL;
    const float *from = b + j;
    float *to = packed + (panel - first) * panelStride;
    if (width == LATENTS_PANEL) {
      for (size_t k = 0; k < rows; k++) {
        memcpy(to + k * LATENTS_PANEL, from + k * stride, LATENTS_PANEL * sizeof(float));
      }
    } else {
      memset(to, 0, rows * LATENTS_PANEL * sizeof(float));
      for (size_t k = 0; k < rows; k++) {
        for (size_t i = 0; i < width; i++) to[k * LATENTS_PANEL + i] = from[k * stride + i];
      }
    }
  }
}

void latents_pack_transposed(
  const float *b, size_t stride, size_t rows, size_t columns, size_t first, size_t end,
  float *packed, size_t panelStride) {
  for (size_t panel = first; panel < end; panel++) {
    const size_t j = panel * LATENTS_PANEL;
    const size_t width = columns - j < LATENTS_PANEL ? columns - j : LATENTS_PANEL;
    const float *from = b + j * stride;
    float *to = packed + (panel - first) * panelStride;
    if (width < LATENTS_PANEL) memset(to, 0, rows * LATENTS_PANEL * sizeof(float));
    latents_transpose(
      from, (ptrdiff_t)stride, to, LATENTS_PANEL, (ptrdiff_t)width, (ptrdiff_t)rows);
  }
}
