// Template: elementwise functions and the derivatives of the activations. See isa.h for the macros.

LATENTS_HELPER(latents_vector, relu_gradient, (latents_vector y, latents_vector d)) {
  return (latents_vector)((latents_mask)d & (latents_mask)(y > 0.0f));
}

/// x where x > 0, else s·x; with d in place of the chosen x: the derivative's product with d.
LATENTS_HELPER(
  latents_vector, leaky_relu_gradient, (latents_vector x, latents_vector d, latents_vector s)) {
  return LATENTS_NAME(select)(x > 0.0f, d, s * d);
}

LATENTS_HELPER(latents_vector, silu_of, (latents_vector x)) {
  const latents_vector z = LATENTS_NAME(exp_of_minus_magnitude)(x);
  // −∞ times 0 is not a number; the limit is −0.
  const latents_vector finite = LATENTS_NAME(select)(x < -200.0f, LATENTS_NAME(spread)(-200.0f), x);
  return LATENTS_NAME(keep_nan)(x, finite * LATENTS_NAME(sigmoid_from)(x, z));
}

/// d·s·(1 + x·(1 − s))
LATENTS_HELPER(latents_vector, silu_gradient, (latents_vector x, latents_vector d)) {
  const latents_vector c = LATENTS_NAME(clamp)(x, -200.0f, 200.0f);
  const latents_vector s = LATENTS_NAME(sigmoid)(c);
  return d * s * LATENTS_FMA(c, 1.0f - s, LATENTS_NAME(spread)(1.0f));
}

LATENTS_HELPER(latents_vector, tanh_gradient, (latents_vector y, latents_vector d)) {
  return d * LATENTS_FMA(-y, y, LATENTS_NAME(spread)(1.0f));
}

LATENTS_HELPER(latents_vector, sigmoid_gradient, (latents_vector y, latents_vector d)) {
  return d * (y * (1.0f - y));
}

LATENTS_HELPER(latents_vector, sum_of, (latents_vector a, latents_vector b)) { return a + b; }
LATENTS_HELPER(latents_vector, difference_of, (latents_vector a, latents_vector b)) {
  return a - b;
}
LATENTS_HELPER(latents_vector, product_of, (latents_vector a, latents_vector b)) { return a * b; }

LATENTS_HELPER(
  latents_vector, sum_with_multiple, (latents_vector a, latents_vector b, latents_vector s)) {
  return LATENTS_FMA(s, b, a);
}

/// (1 − t)·a + t·b, exactly a at t = 0 and b at t = 1.
LATENTS_HELPER(
  latents_vector, blend_of, (latents_vector a, latents_vector b, latents_vector t)) {
  return LATENTS_FMA(t, b, LATENTS_FMA(-t, a, a));
}

LATENTS_MAP(relu, rectify)
LATENTS_MAP(silu, silu_of)
LATENTS_MAP_PAIRS(relu_derivative, relu_gradient)
LATENTS_MAP_PAIRS(silu_derivative, silu_gradient)
LATENTS_MAP_PAIRS(tanh_derivative, tanh_gradient)
LATENTS_MAP_PAIRS(sigmoid_derivative, sigmoid_gradient)
LATENTS_MAP_PAIRS_WITH(leaky_relu_derivative, leaky_relu_gradient)
LATENTS_MAP_PAIRS(add, sum_of)
LATENTS_MAP_PAIRS(subtract, difference_of)
LATENTS_MAP_PAIRS(multiply_elements, product_of)
LATENTS_MAP_PAIRS_WITH(add_multiple, sum_with_multiple)
LATENTS_MAP_PAIRS_WITH(blend, blend_of)

LATENTS_KERNEL(void, scale, (const float *x, float s, float *out, size_t n)) {
  for (size_t i = 0; i < n; i++) out[i] = x[i] * s;
}
