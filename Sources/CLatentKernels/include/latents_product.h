// Matrix products. Every element is one chain acc = fma(a, b, acc) over ascending k.
#ifndef LATENTS_PRODUCT_H
#define LATENTS_PRODUCT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Columns of a panel: the same for every instruction set, so packed operands are too.
#define LATENTS_PANEL 16

/// Copies of each row's bias, one for every lane of a register tile.
#define LATENTS_ROW_BIAS 64

/// c(r, j) = act(start(r, j) + Σ_k a(r, k)·b(k, j)), where
///
///     a(r, k) = a[rowOffset(r) + innerOffset(k)]     offsets from a table, or index · stride
///     b(k, j) = b[bOffset(k) + (j / 16)·bPanel + j % 16]
///     c(r, j) = c[resultOffset(r) + j]
///
/// The tables make convolutions of it: in a zero-padded picture the address of a tap of a position
/// is the position's offset plus the tap's offset. At most one of innerOffsets and bOffsets is set.
typedef struct latents_product {
  const float *a;
  const int32_t *rowOffsets;  // or NULL: (r / 16)·rowPanel + r % 16, or if that is 0: r·rowStride
  ptrdiff_t rowPanel, rowStride;
  const int32_t *innerOffsets;  // or NULL: k · innerStride
  ptrdiff_t innerStride;
  const float *b;
  const int32_t *bOffsets;  // or NULL: k · bRow
  ptrdiff_t bRow, bPanel;
  float *c;
  const int32_t *resultOffsets;  // or NULL: r · resultStride
  ptrdiff_t resultStride;
  ptrdiff_t rows, inner, columns;
  const float *bias;  // the start of each column's chain, or NULL: 0; unused if `resume`
  const float *rowBias;  // or the start of each row's chains, LATENTS_ROW_BIAS times over
  bool resume;        // the chains start from what c holds
  bool relu;
} latents_product;

void latents_product_run(const latents_product *product);

/// Floats of a packed operand of `rows` × `columns`: panels of 16 columns, each rows × 16.
size_t latents_packed_count(size_t rows, size_t columns);

/// Packs panels [first, end) of the row-major matrix b; a row begins every `stride` floats.
/// Columns that fill up the last panel are 0. Panels lie `panelStride` floats apart.
void latents_pack(
  const float *b, size_t stride, size_t rows, size_t columns, size_t first, size_t end,
  float *packed, size_t panelStride);

/// The same for a matrix that is stored transposed: b is `columns` × `rows`.
void latents_pack_transposed(
  const float *b, size_t stride, size_t rows, size_t columns, size_t first, size_t end,
  float *packed, size_t panelStride);

/// Columns of panels [first, end) of c = act(bias + a·b), with a rows × inner and c rows × columns;
/// b is inner × columns, or stored transposed. Panels are packed on the way, in the cache.
void latents_multiply(
  const float *a, const float *b, bool transposed, float *c, size_t rows, size_t inner,
  size_t columns, const float *bias, bool relu, size_t first, size_t end);

/// Rows [16·first, 16·end) of c = (accumulate ? c : 0) + aᵀ·b, with a rows × inner, b rows ×
/// columns and c inner × columns.
void latents_multiply_transposed(
  const float *a, const float *b, float *c, size_t rows, size_t inner, size_t columns,
  bool accumulate, size_t first, size_t end);

/// out[j] = (accumulate ? out[j] : 0) + Σ_r x[r, j] for columns [first, end), ascending r.
void latents_column_sums(
  const float *x, size_t rows, size_t columns, size_t first, size_t end, float *out,
  bool accumulate);

#endif
