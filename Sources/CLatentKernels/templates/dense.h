// Template: products, sums and rotations of rows of doubles. See isa.h for the macros.
//
// Every element of a result is one chain over ascending terms: multiply, round, add, round, as Swift
// does it. Registers go across elements, so their width changes no bit.

#if LATENTS_LANES == 16
#define LATENTS_DENSE_ROWS 8
#else
#define LATENTS_DENSE_ROWS 4
#endif

/// R rows by V registers of columns of a product, from row i and column j on.
LATENTS_HELPER(
  void, dense_tile, (const int R, const int V, const latents_dense *p, size_t i, size_t j)) {
  const double *a = p->a + (ptrdiff_t)i * p->aRow, *b = p->b + j;
  double *c = p->c + (ptrdiff_t)i * p->cRow + j;
  const size_t inner = p->inner + (p->lower ? i : 0);
  latents_doubles sum[LATENTS_DENSE_ROWS][2];
#pragma clang loop unroll(full)
  for (int r = 0; r < R; r++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) {
      const double *from = c + r * p->cRow + v * LATENTS_DOUBLES;
      sum[r][v] = p->accumulate ? LATENTS_NAME(load_doubles)(from) : (latents_doubles){0};
    }
  }
  for (size_t k = 0; k < inner; k++, a += p->aInner, b += p->bInner) {
#pragma clang loop unroll(full)
    for (int r = 0; r < R; r++) {
#pragma clang loop unroll(full)
      for (int v = 0; v < V; v++) {
        sum[r][v] += a[r * p->aRow] * LATENTS_NAME(load_doubles)(b + v * LATENTS_DOUBLES);
      }
    }
  }
  if (p->lower) {
#pragma clang loop unroll(full)
    for (int k = 0; k < R - 1; k++, a += p->aInner, b += p->bInner) {
#pragma clang loop unroll(full)
      for (int r = k + 1; r < R; r++) {
#pragma clang loop unroll(full)
        for (int v = 0; v < V; v++) {
          sum[r][v] += a[r * p->aRow] * LATENTS_NAME(load_doubles)(b + v * LATENTS_DOUBLES);
        }
      }
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < R; r++) {
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) {
      LATENTS_NAME(store_doubles)(c + r * p->cRow + v * LATENTS_DOUBLES, sum[r][v]);
    }
  }
}

/// R rows of a product, all columns.
LATENTS_HELPER(void, dense_strip, (const int R, const latents_dense *p, size_t i)) {
  size_t j = 0;
  for (; j + 2 * LATENTS_DOUBLES <= p->columns; j += 2 * LATENTS_DOUBLES) {
    LATENTS_NAME(dense_tile)(R, 2, p, i, j);
  }
  if (j + LATENTS_DOUBLES <= p->columns) {
    LATENTS_NAME(dense_tile)(R, 1, p, i, j);
    j += LATENTS_DOUBLES;
  }
  for (; j < p->columns; j++) {
    for (size_t r = i; r < i + R; r++) {
      const double *a = p->a + (ptrdiff_t)r * p->aRow, *b = p->b + j;
      double *c = p->c + (ptrdiff_t)r * p->cRow + j;
      const size_t inner = p->inner + (p->lower ? r : 0);
      double sum = p->accumulate ? *c : 0;
      for (size_t k = 0; k < inner; k++, a += p->aInner, b += p->bInner) sum += *a * *b;
      *c = sum;
    }
  }
}

LATENTS_KERNEL(void, dense_product, (const latents_dense *p)) {
  size_t i = 0;
  for (; i + LATENTS_DENSE_ROWS <= p->rows; i += LATENTS_DENSE_ROWS) {
    LATENTS_NAME(dense_strip)(LATENTS_DENSE_ROWS, p, i);
  }
#if LATENTS_DENSE_ROWS == 8
  if (i + 4 <= p->rows) {
    LATENTS_NAME(dense_strip)(4, p, i);
    i += 4;
  }
#endif
  if (i + 2 <= p->rows) {
    LATENTS_NAME(dense_strip)(2, p, i);
    i += 2;
  }
  if (i < p->rows) LATENTS_NAME(dense_strip)(1, p, i);
}

/// Adds up 16 lanes in registers: 8 pairs (l, l + 8), then 4, 2, 1.
LATENTS_HELPER(double, tree_of_registers, (latents_doubles *sums)) {
#pragma clang loop unroll(full)
  for (int half = LATENTS_SUM_DOUBLES / 2; half > 0; half /= 2) {
#pragma clang loop unroll(full)
    for (int v = 0; v < half; v++) sums[v] += sums[v + half];
  }
  double lanes[LATENTS_DOUBLES];
  LATENTS_NAME(store_doubles)(lanes, sums[0]);
#pragma clang loop unroll(full)
  for (int half = LATENTS_DOUBLES / 2; half > 0; half /= 2) {
#pragma clang loop unroll(full)
    for (int l = 0; l < half; l++) lanes[l] += lanes[l + half];
  }
  return lanes[0];
}

/// The sums of 16 lanes of products of n doubles.
LATENTS_HELPER(double, lanes_of_products, (const double *a, const double *b, size_t n)) {
  latents_doubles sums[LATENTS_SUM_DOUBLES] = {0};
  size_t i = 0;
  for (; i + LATENTS_SUM_LANES <= n; i += LATENTS_SUM_LANES) {
    for (int v = 0; v < LATENTS_SUM_DOUBLES; v++) {
      sums[v] += LATENTS_NAME(load_doubles)(a + i + v * LATENTS_DOUBLES)
        * LATENTS_NAME(load_doubles)(b + i + v * LATENTS_DOUBLES);
    }
  }
  if (i == n) return LATENTS_NAME(tree_of_registers)(sums);
  double lanes[LATENTS_SUM_LANES];
  for (int v = 0; v < LATENTS_SUM_DOUBLES; v++) {
    LATENTS_NAME(store_doubles)(lanes + v * LATENTS_DOUBLES, sums[v]);
  }
  for (size_t l = 0; i + l < n; l++) lanes[l] += a[i + l] * b[i + l];
  return LATENTS_NAME(tree_of_doubles)(lanes);
}

LATENTS_KERNEL(double, dense_dot, (const double *a, const double *b, size_t n)) {
  return LATENTS_NAME(lanes_of_products)(a, b, n);
}

LATENTS_KERNEL(
  void, dense_row_dots,
  (const double *x, size_t rows, size_t columns, const double *v, double *out)) {
  for (size_t r = 0; r < rows; r++) {
    out[r] = LATENTS_NAME(lanes_of_products)(x + r * columns, v, columns);
  }
}

LATENTS_KERNEL(
  void, row_dots, (const float *x, size_t rows, size_t columns, const float *v, double *out)) {
  enum { MOST = 1024 };
  double wide[MOST];
  if (columns % LATENTS_SUM_LANES != 0 || columns > MOST) {
    for (size_t r = 0; r < rows; r++) out[r] = LATENTS_NAME(dot)(x + r * columns, v, columns);
    return;
  }
  // The vector is widened once; the sums are those of `dot`.
  for (size_t j = 0; j < columns; j++) wide[j] = v[j];
  for (size_t r = 0; r < rows; r++, x += columns) {
    latents_doubles sums[LATENTS_SUM_DOUBLES] = {0};
    for (size_t j = 0; j < columns; j += LATENTS_SUM_LANES) {
#pragma clang loop unroll(full)
      for (int k = 0; k < LATENTS_SUM_DOUBLES; k++) {
        sums[k] += LATENTS_NAME(widen)(x + j + k * LATENTS_DOUBLES)
          * LATENTS_NAME(load_doubles)(wide + j + k * LATENTS_DOUBLES);
      }
    }
    out[r] = LATENTS_NAME(tree_of_registers)(sums);
  }
}

/// The difference of two floats is rounded once, then its square.
LATENTS_KERNEL(
  void, row_squared_distances,
  (const float *x, size_t rows, size_t columns, const float *centre, double *out)) {
  for (size_t r = 0; r < rows; r++, x += columns) {
    latents_doubles sums[LATENTS_SUM_DOUBLES] = {0};
    size_t i = 0;
    for (; i + LATENTS_SUM_LANES <= columns; i += LATENTS_SUM_LANES) {
      for (int v = 0; v < LATENTS_SUM_DOUBLES; v++) {
        const latents_doubles difference = LATENTS_NAME(widen)(x + i + v * LATENTS_DOUBLES)
          - LATENTS_NAME(widen)(centre + i + v * LATENTS_DOUBLES);
        sums[v] += difference * difference;
      }
    }
    if (i == columns) {
      out[r] = LATENTS_NAME(tree_of_registers)(sums);
      continue;
    }
    double lanes[LATENTS_SUM_LANES];
    for (int v = 0; v < LATENTS_SUM_DOUBLES; v++) {
      LATENTS_NAME(store_doubles)(lanes + v * LATENTS_DOUBLES, sums[v]);
    }
    for (size_t l = 0; i + l < columns; l++) {
      const double difference = (double)x[i + l] - (double)centre[i + l];
      lanes[l] += difference * difference;
    }
    out[r] = LATENTS_NAME(tree_of_doubles)(lanes);
  }
}

LATENTS_KERNEL(void, dense_add_multiple, (double *y, const double *x, double s, size_t n)) {
  for (size_t i = 0; i < n; i++) y[i] += s * x[i];
}

LATENTS_KERNEL(void, dense_rotate, (double *x, double *y, double c, double s, size_t n)) {
  for (size_t i = 0; i < n; i++) {
    const double u = x[i], v = y[i];
    x[i] = c * u - s * v;
    y[i] = s * u + c * v;
  }
}

LATENTS_KERNEL(
  void, dense_rank_two,
  (double *a, size_t stride, const double *v, const double *p, size_t n)) {
  for (size_t r = 0; r < n; r++, a += stride) {
    const double s = v[r], t = p[r];
    for (size_t j = 0; j < n; j++) a[j] -= s * p[j] + t * v[j];
  }
}

/// Row j of `out` becomes column j of L: the element minus a chain over ascending columns before.
LATENTS_KERNEL(bool, cholesky, (const double *matrix, double *out, size_t n)) {
  for (size_t j = 0; j < n; j++) {
    double *row = out + j * n;
    for (size_t i = 0; i < j; i++) row[i] = 0;
    for (size_t i = j; i < n; i++) row[i] = matrix[i * n + j];
    const double element = __builtin_fabs(row[j]);
    size_t k = 0;
    for (; k + 4 <= j; k += 4) {
      const double *a = out + k * n, *b = a + n, *c = b + n, *d = c + n;
      const double p = a[j], q = b[j], r = c[j], s = d[j];
      for (size_t i = j; i < n; i++) row[i] = row[i] - p * a[i] - q * b[i] - r * c[i] - s * d[i];
    }
    for (; k < j; k++) {
      const double *a = out + k * n, p = a[j];
      for (size_t i = j; i < n; i++) row[i] -= p * a[i];
    }
    // A pivot that is only rounding left over from its element is no pivot.
    if (!(row[j] > (double)n * 0x1p-52 * element) || row[j] > 0x1.fffffffffffffp+1023) return false;
    const double pivot = __builtin_elementwise_sqrt(row[j]);
    row[j] = pivot;
    for (size_t i = j + 1; i < n; i++) row[i] /= pivot;
  }
  return true;
}

LATENTS_KERNEL(
  void, dense_reflect,
  (double *x, size_t stride, size_t rows, const double *v, double scale, size_t n)) {
  for (size_t r = 0; r < rows; r++, x += stride) {
    const double factor = -scale * LATENTS_NAME(lanes_of_products)(x, v, n);
    for (size_t i = 0; i < n; i++) x[i] += factor * v[i];
  }
}

/// In blocks of 8 × 8, so that both sides use whole lines of the cache.
LATENTS_KERNEL(
  void, dense_transpose,
  (const double *from, size_t fromStride, double *to, size_t toStride, size_t rows, size_t columns,
   double divisor)) {
  for (size_t i = 0; i < rows; i += 8) {
    const size_t iEnd = i + 8 < rows ? i + 8 : rows;
    for (size_t j = 0; j < columns; j += 8) {
      const size_t jEnd = j + 8 < columns ? j + 8 : columns;
      for (size_t c = j; c < jEnd; c++) {
        for (size_t r = i; r < iEnd; r++) to[c * toStride + r] = from[r * fromStride + c] / divisor;
      }
    }
  }
}

/// As integers, magnitudes keep their order, and what is not a number is above all of them.
LATENTS_KERNEL(double, dense_largest, (const double *x, size_t n)) {
  unsigned long long most = 0;
  for (size_t i = 0; i < n; i++) {
    const unsigned long long bits = LATENTS_NAME(bits_of_double)(x[i]) & 0x7fffffffffffffffULL;
    most = bits > most ? bits : most;
  }
  return LATENTS_NAME(double_of_bits)(most);
}
