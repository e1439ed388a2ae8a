#pragma STDC FP_CONTRACT OFF
#include "convolution_windows.h"
#include "transpose.h"

// Big row Y = q·s + φ − p has the phase φ, and the kernel rows φ, φ + s, … meet the small rows
// q, q − 1, …. So each phase is a gather with stride 1 from the small picture over the grid of q,
// with the kernel's rows and columns in descending order. If the kernel is a multiple of the stride
// all phases have the same window; where the big picture has few channels, one product computes all
// phases side by side, as columns or, if they are very few, as planes.

static latents_windows scatter_windows(const latents_convolution *s) {
  const ptrdiff_t taps = quotient_up(s->kernel, s->stride);
  const ptrdiff_t grid = s->padding / s->stride;
  return (latents_windows){
    .height = s->smallHeight,
    .width = s->smallWidth,
    .channels = s->smallChannels,
    .rows = (s->bigHeight - 1 + s->padding) / s->stride - grid + 1,
    .columns = (s->bigWidth - 1 + s->padding) / s->stride - grid + 1,
    .taps = taps,
    .stride = 1,
    .origin = grid - taps + 1,
  };
}

typedef enum scatter_form { PHASE_BY_PHASE, AS_COLUMNS, AS_PLANES } scatter_form;

static scatter_form form_of(const latents_windows *w, const latents_convolution *s) {
  const ptrdiff_t phases = s->stride * s->stride, results = s->bigChannels * phases;
  if (s->kernel % s->stride != 0) return PHASE_BY_PHASE;
  if (latents_planes_pay(w, results)) return AS_PLANES;
  const ptrdiff_t panels = phases * quotient_up(s->bigChannels, LATENTS_PANEL);
  return 2 * quotient_up(results, LATENTS_PANEL) <= panels ? AS_COLUMNS : PHASE_BY_PHASE;
}

static ptrdiff_t unit_of(const latents_windows *w, const latents_convolution *s) {
  return form_of(w, s) == AS_PLANES ? latents_planes_rows(w) : latents_result_rows(w);
}

size_t latents_scatter_units(const latents_convolution *shape, size_t batch) {
  const latents_windows w = scatter_windows(shape);
  return (size_t)quotient_up((ptrdiff_t)batch * w.rows, unit_of(&w, shape));
}

// MARK: - Packing

/// Kernel rows that a phase has.
static ptrdiff_t phase_taps(const latents_convolution *s, ptrdiff_t phase) {
  return phase >= s->kernel ? 0 : (s->kernel - phase - 1) / s->stride + 1;
}

static ptrdiff_t phase_inner(
  const latents_convolution *s, ptrdiff_t phaseY, ptrdiff_t phaseX) {
  return phase_taps(s, phaseY) * phase_taps(s, phaseX) * s->smallChannels;
}

size_t latents_scatter_packed_count(const latents_convolution *s) {
  const latents_windows w = scatter_windows(s);
  const ptrdiff_t phases = s->stride * s->stride;
  if (form_of(&w, s) != PHASE_BY_PHASE) {
    return latents_packed_count((size_t)phase_inner(s, 0, 0), (size_t)(s->bigChannels * phases));
  }
  size_t count = 0;
  for (ptrdiff_t i = 0; i < phases; i++) {
    count += latents_packed_count(
      (size_t)phase_inner(s, i / s->stride, i % s->stride), (size_t)s->bigChannels);
  }
  return count;
}

/// The weights of one tap of a phase, bigChannels × smallChannels.
static const float *tap_weights(
  const latents_convolution *s, const float *w, ptrdiff_t phaseY, ptrdiff_t phaseX, ptrdiff_t tapY,
  ptrdiff_t tapX) {
  const ptrdiff_t kh = phaseY + s->stride * (phase_taps(s, phaseY) - 1 - tapY);
  const ptrdiff_t kw = phaseX + s->stride * (phase_taps(s, phaseX) - 1 - tapX);
  return w + (kh * s->kernel + kw) * s->bigChannels * s->smallChannels;
}

/// All phases side by side: result (phaseY, phaseX, cb) as a row of `inner` weights.
static void pack_rows(const float *w, const latents_convolution *s, float *to) {
  const ptrdiff_t taps = phase_taps(s, 0), channels = s->smallChannels;
  for (ptrdiff_t phase = 0; phase < s->stride * s->stride; phase++) {
    for (ptrdiff_t cb = 0; cb < s->bigChannels; cb++) {
      for (ptrdiff_t tap = 0; tap < taps * taps; tap++, to += channels) {
        const float *from = tap_weights(
          s, w, phase / s->stride, phase % s->stride, tap / taps, tap % taps);
        memcpy(to, from + cb * channels, (size_t)channels * sizeof(float));
      }
    }
  }
}

static void pack_columns(const float *w, const latents_convolution *s, float *packed) {
  const size_t inner = (size_t)phase_inner(s, 0, 0);
  const size_t columns = (size_t)(s->stride * s->stride * s->bigChannels);
  const latents_scratch scratch = latents_scratch_take(columns * inner * sizeof(float));
  pack_rows(w, s, scratch.memory);
  latents_pack_transposed(
    scratch.memory, inner, inner, columns, 0, (columns + LATENTS_PANEL - 1) / LATENTS_PANEL, packed,
    inner * LATENTS_PANEL);
  latents_scratch_give(scratch);
}

void latents_scatter_pack(const float *w, const latents_convolution *s, float *packed) {
  const latents_windows windows = scatter_windows(s);
  switch (form_of(&windows, s)) {
    case AS_COLUMNS: pack_columns(w, s, packed); return;
    case AS_PLANES: pack_rows(w, s, packed); return;
    case PHASE_BY_PHASE: break;
  }
  const size_t channels = (size_t)s->smallChannels, columns = (size_t)s->bigChannels;
  for (ptrdiff_t phase = 0; phase < s->stride * s->stride; phase++) {
    const ptrdiff_t phaseY = phase / s->stride, phaseX = phase % s->stride;
    const size_t inner = (size_t)phase_inner(s, phaseY, phaseX);
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

// MARK: - Running

typedef struct scatter {
  const latents_convolution *shape;
  latents_windows windows;
  ptrdiff_t unit, rows;  // of a unit, and of the batch
  const float *small, *packed, *bias;
  float *big;
  bool relu;
} scatter;

/// The first big row or column of a position: that of phase 0, which may lie outside.
static ptrdiff_t big_index(const latents_convolution *s, ptrdiff_t position) {
  return (position + s->padding / s->stride) * s->stride - s->padding;
}

/// Moves the results of a row of positions to their pixels: result r of a position lies at
/// values[position·columnStep + r·resultStep].
static void place(
  const scatter *s, ptrdiff_t row, const float *values, ptrdiff_t columnStep,
  ptrdiff_t resultStep) {
  const latents_convolution *shape = s->shape;
  const latents_windows *w = &s->windows;
  const ptrdiff_t cb = shape->bigChannels, stride = shape->stride;
  float *picture = s->big + row / w->rows * shape->bigHeight * shape->bigWidth * cb;
  for (ptrdiff_t phase = 0; phase < stride * stride; phase++) {
    const ptrdiff_t y = big_index(shape, row % w->rows) + phase / stride;
    const ptrdiff_t x = big_index(shape, 0) + phase % stride;
    if (y < 0 || y >= shape->bigHeight) continue;
    const ptrdiff_t low = x < 0 ? 1 : 0;
    const ptrdiff_t high = x < shape->bigWidth ? (shape->bigWidth - 1 - x) / stride + 1 : 0;
    float *out = picture + (y * shape->bigWidth + x) * cb;
    for (ptrdiff_t c = 0; c < cb; c++) {
      const float *from = values + (phase * cb + c) * resultStep;
      for (ptrdiff_t q = low; q < high; q++) out[q * stride * cb + c] = from[q * columnStep];
    }
  }
}

static void scatter_planes(const scatter *s, size_t first, size_t end) {
  const latents_windows *w = &s->windows;
  const ptrdiff_t channels = s->shape->bigChannels;
  const ptrdiff_t results = channels * s->shape->stride * s->shape->stride;
  const latents_planes p = latents_planes_make(w, results, s->bias, channels);
  for (ptrdiff_t u = (ptrdiff_t)first; u < (ptrdiff_t)end; u++) {
    const ptrdiff_t from = u * s->unit, to = smaller(from + s->unit, s->rows);
    latents_planes_run(&p, w, s->small, from, to, s->packed, results, s->relu);
    for (ptrdiff_t row = from; row < to; row++) {
      place(s, row, p.results + latents_planes_start(w, from, row), 1, p.count);
    }
  }
  latents_scratch_give(p.scratch);
}

/// The parts of scratch that the other two forms use.
typedef struct parts {
  latents_scratch scratch;
  float *copy, *results, *bias;
  int32_t *positions, *rowOffsets, *resultOffsets, *taps;
} parts;

static parts make_parts(const scatter *s, ptrdiff_t resultColumns) {
  const latents_windows *w = &s->windows;
  const size_t copy = latents_padded_count(w, s->unit);
  const size_t positions = rounded((size_t)(s->unit * w->columns));
  const size_t results = positions * (size_t)resultColumns, bias = rounded((size_t)resultColumns);
  const size_t taps = (size_t)(w->taps * w->taps * w->channels);
  parts p;
  p.scratch =
    latents_scratch_take((copy + results + bias + 3 * positions + taps) * sizeof(float));
  p.copy = p.scratch.memory;
  p.results = p.copy + copy;
  p.bias = p.results + results;
  p.positions = (int32_t *)(p.bias + bias);
  p.rowOffsets = p.positions + positions;
  p.resultOffsets = p.rowOffsets + positions;
  p.taps = p.resultOffsets + positions;
  return p;
}

static void scatter_columns(const scatter *s, size_t first, size_t end) {
  const latents_windows *w = &s->windows;
  const ptrdiff_t stride = s->shape->stride, channels = s->shape->bigChannels;
  const ptrdiff_t columns = channels * stride * stride;
  const ptrdiff_t wide = (ptrdiff_t)rounded((size_t)columns);
  const parts p = make_parts(s, wide);
  latents_note_taps(w, 0, w->taps, 0, w->taps, p.taps);
  for (ptrdiff_t i = 0; i < wide; i++) {
    p.bias[i] = s->bias && i < columns ? s->bias[i % channels] : 0;
  }
  latents_product product = {
    .a = p.copy,
    .rowOffsets = p.positions,
    .innerOffsets = p.taps,
    .b = s->packed,
    .bRow = LATENTS_PANEL,
    .bPanel = phase_inner(s->shape, 0, 0) * LATENTS_PANEL,
    .c = p.results,
    .resultStride = wide,
    .inner = phase_inner(s->shape, 0, 0),
    .columns = wide,
    .bias = p.bias,
    .relu = s->relu,
  };
  for (ptrdiff_t u = (ptrdiff_t)first; u < (ptrdiff_t)end; u++) {
    const ptrdiff_t from = u * s->unit, to = smaller(from + s->unit, s->rows);
    latents_copy_unit(w, s->small, from, to, p.copy, p.positions);
    product.rows = (to - from) * w->columns;
    latents_product_run(&product);
    for (ptrdiff_t row = from; row < to; row++) {
      place(s, row, p.results + (row - from) * w->columns * wide, wide, 1);
    }
  }
  latents_scratch_give(p.scratch);
}

/// Notes the positions of a unit whose pixel of a phase lies in the picture, and where that pixel
/// is from the unit's first picture on; returns how many there are.
static ptrdiff_t note_pixels(
  const scatter *s, const parts *p, ptrdiff_t first, ptrdiff_t end, ptrdiff_t phaseY,
  ptrdiff_t phaseX) {
  const latents_convolution *shape = s->shape;
  const latents_windows *w = &s->windows;
  ptrdiff_t count = 0;
  for (ptrdiff_t row = first; row < end; row++) {
    const ptrdiff_t n = row / w->rows - first / w->rows;
    const ptrdiff_t y = big_index(shape, row % w->rows) + phaseY;
    if (y < 0 || y >= shape->bigHeight) continue;
    for (ptrdiff_t q = 0; q < w->columns; q++) {
      const ptrdiff_t x = big_index(shape, q) + phaseX;
      if (x < 0 || x >= shape->bigWidth) continue;
      const ptrdiff_t pixel = (n * shape->bigHeight + y) * shape->bigWidth + x;
      p->rowOffsets[count] = p->positions[(row - first) * w->columns + q];
      p->resultOffsets[count] = (int32_t)(pixel * shape->bigChannels);
      count++;
    }
  }
  return count;
}

static void scatter_phases(const scatter *s, size_t first, size_t end) {
  const latents_convolution *shape = s->shape;
  const latents_windows *w = &s->windows;
  const ptrdiff_t stride = shape->stride, channels = shape->bigChannels;
  const parts p = make_parts(s, 0);
  latents_product product = {
    .a = p.copy,
    .rowOffsets = p.rowOffsets,
    .innerOffsets = p.taps,
    .bRow = LATENTS_PANEL,
    .resultOffsets = p.resultOffsets,
    .columns = channels,
    .bias = s->bias,
    .relu = s->relu,
  };
  for (ptrdiff_t u = (ptrdiff_t)first; u < (ptrdiff_t)end; u++) {
    const ptrdiff_t from = u * s->unit, to = smaller(from + s->unit, s->rows);
    latents_copy_unit(w, s->small, from, to, p.copy, p.positions);
    product.c = s->big + from / w->rows * shape->bigHeight * shape->bigWidth * channels;
    product.b = s->packed;
    for (ptrdiff_t phase = 0; phase < stride * stride; phase++) {
      const ptrdiff_t phaseY = phase / stride, phaseX = phase % stride;
      const ptrdiff_t high = phase_taps(shape, phaseY), wide = phase_taps(shape, phaseX);
      latents_note_taps(w, w->taps - high, high, w->taps - wide, wide, p.taps);
      product.rows = note_pixels(s, &p, from, to, phaseY, phaseX);
      product.inner = phase_inner(shape, phaseY, phaseX);
      product.bPanel = product.inner * LATENTS_PANEL;
      latents_product_run(&product);
      product.b += latents_packed_count((size_t)product.inner, (size_t)channels);
    }
  }
  latents_scratch_give(p.scratch);
}

void latents_scatter(
  const float *small, const float *packed, float *big, size_t batch,
  const latents_convolution *shape, const float *bias, bool relu, size_t first, size_t end) {
  scatter s = {.shape = shape, .windows = scatter_windows(shape)};
  s.unit = unit_of(&s.windows, shape);
  s.rows = (ptrdiff_t)batch * s.windows.rows;
  s.small = small;
  s.packed = packed;
  s.bias = bias;
  s.big = big;
  s.relu = relu;
  switch (form_of(&s.windows, shape)) {
    case AS_PLANES: scatter_planes(&s, first, end); break;
    case AS_COLUMNS: scatter_columns(&s, first, end); break;
    case PHASE_BY_PHASE: scatter_phases(&s, first, end); break;
  }
}
