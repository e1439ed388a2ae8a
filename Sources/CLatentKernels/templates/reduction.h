// Template: reductions over 16 virtual lanes. See isa.h for the macros.
//
// Lane l takes the elements whose index is l modulo 16, in ascending order, whatever the width of a
// register; then eight lanes join the other eight, four the other four, two, one. Padding adds +0
// (or −∞ to a maximum), which changes no lane.

/// Adds the lanes up: 8 pairs (l, l + 8), then 4, 2, 1.
LATENTS_HELPER(double, tree_of_doubles, (const double *lanes)) {
  double sum[8];
  for (int l = 0; l < 8; l++) sum[l] = lanes[l] + lanes[l + 8];
  for (int l = 0; l < 4; l++) sum[l] += sum[l + 4];
  return (sum[0] + sum[2]) + (sum[1] + sum[3]);
}

LATENTS_HELPER(float, tree_of_floats, (const float *lanes)) {
  float sum[8];
  for (int l = 0; l < 8; l++) sum[l] = lanes[l] + lanes[l + 8];
  for (int l = 0; l < 4; l++) sum[l] += sum[l + 4];
  return (sum[0] + sum[2]) + (sum[1] + sum[3]);
}

LATENTS_HELPER(float, tree_of_vectors, (const latents_vector *sums)) {
  float lanes[LATENTS_SUM_LANES];
  for (int v = 0; v < LATENTS_SUM_VECTORS; v++) {
    LATENTS_NAME(store)(lanes + v * LATENTS_LANES, sums[v]);
  }
  return LATENTS_NAME(tree_of_floats)(lanes);
}

/// The elements i ..< n of a lane block of 16, padded with zeros; `edge` has room for 16.
LATENTS_HELPER(const float *, lane_block, (const float *x, size_t i, size_t n, float *edge)) {
  if (i + LATENTS_SUM_LANES <= n) return x + i;
  for (size_t l = 0; l < LATENTS_SUM_LANES; l++) edge[l] = i + l < n ? x[i + l] : 0;
  return edge;
}

LATENTS_KERNEL(double, dot, (const float *a, const float *b, size_t n)) {
  LATENTS_NAME(wide) sums[LATENTS_SUM_VECTORS] = {0};
  float edgeA[LATENTS_SUM_LANES], edgeB[LATENTS_SUM_LANES];
  for (size_t i = 0; i < n; i += LATENTS_SUM_LANES) {
    const float *u = LATENTS_NAME(lane_block)(a, i, n, edgeA);
    const float *w = LATENTS_NAME(lane_block)(b, i, n, edgeB);
    for (int v = 0; v < LATENTS_SUM_VECTORS; v++) {
      // The product of two floats is exact in a double.
      sums[v] += __builtin_convertvector(
                   LATENTS_NAME(load)(u + v * LATENTS_LANES), LATENTS_NAME(wide))
        * __builtin_convertvector(LATENTS_NAME(load)(w + v * LATENTS_LANES), LATENTS_NAME(wide));
    }
  }
  double lanes[LATENTS_SUM_LANES];
  for (int l = 0; l < LATENTS_SUM_LANES; l++) lanes[l] = sums[l / LATENTS_LANES][l % LATENTS_LANES];
  return LATENTS_NAME(tree_of_doubles)(lanes);
}

LATENTS_KERNEL(double, squared_distance, (const float *a, const float *b, size_t n)) {
  LATENTS_NAME(wide) sums[LATENTS_SUM_VECTORS] = {0};
  float edgeA[LATENTS_SUM_LANES], edgeB[LATENTS_SUM_LANES];
  for (size_t i = 0; i < n; i += LATENTS_SUM_LANES) {
    const float *u = LATENTS_NAME(lane_block)(a, i, n, edgeA);
    const float *w = LATENTS_NAME(lane_block)(b, i, n, edgeB);
    for (int v = 0; v < LATENTS_SUM_VECTORS; v++) {
      const LATENTS_NAME(wide) difference =
        __builtin_convertvector(LATENTS_NAME(load)(u + v * LATENTS_LANES), LATENTS_NAME(wide))
        - __builtin_convertvector(LATENTS_NAME(load)(w + v * LATENTS_LANES), LATENTS_NAME(wide));
      sums[v] += difference * difference;
    }
  }
  double lanes[LATENTS_SUM_LANES];
  for (int l = 0; l < LATENTS_SUM_LANES; l++) lanes[l] = sums[l / LATENTS_LANES][l % LATENTS_LANES];
  return LATENTS_NAME(tree_of_doubles)(lanes);
}

LATENTS_KERNEL(double, sum, (const float *x, size_t n)) {
  LATENTS_NAME(wide) sums[LATENTS_SUM_VECTORS] = {0};
  float edge[LATENTS_SUM_LANES];
  for (size_t i = 0; i < n; i += LATENTS_SUM_LANES) {
    const float *u = LATENTS_NAME(lane_block)(x, i, n, edge);
    for (int v = 0; v < LATENTS_SUM_VECTORS; v++) {
      sums[v] += __builtin_convertvector(
        LATENTS_NAME(load)(u + v * LATENTS_LANES), LATENTS_NAME(wide));
    }
  }
  double lanes[LATENTS_SUM_LANES];
  for (int l = 0; l < LATENTS_SUM_LANES; l++) lanes[l] = sums[l / LATENTS_LANES][l % LATENTS_LANES];
  return LATENTS_NAME(tree_of_doubles)(lanes);
}

/// sign·max(sign·x): the greatest for +1, the least for −1.
LATENTS_HELPER(float, extreme, (const float *x, size_t n, float sign)) {
  const latents_vector lowest = LATENTS_NAME(spread)(-__builtin_inff());
  latents_vector top[LATENTS_SUM_VECTORS];
  for (int v = 0; v < LATENTS_SUM_VECTORS; v++) top[v] = lowest;
  size_t i = 0;
  for (; i + LATENTS_SUM_LANES <= n; i += LATENTS_SUM_LANES) {
    for (int v = 0; v < LATENTS_SUM_VECTORS; v++) {
      const latents_vector y = LATENTS_NAME(load)(x + i + v * LATENTS_LANES) * sign;
      top[v] = LATENTS_NAME(select)(y > top[v], y, top[v]);
    }
  }
  float best = -__builtin_inff();
  for (int l = 0; l < LATENTS_SUM_LANES; l++) {
    const float y = top[l / LATENTS_LANES][l % LATENTS_LANES];
    best = y > best ? y : best;
  }
  for (; i < n; i++) best = x[i] * sign > best ? x[i] * sign : best;
  return best * sign;
}

LATENTS_KERNEL(float, greatest, (const float *x, size_t n)) {
  return LATENTS_NAME(extreme)(x, n, 1);
}

LATENTS_KERNEL(float, least, (const float *x, size_t n)) {
  return LATENTS_NAME(extreme)(x, n, -1);
}
