#pragma STDC FP_CONTRACT OFF
#include "transpose.h"

typedef float four __attribute__((vector_size(16)));
typedef float four_unaligned __attribute__((vector_size(16), aligned(4), may_alias));

static inline four load(const float *p) { return *(const four_unaligned *)(const void *)p; }
static inline void store(float *p, four x) { *(four_unaligned *)(void *)p = x; }

/// 4 rows of 4 floats become 4 columns.
static inline void transpose_four(
  const float *from, ptrdiff_t fromStride, float *to, ptrdiff_t toStride) {
  const four a = load(from), b = load(from + fromStride);
  const four c = load(from + 2 * fromStride), d = load(from + 3 * fromStride);
  const four ab0 = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  const four ab2 = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const four cd0 = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  const four cd2 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  store(to, __builtin_shufflevector(ab0, cd0, 0, 1, 4, 5));
  store(to + toStride, __builtin_shufflevector(ab0, cd0, 2, 3, 6, 7));
  store(to + 2 * toStride, __builtin_shufflevector(ab2, cd2, 0, 1, 4, 5));
  store(to + 3 * toStride, __builtin_shufflevector(ab2, cd2, 2, 3, 6, 7));
}

void latents_transpose(
  const float *from, ptrdiff_t fromStride, float *to, ptrdiff_t toStride, ptrdiff_t rows,
  ptrdiff_t columns) {
  ptrdiff_t j = 0;
  for (; j + 4 <= columns; j += 4) {
    ptrdiff_t i = 0;
    for (; i + 4 <= rows; i += 4) {
      transpose_four(from + i * fromStride + j, fromStride, to + j * toStride + i, toStride);
    }
    for (; i < rows; i++) {
      for (ptrdiff_t k = 0; k < 4; k++) to[(j + k) * toStride + i] = from[i * fromStride + j + k];
    }
  }
  for (; j < columns; j++) {
    for (ptrdiff_t i = 0; i < rows; i++) to[j * toStride + i] = from[i * fromStride + j];
  }
}
