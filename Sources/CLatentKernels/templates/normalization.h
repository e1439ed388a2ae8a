// Template: group normalisation over pictures [pixels][channels]. See isa.h for the macros.
//
// A channel's sum is one chain over ascending pixels, so registers hold channels and the memory is
// read as it lies; a group's sum puts its channels' sums through the 16 virtual lanes and the tree
// of reduction.h.

/// Replaces each channel's sum by its group's sum times `factor`.
LATENTS_HELPER(
  void, sums_of_groups, (float *sums, size_t channels, size_t groups, float factor)) {
  const size_t size = channels / groups;
  for (size_t g = 0; g < groups; g++) {
    float lanes[LATENTS_SUM_LANES] = {0};
    for (size_t c = 0; c < size; c++) lanes[c % LATENTS_SUM_LANES] += sums[g * size + c];
    const float sum = LATENTS_NAME(tree_of_floats)(lanes) * factor;
    for (size_t c = 0; c < size; c++) sums[g * size + c] = sum;
  }
}

LATENTS_KERNEL(
  void, normalization_statistics,
  (const float *x, size_t pixels, size_t channels, size_t groups, float epsilon, float *mean,
   float *inverse)) {
  const float factor = 1.0f / (float)(pixels * (channels / groups));
  for (size_t c = 0; c < channels; c += LATENTS_LANES) {
    latents_vector sum = {0};
    for (size_t p = 0; p < pixels; p++) {
      sum += LATENTS_NAME(load_until)(x + p * channels, c, channels);
    }
    LATENTS_NAME(store_until)(mean, c, channels, sum);
  }
  LATENTS_NAME(sums_of_groups)(mean, channels, groups, factor);
  for (size_t c = 0; c < channels; c += LATENTS_LANES) {
    const latents_vector m = LATENTS_NAME(load_until)(mean, c, channels);
    latents_vector sum = {0};
    for (size_t p = 0; p < pixels; p++) {
      const latents_vector d = LATENTS_NAME(load_until)(x + p * channels, c, channels) - m;
      sum = LATENTS_FMA(d, d, sum);
    }
    LATENTS_NAME(store_until)(inverse, c, channels, sum);
  }
  LATENTS_NAME(sums_of_groups)(inverse, channels, groups, factor);
  for (size_t c = 0; c < channels; c += LATENTS_LANES) {
    const latents_vector variance = LATENTS_NAME(load_until)(inverse, c, channels);
    LATENTS_NAME(store_until)(
      inverse, c, channels, 1.0f / __builtin_elementwise_sqrt(variance + epsilon));
  }
}

LATENTS_KERNEL(
  void, normalize,
  (const float *x, const float *mean, const float *inverse, const float *scale,
   const float *offset, size_t pixels, size_t channels, float *out)) {
  for (size_t c = 0; c < channels; c += LATENTS_LANES) {
    const latents_vector m = LATENTS_NAME(load_until)(mean, c, channels);
    const latents_vector r = LATENTS_NAME(load_until)(inverse, c, channels);
    const latents_vector s = LATENTS_NAME(load_until)(scale, c, channels);
    const latents_vector o = LATENTS_NAME(load_until)(offset, c, channels);
    for (size_t p = 0; p < pixels; p++) {
      const latents_vector v = LATENTS_NAME(load_until)(x + p * channels, c, channels);
      LATENTS_NAME(store_until)(out + p * channels, c, channels, LATENTS_FMA((v - m) * r, s, o));
    }
  }
}

LATENTS_KERNEL(
  void, normalize_derivative,
  (const float *x, const float *vector, const float *mean, const float *inverse,
   const float *before, const float *after, size_t pixels, size_t channels, size_t groups,
   float *sums, float *out)) {
  const float factor = 1.0f / (float)(pixels * (channels / groups));
  const latents_vector one = LATENTS_NAME(spread)(1.0f);
  float *products = sums + channels;
  for (size_t c = 0; c < channels; c += LATENTS_LANES) {
    const latents_vector m = LATENTS_NAME(load_until)(mean, c, channels);
    const latents_vector r = LATENTS_NAME(load_until)(inverse, c, channels);
    const latents_vector b = before ? LATENTS_NAME(load_until)(before, c, channels) : one;
    latents_vector sum = {0}, product = {0};
    for (size_t p = 0; p < pixels; p++) {
      const latents_vector v = LATENTS_NAME(load_until)(vector + p * channels, c, channels) * b;
      const latents_vector y =
        (LATENTS_NAME(load_until)(x + p * channels, c, channels) - m) * r;
      sum += v;
      product = LATENTS_FMA(v, y, product);
    }
    LATENTS_NAME(store_until)(sums, c, channels, sum);
    LATENTS_NAME(store_until)(products, c, channels, product);
  }
  LATENTS_NAME(sums_of_groups)(sums, channels, groups, factor);
  LATENTS_NAME(sums_of_groups)(products, channels, groups, factor);
  for (size_t c = 0; c < channels; c += LATENTS_LANES) {
    const latents_vector m = LATENTS_NAME(load_until)(mean, c, channels);
    const latents_vector r = LATENTS_NAME(load_until)(inverse, c, channels);
    const latents_vector b = before ? LATENTS_NAME(load_until)(before, c, channels) : one;
    const latents_vector a = after ? LATENTS_NAME(load_until)(after, c, channels) * r : r;
    const latents_vector average = LATENTS_NAME(load_until)(sums, c, channels);
    const latents_vector slope = LATENTS_NAME(load_until)(products, c, channels);
    for (size_t p = 0; p < pixels; p++) {
      const latents_vector v = LATENTS_NAME(load_until)(vector + p * channels, c, channels) * b;
      const latents_vector y =
        (LATENTS_NAME(load_until)(x + p * channels, c, channels) - m) * r;
      LATENTS_NAME(store_until)(
        out + p * channels, c, channels, a * LATENTS_FMA(-y, slope, v - average));
    }
  }
}

LATENTS_KERNEL(
  void, normalization_parameter_gradient,
  (const float *x, const float *outputGradient, const float *means, const float *inverses,
   size_t batch, size_t pixels, size_t channels, size_t first, size_t end, float *scaleGradient,
   float *offsetGradient)) {
  for (size_t c = first; c < end; c += LATENTS_LANES) {
    latents_vector product = {0}, sum = {0};
    for (size_t n = 0; n < batch; n++) {
      const latents_vector m = LATENTS_NAME(load_until)(means + n * channels, c, end);
      const latents_vector r = LATENTS_NAME(load_until)(inverses + n * channels, c, end);
      for (size_t p = n * pixels; p < (n + 1) * pixels; p++) {
        const latents_vector d = LATENTS_NAME(load_until)(outputGradient + p * channels, c, end);
        const latents_vector y = (LATENTS_NAME(load_until)(x + p * channels, c, end) - m) * r;
        product = LATENTS_FMA(d, y, product);
        sum += d;
      }
    }
    LATENTS_NAME(store_until)(scaleGradient, c, end, product);
    LATENTS_NAME(store_until)(offsetGradient, c, end, sum);
  }
}
