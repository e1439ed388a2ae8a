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
  if (rows < 4 || columns < 4) {
    for (ptrdiff_t j = 0; j < columns; j++) {
      for (ptrdiff_t i = 0; i < rows; i++) to[j * toStride + i] = from[i * fromStride + j];
    }
    return;
  }
  // Blocks of 16 × 16 use whole cache lines on both sides. The last four of a block's rows or
  // columns may be done again with some before them.
  for (ptrdiff_t i0 = 0; i0 < rows; i0 += 16) {
    const ptrdiff_t iEnd = i0 + 16 < rows ? i0 + 16 : rows;
    for (ptrdiff_t j0 = 0; j0 < columns; j0 += 16) {
      const ptrdiff_t jEnd = j0 + 16 < columns ? j0 + 16 : columns;
      for (ptrdiff_t i = i0; i < iEnd; i += 4) {
        const ptrdiff_t row = i + 4 > rows ? rows - 4 : i;
        const float *p = from + row * fromStride;
        float *q = to + row;
        for (ptrdiff_t j = j0; j < jEnd; j += 4) {
          const ptrdiff_t column = j + 4 > columns ? columns - 4 : j;
          transpose_four(p + column, fromStride, q + column * toStride, toStride);
        }
      }
    }
  }
}
