// Template: error function and normal distribution of doubles. See isa.h for the macros.

/// erfc(y)·e^(y²) for y ≥ ¼ on pieces [c − h, c + h]: c, then the coefficients of (y − c)ⁿ, the
/// first one as high + low.
static const double LATENTS_NAME(erfcx_pieces)[8][16] = {
  {0.4375, 0x1.4c630ec387d55p-1, -0x1.adf56b9044024p-58,
   -0x1.1ee43d1d3c93p-1, 0x1.9dbe680d7aa9bp-2, -0x1.05d8c8786244ap-2, 0x1.2b2f9058d0c79p-3,
   -0x1.3a3d67d4e0f24p-4, 0x1.3342d77f96da1p-5, -0x1.1a50e52bdc8bbp-6, 0x1.eb02549d162ccp-8,
   -0x1.966c0ea5873f1p-9, 0x1.41a7cbb47c87fp-10, -0x1.e8a2a73a98ebp-12, 0x1.6aa50525366f3p-13,
   -0x1.03fce1b559f52p-14},
  {0.8125, 0x1.f0723ff5acdf9p-2, -0x1.795c75e17a6b9p-58,
   -0x1.5cbc2c216dfp-2, 0x1.aa32b8350719p-3, -0x1.d43ed8ca5d555p-4, 0x1.d7f26045a3273p-5,
   -0x1.ba6d6917016dbp-6, 0x1.859d3cc381e1dp-7, -0x1.44bd2d7786221p-8, 0x1.01b0655cc607fp-9,
   -0x1.87357e541c54p-11, 0x1.1d24716cd198dp-12, -0x1.8fd25430b840fp-14, 0x1.1305ccd009a59p-15,
   -0x1.97059cb4d375ep-17},
  {1.25, 0x1.78a692138767ap-2, 0x1.a829188a94f67p-62,
   -0x1.abaacdbfa8b07p-3, 0x1.b56f45eef7e48p-4, -0x1.9b635ac6248c2p-5, 0x1.68a25a664638dp-6,
   -0x1.299636d6f5843p-7, 0x1.d1b6959c4af52p-9, -0x1.5b8bc90a326e6p-10, 0x1.f0fe865c447cfp-12,
   -0x1.55c0af65170ebp-13, 0x1.c55e66c54bfcdp-15, -0x1.22e633f243deep-16, 0x1.70e9a36c66c5ap-18,
   -0x1.c080078bb9b83p-20},
  {1.8125, 0x1.1ba58e2518db3p-2, -0x1.e49b082ea656ap-66,
   -0x1.fcf6c328b302ep-4, 0x1.a82dedb53deaep-5, -0x1.4c2309f687a65p-6, 0x1.ecb8b2b762294p-8,
   -0x1.5c644ff19a347p-9, 0x1.d7fa1b359560cp-11, -0x1.337dac8b84198p-12, 0x1.82a096121478ap-14,
   -0x1.d66736c58db58p-16, 0x1.157c90b9b09f9p-17, -0x1.3e44ca67abfd8p-19, 0x1.6c5d2cb301e73p-21,
   -0x1.8c3fe07767d85p-23},
  {2.5, 0x1.afbb3f3b7343bp-3, -0x1.79077fefa47eep-58,
   -0x1.3086d7f01ac85p-4, 0x1.98958a7a8e43bp-6, -0x1.0632076809eap-7, 0x1.435c04e21eeb8p-9,
   -0x1.809ce8ab3b6ddp-11, 0x1.ba8a67920f675p-13, -0x1.edd423a2c4734p-15, 0x1.0bcbca44074e1p-16,
   -0x1.1ad119bd7cb31p-18, 0x1.23367753073ecp-20, -0x1.250580ee370a7p-22, 0x1.288ee69fcd718p-24,
   -0x1.1c3d490acb557p-26},
  {3.3125, 0x1.4eb70f58ed3eap-3, 0x1.563733f515662p-58,
   -0x1.75bb89d0a7de5p-5, 0x1.937c138223a29p-7, -0x1.a65dbc5ec3a61p-9, 0x1.adb39c1d6c09cp-11,
   -0x1.a9b993c32a092p-13, 0x1.9b74f3c1f51a8p-15, -0x1.848350e27ae95p-17, 0x1.66e10bfff7138p-19,
   -0x1.44aecb162a201p-21, 0x1.1fe5b1fc01dp-23, -0x1.f5482b68e18bp-26, 0x1.b96623b41d59fp-28,
   -0x1.71ac9b08aa8edp-30},
  {4.3125, 0x1.053e861ffc32bp-3, -0x1.00632756417fcp-58,
   -0x1.cd831a6b740b8p-6, 0x1.8ebb3c41f481bp-8, -0x1.51628f83ae97fp-10, 0x1.17e7cc400e4aap-12,
   -0x1.c7d52a5780d34p-15, 0x1.6c9ececa76cfcp-17, -0x1.1ebfc403957cp-19, 0x1.bbc0f3bba9926p-22,
   -0x1.520e987b9c238p-24, 0x1.fb285664f2ad1p-27, -0x1.7733d8f0e80e5p-29, 0x1.1bc70bd90a849p-31,
   -0x1.98251f7196ccfp-34},
  {5.5625, 0x1.9908e359616dfp-4, -0x1.60b2116d4e9a3p-58,
   -0x1.1d51bc00fe192p-6, 0x1.88673d0002501p-9, -0x1.0a29a1ea5ed86p-11, 0x1.64557d61a7a32p-14,
   -0x1.d704dfaa7c948p-17, 0x1.33811379a374ap-19, -0x1.8cc36d6d7622p-22, 0x1.fa13b332fc9e6p-25,
   -0x1.3f2c1fc5095f5p-27, 0x1.8e052bf56173fp-30, -0x1.eb76ded834b56p-33, 0x1.38025f7309c17p-35,
   -0x1.792b79985e857p-38},
};

/// Where one piece ends and the next begins.
static const double LATENTS_NAME(erfcx_ends)[7] = {0.625, 1, 1.5, 2.125, 2.875, 3.75, 4.875};

/// e^−(square + squareRest) · erfcx(y + rest) for y ≥ ¼ and square < 1400.
///
/// The caller gives y² (or what stands for it) because a rounded y² would cost y²/2⁵³.
LATENTS_HELPER(
  LATENTS_NAME(scaled), erfc_scaled, (double square, double squareRest, double y, double rest)) {
  const double *ends = LATENTS_NAME(erfcx_ends);
  if (y < 6.25) {
    int i = 0;
    while (i < 7 && y > ends[i]) i++;
    return LATENTS_NAME(erfc_from_piece)(
      square, squareRest, y, rest, LATENTS_NAME(erfcx_pieces)[i]);
  }
  // erfcx(y) = (1 + w·P(w))/(y√π), w = 1/y²
  const double w = 1 / (y * y);
  double p = 0x1.624d707a1d09bp+17;
  p = LATENTS_FMA(p, w, -0x1.6c6908d28cc89p+15);
  p = LATENTS_FMA(p, w, 0x1.c8fff0243ec1cp+12);
  p = LATENTS_FMA(p, w, -0x1.0502b0f576b72p+10);
  p = LATENTS_FMA(p, w, 0x1.448bb2482b6f2p+7);
  p = LATENTS_FMA(p, w, -0x1.d87af2ac51433p+4);
  p = LATENTS_FMA(p, w, 0x1.a3ffe5437eb72p+2);
  p = LATENTS_FMA(p, w, -0x1.dfffffae3a1e4p+0);
  p = LATENTS_FMA(p, w, 0x1.7fffffffc1ddfp-1);
  p = LATENTS_FMA(p, w, -0x1.ffffffffffefap-2);
  const double term = w * p, one = 1 + term, left = (1 - one) + term;
  const double up = one * 0x1.20dd750429b6dp-1;
  const double upRest = LATENTS_FMA(one, 0x1.20dd750429b6dp-1, -up)
    + LATENTS_FMA(one, 0x1.1ae3a914fed8p-57, left * 0x1.20dd750429b6dp-1);
  const double high = up / y;
  const double low = (LATENTS_FMA(-high, y, up) + (upRest - high * rest)) / y;
  const LATENTS_NAME(scaled) e = LATENTS_NAME(exp_scaled)(-square, -squareRest);
  LATENTS_NAME(scaled) q;
  q.exponent = e.exponent;
  q.high = e.high * high;
  q.low = LATENTS_FMA(e.high, high, -q.high) + LATENTS_FMA(e.high, low, e.low * high);
  return q;
}

LATENTS_HELPER(double, erf_small, (double x)) {
  const double z = x * x;
  const double p = LATENTS_FMA(z, LATENTS_NAME(erf_tail)(z), 0x1.1ae3a914fed8p-56);
  return LATENTS_FMA(x, 0x1.20dd750429b6dp+0, x * p);
}

/// erfc of y ≥ ¼.
LATENTS_HELPER(double, erfc_large, (double y)) {
  if (y > 28) return 0;
  const double square = y * y;
  const LATENTS_NAME(scaled) q =
    LATENTS_NAME(erfc_scaled)(square, LATENTS_FMA(y, y, -square), y, 0);
  return LATENTS_NAME(times_power_of_two)(q.high + q.low, q.exponent);
}

LATENTS_KERNEL(double, scalar_erf, (double x)) {
  if (x != x) return x;
  const double a = __builtin_fabs(x);
  if (a < 0x1p-500) return x * 0x1.20dd750429b6dp+0;
  if (a <= 0.75) return LATENTS_NAME(erf_small)(x);
  return __builtin_copysign(1 - LATENTS_NAME(erfc_large)(a), x);
}

LATENTS_KERNEL(double, scalar_erfc, (double x)) {
  if (x != x) return x;
  if (x >= 0.25) return LATENTS_NAME(erfc_large)(x);
  if (x >= -0.75) return 1 - LATENTS_NAME(erf_small)(x);
  return 2 - LATENTS_NAME(erfc_large)(-x);
}

/// 1 − Φ(x) = ½ erfc(x/√2) for 0.36 ≤ x < 50.
LATENTS_HELPER(LATENTS_NAME(scaled), normal_tail, (double x)) {
  const double y = x * 0x1.6a09e667f3bcdp-1, square = 0.5 * x * x;
  const double rest = LATENTS_FMA(x, 0x1.6a09e667f3bcdp-1, -y) + x * -0x1.bdd3413b26456p-55;
  LATENTS_NAME(scaled) q =
    LATENTS_NAME(erfc_scaled)(square, LATENTS_FMA(0.5 * x, x, -square), y, rest);
  q.exponent -= 1;
  return q;
}

LATENTS_KERNEL(double, scalar_normal_cdf, (double x)) {
  if (x != x) return x;
  const double a = __builtin_fabs(x);
  if (a <= 0.36) return 0.5 + LATENTS_NAME(normal_centre)(x);
  if (a > 40) return x > 0 ? 1 : 0;
  const LATENTS_NAME(scaled) q = LATENTS_NAME(normal_tail)(a);
  const double tail = LATENTS_NAME(times_power_of_two)(q.high + q.low, q.exponent);
  return x > 0 ? 1 - tail : tail;
}

LATENTS_HELPER(double, quantile_guess, (double p, double q)) {
  if (q > -0.425) return LATENTS_NAME(quantile_guess_centre)(q);
  const double r = __builtin_elementwise_sqrt(-LATENTS_NAME(log_double)(p));
  return r <= 5 ? LATENTS_NAME(quantile_guess_near)(r) : LATENTS_NAME(quantile_guess_far)(r);
}

/// The guess and one step of Halley's method, whose error is about the cube of the guess's.
LATENTS_KERNEL(double, scalar_normal_quantile, (double p)) {
  if (p != p) return p;
  if (!(p > 0 && p < 1)) {
    return p == 0 ? -__builtin_inf() : p == 1 ? __builtin_inf() : __builtin_nan("");
  }
  const double q = p < 0.5 ? p : 1 - p;
  const double x = LATENTS_NAME(quantile_guess)(q, q - 0.5);
  const double y = q > 0.25
    ? LATENTS_NAME(quantile_centre)(x, q)
    : LATENTS_NAME(quantile_tail)(x, q, LATENTS_NAME(normal_tail)(-x));
  return p < 0.5 ? y : -y;
}
