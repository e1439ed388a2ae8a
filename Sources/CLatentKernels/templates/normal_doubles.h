// Template: normal distribution and its quantile for arrays of doubles. See isa.h for the macros.
//
// The functions are those of error_double.h. What has branches there is done here for a register at
// once where all its elements take the common branch; the rare rest goes through the scalar function.

LATENTS_HELPER(bool, any_of, (latents_longs mask)) {
  long long any = 0;
  for (int l = 0; l < LATENTS_DOUBLES; l++) any |= mask[l];
  return any != 0;
}

/// The coefficients of the piece for each y, and the polynomial's value times e^−square.
LATENTS_HELPER(
  LATENTS_NAME(scaled_wide), erfc_pieces,
  (latents_doubles square, latents_doubles squareRest, latents_doubles y, latents_doubles rest)) {
  latents_doubles c[16];
#pragma clang loop unroll(full)
  for (int k = 0; k < 16; k++) c[k] = LATENTS_NAME(spread_double)(LATENTS_NAME(erfcx_pieces)[0][k]);
  for (int i = 1; i < 8; i++) {
    const latents_longs beyond = y > LATENTS_NAME(erfcx_ends)[i - 1];
    // Among normal deviates some are nearly always in the first pieces, and few in the others.
    if (i > 3 && !LATENTS_NAME(any_of)(beyond)) break;
#pragma clang loop unroll(full)
    for (int k = 0; k < 16; k++) {
      c[k] = LATENTS_NAME(choose_doubles)(
        beyond, LATENTS_NAME(spread_double)(LATENTS_NAME(erfcx_pieces)[i][k]), c[k]);
    }
  }
  return LATENTS_NAME(erfc_from_piece_wide)(square, squareRest, y, rest, c);
}

/// 1 − Φ(x) for 0.36 ≤ x < 8.8, as normal_tail.
LATENTS_HELPER(LATENTS_NAME(scaled_wide), normal_tail_pieces, (latents_doubles x)) {
  const latents_doubles y = x * 0x1.6a09e667f3bcdp-1, square = 0.5 * x * x;
  const latents_doubles rest =
    LATENTS_FMA(x, LATENTS_NAME(spread_double)(0x1.6a09e667f3bcdp-1), -y)
    + x * -0x1.bdd3413b26456p-55;
  LATENTS_NAME(scaled_wide) q =
    LATENTS_NAME(erfc_pieces)(square, LATENTS_FMA(0.5 * x, x, -square), y, rest);
  q.exponent -= 1;
  return q;
}

/// Φ⁻¹ of doubles from 1e-15 to ¼.
LATENTS_HELPER(latents_doubles, quantiles_of_tail, (latents_doubles q)) {
  // ln q, which is far from 0, as log_double has it for a normal number.
  latents_doubles m;
  const latents_longs k = LATENTS_NAME(split_wide)(q, &m);
  const latents_doubles logarithm = LATENTS_NAME(log_of_double_parts_wide)(
    k, m - 1, LATENTS_NAME(spread_double)(0));
  const latents_doubles r = __builtin_elementwise_sqrt(-logarithm);
  const latents_doubles centre = q - 0.5;
  const latents_doubles far = LATENTS_NAME(choose_doubles)(
    r <= 5.0, LATENTS_NAME(quantile_guess_near_wide)(r), LATENTS_NAME(quantile_guess_far_wide)(r));
  const latents_doubles x = LATENTS_NAME(choose_doubles)(
    centre > -0.425, LATENTS_NAME(quantile_guess_centre_wide)(centre), far);
  return LATENTS_NAME(quantile_tail_wide)(x, q, LATENTS_NAME(normal_tail_pieces)(-x));
}

/// Φ⁻¹ of doubles outside ¼ … ¾, whatever they are.
LATENTS_HELPER(latents_doubles, quantiles_outside, (latents_doubles p)) {
  const latents_longs low = p < 0.5;
  const latents_doubles q = LATENTS_NAME(choose_doubles)(low, p, 1 - p);
  const latents_doubles y = LATENTS_NAME(quantiles_of_tail)(q);
  const latents_doubles x = LATENTS_NAME(choose_doubles)(low, y, -y);
  if (!LATENTS_NAME(any_of)(~(q >= 1e-15))) return x;
  latents_doubles all = x;
  for (int l = 0; l < LATENTS_DOUBLES; l++) {
    if (!(q[l] >= 1e-15)) all[l] = LATENTS_NAME(scalar_normal_quantile)(p[l]);
  }
  return all;
}

/// Φ⁻¹ of up to LATENTS_NORMAL_BLOCK doubles: the centre for all, then the tails, brought together.
/// `p` has room for a register more.
#define LATENTS_NORMAL_BLOCK 256
LATENTS_HELPER(void, quantile_block, (double *p, size_t n)) {
  double tails[LATENTS_NORMAL_BLOCK + LATENTS_DOUBLES];
  unsigned short places[LATENTS_NORMAL_BLOCK + 1];
  size_t count = 0;
  for (size_t i = 0; i < n; i++) {
    tails[count] = p[i];
    places[count] = (unsigned short)i;
    count += !(__builtin_fabs(p[i] - 0.5) < 0.25);
  }
  for (size_t i = 0; i < LATENTS_DOUBLES; i++) {
    tails[count + i] = 0.125;
    p[n + i] = 0.5;
  }
  for (size_t i = 0; i < n; i += LATENTS_DOUBLES) {
    const latents_doubles value = LATENTS_NAME(load_doubles)(p + i);
    const latents_longs low = value < 0.5;
    const latents_doubles q = LATENTS_NAME(choose_doubles)(low, value, 1 - value);
    const latents_doubles y = LATENTS_NAME(quantile_centre_wide)(
      LATENTS_NAME(quantile_guess_centre_wide)(q - 0.5), q);
    LATENTS_NAME(store_doubles)(p + i, LATENTS_NAME(choose_doubles)(low, y, -y));
  }
  for (size_t i = 0; i < count; i += LATENTS_DOUBLES) {
    const latents_doubles q = LATENTS_NAME(load_doubles)(tails + i);
    LATENTS_NAME(store_doubles)(tails + i, LATENTS_NAME(quantiles_outside)(q));
  }
  for (size_t i = 0; i < count; i++) p[places[i]] = tails[i];
}

LATENTS_KERNEL(void, normal_quantiles, (const double *p, double *out, size_t n)) {
  for (size_t i = 0; i < n; i += LATENTS_NORMAL_BLOCK) {
    const size_t rest = n - i < LATENTS_NORMAL_BLOCK ? n - i : LATENTS_NORMAL_BLOCK;
    double values[LATENTS_NORMAL_BLOCK + LATENTS_DOUBLES];
    for (size_t l = 0; l < rest; l++) values[l] = p[i + l];
    LATENTS_NAME(quantile_block)(values, rest);
    for (size_t l = 0; l < rest; l++) out[i + l] = values[l];
  }
}

/// Φ(x) and Φ(−x) for |x| ≤ 8.8.
LATENTS_HELPER(
  void, normal_both, (latents_doubles x, latents_doubles *below, latents_doubles *above)) {
  const latents_doubles a =
    (latents_doubles)((latents_longs)x & LATENTS_NAME(spread_long)(0x7fffffffffffffffLL));
  const latents_longs central = a <= 0.36;
  const latents_doubles centre = LATENTS_NAME(normal_centre_wide)(x);
  const LATENTS_NAME(scaled_wide) q = LATENTS_NAME(normal_tail_pieces)(
    LATENTS_NAME(choose_doubles)(central, LATENTS_NAME(spread_double)(1), a));
  const latents_doubles tail =
    LATENTS_NAME(times_power_of_two_wide)(q.high + q.low, q.exponent);
  const latents_longs positive = x > 0.0;
  *below = LATENTS_NAME(choose_doubles)(
    central, 0.5 + centre, LATENTS_NAME(choose_doubles)(positive, 1 - tail, tail));
  *above = LATENTS_NAME(choose_doubles)(
    central, 0.5 - centre, LATENTS_NAME(choose_doubles)(positive, tail, 1 - tail));
}

LATENTS_KERNEL(
  void, normal_distributions, (const float *x, double *below, double *above, size_t n)) {
  for (size_t i = 0; i < n; i += LATENTS_DOUBLES) {
    const size_t rest = n - i < LATENTS_DOUBLES ? n - i : LATENTS_DOUBLES;
    double edge[LATENTS_DOUBLES] = {0}, low[LATENTS_DOUBLES], high[LATENTS_DOUBLES];
    bool common = true;
    for (size_t l = 0; l < rest; l++) {
      edge[l] = x[i + l];
      common &= __builtin_fabs(edge[l]) <= 8.8;
    }
    if (common) {
      latents_doubles down, up;
      LATENTS_NAME(normal_both)(LATENTS_NAME(load_doubles)(edge), &down, &up);
      LATENTS_NAME(store_doubles)(low, down);
      LATENTS_NAME(store_doubles)(high, up);
    } else {
      for (size_t l = 0; l < rest; l++) {
        low[l] = LATENTS_NAME(scalar_normal_cdf)(edge[l]);
        high[l] = LATENTS_NAME(scalar_normal_cdf)(-edge[l]);
      }
    }
    for (size_t l = 0; l < rest; l++) {
      below[i + l] = low[l];
      above[i + l] = high[l];
    }
  }
}

/// Philox 4×32 with ten rounds, a counter for each element; the four words of a block as two.
LATENTS_HELPER(
  void, philox_blocks,
  (unsigned long long seed, unsigned long long stream, latents_unsigned_longs index,
   latents_unsigned_longs *first, latents_unsigned_longs *second)) {
  const unsigned long long low = 0xffffffffULL;
  latents_unsigned_longs c0 = index & low, c1 = index >> 32;
  latents_unsigned_longs c2 = c0 * 0 + (stream & low), c3 = c0 * 0 + (stream >> 32);
  unsigned k0 = (unsigned)seed, k1 = (unsigned)(seed >> 32);
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    const latents_unsigned_longs u = c0 * 0xD2511F53ULL, v = c2 * 0xCD9E8D57ULL;
    c0 = (v >> 32) ^ c1 ^ (unsigned long long)k0;
    c1 = v & low;
    c2 = (u >> 32) ^ c3 ^ (unsigned long long)k1;
    c3 = u & low;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  *first = c1 << 32 | c0;
  *second = c3 << 32 | c2;
}

/// The 64-bit numbers at the positions `position` and following.
LATENTS_KERNEL(
  void, philox,
  (unsigned long long seed, unsigned long long stream, unsigned long long position,
   unsigned long long *out, size_t n)) {
  unsigned long long index = position >> 1;
  size_t skip = position & 1, done = 0;
  while (done < n) {
    latents_unsigned_longs counters, first, second;
    for (int l = 0; l < LATENTS_DOUBLES; l++) counters[l] = index + (unsigned long long)l;
    LATENTS_NAME(philox_blocks)(seed, stream, counters, &first, &second);
    unsigned long long numbers[2 * LATENTS_DOUBLES];
    for (int l = 0; l < LATENTS_DOUBLES; l++) {
      numbers[2 * l] = first[l];
      numbers[2 * l + 1] = second[l];
    }
    for (size_t l = skip; l < 2 * LATENTS_DOUBLES && done < n; l++) out[done++] = numbers[l];
    skip = 0;
    index += LATENTS_DOUBLES;
  }
}

/// The midpoints of 2⁵² steps of (0, 1), and their quantiles; `out` may be the numbers themselves.
LATENTS_KERNEL(void, normal_deviates, (const unsigned long long *numbers, double *out, size_t n)) {
  for (size_t i = 0; i < n; i += LATENTS_NORMAL_BLOCK) {
    const size_t rest = n - i < LATENTS_NORMAL_BLOCK ? n - i : LATENTS_NORMAL_BLOCK;
    double midpoints[LATENTS_NORMAL_BLOCK + LATENTS_DOUBLES];
    for (size_t l = 0; l < rest; l++) {
      const double step =
        LATENTS_NAME(double_of_bits)(numbers[i + l] >> 12 | 0x4330000000000000ULL) - 0x1p+52;
      midpoints[l] = (step + 0.5) * 0x1p-52;
    }
    LATENTS_NAME(quantile_block)(midpoints, rest);
    for (size_t l = 0; l < rest; l++) out[i + l] = midpoints[l];
  }
}

/// e^x for x ≤ 0 or not a number, as exp_double.
LATENTS_HELPER(latents_doubles, exp_of_negative, (latents_doubles x)) {
  const latents_doubles y = LATENTS_NAME(exp_plain_wide)(
    LATENTS_NAME(choose_doubles)(x < -750.0, LATENTS_NAME(spread_double)(-750), x),
    LATENTS_NAME(spread_double)(0));
  return LATENTS_NAME(choose_doubles)(x != x, x, y);
}

/// Loss ln(1 + e^−m), slope and second derivative of logistic regression, m = target · value.
LATENTS_KERNEL(
  void, logistic_terms,
  (const double *values, const double *targets, double *loss, double *slope, double *bend,
   size_t n)) {
  for (size_t i = 0; i < n; i += LATENTS_DOUBLES) {
    const size_t rest = n - i < LATENTS_DOUBLES ? n - i : LATENTS_DOUBLES;
    double f[LATENTS_DOUBLES] = {0}, y[LATENTS_DOUBLES] = {0};
    for (size_t l = 0; l < rest; l++) {
      f[l] = values[i + l];
      y[l] = targets[i + l];
    }
    const latents_doubles target = LATENTS_NAME(load_doubles)(y);
    const latents_doubles margin = target * LATENTS_NAME(load_doubles)(f);
    const latents_doubles a =
      (latents_doubles)((latents_longs)margin & LATENTS_NAME(spread_long)(0x7fffffffffffffffLL));
    // e^(−|m|) never overflows; both tails keep their digits.
    const latents_doubles small = LATENTS_NAME(exp_of_negative)(-a);
    // ln(1 + small) as log1p_double has it.
    const latents_doubles up = 1 + small, back = up - 1;
    const latents_doubles lost = (1 - (up - back)) + (small - back);
    latents_doubles m;
    const latents_longs k = LATENTS_NAME(split_wide)(up, &m);
    const latents_doubles part = lost * LATENTS_NAME(double_power_of_two_wide)(-k);
    const latents_doubles g = (m - 1) + part;
    const latents_doubles logarithm = LATENTS_NAME(choose_doubles)(
      small < 0x1p-54, small,
      LATENTS_NAME(log_of_double_parts_wide)(k, g, part - (g - (m - 1))));
    const latents_longs negative = margin < 0.0;
    const latents_doubles zero = {0};
    const latents_doubles value = logarithm + LATENTS_NAME(choose_doubles)(negative, -margin, zero);
    const latents_doubles wrong =
      LATENTS_NAME(choose_doubles)(negative, LATENTS_NAME(spread_double)(1), small) / (1 + small);
    const latents_doubles first = -target * wrong, second = wrong * (1 - wrong);
    for (size_t l = 0; l < rest; l++) {
      loss[i + l] = value[l];
      slope[i + l] = first[l];
      bend[i + l] = second[l];
    }
  }
}

/// For up to a register of latents, one in each element.
LATENTS_HELPER(
  latents_doubles, shares_of_register,
  (latents_doubles *shares, const double *logWeights, size_t components)) {
  latents_doubles largest = LATENTS_NAME(spread_double)(-__builtin_inf());
  for (size_t k = 0; k < components; k++) {
    shares[k] += logWeights[k];
    largest = LATENTS_NAME(choose_doubles)(shares[k] >= largest, shares[k], largest);
  }
  latents_doubles sum = {0};
  for (size_t k = 0; k < components; k++) {
    shares[k] = LATENTS_NAME(exp_of_negative)(shares[k] - largest);
    sum += shares[k];
  }
  for (size_t k = 0; k < components; k++) shares[k] /= sum;
  // The sum is at least 1, or not a number.
  latents_doubles m;
  const latents_longs exponent = LATENTS_NAME(split_wide)(sum, &m);
  const latents_doubles logarithm = LATENTS_NAME(log_of_double_parts_wide)(
    exponent, m - 1, LATENTS_NAME(spread_double)(0));
  return largest + LATENTS_NAME(choose_doubles)(sum != sum, sum, logarithm);
}

LATENTS_KERNEL(
  void, mixture_shares,
  (double *shares, size_t stride, const double *logWeights, size_t components, size_t n,
   double *scratch, double *totals)) {
  for (size_t i = 0; i < n; i += LATENTS_DOUBLES) {
    const size_t rest = n - i < LATENTS_DOUBLES ? n - i : LATENTS_DOUBLES;
    for (size_t k = 0; k < components; k++) {
      for (size_t l = 0; l < LATENTS_DOUBLES; l++) {
        scratch[k * LATENTS_DOUBLES + l] = l < rest ? shares[k * stride + i + l] : 0;
      }
    }
    const latents_doubles total = LATENTS_NAME(shares_of_register)(
      (latents_doubles *)(void *)scratch, logWeights, components);
    for (size_t k = 0; k < components; k++) {
      for (size_t l = 0; l < rest; l++) shares[k * stride + i + l] = scratch[k * LATENTS_DOUBLES + l];
    }
    for (size_t l = 0; l < rest; l++) totals[i + l] = total[l];
  }
}
