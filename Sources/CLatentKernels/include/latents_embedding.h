// Sums over pairs of points of the plane, for embeddings.
#ifndef LATENTS_EMBEDDING_H
#define LATENTS_EMBEDDING_H

#include <stddef.h>

/// Over the n points (x[j], y[j]), with (dx, dy) from each to (px, py) and q = 1/(1 + dx² + dy²):
/// sums[0] = Σ q, sums[1] = Σ q² dx, sums[2] = Σ q² dy, by 16 virtual lanes and one fixed tree.
void latents_repulsion(
  const float *x, const float *y, size_t n, float px, float py, float *sums);

#endif
