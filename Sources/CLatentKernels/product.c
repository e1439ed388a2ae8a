#pragma STDC FP_CONTRACT OFF
#include "kernel_table.h"
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

typedef float four __attribute__((vector_size(16)));
typedef float four_unaligned __attribute__((vector_size(16), aligned(4), may_alias));

/// 4 rows of 4 floats that lie `stride` apart become 4 columns of a panel.
static inline void transpose_four(const float *from, size_t stride, float *to) {
  const four a = *(const four_unaligned *)(const void *)from;
  const four b = *(const four_unaligned *)(const void *)(from + stride);
  const four c = *(const four_unaligned *)(const void *)(from + 2 * stride);
  const four d = *(const four_unaligned *)(const void *)(from + 3 * stride);
  const four ab0 = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  const four ab2 = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const four cd0 = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  const four cd2 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  *(four_unaligned *)(void *)to = __builtin_shufflevector(ab0, cd0, 0, 1, 4, 5);
  *(four_unaligned *)(void *)(to + LATENTS_PANEL) = __builtin_shufflevector(ab0, cd0, 2, 3, 6, 7);
  *(four_unaligned *)(void *)(to + 2 * LATENTS_PANEL) =
    __builtin_shufflevector(ab2, cd2, 0, 1, 4, 5);
  *(four_unaligned *)(void *)(to + 3 * LATENTS_PANEL) =
    __builtin_shufflevector(ab2, cd2, 2, 3, 6, 7);
}

void latents_pack_transposed(
  const float *b, size_t stride, size_t rows, size_t columns, size_t first, size_t end,
  float *packed, size_t panelStride) {
  for (size_t panel = first; panel < end; panel++) {
    const size_t j = panel * LATENTS_PANEL;
    const size_t width = columns - j < LATENTS_PANEL ? columns - j : LATENTS_PANEL;
    const float *from = b + j * stride;
    float *to = packed + (panel - first) * panelStride;
    size_t k = 0;
    if (width == LATENTS_PANEL) {
      for (; k + 4 <= rows; k += 4) {
        for (size_t i = 0; i < LATENTS_PANEL; i += 4) {
          transpose_four(from + i * stride + k, stride, to + k * LATENTS_PANEL + i);
        }
      }
    }
    for (; k < rows; k++) {
      for (size_t i = 0; i < LATENTS_PANEL; i++) {
        to[k * LATENTS_PANEL + i] = i < width ? from[i * stride + k] : 0;
      }
    }
  }
}
