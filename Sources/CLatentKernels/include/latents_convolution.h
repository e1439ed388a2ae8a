// Convolutions between a big picture and a small one, both in the layout height × width × channels.
//
//     small(y, x) touches big(y·stride + kh − padding, x·stride + kw − padding)
//
// Weights are [kh][kw][bigChannels][smallChannels]. Everything is a matrix product over zero-padded
// copies of the pictures, so no patch matrix is ever made.
#ifndef LATENTS_CONVOLUTION_H
#define LATENTS_CONVOLUTION_H

#include <stdbool.h>
#include <stddef.h>

/// All sizes are at least 1, except `padding`.
typedef struct latents_convolution {
  ptrdiff_t bigHeight, bigWidth, bigChannels;
  ptrdiff_t smallHeight, smallWidth, smallChannels;
  ptrdiff_t kernel, stride, padding;
} latents_convolution;

/// How many units of work a batch has; a call works on units [first, end), results are disjoint.
size_t latents_gather_units(const latents_convolution *shape, size_t batch);
size_t latents_scatter_units(const latents_convolution *shape, size_t batch);

/// Floats of the packed weights, and the packing.
size_t latents_gather_packed_count(const latents_convolution *shape);
size_t latents_scatter_packed_count(const latents_convolution *shape);
void latents_gather_pack(const float *w, const latents_convolution *shape, float *packed);
void latents_scatter_pack(const float *w, const latents_convolution *shape, float *packed);

/// small[n, y, x, cs] = act(bias[cs] + Σ over (kh, kw, cb) ascending of
/// big[n, y·s + kh − p, x·s + kw − p, cb]·w[kh, kw, cb, cs]); outside the picture big is 0, and
/// those terms are part of the chain.
void latents_gather(
  const float *big, const float *packed, float *small, size_t batch,
  const latents_convolution *shape, const float *bias, bool relu, size_t first, size_t end);

/// big[n, Y, X, cb] = act(bias[cb] + Σ over (y, x, cs) ascending of
/// small[n, y, x, cs]·w[Y + p − y·s, X + p − x·s, cb, cs]), over the window of all integers y and
/// x, inside the small picture or not, for which both kernel indices lie in 0 ..< kernel; outside
/// the picture small is 0, and those terms are part of the chain.
void latents_scatter(
  const float *small, const float *packed, float *big, size_t batch,
  const latents_convolution *shape, const float *bias, bool relu, size_t first, size_t end);

/// How many slices a weight gradient has; a call computes slices [first, end).
size_t latents_weight_gradient_slices(const latents_convolution *shape);

/// dw[kh, kw, cb, cs] = (accumulate ? dw : 0) + Σ over (n, y, x) ascending of
/// big[n, y·s + kh − p, x·s + kw − p, cb]·small[n, y, x, cs].
void latents_weight_gradient(
  const float *big, const float *small, float *dw, size_t batch, const latents_convolution *shape,
  bool accumulate, size_t first, size_t end);

#endif
