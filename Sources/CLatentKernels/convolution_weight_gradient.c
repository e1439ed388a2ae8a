#pragma STDC FP_CONTRACT OFF
#include "convolution_windows.h"
#include "kernel_table.h"
#include "transpose.h"

// dw[tap, cs] is a sum over positions (n, y, x), unit by unit. It is the gather's product with the
// roles of positions and taps exchanged: rows are taps, and the chain runs over the positions.
// Where the small picture has few channels, rows are its channels and the lanes run over the taps
// of a kernel row, which lie side by side in the padded copy; those sums are kept transposed until
// the last unit is done.

enum {
  FEW_CHANNELS = 12,
  TAP_SLICE = 32,      // taps that a thread takes together
  TAP_GROUP = 16,      // taps that are packed together
  PACK_CHANNELS = 48,  // Packing the taps pays if each is used often.
};

static bool lanes_over_taps(const latents_convolution *s) {
  return s->smallChannels <= FEW_CHANNELS;
}

/// Taps of a kernel row.
static ptrdiff_t run_of(const latents_convolution *s) { return s->kernel * s->bigChannels; }

/// A unit: as many positions as a block of k, because every unit loads and stores all sums.
static ptrdiff_t sum_rows(const latents_windows *w) {
  return latents_unit_rows(w, 192, 64 * 1024);
}

static ptrdiff_t tap_slices(const latents_convolution *s) {
  return quotient_up(s->kernel * run_of(s), TAP_SLICE);
}

static ptrdiff_t channel_slices(const latents_convolution *s) {
  return quotient_up(s->smallChannels, LATENTS_PANEL);
}

size_t latents_weight_gradient_slices(const latents_convolution *s) {
  if (lanes_over_taps(s)) return (size_t)(s->kernel * quotient_up(run_of(s), LATENTS_PANEL));
  return (size_t)larger(tap_slices(s), channel_slices(s));
}

typedef struct gradient {
  const latents_convolution *shape;
  latents_windows windows;
  ptrdiff_t unit, rows;  // of a unit, and of the batch
  const float *big, *small;
  float *dw;
  bool accumulate;
} gradient;

/// Copies taps [first, end) of every position into panels of 16 taps.
static void pack_taps(
  const float *copied, const int32_t *positions, ptrdiff_t count, const int32_t *taps,
  ptrdiff_t first, ptrdiff_t end, float *to) {
  for (ptrdiff_t tap = first; tap < end; tap += LATENTS_PANEL, to += count * LATENTS_PANEL) {
    const ptrdiff_t width = smaller(LATENTS_PANEL, end - tap);
    for (ptrdiff_t lane = 0, length; lane < width; lane += length) {
      const float *from = copied + taps[tap + lane];
      for (length = 1; lane + length < width; length++) {
        if (taps[tap + lane + length] != taps[tap + lane] + length) break;
      }
      if (length == LATENTS_PANEL) {
        latents_active()->copy_lines(from, positions, 0, count, to);
        continue;
      }
      for (ptrdiff_t k = 0; k < count; k++) {
        for (ptrdiff_t i = 0; i < length; i++) {
          to[k * LATENTS_PANEL + lane + i] = from[positions[k] + i];
        }
      }
    }
  }
}

/// Taps [firstTap, endTap) and channels [first, end), the first a multiple of 16.
static void taps_as_rows(
  const gradient *g, ptrdiff_t firstTap, ptrdiff_t endTap, ptrdiff_t first, ptrdiff_t end) {
  const latents_windows *w = &g->windows;
  const ptrdiff_t channels = g->shape->smallChannels;
  const ptrdiff_t firstPanel = first / LATENTS_PANEL, endPanel = quotient_up(end, LATENTS_PANEL);
  const size_t copy = latents_padded_count(w, g->unit);
  const size_t positions = rounded((size_t)(g->unit * w->columns));
  const size_t panel = positions * LATENTS_PANEL;
  const size_t packed = panel * (size_t)(endPanel - firstPanel);
  const size_t taps = (size_t)(w->taps * w->taps * w->channels);
  const bool packs = end - first >= PACK_CHANNELS;
  const size_t group = packs ? positions * TAP_GROUP : 0;
  const latents_scratch scratch =
    latents_scratch_take((copy + packed + group + positions + taps) * sizeof(float));
  float *const copied = scratch.memory, *const packedSmall = copied + copy;
  float *const packedTaps = packedSmall + packed;
  int32_t *const offsets = (int32_t *)(packedTaps + group), *const tapOffsets = offsets + positions;
  latents_note_taps(w, 0, w->taps, 0, w->taps, tapOffsets);
  latents_product product = {
    .a = packs ? packedTaps : copied,
    .innerOffsets = packs ? NULL : offsets,
    .innerStride = LATENTS_PANEL,
    .b = packedSmall,
    .bRow = LATENTS_PANEL,
    .bPanel = (ptrdiff_t)panel,
    .resultStride = channels,
    .columns = end - first,
    .resume = g->accumulate,
  };
  ptrdiff_t from = 0;
  do {  // Once at least: over no positions the sum is 0.
    const ptrdiff_t to = smaller(from + g->unit, g->rows);
    product.inner = (to - from) * w->columns;
    latents_copy_unit(w, g->big, from, to, copied, offsets);
    latents_pack(
      g->small + from * w->columns * channels, (size_t)channels, (size_t)product.inner,
      (size_t)channels, (size_t)firstPanel, (size_t)endPanel, packedSmall, panel);
    product.rowPanel = packs ? product.inner * LATENTS_PANEL : 0;
    const ptrdiff_t step = packs ? TAP_GROUP : endTap - firstTap;
    for (ptrdiff_t tap = firstTap; tap < endTap; tap += step) {
      product.rows = smaller(step, endTap - tap);
      product.rowOffsets = packs ? NULL : tapOffsets + tap;
      product.c = g->dw + tap * channels + first;
      if (packs) {
        pack_taps(
          copied, offsets, product.inner, tapOffsets, tap, tap + product.rows, packedTaps);
      }
      latents_product_run(&product);
    }
    product.resume = true;
    from = to;
  } while (from < g->rows);
  latents_scratch_give(scratch);
}

/// Slices [first, end) of the panels of all kernel rows.
static void taps_as_lanes(const gradient *g, ptrdiff_t first, ptrdiff_t end) {
  const latents_windows *w = &g->windows;
  const ptrdiff_t channels = g->shape->smallChannels, run = run_of(g->shape);
  const ptrdiff_t panels = quotient_up(run, LATENTS_PANEL), taps = g->shape->kernel * run;
  const size_t copy = latents_padded_count(w, g->unit) + 4 * LATENTS_PANEL;
  const size_t sums = rounded((size_t)(channels * taps));
  const latents_scratch scratch = latents_scratch_take(
    (copy + sums + (size_t)(g->unit * w->columns)) * sizeof(float));
  float *const copied = scratch.memory, *const sum = copied + copy;
  int32_t *const offsets = (int32_t *)(sum + sums);
  memset(copied, 0, copy * sizeof(float));  // The last lanes read past the last tap.
  if (g->accumulate) {
    latents_transpose(g->dw, channels, sum, taps, taps, channels);
  } else {
    memset(sum, 0, sums * sizeof(float));
  }
  latents_product product = {
    .rowStride = 1,
    .innerStride = channels,
    .bOffsets = offsets,
    .bPanel = LATENTS_PANEL,
    .resultStride = taps,
    .rows = channels,
    .resume = true,
  };
  for (ptrdiff_t from = 0; from < g->rows; from += g->unit) {
    const ptrdiff_t to = smaller(from + g->unit, g->rows);
    latents_copy_unit(w, g->big, from, to, copied, offsets);
    product.a = g->small + from * w->columns * channels;
    product.inner = (to - from) * w->columns;
    for (ptrdiff_t row = first / panels; row * panels < end; row++) {
      const ptrdiff_t low = larger(0, first - row * panels) * LATENTS_PANEL;
      product.b = copied + row * padded_pitch(w) + low;
      product.c = sum + row * run + low;
      product.columns = smaller((end - row * panels) * LATENTS_PANEL, run) - low;
      latents_product_run(&product);
    }
  }
  for (ptrdiff_t row = first / panels; row * panels < end; row++) {
    const ptrdiff_t low = larger(0, first - row * panels) * LATENTS_PANEL;
    const ptrdiff_t high = smaller((end - row * panels) * LATENTS_PANEL, run);
    latents_transpose(
      sum + row * run + low, taps, g->dw + (row * run + low) * channels, channels, channels,
      high - low);
  }
  latents_scratch_give(scratch);
}

void latents_weight_gradient(
  const float *big, const float *small, float *dw, size_t batch, const latents_convolution *shape,
  bool accumulate, size_t first, size_t end) {
  if (first >= end) return;
  gradient g = {.shape = shape, .windows = latents_gather_windows(shape)};
  g.unit = sum_rows(&g.windows);
  g.rows = (ptrdiff_t)batch * g.windows.rows;
  g.big = big;
  g.small = small;
  g.dw = dw;
  g.accumulate = accumulate;
  const ptrdiff_t from = (ptrdiff_t)first, to = (ptrdiff_t)end;
  const ptrdiff_t taps = shape->kernel * run_of(shape), channels = shape->smallChannels;
  if (lanes_over_taps(shape)) {
    taps_as_lanes(&g, from, to);
  } else if (tap_slices(shape) >= channel_slices(shape)) {
    taps_as_rows(&g, from * TAP_SLICE, smaller(to * TAP_SLICE, taps), 0, channels);
  } else {
    taps_as_rows(
      &g, 0, taps, from * LATENTS_PANEL, smaller(to * LATENTS_PANEL, channels));
  }
}
