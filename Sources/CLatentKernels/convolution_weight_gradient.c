#pragma STDC FP_CONTRACT OFF
#include "convolution_windows.h"
#include "kernel_table.h"
#include "transpose.h"

// dw[tap, cs] is a sum over positions. Lanes run over taps, which lie side by side in the padded
// copy, and rows over the channels of the small picture; the sums are kept transposed until the
// last unit is done.

/// A unit: as many positions as a block of k, because every unit loads and stores all sums.
static ptrdiff_t sum_rows(const latents_windows *w) {
  return latents_unit_rows(w, 288, 128 * 1024);
}

/// Copies taps [first, first + 16) of every position into a panel; `taps` of them exist.
static void pack_taps(
  const float *copy, const int32_t *positions, ptrdiff_t count, const int32_t *offsets,
  ptrdiff_t taps, float *panel) {
  const ptrdiff_t exist = smaller(taps, LATENTS_PANEL);
  if (exist < LATENTS_PANEL) memset(panel, 0, (size_t)(count * LATENTS_PANEL) * sizeof(float));
  ptrdiff_t lane = 0;
  while (lane < exist) {
    ptrdiff_t length = 1;
    while (lane + length < exist && offsets[lane + length] == offsets[lane] + length) length++;
    const float *from = copy + offsets[lane];
    float *to = panel + lane;
    lane += length;
    if (length == LATENTS_PANEL) {
      for (ptrdiff_t k = 0; k < count; k++) {
        memcpy(to + k * LATENTS_PANEL, from + positions[k], LATENTS_PANEL * sizeof(float));
      }
      continue;
    }
    for (; length >= 4; length -= 4, from += 4, to += 4) {
      for (ptrdiff_t k = 0; k < count; k++) {
        memcpy(to + k * LATENTS_PANEL, from + positions[k], 4 * sizeof(float));
      }
    }
    for (; length > 0; length--, from++, to++) {
      for (ptrdiff_t k = 0; k < count; k++) to[k * LATENTS_PANEL] = from[positions[k]];
    }
  }
}

/// Copies channels in groups of `group`, so that a tile of rows reads one stream of memory.
static void pack_channels(
  const float *small, ptrdiff_t stride, ptrdiff_t count, ptrdiff_t channels, ptrdiff_t group,
  float *to) {
  for (ptrdiff_t c = 0; c < channels; c += group) {
    const ptrdiff_t width = smaller(group, channels - c);
    for (ptrdiff_t k = 0; k < count; k++) {
      const float *from = small + k * stride + c;
      for (ptrdiff_t i = 0; i < width; i++) to[k * group + i] = from[i];
    }
    to += count * group;
  }
}

void latents_weight_gradient(
  const float *big, const float *small, float *dw, size_t batch, const latents_convolution *shape,
  bool accumulate, size_t firstTap, size_t endTap, size_t firstChannel, size_t endChannel) {
  const latents_windows w = latents_gather_windows(shape);
  const ptrdiff_t unit = sum_rows(&w), rows = (ptrdiff_t)batch * w.rows;
  const ptrdiff_t taps = (ptrdiff_t)(endTap - firstTap);
  const ptrdiff_t channels = (ptrdiff_t)(endChannel - firstChannel);
  if (firstTap >= endTap || firstChannel >= endChannel) return;
  const ptrdiff_t group = latents_active()->tile_rows;
  const ptrdiff_t panels = quotient_up(taps, LATENTS_PANEL), wide = panels * LATENTS_PANEL;

  const size_t copy = rounded(
    (size_t)(latents_padded_rows(&w, unit) * padded_width(&w) * w.channels));
  const size_t positions = rounded((size_t)(unit * w.columns));
  const size_t sums = (size_t)(channels * wide), panel = positions * LATENTS_PANEL;
  const size_t packed = rounded(positions * (size_t)(quotient_up(channels, group) * group));
  const size_t offsets = rounded((size_t)(w.taps * w.taps * w.channels));
  const latents_scratch scratch = latents_scratch_take(
    (copy + sums + panel + packed + positions + offsets + (size_t)channels) * sizeof(float));
  float *const copied = scratch.memory, *const sum = copied + copy, *const tapPanel = sum + sums;
  float *const packedChannels = tapPanel + panel;
  int32_t *const positionOffsets = (int32_t *)(packedChannels + packed);
  int32_t *const tapOffsets = positionOffsets + positions;
  int32_t *const channelOffsets = tapOffsets + offsets;

  latents_note_taps(&w, 0, w.taps, 0, w.taps, tapOffsets);
  float *const first = dw + (ptrdiff_t)firstTap * shape->smallChannels + firstChannel;
  if (accumulate) {
    latents_transpose(first, shape->smallChannels, sum, wide, taps, channels);
    for (ptrdiff_t c = 0; c < channels && wide > taps; c++) {
      memset(sum + c * wide + taps, 0, (size_t)(wide - taps) * sizeof(float));
    }
  } else {
    memset(sum, 0, sums * sizeof(float));
  }
  latents_product product = {
    .a = packedChannels,
    .rowOffsets = channelOffsets,
    .innerStride = group,
    .b = tapPanel,
    .bRow = LATENTS_PANEL,
    .resultStride = wide,
    .rows = channels,
    .columns = LATENTS_PANEL,
    .resume = true,
  };
  for (ptrdiff_t from = 0; from < rows; from += unit) {
    const ptrdiff_t to = smaller(from + unit, rows);
    product.inner = (to - from) * w.columns;
    latents_copy_unit(&w, big, from, to, copied, positionOffsets);
    pack_channels(
      small + from * w.columns * shape->smallChannels + firstChannel, shape->smallChannels,
      product.inner, channels, group, packedChannels);
    for (ptrdiff_t c = 0; c < channels; c++) {
      channelOffsets[c] = (int32_t)(c / group * product.inner * group + c % group);
    }
    for (ptrdiff_t i = 0; i < panels; i++) {
      const ptrdiff_t tap = i * LATENTS_PANEL;
      pack_taps(
        copied, positionOffsets, product.inner, tapOffsets + (ptrdiff_t)firstTap + tap, taps - tap,
        tapPanel);
      product.c = sum + tap;
      latents_product_run(&product);
    }
  }
  latents_transpose(sum, wide, first, shape->smallChannels, channels, taps);
  latents_scratch_give(scratch);
}
