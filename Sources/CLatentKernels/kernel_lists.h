// Lists of kernels whose field in the table, initialiser and public function `latents_<name>` follow
// one pattern: K(result, name, parameters, arguments).
#ifndef LATENTS_KERNEL_LISTS_H
#define LATENTS_KERNEL_LISTS_H

#define LATENTS_ONE_TO_ONE(K, name) K(void, name, (const float *x, float *out, size_t n), (x, out, n))
#define LATENTS_TWO_TO_ONE(K, name) \
  K(void, name, (const float *a, const float *b, float *out, size_t n), (a, b, out, n))
#define LATENTS_TWO_AND_NUMBER(K, name) \
  K(void, name, (const float *a, const float *b, float s, float *out, size_t n), (a, b, s, out, n))
#define LATENTS_NUMBER(K, name) K(double, name, (double x), (x))

#define LATENTS_ELEMENTARY_KERNELS(K) \
  LATENTS_ONE_TO_ONE(K, vector_exp) \
  LATENTS_ONE_TO_ONE(K, vector_expm1) \
  LATENTS_ONE_TO_ONE(K, vector_log) \
  LATENTS_ONE_TO_ONE(K, vector_log1p) \
  LATENTS_ONE_TO_ONE(K, vector_sigmoid) \
  LATENTS_ONE_TO_ONE(K, vector_softplus) \
  LATENTS_ONE_TO_ONE(K, vector_tanh) \
  LATENTS_ONE_TO_ONE(K, vector_erf) \
  LATENTS_ONE_TO_ONE(K, vector_sin) \
  LATENTS_ONE_TO_ONE(K, vector_cos) \
  LATENTS_NUMBER(K, scalar_exp) \
  LATENTS_NUMBER(K, scalar_expm1) \
  LATENTS_NUMBER(K, scalar_log) \
  LATENTS_NUMBER(K, scalar_log1p) \
  LATENTS_NUMBER(K, scalar_sigmoid) \
  LATENTS_NUMBER(K, scalar_softplus) \
  LATENTS_NUMBER(K, scalar_tanh) \
  LATENTS_NUMBER(K, scalar_erf) \
  LATENTS_NUMBER(K, scalar_erfc) \
  LATENTS_NUMBER(K, scalar_normal_cdf) \
  LATENTS_NUMBER(K, scalar_normal_quantile) \
  LATENTS_NUMBER(K, scalar_sin) \
  LATENTS_NUMBER(K, scalar_cos) \
  K(double, scalar_atan2, (double y, double x), (y, x)) \
  K(double, scalar_pow, (double x, double y), (x, y))

#define LATENTS_ELEMENTWISE_KERNELS(K) \
  LATENTS_ONE_TO_ONE(K, relu) \
  LATENTS_TWO_TO_ONE(K, relu_derivative) \
  LATENTS_TWO_AND_NUMBER(K, leaky_relu_derivative) \
  LATENTS_ONE_TO_ONE(K, silu) \
  LATENTS_TWO_TO_ONE(K, silu_derivative) \
  LATENTS_TWO_TO_ONE(K, tanh_derivative) \
  LATENTS_TWO_TO_ONE(K, sigmoid_derivative) \
  LATENTS_TWO_TO_ONE(K, add) \
  LATENTS_TWO_TO_ONE(K, subtract) \
  LATENTS_TWO_TO_ONE(K, multiply_elements) \
  LATENTS_TWO_AND_NUMBER(K, add_multiple) \
  LATENTS_TWO_AND_NUMBER(K, blend) \
  K(void, scale, (const float *x, float s, float *out, size_t n), (x, s, out, n))

#define LATENTS_REDUCTION_KERNELS(K) \
  K(double, sum, (const float *x, size_t n), (x, n)) \
  K(double, dot, (const float *a, const float *b, size_t n), (a, b, n)) \
  K(double, squared_distance, (const float *a, const float *b, size_t n), (a, b, n)) \
  K(float, greatest, (const float *x, size_t n), (x, n)) \
  K(float, least, (const float *x, size_t n), (x, n)) \
  K(size_t, select_at_most, \
    (const float *x, size_t n, float limit, int32_t first, float *values, int32_t *indices), \
    (x, n, limit, first, values, indices))

#define LATENTS_LOSS_KERNELS(K) \
  K(float, bernoulli_loss, \
    (const float *logits, const float *targets, float *gradient, size_t n, float scale), \
    (logits, targets, gradient, n, scale)) \
  K(float, normal_loss, \
    (const float *outputs, const float *targets, float inverseVariance, float *gradient, \
     size_t n, float scale), \
    (outputs, targets, inverseVariance, gradient, n, scale)) \
  K(float, normal_loss_with_variances, \
    (const float *outputs, const float *logVariances, const float *targets, float *gradient, \
     float *logVarianceGradient, size_t n, float scale), \
    (outputs, logVariances, targets, gradient, logVarianceGradient, n, scale)) \
  K(void, divergence, \
    (const float *mean, const float *logVariance, float *out, size_t n), \
    (mean, logVariance, out, n)) \
  K(void, reparameterize, \
    (const float *mean, const float *logVariance, const float *noise, float *out, size_t n), \
    (mean, logVariance, noise, out, n)) \
  K(void, reparameterize_gradient, \
    (const float *latentGradient, const float *mean, const float *logVariance, \
     const float *noise, const float *klWeights, float *meanGradient, \
     float *logVarianceGradient, size_t n), \
    (latentGradient, mean, logVariance, noise, klWeights, meanGradient, logVarianceGradient, n))

#define LATENTS_NORMALIZATION_KERNELS(K) \
  K(void, normalization_statistics, \
    (const float *x, size_t pixels, size_t channels, size_t groups, float epsilon, float *mean, \
     float *inverse), \
    (x, pixels, channels, groups, epsilon, mean, inverse)) \
  K(void, normalize, \
    (const float *x, const float *mean, const float *inverse, const float *scale, \
     const float *offset, size_t pixels, size_t channels, float *out), \
    (x, mean, inverse, scale, offset, pixels, channels, out)) \
  K(void, normalize_derivative, \
    (const float *x, const float *vector, const float *mean, const float *inverse, \
     const float *before, const float *after, size_t pixels, size_t channels, size_t groups, \
     float *sums, float *out), \
    (x, vector, mean, inverse, before, after, pixels, channels, groups, sums, out)) \
  K(void, normalization_parameter_gradient, \
    (const float *x, const float *outputGradient, const float *means, const float *inverses, \
     size_t batch, size_t pixels, size_t channels, size_t first, size_t end, \
     float *scaleGradient, float *offsetGradient), \
    (x, outputGradient, means, inverses, batch, pixels, channels, first, end, scaleGradient, \
     offsetGradient))

#define LATENTS_EMBEDDING_KERNELS(K) \
  K(void, repulsion, \
    (const float *x, const float *y, size_t n, float px, float py, float *sums), \
    (x, y, n, px, py, sums))

#define LATENTS_DENSE_KERNELS(K) \
  K(void, dense_product, (const latents_dense *product), (product)) \
  K(double, dense_dot, (const double *a, const double *b, size_t n), (a, b, n)) \
  K(void, dense_row_dots, \
    (const double *x, size_t rows, size_t columns, const double *v, double *out), \
    (x, rows, columns, v, out)) \
  K(void, row_dots, \
    (const float *x, size_t rows, size_t columns, const float *v, double *out), \
    (x, rows, columns, v, out)) \
  K(void, row_squared_distances, \
    (const float *x, size_t rows, size_t columns, const float *centre, double *out), \
    (x, rows, columns, centre, out)) \
  K(void, column_sums_in_double, \
    (const float *x, size_t rows, size_t stride, size_t columns, double *out), \
    (x, rows, stride, columns, out)) \
  K(void, column_squares_in_double, \
    (const float *x, size_t rows, size_t stride, size_t columns, const double *centre, \
     double *out), \
    (x, rows, stride, columns, centre, out)) \
  K(void, selected_column_sums, \
    (const float *x, const ptrdiff_t *positions, size_t count, size_t columns, double *out), \
    (x, positions, count, columns, out)) \
  K(void, scale_and_move, \
    (const double *x, size_t rows, size_t columns, const double *scale, const double *centre, \
     float *out), \
    (x, rows, columns, scale, centre, out)) \
  K(size_t, centre_rows, \
    (const float *x, size_t rows, size_t columns, const double *centre, const double *weights, \
     double *out, double *weighted), \
    (x, rows, columns, centre, weights, out, weighted)) \
  K(void, centre_columns, \
    (const float *x, size_t rows, size_t columns, const double *centre, double *out), \
    (x, rows, columns, centre, out)) \
  K(void, square_sums, \
    (const double *x, size_t rows, size_t columns, double *out), (x, rows, columns, out)) \
  K(bool, cholesky, (const double *matrix, double *out, size_t n), (matrix, out, n)) \
  K(void, dense_reflect, \
    (double *x, size_t stride, size_t rows, const double *v, double scale, size_t n), \
    (x, stride, rows, v, scale, n)) \
  K(void, dense_transpose, \
    (const double *from, size_t fromStride, double *to, size_t toStride, size_t rows, \
     size_t columns, double divisor), \
    (from, fromStride, to, toStride, rows, columns, divisor)) \
  K(double, dense_largest, (const double *x, size_t n), (x, n)) \
  K(void, dense_add_multiple, (double *y, const double *x, double s, size_t n), (y, x, s, n)) \
  K(void, dense_rotate, (double *x, double *y, double c, double s, size_t n), (x, y, c, s, n)) \
  K(void, dense_rank_two, \
    (double *a, size_t stride, const double *v, const double *p, size_t n), \
    (a, stride, v, p, n))

#define LATENTS_INTERPOLATION_KERNELS(K) \
  K(void, mix, \
    (const float *a, double first, const float *b, double second, double divisor, float *out, \
     size_t n), \
    (a, first, b, second, divisor, out, n)) \
  K(void, cubic, \
    (const float *a, const float *b, const float *c, const float *d, double t, float *out, \
     size_t n), \
    (a, b, c, d, t, out, n)) \
  K(bool, great_circle, \
    (const float *a, const float *b, size_t n, double t, double *scratch, float *out), \
    (a, b, n, t, scratch, out)) \
  K(bool, turned_aside, \
    (const double *unit, double *side, size_t n, double along, double across, float *out), \
    (unit, side, n, along, across, out))

#define LATENTS_NORMAL_KERNELS(K) \
  K(void, normal_quantiles, (const double *p, double *out, size_t n), (p, out, n)) \
  K(void, normal_distributions, \
    (const float *x, double *below, double *above, size_t n), (x, below, above, n)) \
  K(void, philox, \
    (unsigned long long seed, unsigned long long stream, unsigned long long position, \
     unsigned long long *out, size_t n), \
    (seed, stream, position, out, n)) \
  K(void, normal_deviates, \
    (const unsigned long long *numbers, double *out, size_t n), (numbers, out, n)) \
  K(void, logistic_terms, \
    (const double *values, const double *targets, double *loss, double *slope, double *bend, \
     size_t n), \
    (values, targets, loss, slope, bend, n)) \
  K(void, mixture_shares, \
    (double *shares, size_t stride, const double *logWeights, size_t components, size_t n, \
     double *scratch, double *totals), \
    (shares, stride, logWeights, components, n, scratch, totals))

/// All of them.
#define LATENTS_LISTED_KERNELS(K) \
  LATENTS_ELEMENTARY_KERNELS(K) \
  LATENTS_ELEMENTWISE_KERNELS(K) \
  LATENTS_REDUCTION_KERNELS(K) \
  LATENTS_DENSE_KERNELS(K) \
  LATENTS_INTERPOLATION_KERNELS(K) \
  LATENTS_NORMAL_KERNELS(K) \
  LATENTS_LOSS_KERNELS(K) \
  LATENTS_EMBEDDING_KERNELS(K) \
  LATENTS_NORMALIZATION_KERNELS(K)

#define LATENTS_KERNEL_FIELD(result, name, parameters, arguments) result(*name) parameters;
#define LATENTS_KERNEL_ENTRY(result, name, parameters, arguments) .name = LATENTS_NAME(name),

#endif
