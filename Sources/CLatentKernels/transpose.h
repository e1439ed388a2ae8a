// Transposition of matrices, four by four.
#ifndef LATENTS_TRANSPOSE_H
#define LATENTS_TRANSPOSE_H

#include <stddef.h>

/// to[j·toStride + i] = from[i·fromStride + j] for i < rows and j < columns.
void latents_transpose(
  const float *from, ptrdiff_t fromStride, float *to, ptrdiff_t toStride, ptrdiff_t rows,
  ptrdiff_t columns);

#endif
