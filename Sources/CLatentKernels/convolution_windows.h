// What all convolutions share: windows that move over a picture with zeros around it.
//
// The grid of positions (n, y, x) is cut into units of some rows of positions, with (n, y) counted
// through. For each unit the part of the pictures that its windows touch is copied with its zero
// borders, so that the address of a tap of a position is the sum of two offsets.
#ifndef LATENTS_CONVOLUTION_WINDOWS_H
#define LATENTS_CONVOLUTION_WINDOWS_H

#include "include/latents_convolution.h"
#include "include/latents_product.h"
#include "include/latents_scratch.h"
#include <stdint.h>
#include <string.h>

typedef struct latents_windows {
  ptrdiff_t height, width, channels;  // of the picture
  ptrdiff_t rows, columns;            // of the grid of positions
  ptrdiff_t taps, stride;             // a window is taps × taps pixels
  ptrdiff_t origin;  // The window of position (0, 0) begins at (origin, origin) of the picture.
} latents_windows;

/// The windows of a convolution over its big picture.
latents_windows latents_gather_windows(const latents_convolution *shape);

static inline ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
static inline ptrdiff_t larger(ptrdiff_t a, ptrdiff_t b) { return a > b ? a : b; }
static inline ptrdiff_t quotient_up(ptrdiff_t a, ptrdiff_t b) { return (a + b - 1) / b; }

/// Pixels of a row of the padded copy.
static inline ptrdiff_t padded_width(const latents_windows *w) {
  return (w->columns - 1) * w->stride + w->taps;
}

/// Floats from one row of the padded copy to the next. An odd number of cache lines per row of
/// positions, so that the pixels of a column do not all meet in the same lines of the cache.
static inline ptrdiff_t padded_pitch(const latents_windows *w) {
  ptrdiff_t unit = 16, stride = w->stride;
  for (; stride % 2 == 0 && unit > 1; stride /= 2) unit /= 2;
  const ptrdiff_t units = quotient_up(padded_width(w) * w->channels, unit);
  return (units % 2 == 0 ? units + 1 : units) * unit;
}

/// Rows of the padded copy for `rows` rows of positions of one picture.
static inline ptrdiff_t padded_height(const latents_windows *w, ptrdiff_t rows) {
  return (rows - 1) * w->stride + w->taps;
}

/// Padded rows of a unit at most, and the floats of their copy.
ptrdiff_t latents_padded_rows(const latents_windows *w, ptrdiff_t unitRows);
size_t latents_padded_count(const latents_windows *w, ptrdiff_t unitRows);

/// Rows of positions in a unit of about `positions` positions whose padded copy has at most
/// `floats` floats, if that leaves it 24 positions; whole pictures if it has more than one.
ptrdiff_t latents_unit_rows(const latents_windows *w, ptrdiff_t positions, ptrdiff_t floats);

/// A unit for results per position: enough positions to use a panel of weights often, few enough
/// that the padded copy stays in the second-level cache.
static inline ptrdiff_t latents_result_rows(const latents_windows *w) {
  return latents_unit_rows(w, 192, 32 * 1024);
}

/// Copies what rows of positions [first, end) touch, and notes each position's offset in the copy.
void latents_copy_unit(
  const latents_windows *w, const float *pictures, ptrdiff_t first, ptrdiff_t end, float *padded,
  int32_t *positions);

/// Offsets of the taps of rows [y0, y0 + height) and columns [x0, x0 + width) of the window.
void latents_note_taps(
  const latents_windows *w, ptrdiff_t y0, ptrdiff_t height, ptrdiff_t x0, ptrdiff_t width,
  int32_t *taps);

/// Cuts scratch memory into parts, each aligned to a cache line.
static inline size_t rounded(size_t count) { return (count + 15) / 16 * 16; }

// MARK: - Few results per position

/// Whether the lanes of a register should run over positions instead of results.
static inline bool latents_planes_pay(const latents_windows *w, ptrdiff_t results) {
  return w->stride == 1 && results <= 12;
}

typedef struct latents_planes {
  latents_scratch scratch;
  ptrdiff_t unit;   // rows of positions
  ptrdiff_t plane;  // floats of a channel
  ptrdiff_t count;  // floats of a result
  float *channels, *results, *starts;
  int32_t *taps;
} latents_planes;

/// Rows of positions in a unit.
static inline ptrdiff_t latents_planes_rows(const latents_windows *w) {
  return latents_unit_rows(w, 512, 32 * 1024);
}

/// bias[r % biasCount], or 0, is where the chains of result r start.
latents_planes latents_planes_make(
  const latents_windows *w, ptrdiff_t results, const float *bias, ptrdiff_t biasCount);

/// results[r][position] for the rows of positions [first, end); weights are results × inner.
void latents_planes_run(
  const latents_planes *p, const latents_windows *w, const float *pictures, ptrdiff_t first,
  ptrdiff_t end, const float *weights, ptrdiff_t results, bool relu);

/// Where a row of positions begins in a result.
static inline ptrdiff_t latents_planes_start(
  const latents_windows *w, ptrdiff_t first, ptrdiff_t row) {
  const ptrdiff_t pictures = row / w->rows - first / w->rows;
  return (row - first + pictures * (w->taps - 1)) * padded_width(w);
}

#endif
