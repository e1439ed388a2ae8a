#pragma STDC FP_CONTRACT OFF
#include "include/latents_convolution.h"
#include "include/latents_product.h"
#include "include/latents_scratch.h"
#include <stdint.h>
#include <string.h>

// All three products run over a grid of positions (n, y, x) that is cut into units of some rows of
// positions, (n, y) counted through. For each unit the part of the picture that its windows touch
// is copied with its zero borders, so that position and tap are two offsets that add up.

/// Windows of `taps` × `taps` pixels that move by `stride` over a picture with zeros around it.
typedef struct windows {
  ptrdiff_t height, width, channels;  // of the picture
  ptrdiff_t rows, columns;            // of the grid of positions
  ptrdiff_t taps, stride;
  ptrdiff_t origin;  // The window of position (0, 0) begins at (origin, origin) of the picture.
} windows;

static ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
static ptrdiff_t larger(ptrdiff_t a, ptrdiff_t b) { return a > b ? a : b; }
static ptrdiff_t quotient_up(ptrdiff_t a, ptrdiff_t b) { return (a + b - 1) / b; }

static ptrdiff_t padded_width(const windows *w) {
  return (w->columns - 1) * w->stride + w->taps;
}

/// Rows of the padded copy for `rows` rows of positions of one picture.
static ptrdiff_t padded_height(const windows *w, ptrdiff_t rows) {
  return (rows - 1) * w->stride + w->taps;
}

/// Floats of a unit's padded copy at most.
static size_t padded_count(const windows *w, ptrdiff_t unitRows) {
  const ptrdiff_t pictures = smaller(unitRows, (unitRows - 1) / w->rows + 2);
  const ptrdiff_t rows =
    unitRows * w->stride + pictures * larger(0, w->taps - w->stride);
  return (size_t)rows * (size_t)(padded_width(w) * w->channels);
}

/// Rows of positions in a unit: enough positions to use a panel of weights often, few enough
/// that the padded copy stays in the second-level cache.
static ptrdiff_t unit_rows(const windows *w) {
  enum { POSITIONS = 192, FLOATS = 32 * 1024 };
  const ptrdiff_t rowFloats = padded_width(w) * w->channels * w->stride;
  const ptrdiff_t most = larger(FLOATS / larger(rowFloats, 1), quotient_up(24, w->columns));
  const ptrdiff_t rows = larger(1, smaller(quotient_up(POSITIONS, w->columns), most));
  return rows > w->rows ? rows / w->rows * w->rows : rows;
}

/// Copies `rows` rows of windows of one picture, from row of positions `row` on.
static float *copy_padded(
  const windows *w, const float *picture, ptrdiff_t row, ptrdiff_t rows, float *to) {
  const ptrdiff_t width = padded_width(w) * w->channels;
  const ptrdiff_t left = smaller(larger(0, -w->origin), padded_width(w));
  const ptrdiff_t skipped = larger(0, w->origin);
  const ptrdiff_t middle = larger(0, smaller(w->width - skipped, padded_width(w) - left));
  const ptrdiff_t right = padded_width(w) - left - middle;
  const ptrdiff_t top = row * w->stride + w->origin;
  for (ptrdiff_t y = top; y < top + padded_height(w, rows); y++, to += width) {
    if (y < 0 || y >= w->height) {
      memset(to, 0, (size_t)width * sizeof(float));
      continue;
    }
    float *p = to;
    memset(p, 0, (size_t)(left * w->channels) * sizeof(float));
    p += left * w->channels;
    memcpy(
      p, picture + (y * w->width + skipped) * w->channels,
      (size_t)(middle * w->channels) * sizeof(float));
    p += middle * w->channels;
    memset(p, 0, (size_t)(right * w->channels) * sizeof(float));
  }
  return to;
}

/// Copies what rows of positions [first, end) touch, and notes each position's offset in the copy.
static void copy_unit(
  const windows *w, const float *pictures, ptrdiff_t first, ptrdiff_t end, float *padded,
  int32_t *positions) {
  float *to = padded;
  while (first < end) {
    const ptrdiff_t n = first / w->rows, row = first % w->rows;
    const ptrdiff_t rows = smaller(w->rows - row, end - first);
    for (ptrdiff_t y = 0; y < rows; y++) {
      const ptrdiff_t start = (to - padded) + y * w->stride * padded_width(w) * w->channels;
      for (ptrdiff_t x = 0; x < w->columns; x++) {
        *positions++ = (int32_t)(start + x * w->stride * w->channels);
      }
    }
    to = copy_padded(w, pictures + n * w->height * w->width * w->channels, row, rows, to);
    first += rows;
  }
}

/// Offsets of the taps of rows [y0, y0 + height) and columns [x0, x0 + width) of the window.
static void note_taps(
  const windows *w, ptrdiff_t y0, ptrdiff_t height, ptrdiff_t x0, ptrdiff_t width, int32_t *taps) {
  for (ptrdiff_t y = y0; y < y0 + height; y++) {
    const ptrdiff_t start = (y * padded_width(w) + x0) * w->channels;
    for (ptrdiff_t i = 0; i < width * w->channels; i++) *taps++ = (int32_t)(start + i);
  }
}

/// Scratch of a call, cut into the parts it needs.
typedef struct plan {
  latents_scratch scratch;
  float *padded, *packed, *tile;
  int32_t *positions, *taps, *results;
} plan;

static size_t rounded(size_t count) { return (count + 15) / 16 * 16; }

static plan make_plan(const windows *w, ptrdiff_t unitRows, size_t packed, size_t tile) {
  const size_t padded = rounded(padded_count(w, unitRows));
  const size_t positions = rounded((size_t)(unitRows * w->columns));
  const size_t taps = rounded((size_t)(w->taps * w->taps * w->channels));
  packed = rounded(packed);
  tile = rounded(tile);
  plan p;
  p.scratch =
    latents_scratch_take((padded + packed + tile + 2 * positions + taps) * sizeof(float));
  p.padded = p.scratch.memory;
  p.packed = p.padded + padded;
  p.tile = p.packed + packed;
  p.positions = (int32_t *)(p.tile + tile);
  p.results = p.positions + positions;
  p.taps = p.results + positions;
  return p;
}

// MARK: - Gather

static windows gather_windows(const latents_convolution *s) {
  return (windows){
    .height = s->bigHeight,
    .width = s->bigWidth,
    .channels = s->bigChannels,
    .rows = s->smallHeight,
    .columns = s->smallWidth,
    .taps = s->kernel,
    .stride = s->stride,
    .origin = -s->padding,
  };
}

static size_t units(const windows *w, size_t batch) {
  if (w->rows < 1 || w->columns < 1) return 0;
  return (size_t)quotient_up((ptrdiff_t)batch * w->rows, unit_rows(w));
}

size_t latents_gather_units(const latents_convolution *shape, size_t batch) {
  const windows w = gather_windows(shape);
  return units(&w, batch);
}

static size_t gather_inner(const latents_convolution *s) {
  return (size_t)(s->kernel * s->kernel * s->bigChannels);
}

size_t latents_gather_packed_count(const latents_convolution *shape) {
  return latents_packed_count(gather_inner(shape), (size_t)shape->smallChannels);
}

void latents_gather_pack(const float *w, const latents_convolution *shape, float *packed) {
  const size_t inner = gather_inner(shape), columns = (size_t)shape->smallChannels;
  const size_t panels = (columns + LATENTS_PANEL - 1) / LATENTS_PANEL;
  latents_pack(w, columns, inner, columns, 0, panels, packed, inner * LATENTS_PANEL);
}

void latents_gather(
  const float *big, const float *packed, float *small, size_t batch,
  const latents_convolution *shape, const float *bias, bool relu, size_t first, size_t end) {
  const windows w = gather_windows(shape);
  const ptrdiff_t unit = unit_rows(&w), rows = (ptrdiff_t)batch * w.rows;
  const plan p = make_plan(&w, unit, 0, 0);
  note_taps(&w, 0, w.taps, 0, w.taps, p.taps);
  latents_product product = {
    .a = p.padded,
    .rowOffsets = p.positions,
    .innerOffsets = p.taps,
    .b = packed,
    .bRow = LATENTS_PANEL,
    .bPanel = (ptrdiff_t)gather_inner(shape) * LATENTS_PANEL,
    .resultStride = shape->smallChannels,
    .inner = (ptrdiff_t)gather_inner(shape),
    .columns = shape->smallChannels,
    .bias = bias,
    .relu = relu,
  };
  for (ptrdiff_t u = (ptrdiff_t)first; u < (ptrdiff_t)end; u++) {
    const ptrdiff_t from = u * unit, to = smaller(from + unit, rows);
    copy_unit(&w, big, from, to, p.padded, p.positions);
    product.c = small + from * w.columns * shape->smallChannels;
    product.rows = (to - from) * w.columns;
    latents_product_run(&product);
  }
  latents_scratch_give(p.scratch);
}

// MARK: - Scatter

// Big row Y = q·s + φ − p has the phase φ, and the kernel rows φ, φ + s, … meet the small rows
// q, q − 1, …. So each phase is a gather with stride 1 from the small picture over the grid of q,
// with the kernel's rows and columns in descending order. If the kernel is a multiple of the stride
// all phases have the same window, and one product can compute them side by side as columns, which
// pays when there are few channels.

static windows scatter_windows(const latents_convolution *s) {
  const ptrdiff_t taps = quotient_up(s->kernel, s->stride);
  const ptrdiff_t firstRow = s->padding / s->stride;
  return (windows){
    .height = s->smallHeight,
    .width = s->smallWidth,
    .channels = s->smallChannels,
    .rows = (s->bigHeight - 1 + s->padding) / s->stride - firstRow + 1,
    .columns = (s->bigWidth - 1 + s->padding) / s->stride - firstRow + 1,
    .taps = taps,
    .stride = 1,
    .origin = firstRow - taps + 1,
  };
}

size_t latents_scatter_units(const latents_convolution *shape, size_t batch) {
  if (shape->bigHeight < 1 || shape->bigWidth < 1) return 0;
  const windows w = scatter_windows(shape);
  return units(&w, batch);
}

static bool phases_as_columns(const latents_convolution *s) {
  const ptrdiff_t phases = s->stride * s->stride;
  if (s->kernel % s->stride != 0) return false;
  return 2 * quotient_up(s->bigChannels * phases, LATENTS_PANEL) <=
    phases * quotient_up(s->bigChannels, LATENTS_PANEL);
}

/// Kernel rows that a phase has.
static ptrdiff_t phase_taps(const latents_convolution *s, ptrdiff_t phase) {
  return phase >= s->kernel ? 0 : (s->kernel - phase - 1) / s->stride + 1;
}

static size_t phase_inner(const latents_convolution *s, ptrdiff_t phaseY, ptrdiff_t phaseX) {
  return (size_t)(phase_taps(s, phaseY) * phase_taps(s, phaseX) * s->smallChannels);
}

size_t latents_scatter_packed_count(const latents_convolution *s) {
  if (phases_as_columns(s)) {
    return latents_packed_count(
      phase_inner(s, 0, 0), (size_t)(s->bigChannels * s->stride * s->stride));
  }
  size_t count = 0;
  for (ptrdiff_t y = 0; y < s->stride; y++) {
    for (ptrdiff_t x = 0; x < s->stride; x++) {
      count += latents_packed_count(phase_inner(s, y, x), (size_t)s->bigChannels);
    }
  }
  return count;
}

/// The weights of one tap, smallChannels × bigChannels in the packed operand's orientation.
static const float *tap_weights(
  const latents_convolution *s, const float *w, ptrdiff_t phaseY, ptrdiff_t phaseX, ptrdiff_t tapY,
  ptrdiff_t tapX) {
  const ptrdiff_t kh = phaseY + s->stride * (phase_taps(s, phaseY) - 1 - tapY);
  const ptrdiff_t kw = phaseX + s->stride * (phase_taps(s, phaseX) - 1 - tapX);
  return w + (kh * s->kernel + kw) * s->bigChannels * s->smallChannels;
}

static void scatter_pack_columns(const float *w, const latents_convolution *s, float *packed) {
  const ptrdiff_t taps = phase_taps(s, 0), inner = (ptrdiff_t)phase_inner(s, 0, 0);
  memset(packed, 0, latents_scatter_packed_count(s) * sizeof(float));
  ptrdiff_t column = 0;
  for (ptrdiff_t phaseY = 0; phaseY < s->stride; phaseY++) {
    for (ptrdiff_t phaseX = 0; phaseX < s->stride; phaseX++) {
      for (ptrdiff_t cb = 0; cb < s->bigChannels; cb++, column++) {
        float *to = packed + column / LATENTS_PANEL * inner * LATENTS_PANEL + column % LATENTS_PANEL;
        for (ptrdiff_t tap = 0; tap < taps * taps; tap++) {
          const float *from =
            tap_weights(s, w, phaseY, phaseX, tap / taps, tap % taps) + cb * s->smallChannels;
          for (ptrdiff_t cs = 0; cs < s->smallChannels; cs++, to += LATENTS_PANEL) *to = from[cs];
        }
      }
    }
  }
}

void latents_scatter_pack(const float *w, const latents_convolution *s, float *packed) {
  if (phases_as_columns(s)) {
    scatter_pack_columns(w, s, packed);
    return;
  }
  const size_t channels = (size_t)s->smallChannels, columns = (size_t)s->bigChannels;
  for (ptrdiff_t phaseY = 0; phaseY < s->stride; phaseY++) {
    for (ptrdiff_t phaseX = 0; phaseX < s->stride; phaseX++) {
      const size_t inner = phase_inner(s, phaseY, phaseX);
      const ptrdiff_t wide = phase_taps(s, phaseX);
      for (ptrdiff_t tap = 0; tap < phase_taps(s, phaseY) * wide; tap++) {
        latents_pack_transposed(
          tap_weights(s, w, phaseY, phaseX, tap / wide, tap % wide), channels, channels, columns, 0,
          (columns + LATENTS_PANEL - 1) / LATENTS_PANEL,
          packed + (size_t)tap * channels * LATENTS_PANEL, inner * LATENTS_PANEL);
      }
      packed += latents_packed_count(inner, columns);
    }
  }
}

/// What a unit of the scatter works on.
typedef struct scatter {
  const latents_convolution *shape;
  windows windows;
  ptrdiff_t grid;  // row and column of the small picture that position (0, 0) ends at
  plan plan;
} scatter;

/// The big picture's rows or columns that begin at a position: the first of them.
static ptrdiff_t big_index(const scatter *s, ptrdiff_t position) {
  return (position + s->grid) * s->shape->stride - s->shape->padding;
}

/// One phase of one unit: the positions whose pixel lies in the picture.
static void scatter_phase(
  const scatter *s, latents_product *product, ptrdiff_t first, ptrdiff_t end, ptrdiff_t phaseY,
  ptrdiff_t phaseX, float *big) {
  const latents_convolution *shape = s->shape;
  const windows *w = &s->windows;
  // The unit's first picture is where the offsets begin.
  const ptrdiff_t firstPicture = first / w->rows;
  const ptrdiff_t pixels = shape->bigHeight * shape->bigWidth;
  int32_t *rows = s->plan.results, *results = (int32_t *)s->plan.tile;
  ptrdiff_t count = 0;
  for (ptrdiff_t g = first; g < end; g++) {
    const ptrdiff_t y = big_index(s, g % w->rows) + phaseY;
    if (y < 0 || y >= shape->bigHeight) continue;
    for (ptrdiff_t q = 0; q < w->columns; q++) {
      const ptrdiff_t x = big_index(s, q) + phaseX;
      if (x < 0 || x >= shape->bigWidth) continue;
      rows[count] = s->plan.positions[(g - first) * w->columns + q];
      results[count] =
        (int32_t)((g / w->rows - firstPicture) * pixels + y * shape->bigWidth + x);
      results[count] *= (int32_t)shape->bigChannels;
      count++;
    }
  }
  const ptrdiff_t high = phase_taps(shape, phaseY), wide = phase_taps(shape, phaseX);
  note_taps(w, w->taps - high, high, w->taps - wide, wide, s->plan.taps);
  product->rowOffsets = rows;
  product->resultOffsets = results;
  product->rows = count;
  product->inner = (ptrdiff_t)phase_inner(shape, phaseY, phaseX);
  product->bPanel = product->inner * LATENTS_PANEL;
  product->c = big + firstPicture * pixels * shape->bigChannels;
  latents_product_run(product);
}

/// Moves the products of all phases of a unit, side by side as columns, to their pixels.
static void place_columns(
  const scatter *s, ptrdiff_t first, ptrdiff_t end, const float *from, ptrdiff_t fromStride,
  float *big) {
  const latents_convolution *shape = s->shape;
  const windows *w = &s->windows;
  const ptrdiff_t cb = shape->bigChannels, stride = shape->stride;
  for (ptrdiff_t g = first; g < end; g++) {
    float *picture = big + g / w->rows * shape->bigHeight * shape->bigWidth * cb;
    for (ptrdiff_t phaseY = 0; phaseY < stride; phaseY++) {
      const ptrdiff_t y = big_index(s, g % w->rows) + phaseY;
      if (y < 0 || y >= shape->bigHeight) continue;
      float *row = picture + y * shape->bigWidth * cb;
      for (ptrdiff_t q = 0; q < w->columns; q++) {
        const ptrdiff_t x = big_index(s, q);
        const float *values =
          from + ((g - first) * w->columns + q) * fromStride + phaseY * stride * cb;
        const ptrdiff_t low = larger(0, -x), high = smaller(stride, shape->bigWidth - x);
        for (ptrdiff_t i = low * cb; i < high * cb; i++) row[x * cb + i] = values[i];
      }
    }
  }
}

void latents_scatter(
  const float *small, const float *packed, float *big, size_t batch,
  const latents_convolution *shape, const float *bias, bool relu, size_t first, size_t end) {
  scatter s = {.shape = shape, .windows = scatter_windows(shape)};
  const windows *w = &s.windows;
  s.grid = shape->padding / shape->stride;
  const ptrdiff_t unit = unit_rows(w), rows = (ptrdiff_t)batch * w->rows;
  const ptrdiff_t stride = shape->stride, channels = shape->bigChannels;
  const bool asColumns = phases_as_columns(shape);
  const ptrdiff_t columns = asColumns ? channels * stride * stride : channels;
  const ptrdiff_t wide = quotient_up(columns, LATENTS_PANEL) * LATENTS_PANEL;
  const size_t positions = (size_t)(unit * w->columns);
  s.plan = make_plan(
    w, unit, asColumns ? (size_t)wide : 0, asColumns ? positions * (size_t)wide : positions);
  latents_product product = {
    .a = s.plan.padded,
    .innerOffsets = s.plan.taps,
    .b = packed,
    .bRow = LATENTS_PANEL,
    .columns = asColumns ? wide : channels,
    .bias = bias,
    .relu = relu,
  };
  if (asColumns) {
    note_taps(w, 0, w->taps, 0, w->taps, s.plan.taps);
    product.rowOffsets = s.plan.positions;
    product.inner = (ptrdiff_t)phase_inner(shape, 0, 0);
    product.bPanel = product.inner * LATENTS_PANEL;
    product.c = s.plan.tile;
    product.resultStride = wide;
    if (bias) {
      for (ptrdiff_t i = 0; i < wide; i++) s.plan.packed[i] = i < columns ? bias[i % channels] : 0;
      product.bias = s.plan.packed;
    }
  }
  for (ptrdiff_t u = (ptrdiff_t)first; u < (ptrdiff_t)end; u++) {
    const ptrdiff_t from = u * unit, to = smaller(from + unit, rows);
    copy_unit(w, small, from, to, s.plan.padded, s.plan.positions);
    if (asColumns) {
      product.rows = (to - from) * w->columns;
      latents_product_run(&product);
      place_columns(&s, from, to, s.plan.tile, wide, big);
      continue;
    }
    product.b = packed;
    for (ptrdiff_t phase = 0; phase < stride * stride; phase++) {
      const ptrdiff_t phaseY = phase / stride, phaseX = phase % stride;
      scatter_phase(&s, &product, from, to, phaseY, phaseX, big);
      product.b += latents_packed_count(phase_inner(shape, phaseY, phaseX), (size_t)channels);
    }
  }
  latents_scratch_give(s.plan.scratch);
}

// MARK: - Weight gradient

// The gather's product with the roles of positions and taps exchanged: rows are taps, and the chain
// runs over the positions, unit by unit.

void latents_weight_gradient(
  const float *big, const float *small, float *dw, size_t batch, const latents_convolution *shape,
  bool accumulate, size_t firstRow, size_t endRow, size_t firstPanel, size_t endPanel) {
  const windows w = gather_windows(shape);
  const ptrdiff_t unit = unit_rows(&w), rows = (ptrdiff_t)batch * w.rows;
  const size_t channels = (size_t)shape->smallChannels;
  const size_t column = firstPanel * LATENTS_PANEL;
  const size_t endColumn = (size_t)smaller((ptrdiff_t)(endPanel * LATENTS_PANEL), (ptrdiff_t)channels);
  if (firstRow >= endRow || column >= endColumn) return;
  const size_t panelFloats = (size_t)(unit * w.columns) * LATENTS_PANEL;
  const plan p = make_plan(&w, unit, panelFloats * (endPanel - firstPanel), 0);
  note_taps(&w, 0, w.taps, 0, w.taps, p.taps);
  latents_product product = {
    .a = p.padded,
    .rowOffsets = p.taps + firstRow,
    .innerOffsets = p.positions,
    .b = p.packed,
    .bRow = LATENTS_PANEL,
    .bPanel = (ptrdiff_t)panelFloats,
    .c = dw + firstRow * channels + column,
    .resultStride = (ptrdiff_t)channels,
    .rows = (ptrdiff_t)(endRow - firstRow),
    .columns = (ptrdiff_t)(endColumn - column),
    .resume = accumulate,
  };
  ptrdiff_t from = 0;
  do {  // Once at least: over no positions the sum is 0.
    const ptrdiff_t to = smaller(from + unit, rows);
    product.inner = (to - from) * w.columns;
    copy_unit(&w, big, from, to, p.padded, p.positions);
    latents_pack(
      small + (size_t)(from * w.columns) * channels, channels, (size_t)product.inner, channels,
      firstPanel, endPanel, p.packed, panelFloats);
    latents_product_run(&product);
    product.resume = true;
    from = to;
  } while (from < rows);
  latents_scratch_give(p.scratch);
}
