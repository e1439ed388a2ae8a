// Template: the Adam step of latents_optimizer.h. See isa.h for the macros.

/// One register of elements.
LATENTS_HELPER(
  void, adam_step,
  (float *p, const float *g, float *m, float *v, const latents_adam_step *restrict s)) {
  typedef latents_unaligned U;
  const latents_vector gradient =
    *(const U *)(const void *)g * LATENTS_NAME(spread)(s->gradientScale);
  const latents_vector first = __builtin_elementwise_fma(
    LATENTS_NAME(spread)(s->firstGain), gradient,
    LATENTS_NAME(spread)(s->firstDecay) * *(const U *)(const void *)m);
  const latents_vector second = __builtin_elementwise_fma(
    LATENTS_NAME(spread)(s->secondGain) * gradient, gradient,
    LATENTS_NAME(spread)(s->secondDecay) * *(const U *)(const void *)v);
  const latents_vector size = __builtin_elementwise_fma(
    __builtin_elementwise_sqrt(second), LATENTS_NAME(spread)(s->inverseRootCorrection),
    LATENTS_NAME(spread)(s->epsilon));
  *(U *)(void *)m = first;
  *(U *)(void *)v = second;
  *(U *)(void *)p = __builtin_elementwise_fma(
    LATENTS_NAME(spread)(-s->stepSize), first / size,
    *(const U *)(const void *)p * LATENTS_NAME(spread)(s->weightFactor));
}

LATENTS_KERNEL(
  void, adam,
  (float *p, const float *g, float *m, float *v, size_t n, const latents_adam_step *step)) {
  const latents_adam_step s = *step;
  size_t i = 0;
  for (; i + LATENTS_LANES <= n; i += LATENTS_LANES) {
    LATENTS_NAME(adam_step)(p + i, g + i, m + i, v + i, &s);
  }
  if (i < n) {
    float edge[4][LATENTS_LANES] = {{0}};
    for (size_t j = 0; j < n - i; j++) {
      edge[0][j] = p[i + j];
      edge[1][j] = g[i + j];
      edge[2][j] = m[i + j];
      edge[3][j] = v[i + j];
    }
    LATENTS_NAME(adam_step)(edge[0], edge[1], edge[2], edge[3], &s);
    for (size_t j = 0; j < n - i; j++) {
      p[i + j] = edge[0][j];
      m[i + j] = edge[2][j];
      v[i + j] = edge[3][j];
    }
  }
}
