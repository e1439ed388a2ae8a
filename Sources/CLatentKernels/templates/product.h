// Template: the matrix product of latents_product.h. See isa.h for the macros.
//
// A register tile of R rows × P panels holds its sums in registers while k runs over a block that
// keeps the panels in the first-level cache. The next block of k resumes the chains from c.

#define LATENTS_PANEL_VECTORS (LATENTS_PANEL / LATENTS_LANES)

// Rows and panels of the full tile: enough independent chains to hide the latency of fma, few
// enough pointers to stay in registers.
#if LATENTS_LANES == 16
#define LATENTS_TILE_ROWS 8
#define LATENTS_TILE_PANELS 2
#define LATENTS_BLOCK_INNER 192
#else
#define LATENTS_TILE_ROWS 6
#define LATENTS_TILE_PANELS 1
#define LATENTS_BLOCK_INNER 288
#endif
#define LATENTS_TILE_MOST_PANELS 4
#define LATENTS_BLOCK_ROWS 192

typedef struct LATENTS_NAME(tile) {
  const float *const *a;  // the rows of a
  float *const *c;        // the rows of c, whose column `column` is the tile's first
  ptrdiff_t column;
  const float *start;  // where the chains of a row start, or NULL: at what c holds
  ptrdiff_t startStep;  // from one row's start to the next one's
  const int32_t *aOffsets, *bOffsets;  // at most one of them, or NULL: steps
  ptrdiff_t aStep, bStep, inner;
  const float *b;
  ptrdiff_t bPanel;
  ptrdiff_t repeat;
  bool relu;
} LATENTS_NAME(tile);

/// `repeat` tiles of R × P, one below the other.
LATENTS_HELPER(
  void, product_tile,
  (const int R, const int P, const bool aTable, const bool bTable,
   const LATENTS_NAME(tile) * restrict tile)) {
  enum { V = LATENTS_PANEL_VECTORS, L = LATENTS_LANES };
  typedef latents_unaligned U;
  const float *const *aRows = tile->a;
  float *const *cRows = tile->c;
  const float *start = tile->start;
  const ptrdiff_t column = tile->column, startStep = tile->startStep;
  const ptrdiff_t bPanel = tile->bPanel, aStep = tile->aStep, bStep = tile->bStep;
  const ptrdiff_t inner = tile->inner;
  const int32_t *const offsets = aTable ? tile->aOffsets : tile->bOffsets;
  const bool relu = tile->relu;

  for (ptrdiff_t t = 0; t < tile->repeat; t++, aRows += R, cRows += R) {
    latents_vector sum[LATENTS_TILE_ROWS][LATENTS_TILE_MOST_PANELS * V];
    if (start) {
#pragma clang loop unroll(full)
      for (int r = 0; r < R; r++, start += startStep) {
#pragma clang loop unroll(full)
        for (int v = 0; v < P * V; v++) sum[r][v] = *(const U *)(const void *)(start + v * L);
      }
    } else {
#pragma clang loop unroll(full)
      for (int r = 0; r < R; r++) {
        const float *c = cRows[r] + column;
#pragma clang loop unroll(full)
        for (int v = 0; v < P * V; v++) sum[r][v] = *(const U *)(const void *)(c + v * L);
      }
    }

    const float *a[LATENTS_TILE_ROWS];
#pragma clang loop unroll(full)
    for (int r = 0; r < R; r++) a[r] = aRows[r];
    const float *b = tile->b;
    ptrdiff_t offset = 0;
    // Unrolled, the compiler would load for later steps early and push sums out of registers.
#pragma clang loop unroll(disable)
    for (ptrdiff_t k = 0; k < inner; k++) {
      if (aTable) offset = offsets[k];
      const float *from = bTable ? b + offsets[k] : b;
      if (R <= P * V) {  // The smaller operand waits in registers, the other passes by.
        latents_vector x[LATENTS_TILE_ROWS];
#pragma clang loop unroll(full)
        for (int r = 0; r < R; r++) x[r] = LATENTS_NAME(spread)(a[r][offset]);
#pragma clang loop unroll(full)
        for (int v = 0; v < P * V; v++) {
          const latents_vector row =
            *(const U *)(const void *)(from + (v / V) * bPanel + (v % V) * L);
#pragma clang loop unroll(full)
          for (int r = 0; r < R; r++) sum[r][v] = __builtin_elementwise_fma(x[r], row, sum[r][v]);
        }
      } else {
        latents_vector row[LATENTS_TILE_MOST_PANELS * V];
#pragma clang loop unroll(full)
        for (int v = 0; v < P * V; v++) {
          row[v] = *(const U *)(const void *)(from + (v / V) * bPanel + (v % V) * L);
        }
#pragma clang loop unroll(full)
        for (int r = 0; r < R; r++) {
          const latents_vector x = LATENTS_NAME(spread)(a[r][offset]);
#pragma clang loop unroll(full)
          for (int v = 0; v < P * V; v++) {
            sum[r][v] = __builtin_elementwise_fma(x, row[v], sum[r][v]);
          }
        }
      }
      if (!bTable) b += bStep;
      if (!aTable) offset += aStep;
    }

    if (relu) {
#pragma clang loop unroll(full)
      for (int r = 0; r < R; r++) {
#pragma clang loop unroll(full)
        for (int v = 0; v < P * V; v++) sum[r][v] = LATENTS_NAME(rectify)(sum[r][v]);
      }
    }
#pragma clang loop unroll(full)
    for (int r = 0; r < R; r++) {
      float *c = cRows[r] + column;
#pragma clang loop unroll(full)
      for (int v = 0; v < P * V; v++) *(U *)(void *)(c + v * L) = sum[r][v];
    }
  }
}

#define LATENTS_TILE(R, P)                                                                     \
  LATENTS_TARGET static void LATENTS_NAME(tile_##R##x##P)(const LATENTS_NAME(tile) * tile) {   \
    if (tile->aOffsets) {                                                                      \
      LATENTS_NAME(product_tile)(R, P, true, false, tile);                                     \
    } else if (tile->bOffsets) {                                                               \
      LATENTS_NAME(product_tile)(R, P, false, true, tile);                                     \
    } else {                                                                                   \
      LATENTS_NAME(product_tile)(R, P, false, false, tile);                                    \
    }                                                                                          \
  }

LATENTS_TILE(1, 1)
LATENTS_TILE(2, 1)
LATENTS_TILE(3, 1)
LATENTS_TILE(4, 1)
LATENTS_TILE(5, 1)
LATENTS_TILE(6, 1)
LATENTS_TILE(2, 2)
LATENTS_TILE(3, 2)
LATENTS_TILE(1, 4)
#if LATENTS_TILE_PANELS == 2
LATENTS_TILE(7, 1)
LATENTS_TILE(8, 1)
LATENTS_TILE(4, 2)
LATENTS_TILE(5, 2)
LATENTS_TILE(6, 2)
LATENTS_TILE(7, 2)
LATENTS_TILE(8, 2)
#endif

typedef void (*LATENTS_NAME(tile_function))(const LATENTS_NAME(tile) *);

/// The tile for a number of rows, and how many panels it takes when that many are left.
LATENTS_KERNEL(
  LATENTS_NAME(tile_function), choose_tile, (ptrdiff_t rows, ptrdiff_t panels, int *taken)) {
  static const LATENTS_NAME(tile_function) single[LATENTS_TILE_ROWS + 1] = {
    0,
    LATENTS_NAME(tile_1x1),
    LATENTS_NAME(tile_2x1),
    LATENTS_NAME(tile_3x1),
    LATENTS_NAME(tile_4x1),
    LATENTS_NAME(tile_5x1),
    LATENTS_NAME(tile_6x1),
#if LATENTS_TILE_PANELS == 2
    LATENTS_NAME(tile_7x1),
    LATENTS_NAME(tile_8x1),
#endif
  };
  if (rows == 1 && panels >= 4) {
    *taken = 4;
    return LATENTS_NAME(tile_1x4);
  }
#if LATENTS_TILE_PANELS == 2
  static const LATENTS_NAME(tile_function) twin[LATENTS_TILE_ROWS + 1] = {
    0,
    0,
    LATENTS_NAME(tile_2x2),
    LATENTS_NAME(tile_3x2),
    LATENTS_NAME(tile_4x2),
    LATENTS_NAME(tile_5x2),
    LATENTS_NAME(tile_6x2),
    LATENTS_NAME(tile_7x2),
    LATENTS_NAME(tile_8x2),
  };
  if (rows >= 2 && panels >= 2) {
    *taken = 2;
    return twin[rows];
  }
#else
  if ((rows == 2 || rows == 3) && panels >= 2) {
    *taken = 2;
    return rows == 2 ? LATENTS_NAME(tile_2x2) : LATENTS_NAME(tile_3x2);
  }
#endif
  *taken = 1;
  return single[rows];
}

/// Runs a tile whose last panel is not full: on a copy of its results with full rows.
LATENTS_KERNEL(
  void, product_edge,
  (LATENTS_NAME(tile_function) run, const LATENTS_NAME(tile) * whole, ptrdiff_t rows,
   ptrdiff_t columns)) {
  enum { MOST = LATENTS_PANEL * LATENTS_TILE_MOST_PANELS };
  float start[LATENTS_TILE_ROWS][MOST], c[LATENTS_TILE_ROWS][MOST];
  float *results[LATENTS_TILE_ROWS];
  for (ptrdiff_t r = 0; r < rows; r++) {
    const float *from =
      whole->start ? whole->start + r * whole->startStep : whole->c[r] + whole->column;
    for (ptrdiff_t j = 0; j < MOST; j++) start[r][j] = j < columns ? from[j] : 0;
    results[r] = c[r];
  }
  LATENTS_NAME(tile) tile = *whole;
  tile.c = results;
  tile.column = 0;
  tile.start = start[0];
  tile.startStep = MOST;
  tile.repeat = 1;
  run(&tile);
  for (ptrdiff_t r = 0; r < rows; r++) {
    float *to = whole->c[r] + whole->column;
    for (ptrdiff_t j = 0; j < columns; j++) to[j] = c[r][j];
  }
}

/// Where rows of a and of c begin. A loop per kind of address: a single one with choices inside is
/// made into masked loads, and those of a table that is not there are very slow.
LATENTS_HELPER(
  void, note_rows,
  (const latents_product *p, ptrdiff_t row0, ptrdiff_t rows, const float *a,
   const float **aRows, float **cRows)) {
  if (p->rowOffsets) {
    const int32_t *offsets = p->rowOffsets + row0;
    for (ptrdiff_t i = 0; i < rows; i++) aRows[i] = a + offsets[i];
  } else if (p->rowPanel) {
    for (ptrdiff_t i = 0, r = row0; i < rows; i++, r++) {
      aRows[i] = a + r / LATENTS_PANEL * p->rowPanel + r % LATENTS_PANEL;
    }
  } else {
    for (ptrdiff_t i = 0; i < rows; i++) aRows[i] = a + (row0 + i) * p->rowStride;
  }
  if (p->resultOffsets) {
    const int32_t *offsets = p->resultOffsets + row0;
    for (ptrdiff_t i = 0; i < rows; i++) cRows[i] = p->c + offsets[i];
  } else {
    for (ptrdiff_t i = 0; i < rows; i++) cRows[i] = p->c + (row0 + i) * p->resultStride;
  }
}

/// All tiles of a block of rows and of k.
LATENTS_KERNEL(
  void, product_block,
  (const latents_product *p, ptrdiff_t row0, ptrdiff_t rows, ptrdiff_t k0, ptrdiff_t inner)) {
  static const float zeros[LATENTS_PANEL * LATENTS_TILE_MOST_PANELS];
  const float *aRows[LATENTS_BLOCK_ROWS];
  float *cRows[LATENTS_BLOCK_ROWS];
  const float *a = p->innerOffsets ? p->a : p->a + k0 * p->innerStride;
  LATENTS_NAME(note_rows)(p, row0, rows, a, aRows, cRows);

  const ptrdiff_t panels = (p->columns + LATENTS_PANEL - 1) / LATENTS_PANEL;
  const float *b = p->bOffsets ? p->b : p->b + k0 * p->bRow;
  LATENTS_NAME(tile) tile;
  tile.aOffsets = p->innerOffsets ? p->innerOffsets + k0 : 0;
  tile.aStep = p->innerStride;
  tile.bOffsets = p->bOffsets ? p->bOffsets + k0 : 0;
  tile.bStep = p->bRow;
  tile.bPanel = p->bPanel;
  tile.inner = inner;
  tile.relu = p->relu && k0 + inner == p->inner;
  tile.startStep = p->rowBias ? LATENTS_ROW_BIAS : 0;

  // Full tiles, then what is left in two nearly equal parts, because a tile of one or two rows
  // would wait for the latency of fma.
  ptrdiff_t full = rows / LATENTS_TILE_ROWS, left = rows % LATENTS_TILE_ROWS;
  if (full > 0 && left > 0) {
    full -= 1;
    left += LATENTS_TILE_ROWS;
  }
  const ptrdiff_t parts[3][2] = {  // tiles, and the rows of each
    {full, LATENTS_TILE_ROWS},
    {left > 0 ? 1 : 0, left > LATENTS_TILE_ROWS ? (left + 1) / 2 : left},
    {left > LATENTS_TILE_ROWS ? 1 : 0, left / 2},
  };
  int taken = 1;
  for (ptrdiff_t panel = 0; panel < panels; panel += taken) {
    const ptrdiff_t j = panel * LATENTS_PANEL, columns = p->columns - j;
    LATENTS_NAME(choose_tile)
    (rows < LATENTS_TILE_ROWS ? rows : LATENTS_TILE_ROWS, panels - panel, &taken);
    tile.b = b + panel * p->bPanel;
    tile.column = j;
    ptrdiff_t r = 0;
    for (int part = 0; part < 3; part++) {
      const ptrdiff_t height = parts[part][1];
      if (parts[part][0] == 0) continue;
      int width;
      LATENTS_NAME(tile_function) run = LATENTS_NAME(choose_tile)(height, taken, &width);
      const bool whole = columns >= LATENTS_PANEL * taken;
      tile.repeat = whole ? parts[part][0] : 1;
      for (ptrdiff_t i = 0; i < parts[part][0]; i += tile.repeat, r += height * tile.repeat) {
        tile.a = aRows + r;
        tile.c = cRows + r;
        tile.start = p->resume || k0 > 0 ? 0
          : p->rowBias                   ? p->rowBias + (row0 + r) * LATENTS_ROW_BIAS
          : p->bias                      ? p->bias + j
                                         : zeros;
        if (whole) {
          run(&tile);
        } else {
          LATENTS_NAME(product_edge)(run, &tile, height, columns);
        }
      }
    }
  }
}

LATENTS_KERNEL(void, product, (const latents_product *p)) {
  const ptrdiff_t blocks = (p->inner + LATENTS_BLOCK_INNER - 1) / LATENTS_BLOCK_INNER;
  const ptrdiff_t length = blocks > 0 ? (p->inner + blocks - 1) / blocks : 0;
  for (ptrdiff_t row = 0; row < p->rows; row += LATENTS_BLOCK_ROWS) {
    const ptrdiff_t left = p->rows - row;
    const ptrdiff_t rows = left < LATENTS_BLOCK_ROWS ? left : LATENTS_BLOCK_ROWS;
    ptrdiff_t k = 0;
    do {  // Once at least: a product over no k is its start.
      const ptrdiff_t rest = p->inner - k;
      LATENTS_NAME(product_block)(p, row, rows, k, rest < length ? rest : length);
      k += length;
    } while (k < p->inner);
  }
}
