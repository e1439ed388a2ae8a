// Template: sums of columns in doubles, and rows about a centre. See isa.h for the macros.
//
// Every column is one chain over ascending rows. Registers go across columns, so their width changes
// no bit.

/// Sums of the columns of `V` registers: of x, or of (x − centre)².
LATENTS_HELPER(
  void, moment_block,
  (const int V, const float *x, size_t rows, size_t stride, const double *centre, double *out)) {
  latents_doubles sum[8];
#pragma clang loop unroll(full)
  for (int v = 0; v < V; v++) sum[v] = (latents_doubles){0};
  for (size_t r = 0; r < rows; r++, x += stride) {
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) {
      const latents_doubles value = LATENTS_NAME(widen)(x + v * LATENTS_DOUBLES);
      if (!centre) {
        sum[v] += value;
        continue;
      }
      const latents_doubles difference =
        value - LATENTS_NAME(load_doubles)(centre + v * LATENTS_DOUBLES);
      sum[v] += difference * difference;
    }
  }
#pragma clang loop unroll(full)
  for (int v = 0; v < V; v++) LATENTS_NAME(store_doubles)(out + v * LATENTS_DOUBLES, sum[v]);
}

LATENTS_HELPER(
  void, moments,
  (const float *x, size_t rows, size_t stride, size_t columns, const double *centre,
   double *out)) {
  size_t j = 0;
  for (; j + 8 * LATENTS_DOUBLES <= columns; j += 8 * LATENTS_DOUBLES) {
    LATENTS_NAME(moment_block)(8, x + j, rows, stride, centre ? centre + j : 0, out + j);
  }
  for (; j + LATENTS_DOUBLES <= columns; j += LATENTS_DOUBLES) {
    LATENTS_NAME(moment_block)(1, x + j, rows, stride, centre ? centre + j : 0, out + j);
  }
  for (; j < columns; j++) {
    double sum = 0;
    for (size_t r = 0; r < rows; r++) {
      const double value = x[r * stride + j];
      sum += centre ? (value - centre[j]) * (value - centre[j]) : value;
    }
    out[j] = sum;
  }
}

LATENTS_KERNEL(
  void, column_sums_in_double,
  (const float *x, size_t rows, size_t stride, size_t columns, double *out)) {
  LATENTS_NAME(moments)(x, rows, stride, columns, 0, out);
}

LATENTS_KERNEL(
  void, column_squares_in_double,
  (const float *x, size_t rows, size_t stride, size_t columns, const double *centre,
   double *out)) {
  LATENTS_NAME(moments)(x, rows, stride, columns, centre, out);
}

LATENTS_KERNEL(
  void, selected_column_sums,
  (const float *x, const ptrdiff_t *positions, size_t count, size_t columns, double *out)) {
  size_t j = 0;
  for (; j + 4 * LATENTS_DOUBLES <= columns; j += 4 * LATENTS_DOUBLES) {
    latents_doubles sums[4] = {0};
    for (size_t r = 0; r < count; r++) {
      const float *row = x + (size_t)positions[r] * columns + j;
#pragma clang loop unroll(full)
      for (int v = 0; v < 4; v++) sums[v] += LATENTS_NAME(widen)(row + v * LATENTS_DOUBLES);
    }
    for (size_t v = 0; v < 4; v++) {
      LATENTS_NAME(store_doubles)(out + j + v * LATENTS_DOUBLES, sums[v]);
    }
  }
  for (; j < columns; j++) {
    double sum = 0;
    for (size_t r = 0; r < count; r++) sum += (double)x[(size_t)positions[r] * columns + j];
    out[j] = sum;
  }
}

LATENTS_KERNEL(
  size_t, centre_rows,
  (const float *x, size_t rows, size_t columns, const double *centre, const double *weights,
   double *out, double *weighted)) {
  size_t kept = 0;
  for (size_t r = 0; r < rows; r++) {
    const double weight = weights ? weights[r] : 1;
    if (weight == 0) continue;
    const float *from = x + r * columns;
    double *to = out + kept * columns, *copy = weighted ? weighted + kept * columns : 0;
    for (size_t j = 0; j < columns; j++) to[j] = (double)from[j] - centre[j];
    if (copy) {
      for (size_t j = 0; j < columns; j++) copy[j] = weight * to[j];
    }
    kept++;
  }
  return kept;
}

LATENTS_KERNEL(
  void, centre_columns,
  (const float *x, size_t rows, size_t columns, const double *centre, double *out)) {
  for (size_t r = 0; r < rows; r++) {
    const double middle = centre[r];
    const float *from = x + r * columns;
    double *to = out + r * columns;
    for (size_t j = 0; j < columns; j++) to[j] = (double)from[j] - middle;
  }
}

LATENTS_KERNEL(
  void, square_sums, (const double *x, size_t rows, size_t columns, double *out)) {
  size_t j = 0;
  for (; j + 4 * LATENTS_DOUBLES <= columns; j += 4 * LATENTS_DOUBLES) {
    latents_doubles sums[4] = {0};
    for (size_t r = 0; r < rows; r++) {
#pragma clang loop unroll(full)
      for (int v = 0; v < 4; v++) {
        const latents_doubles y =
          LATENTS_NAME(load_doubles)(x + r * columns + j + (size_t)v * LATENTS_DOUBLES);
        sums[v] += y * y;
      }
    }
    for (size_t v = 0; v < 4; v++) {
      LATENTS_NAME(store_doubles)(out + j + v * LATENTS_DOUBLES, sums[v]);
    }
  }
  for (; j < columns; j++) {
    double sum = 0;
    for (size_t r = 0; r < rows; r++) sum += x[r * columns + j] * x[r * columns + j];
    out[j] = sum;
  }
}

LATENTS_KERNEL(
  void, scale_and_move,
  (const double *x, size_t rows, size_t columns, const double *scale, const double *centre,
   float *out)) {
  for (size_t r = 0; r < rows; r++, x += columns, out += columns) {
    for (size_t j = 0; j < columns; j++) out[j] = (float)(centre[j] + scale[j] * x[j]);
  }
}
