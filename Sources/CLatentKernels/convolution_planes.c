#pragma STDC FP_CONTRACT OFF
#include "convolution_windows.h"
#include "transpose.h"

// A register of results would be mostly empty where a position has few of them. Here the picture is
// transposed to one plane per channel, with its zero borders, and a register holds 8 positions in a
// row of one result. Weights are the left operand and planes the right one; the chain is the same.

latents_planes latents_planes_make(
  const latents_windows *w, ptrdiff_t results, const float *bias, ptrdiff_t biasCount) {
  const ptrdiff_t unit = latents_planes_rows(w);
  latents_planes p = {.unit = unit};
  const ptrdiff_t pixels = latents_padded_rows(w, unit) * padded_width(w);
  // Whole registers of positions are computed, so the last ones read past the last pixel. An odd
  // number of cache lines keeps the planes from meeting in the same lines of the cache.
  p.count = (ptrdiff_t)rounded((size_t)pixels);
  p.plane = p.count + LATENTS_PANEL;
  if (p.plane / LATENTS_PANEL % 2 == 0) p.plane += LATENTS_PANEL;
  const size_t reach = (size_t)(w->taps * padded_width(w)) + 4 * LATENTS_PANEL;
  const size_t channels = rounded((size_t)(w->channels * p.plane) + reach);
  const size_t taps = rounded((size_t)(w->taps * w->taps * w->channels));
  p.scratch = latents_scratch_take(
    (channels + (size_t)(results * (p.count + LATENTS_ROW_BIAS)) + taps) * sizeof(float));
  p.channels = p.scratch.memory;
  p.results = p.channels + channels;
  p.starts = p.results + results * p.count;
  for (ptrdiff_t i = 0; i < results * LATENTS_ROW_BIAS; i++) {
    p.starts[i] = bias ? bias[i / LATENTS_ROW_BIAS % biasCount] : 0;
  }
  p.taps = (int32_t *)(p.starts + results * LATENTS_ROW_BIAS);
  memset(p.channels, 0, channels * sizeof(float));
  int32_t *taps32 = p.taps;
  for (ptrdiff_t y = 0; y < w->taps; y++) {
    for (ptrdiff_t x = 0; x < w->taps; x++) {
      for (ptrdiff_t c = 0; c < w->channels; c++) {
        *taps32++ = (int32_t)(c * p.plane + y * padded_width(w) + x);
      }
    }
  }
  return p;
}

/// Transposes what rows of positions [first, end) touch; returns the padded rows.
static ptrdiff_t fill_planes(
  const latents_planes *p, const latents_windows *w, const float *pictures, ptrdiff_t first,
  ptrdiff_t end) {
  const ptrdiff_t width = padded_width(w);
  const ptrdiff_t left = smaller(larger(0, -w->origin), width), skipped = larger(0, w->origin);
  const ptrdiff_t middle = larger(0, smaller(w->width - skipped, width - left));
  float *to = p->channels;
  ptrdiff_t paddedRows = 0;
  while (first < end) {
    const ptrdiff_t n = first / w->rows, row = first % w->rows;
    const ptrdiff_t rows = smaller(w->rows - row, end - first);
    const float *picture = pictures + n * w->height * w->width * w->channels;
    for (ptrdiff_t y = row + w->origin; y < row + w->origin + padded_height(w, rows); y++) {
      if (y >= 0 && y < w->height) {
        latents_transpose(
          picture + (y * w->width + skipped) * w->channels, w->channels, to + left, p->plane,
          middle, w->channels);
      } else {  // Left and right borders are 0 from the start; a border row may follow a full one.
        for (ptrdiff_t c = 0; c < w->channels; c++) {
          memset(to + c * p->plane, 0, (size_t)width * sizeof(float));
        }
      }
      to += width;
      paddedRows++;
    }
    first += rows;
  }
  return paddedRows;
}

void latents_planes_run(
  const latents_planes *p, const latents_windows *w, const float *pictures, ptrdiff_t first,
  ptrdiff_t end, const float *weights, ptrdiff_t results, bool relu) {
  const ptrdiff_t rows = fill_planes(p, w, pictures, first, end) - w->taps + 1;
  const ptrdiff_t count = (ptrdiff_t)rounded((size_t)(rows * padded_width(w)));
  const ptrdiff_t inner = w->taps * w->taps * w->channels;
  const latents_product product = {
    .a = weights,
    .rowStride = inner,
    .innerStride = 1,
    .b = p->channels,
    .bOffsets = p->taps,
    .bPanel = LATENTS_PANEL,
    .c = p->results,
    .resultStride = p->count,
    .rows = results,
    .inner = inner,
    .columns = count,
    .rowBias = p->starts,
    .relu = relu,
  };
  latents_product_run(&product);
}
