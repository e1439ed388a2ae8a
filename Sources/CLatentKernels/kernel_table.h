// The table of kernels that each instruction set fills and the dispatcher chooses from.
#ifndef LATENTS_KERNEL_TABLE_H
#define LATENTS_KERNEL_TABLE_H

#include "CLatentKernels.h"
#include "kernel_lists.h"

typedef struct latents_table {
  ptrdiff_t tile_panels;  // panels of a register tile of the product
  ptrdiff_t block_inner;  // k of a block whose panels stay in the first-level cache
  void (*product)(const latents_product *product);
  void (*copy_lines)(
    const float *from, const int32_t *offsets, ptrdiff_t stride, ptrdiff_t count, float *to);
  void (*column_sums)(
    const float *x, size_t rows, size_t columns, size_t first, size_t end, float *out,
    bool accumulate);
  void (*adam)(
    float *parameters, const float *gradients, float *firstMoments, float *secondMoments, size_t n,
    const latents_adam_step *step);
  size_t (*peak)(size_t repetitions);
  LATENTS_LISTED_KERNELS(LATENTS_KERNEL_FIELD)
} latents_table;

extern const latents_table latents_table_portable;
#if defined(__x86_64__)
extern const latents_table latents_table_avx2;
extern const latents_table latents_table_avx512;
#endif
#if defined(__aarch64__)
extern const latents_table latents_table_neon;
#endif

/// The table in use.
const latents_table *latents_active(void);

#endif
