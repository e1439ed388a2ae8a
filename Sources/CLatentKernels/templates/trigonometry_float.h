// Template: sine and cosine of a register of floats, computed in doubles. See isa.h for the macros.

/// sin(x + turns·π/2). Doubles make the plain reduction and polynomials good to half a bit of a
/// float; past 2³⁰ the elements take the integer reduction one by one.
LATENTS_HELPER(latents_vector, sin_quarter_turns, (latents_vector x, long long turns)) {
  typedef LATENTS_NAME(wide) wide;
  typedef LATENTS_NAME(wide_mask) wide_mask;
  const wide angle = __builtin_convertvector(x, wide);
  const wide sum = angle * 0x1.45f306dc9c883p-1 + 0x1.8p+52;
  const wide n = sum - 0x1.8p+52;
  wide half_pi_1, half_pi_2;
  for (int i = 0; i < LATENTS_LANES; i++) {
    half_pi_1[i] = -LATENTS_HALF_PI_1;
    half_pi_2[i] = -LATENTS_HALF_PI_2;
  }
  wide r = LATENTS_FMA(n, half_pi_2, LATENTS_FMA(n, half_pi_1, angle));
  wide_mask quadrant = (wide_mask)sum + turns;
  const latents_vector size = LATENTS_NAME(magnitude)(x);
  bool huge = false;
  for (int i = 0; i < LATENTS_LANES; i++) huge |= size[i] >= 0x1p+30f;
  if (huge) {
    for (int i = 0; i < LATENTS_LANES; i++) {
      if (!(size[i] >= 0x1p+30f && size[i] <= 0x1.fffffep+127f)) continue;
      const latents_angle reduced = latents_reduce_huge_angle(x[i]);
      r[i] = reduced.high;
      quadrant[i] = reduced.quadrant + turns;
    }
  }
  const wide z = r * r;
  const wide sine = r + r * z * (((0x1.6cd676cc43653p-19 * z - 0x1.a00f95d4b8574p-13) * z
    + 0x1.1111088cb59b3p-7) * z - 0x1.5555554cad0dap-3);
  const wide cosine = 1 + z * (((0x1.99316c5490859p-16 * z - 0x1.6c08730c3f2f4p-10) * z
    + 0x1.55553df43fda5p-5) * z - 0x1.ffffffd07a98ep-2);
  const wide_mask odd = -(quadrant & 1);
  const wide_mask chosen = (odd & (wide_mask)cosine) | (~odd & (wide_mask)sine);
  const wide result = (wide)(chosen ^ (quadrant & 2) << 62);
  const latents_vector y = __builtin_convertvector(result, latents_vector);
  const latents_vector nan = (latents_vector)LATENTS_NAME(spread_bits)(0x7fc00000);
  const latents_vector edges = LATENTS_NAME(select)(size > 0x1.fffffep+127f, nan, y);
  return LATENTS_NAME(keep_nan)(x, edges);
}

/// The sums above lose the sign of −0.
LATENTS_HELPER(latents_vector, sin, (latents_vector x)) {
  const latents_vector y = LATENTS_NAME(sin_quarter_turns)(x, 0);
  return LATENTS_NAME(select)(x == 0.0f, x, y);
}

LATENTS_HELPER(latents_vector, cos, (latents_vector x)) {
  return LATENTS_NAME(sin_quarter_turns)(x, 1);
}

LATENTS_MAP(vector_sin, sin)
LATENTS_MAP(vector_cos, cos)
