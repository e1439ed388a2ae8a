// Template: sums over pairs of points of the plane. See isa.h for the macros.

LATENTS_KERNEL(
  void, repulsion,
  (const float *x, const float *y, size_t n, float px, float py, float *sums)) {
  const latents_vector ones = LATENTS_NAME(spread)(1);
  const latents_vector placeX = LATENTS_NAME(spread)(px), placeY = LATENTS_NAME(spread)(py);
  latents_vector near[LATENTS_SUM_VECTORS] = {0};
  latents_vector alongX[LATENTS_SUM_VECTORS] = {0}, alongY[LATENTS_SUM_VECTORS] = {0};
  float edgeX[LATENTS_SUM_LANES], edgeY[LATENTS_SUM_LANES], weights[LATENTS_SUM_LANES];
  for (size_t i = 0; i < n; i += LATENTS_SUM_LANES) {
    const bool isEdge = i + LATENTS_SUM_LANES > n;
    const float *u = LATENTS_NAME(lane_block)(x, i, n, edgeX);
    const float *w = LATENTS_NAME(lane_block)(y, i, n, edgeY);
    if (isEdge) {
      for (size_t l = 0; l < LATENTS_SUM_LANES; l++) weights[l] = i + l < n;
    }
    for (int v = 0; v < LATENTS_SUM_VECTORS; v++) {
      const latents_vector dx = placeX - LATENTS_NAME(load)(u + v * LATENTS_LANES);
      const latents_vector dy = placeY - LATENTS_NAME(load)(w + v * LATENTS_LANES);
      latents_vector q = ones / LATENTS_FMA(dx, dx, LATENTS_FMA(dy, dy, ones));
      // Where there is no point, there is nothing to add.
      if (isEdge) q *= LATENTS_NAME(load)(weights + v * LATENTS_LANES);
      const latents_vector square = q * q;
      near[v] += q;
      alongX[v] = LATENTS_FMA(square, dx, alongX[v]);
      alongY[v] = LATENTS_FMA(square, dy, alongY[v]);
    }
  }
  sums[0] = LATENTS_NAME(tree_of_vectors)(near);
  sums[1] = LATENTS_NAME(tree_of_vectors)(alongX);
  sums[2] = LATENTS_NAME(tree_of_vectors)(alongY);
}
