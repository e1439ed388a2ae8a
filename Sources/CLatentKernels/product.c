#pragma STDC FP_CONTRACT OFF
#include "kernel_table.h"
#include "transpose.h"
#include "include/latents_scratch.h"
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
      latents_active()->copy_lines(from, 0, (ptrdiff_t)stride, (ptrdiff_t)rows, to);
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

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/// Blocks of nearly equal length, none longer than the table's block of k; 1 for nothing at all.
static size_t block_length(size_t inner) {
  const size_t most = (size_t)latents_active()->block_inner;
  const size_t blocks = inner == 0 ? 1 : (inner + most - 1) / most;
  return inner == 0 ? 1 : (inner + blocks - 1) / blocks;
}

void latents_multiply(
  const float *a, const float *b, bool transposed, float *c, size_t rows, size_t inner,
  size_t columns, const float *bias, bool relu, size_t first, size_t end) {
  enum { FEW_ROWS = 8, MANY_ROWS = 384 };
  latents_product product = {
    .rowStride = (ptrdiff_t)inner,
    .innerStride = 1,
    .bRow = LATENTS_PANEL,
    .resultStride = (ptrdiff_t)columns,
    .rows = (ptrdiff_t)rows,
  };
  if (!transposed && rows <= FEW_ROWS && first < columns / LATENTS_PANEL) {
    // The weights are used so few times that they are best read where they are.
    const size_t full = smaller(end, columns / LATENTS_PANEL), j = first * LATENTS_PANEL;
    product.a = a;
    product.b = b + j;
    product.bRow = (ptrdiff_t)columns;
    product.bPanel = LATENTS_PANEL;
    product.c = c + j;
    product.inner = (ptrdiff_t)inner;
    product.columns = (ptrdiff_t)((full - first) * LATENTS_PANEL);
    product.bias = bias ? bias + j : 0;
    product.relu = relu;
    latents_product_run(&product);
    product.bRow = LATENTS_PANEL;
    first = full;
  }
  if (first >= end) return;
  const size_t length = block_length(inner);
  // Many rows do not stay in the cache from panel to panel, so they meet all panels at once.
  const size_t together =
    rows > MANY_ROWS ? end - first : (size_t)latents_active()->tile_panels;
  const latents_scratch scratch =
    latents_scratch_take(length * LATENTS_PANEL * together * sizeof(float));
  product.b = scratch.memory;
  size_t k = 0;
  do {
    const size_t block = smaller(length, inner - k);
    product.a = a + k;
    product.inner = (ptrdiff_t)block;
    product.bPanel = (ptrdiff_t)(block * LATENTS_PANEL);
    product.resume = k > 0;
    product.relu = relu && k + block == inner;
    for (size_t panel = first; panel < end; panel += together) {
      const size_t last = smaller(end, panel + together), j = panel * LATENTS_PANEL;
      if (transposed) {
        latents_pack_transposed(
          b + k, inner, block, columns, panel, last, scratch.memory, block * LATENTS_PANEL);
      } else {
        latents_pack(
          b + k * columns, columns, block, columns, panel, last, scratch.memory,
          block * LATENTS_PANEL);
      }
      product.c = c + j;
      product.bias = bias ? bias + j : 0;
      product.columns = (ptrdiff_t)(smaller(columns, last * LATENTS_PANEL) - j);
      latents_product_run(&product);
    }
    k += length;
  } while (k < inner);
  latents_scratch_give(scratch);
}

void latents_multiply_transposed(
  const float *a, const float *b, float *c, size_t rows, size_t inner, size_t columns,
  bool accumulate, size_t first, size_t end) {
  enum { GROUP = 1, FEW_COLUMNS = 48 };  // Packing a pays if each element is used often.
  const size_t length = block_length(rows);
  const size_t panels = (columns + LATENTS_PANEL - 1) / LATENTS_PANEL;
  const size_t panel = length * LATENTS_PANEL;
  const latents_scratch scratch = latents_scratch_take(panel * (panels + GROUP) * sizeof(float));
  float *const packed = scratch.memory, *const group = packed + panel * panels;
  const bool direct = columns < FEW_COLUMNS;
  latents_product product = {
    .rowStride = 1,
    .b = packed,
    .bRow = LATENTS_PANEL,
    .resultStride = (ptrdiff_t)columns,
    .columns = (ptrdiff_t)columns,
  };
  size_t row = 0;
  do {
    const size_t block = smaller(length, rows - row);
    product.inner = (ptrdiff_t)block;
    product.bPanel = (ptrdiff_t)(block * LATENTS_PANEL);
    product.resume = accumulate || row > 0;
    latents_pack(
      b + row * columns, columns, block, columns, 0, panels, packed, block * LATENTS_PANEL);
    for (size_t i = first; i < end; i += direct ? end - first : GROUP) {
      const size_t last = direct ? end : smaller(end, i + GROUP), j = i * LATENTS_PANEL;
      product.c = c + j * columns;
      product.rows = (ptrdiff_t)(smaller(inner, last * LATENTS_PANEL) - j);
      if (direct) {
        product.a = a + row * inner + j;
        product.innerStride = (ptrdiff_t)inner;
      } else {
        latents_pack(a + row * inner, inner, block, inner, i, last, group, block * LATENTS_PANEL);
        product.a = group;
        product.innerStride = LATENTS_PANEL;
        product.rowPanel = (ptrdiff_t)(block * LATENTS_PANEL);
      }
      latents_product_run(&product);
    }
    row += length;
  } while (row < rows);
  latents_scratch_give(scratch);
}
