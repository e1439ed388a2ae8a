#pragma STDC FP_CONTRACT OFF
#include "convolution_windows.h"

latents_windows latents_gather_windows(const latents_convolution *s) {
  return (latents_windows){
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

ptrdiff_t latents_padded_rows(const latents_windows *w, ptrdiff_t unitRows) {
  const ptrdiff_t pictures = smaller(unitRows, (unitRows - 1) / w->rows + 2);
  return unitRows * w->stride + pictures * larger(0, w->taps - w->stride);
}

size_t latents_padded_count(const latents_windows *w, ptrdiff_t unitRows) {
  return rounded((size_t)latents_padded_rows(w, unitRows) * (size_t)padded_pitch(w));
}

ptrdiff_t latents_unit_rows(const latents_windows *w, ptrdiff_t positions, ptrdiff_t floats) {
  const ptrdiff_t rowFloats = padded_pitch(w) * w->stride;
  const ptrdiff_t most = larger(floats / rowFloats, quotient_up(24, w->columns));
  const ptrdiff_t rows = larger(1, smaller(quotient_up(positions, w->columns), most));
  return rows > w->rows ? rows / w->rows * w->rows : rows;
}

/// Copies `rows` rows of windows of one picture, from row of positions `row` on.
static float *copy_padded(
  const latents_windows *w, const float *picture, ptrdiff_t row, ptrdiff_t rows, float *to) {
  const ptrdiff_t width = padded_width(w) * w->channels, pitch = padded_pitch(w);
  const ptrdiff_t left = smaller(larger(0, -w->origin), padded_width(w));
  const ptrdiff_t skipped = larger(0, w->origin);
  const ptrdiff_t middle = larger(0, smaller(w->width - skipped, padded_width(w) - left));
  const ptrdiff_t right = padded_width(w) - left - middle;
  const ptrdiff_t top = row * w->stride + w->origin;
  for (ptrdiff_t y = top; y < top + padded_height(w, rows); y++, to += pitch) {
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

void latents_copy_unit(
  const latents_windows *w, const float *pictures, ptrdiff_t first, ptrdiff_t end, float *padded,
  int32_t *positions) {
  float *to = padded;
  while (first < end) {
    const ptrdiff_t n = first / w->rows, row = first % w->rows;
    const ptrdiff_t rows = smaller(w->rows - row, end - first);
    for (ptrdiff_t y = 0; y < rows; y++) {
      const ptrdiff_t start = (to - padded) + y * w->stride * padded_pitch(w);
      for (ptrdiff_t x = 0; x < w->columns; x++) {
        *positions++ = (int32_t)(start + x * w->stride * w->channels);
      }
    }
    to = copy_padded(w, pictures + n * w->height * w->width * w->channels, row, rows, to);
    first += rows;
  }
}

void latents_note_taps(
  const latents_windows *w, ptrdiff_t y0, ptrdiff_t height, ptrdiff_t x0, ptrdiff_t width,
  int32_t *taps) {
  for (ptrdiff_t y = y0; y < y0 + height; y++) {
    const ptrdiff_t start = y * padded_pitch(w) + x0 * w->channels;
    for (ptrdiff_t i = 0; i < width * w->channels; i++) *taps++ = (int32_t)(start + i);
  }
}
