// Products, sums and rotations of rows of doubles, for the operations on latents.
//
// Every element is one chain over ascending terms: multiply, round, add, round. A dot product goes
// over 16 lanes, as in latents_reduction.h.
#ifndef LATENTS_DENSE_H
#define LATENTS_DENSE_H

#include <stdbool.h>
#include <stddef.h>

/// c[i·cRow + j] (+)= Σ over k of a[i·aRow + k·aInner]·b[k·bInner + j].
typedef struct latents_dense {
  const double *a;
  ptrdiff_t aRow, aInner;
  const double *b;
  ptrdiff_t bInner;
  double *c;
  ptrdiff_t cRow;
  size_t rows, inner, columns;
  bool lower;       // row i has inner + i terms, not inner
  bool accumulate;  // go on from what c holds, not from zero
} latents_dense;

void latents_dense_product(const latents_dense *product);

double latents_dense_dot(const double *a, const double *b, size_t n);
/// out[r] = row r of x times v.
void latents_dense_row_dots(
  const double *x, size_t rows, size_t columns, const double *v, double *out);
void latents_row_dots(
  const float *x, size_t rows, size_t columns, const float *v, double *out);
/// out[r] = Σ (x[r][j] − centre[j])²
void latents_row_squared_distances(
  const float *x, size_t rows, size_t columns, const float *centre, double *out);

/// out[j] = Σ over rows of x[r][j]
void latents_column_sums_in_double(
  const float *x, size_t rows, size_t stride, size_t columns, double *out);
/// The same over the rows at some positions, in their order.
void latents_selected_column_sums(
  const float *x, const ptrdiff_t *positions, size_t count, size_t columns, double *out);
/// out[j] = Σ over rows of (x[r][j] − centre[j])²
void latents_column_squares_in_double(
  const float *x, size_t rows, size_t stride, size_t columns, const double *centre, double *out);

/// The rows of x − centre whose weight is not zero, one after the other; returns how many.
/// `weights` may be null for ones, `weighted` (the rows times their weights) if it is not wanted.
size_t latents_centre_rows(
  const float *x, size_t rows, size_t columns, const double *centre, const double *weights,
  double *out, double *weighted);
/// out[r][j] = x[r][j] − centre[r]
void latents_centre_columns(
  const float *x, size_t rows, size_t columns, const double *centre, double *out);
/// out[r][j] = centre[j] + scale[j]·x[r][j]
void latents_scale_and_move(
  const double *x, size_t rows, size_t columns, const double *scale, const double *centre,
  float *out);
/// out[j] = Σ over rows of x[r][j]²
void latents_square_sums(const double *x, size_t rows, size_t columns, double *out);

/// to[j·toStride + i] = from[i·fromStride + j] for i < rows and j < columns.
void latents_transpose(
  const float *from, ptrdiff_t fromStride, float *to, ptrdiff_t toStride, ptrdiff_t rows,
  ptrdiff_t columns);

/// The transpose of L with L·Lᵀ the symmetric matrix, of which the lower triangle is read; false
/// when it is not positive definite to working precision.
bool latents_cholesky(const double *matrix, double *out, size_t n);
/// x −= scale·(x·v) v for each of some rows of n numbers that are `stride` apart.
void latents_dense_reflect(
  double *x, size_t stride, size_t rows, const double *v, double scale, size_t n);
/// to[j·toStride + i] = from[i·fromStride + j] / divisor
void latents_dense_transpose(
  const double *from, size_t fromStride, double *to, size_t toStride, size_t rows, size_t columns,
  double divisor);
/// The largest magnitude; not finite if any number is not.
double latents_dense_largest(const double *x, size_t n);
/// y += s·x
void latents_dense_add_multiple(double *y, const double *x, double s, size_t n);
/// (x, y) = (c·x − s·y, s·x + c·y)
void latents_dense_rotate(double *x, double *y, double c, double s, size_t n);
/// a −= v·pᵀ + p·vᵀ for an n × n block whose rows are `stride` apart.
void latents_dense_rank_two(
  double *a, size_t stride, const double *v, const double *p, size_t n);

#endif
