// Template: points between latents, computed in double. See isa.h for the macros.

LATENTS_KERNEL(
  void, mix,
  (const float *a, double first, const float *b, double second, double divisor, float *out,
   size_t n)) {
  if (divisor == 1) {
    for (size_t i = 0; i < n; i++) out[i] = (float)(first * (double)a[i] + second * (double)b[i]);
  } else {
    for (size_t i = 0; i < n; i++) {
      out[i] = (float)((first * (double)a[i] + second * (double)b[i]) / divisor);
    }
  }
}

LATENTS_KERNEL(
  void, cubic,
  (const float *a, const float *b, const float *c, const float *d, double t, float *out,
   size_t n)) {
  for (size_t i = 0; i < n; i++) {
    const double p = a[i], q = b[i], r = c[i], s = d[i];
    const double square = (2 * p - 5 * q + 4 * r - s) * t;
    const double cube = (3 * q - p - 3 * r + s) * t * t;
    out[i] = (float)(q + 0.5 * t * ((r - p) + square + cube));
  }
}

LATENTS_KERNEL(
  bool, great_circle,
  (const float *a, const float *b, size_t n, double t, double *scratch, float *out)) {
  const double first = __builtin_elementwise_sqrt(LATENTS_NAME(dot)(a, a, n));
  const double second = __builtin_elementwise_sqrt(LATENTS_NAME(dot)(b, b, n));
  if (!(first > 0 && second > 0)) return false;
  double *start = scratch, *rest = scratch + n;
  for (size_t i = 0; i < n; i++) {
    start[i] = (double)a[i] / first;
    rest[i] = (double)b[i] / second;
  }
  const double cosine = LATENTS_NAME(lanes_of_products)(start, rest, n);
  for (size_t i = 0; i < n; i++) rest[i] = rest[i] - cosine * start[i];
  const double sine = __builtin_elementwise_sqrt(LATENTS_NAME(lanes_of_products)(rest, rest, n));
  // Below this the ends count as parallel or opposite: floats hold no direction beyond it.
  if (!(sine >= 1e-6)) return false;
  const double angle = t * LATENTS_NAME(scalar_atan2)(sine, cosine);
  const double middle = (1 - t) * first + t * second;
  const double length = middle > 0 ? middle : 0;
  const double along = length * LATENTS_NAME(scalar_cos)(angle);
  const double across = length * LATENTS_NAME(scalar_sin)(angle);
  for (size_t i = 0; i < n; i++) out[i] = (float)(along * start[i] + across * (rest[i] / sine));
  return true;
}

LATENTS_KERNEL(
  bool, turned_aside,
  (const double *unit, double *side, size_t n, double along, double across, float *out)) {
  // Twice: after one pass a deviate nearly along the vector would keep a part of it.
  for (int pass = 0; pass < 2; pass++) {
    const double part = LATENTS_NAME(lanes_of_products)(side, unit, n);
    for (size_t i = 0; i < n; i++) side[i] -= part * unit[i];
  }
  const double length = __builtin_elementwise_sqrt(LATENTS_NAME(lanes_of_products)(side, side, n));
  if (!(length > 1e-9)) return false;
  for (size_t i = 0; i < n; i++) out[i] = (float)(along * unit[i] + across * (side[i] / length));
  return true;
}
