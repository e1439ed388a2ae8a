// Template: losses of one sample and the reparametrisation. See isa.h for the macros.
//
// Sums over a sample's elements go through 16 virtual lanes of floats (see reduction.h). Elements
// past the end are computed from zeros and their terms masked away.

/// All ones in the lanes i ..< n of a register that starts at element i.
LATENTS_HELPER(latents_mask, lanes_within, (size_t i, size_t n)) {
  latents_mask mask;
  for (int l = 0; l < LATENTS_LANES; l++) mask[l] = i + (size_t)l < n ? -1 : 0;
  return mask;
}

/// A register of x from element i on; zeros from element n on.
LATENTS_HELPER(latents_vector, load_until, (const float *x, size_t i, size_t n)) {
  if (i + LATENTS_LANES <= n) return LATENTS_NAME(load)(x + i);
  return LATENTS_NAME(load_part)(x + i, n - i);
}

LATENTS_HELPER(void, store_until, (float *out, size_t i, size_t n, latents_vector x)) {
  if (i + LATENTS_LANES <= n) {
    LATENTS_NAME(store)(out + i, x);
  } else {
    LATENTS_NAME(store_part)(out + i, n - i, x);
  }
}

/// sums[register of the lanes of element i] += term, up to element n.
LATENTS_HELPER(
  void, add_to_lanes, (latents_vector *sums, size_t i, size_t n, latents_vector term)) {
  if (i + LATENTS_LANES > n) {
    term = (latents_vector)((latents_mask)term & LATENTS_NAME(lanes_within)(i, n));
  }
  sums[i / LATENTS_LANES % LATENTS_SUM_VECTORS] += term;
}

LATENTS_KERNEL(
  float, bernoulli_loss,
  (const float *logits, const float *targets, float *gradient, size_t n, float scale)) {
  latents_vector sums[LATENTS_SUM_VECTORS] = {{0}};
  for (size_t i = 0; i < n; i += LATENTS_LANES) {
    const latents_vector x = LATENTS_NAME(load_until)(logits, i, n);
    const latents_vector t = LATENTS_NAME(load_until)(targets, i, n);
    const latents_vector z = LATENTS_NAME(exp_of_minus_magnitude)(x);
    const latents_vector linear = LATENTS_FMA(-t, x, LATENTS_NAME(rectify)(x));
    LATENTS_NAME(add_to_lanes)(sums, i, n, linear + LATENTS_NAME(log1p_of_unit)(z));
    if (gradient) {
      const latents_vector d = (LATENTS_NAME(sigmoid_from)(x, z) - t) * scale;
      LATENTS_NAME(store_until)(gradient, i, n, d);
    }
  }
  return LATENTS_NAME(tree_of_vectors)(sums);
}

LATENTS_KERNEL(
  float, normal_loss,
  (const float *outputs, const float *targets, float inverseVariance, float *gradient, size_t n,
   float scale)) {
  latents_vector sums[LATENTS_SUM_VECTORS] = {{0}};
  const float slope = inverseVariance * scale;
  for (size_t i = 0; i < n; i += LATENTS_LANES) {
    const latents_vector d =
      LATENTS_NAME(load_until)(outputs, i, n) - LATENTS_NAME(load_until)(targets, i, n);
    LATENTS_NAME(add_to_lanes)(sums, i, n, d * d);
    if (gradient) LATENTS_NAME(store_until)(gradient, i, n, d * slope);
  }
  return LATENTS_NAME(tree_of_vectors)(sums) * (0.5f * inverseVariance);
}

LATENTS_KERNEL(
  float, normal_loss_with_variances,
  (const float *outputs, const float *logVariances, const float *targets, float *gradient,
   float *logVarianceGradient, size_t n, float scale)) {
  latents_vector sums[LATENTS_SUM_VECTORS] = {{0}};
  for (size_t i = 0; i < n; i += LATENTS_LANES) {
    const latents_vector v = LATENTS_NAME(load_until)(logVariances, i, n);
    const latents_vector d =
      LATENTS_NAME(load_until)(outputs, i, n) - LATENTS_NAME(load_until)(targets, i, n);
    const latents_vector slope = d * LATENTS_NAME(exp)(-v);
    const latents_vector square = d * slope;
    LATENTS_NAME(add_to_lanes)(sums, i, n, v + square);
    if (gradient) LATENTS_NAME(store_until)(gradient, i, n, slope * scale);
    if (logVarianceGradient) {
      LATENTS_NAME(store_until)(logVarianceGradient, i, n, (1.0f - square) * (0.5f * scale));
    }
  }
  return 0.5f * LATENTS_NAME(tree_of_vectors)(sums);
}

/// ½(μ² + e^v − 1 − v) of one register.
LATENTS_HELPER(latents_vector, divergence_of, (latents_vector m, latents_vector v)) {
  return 0.5f * LATENTS_FMA(m, m, LATENTS_NAME(expm1)(v) - v);
}

LATENTS_MAP_PAIRS(divergence, divergence_of)

LATENTS_KERNEL(
  void, reparameterize,
  (const float *mean, const float *logVariance, const float *noise, float *out, size_t n)) {
  for (size_t i = 0; i < n; i += LATENTS_LANES) {
    const latents_vector v = LATENTS_NAME(load_until)(logVariance, i, n);
    const latents_vector z = LATENTS_FMA(
      LATENTS_NAME(exp)(0.5f * v), LATENTS_NAME(load_until)(noise, i, n),
      LATENTS_NAME(load_until)(mean, i, n));
    LATENTS_NAME(store_until)(out, i, n, z);
  }
}

LATENTS_KERNEL(
  void, reparameterize_gradient,
  (const float *latentGradient, const float *mean, const float *logVariance, const float *noise,
   const float *klWeights, float *meanGradient, float *logVarianceGradient, size_t n)) {
  for (size_t i = 0; i < n; i += LATENTS_LANES) {
    const latents_vector d = LATENTS_NAME(load_until)(latentGradient, i, n);
    const latents_vector v = LATENTS_NAME(load_until)(logVariance, i, n);
    const latents_vector w = LATENTS_NAME(load_until)(klWeights, i, n);
    const latents_vector deviation = LATENTS_NAME(exp)(0.5f * v);
    const latents_vector throughNoise = d * (deviation * LATENTS_NAME(load_until)(noise, i, n));
    const latents_vector throughVariance =
      LATENTS_FMA(w, LATENTS_NAME(expm1)(v), throughNoise) * 0.5f;
    const latents_vector throughMean =
      LATENTS_FMA(w, LATENTS_NAME(load_until)(mean, i, n), d);
    LATENTS_NAME(store_until)(meanGradient, i, n, throughMean);
    LATENTS_NAME(store_until)(logVarianceGradient, i, n, throughVariance);
  }
}
