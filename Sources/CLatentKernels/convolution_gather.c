#pragma STDC FP_CONTRACT OFF
#include "convolution_windows.h"
#include "transpose.h"

static bool as_planes(const latents_windows *w, const latents_convolution *s) {
  return latents_planes_pay(w, s->smallChannels);
}

static ptrdiff_t unit_of(const latents_windows *w, const latents_convolution *s) {
  return as_planes(w, s) ? latents_planes_rows(w) : latents_result_rows(w);
}

static ptrdiff_t gather_inner(const latents_convolution *s) {
  return s->kernel * s->kernel * s->bigChannels;
}

size_t latents_gather_units(const latents_convolution *shape, size_t batch) {
  const latents_windows w = latents_gather_windows(shape);
  return (size_t)quotient_up((ptrdiff_t)batch * w.rows, unit_of(&w, shape));
}

size_t latents_gather_packed_count(const latents_convolution *shape) {
  return latents_packed_count((size_t)gather_inner(shape), (size_t)shape->smallChannels);
}

void latents_gather_pack(const float *weights, const latents_convolution *shape, float *packed) {
  const latents_windows w = latents_gather_windows(shape);
  const size_t inner = (size_t)gather_inner(shape), columns = (size_t)shape->smallChannels;
  if (as_planes(&w, shape)) {
    latents_transpose(
      weights, (ptrdiff_t)columns, packed, (ptrdiff_t)inner, (ptrdiff_t)inner, (ptrdiff_t)columns);
    return;
  }
  latents_pack(
    weights, columns, inner, columns, 0, (columns + LATENTS_PANEL - 1) / LATENTS_PANEL, packed,
    inner * LATENTS_PANEL);
}

/// The gather with lanes over positions.
static void gather_planes(
  const latents_windows *w, const float *big, const float *weights, float *small, size_t batch,
  const latents_convolution *shape, const float *bias, bool relu, size_t first, size_t end) {
  const ptrdiff_t channels = shape->smallChannels, rows = (ptrdiff_t)batch * w->rows;
  const latents_planes p = latents_planes_make(w, channels, bias, channels);
  for (ptrdiff_t u = (ptrdiff_t)first; u < (ptrdiff_t)end; u++) {
    const ptrdiff_t from = u * p.unit, to = smaller(from + p.unit, rows);
    latents_planes_run(&p, w, big, from, to, weights, channels, relu);
    for (ptrdiff_t row = from; row < to; row++) {
      float *out = small + row * w->columns * channels;
      const float *values = p.results + latents_planes_start(w, from, row);
      for (ptrdiff_t c = 0; c < channels; c++) {
        for (ptrdiff_t x = 0; x < w->columns; x++) out[x * channels + c] = values[c * p.count + x];
      }
    }
  }
  latents_scratch_give(p.scratch);
}

void latents_gather(
  const float *big, const float *packed, float *small, size_t batch,
  const latents_convolution *shape, const float *bias, bool relu, size_t first, size_t end) {
  const latents_windows w = latents_gather_windows(shape);
  if (as_planes(&w, shape)) {
    gather_planes(&w, big, packed, small, batch, shape, bias, relu, first, end);
    return;
  }
  const ptrdiff_t unit = unit_of(&w, shape), rows = (ptrdiff_t)batch * w.rows;
  const ptrdiff_t inner = gather_inner(shape);
  const size_t padded = latents_padded_count(&w, unit);
  const size_t positions = rounded((size_t)(unit * w.columns));
  const latents_scratch scratch =
    latents_scratch_take((padded + positions + (size_t)inner) * sizeof(float));
  float *copy = scratch.memory;
  int32_t *offsets = (int32_t *)(copy + padded), *taps = offsets + positions;
  latents_note_taps(&w, 0, w.taps, 0, w.taps, taps);
  latents_product product = {
    .a = copy,
    .rowOffsets = offsets,
    .innerOffsets = taps,
    .b = packed,
    .bRow = LATENTS_PANEL,
    .bPanel = inner * LATENTS_PANEL,
    .resultStride = shape->smallChannels,
    .inner = inner,
    .columns = shape->smallChannels,
    .bias = bias,
    .relu = relu,
  };
  for (ptrdiff_t u = (ptrdiff_t)first; u < (ptrdiff_t)end; u++) {
    const ptrdiff_t from = u * unit, to = smaller(from + unit, rows);
    latents_copy_unit(&w, big, from, to, copy, offsets);
    product.c = small + from * w.columns * shape->smallChannels;
    product.rows = (to - from) * w.columns;
    latents_product_run(&product);
  }
  latents_scratch_give(scratch);
}
