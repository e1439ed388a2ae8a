// What a template needs to know of its instruction set.
//
// Each `isa_*.c` defines LATENTS_SUFFIX, LATENTS_TARGET (a target attribute or nothing) and
// LATENTS_LANES (floats in a vector register), then includes this file and `templates.h`.
#include "huge_angle.h"
#include "kernel_table.h"

#pragma STDC FP_CONTRACT OFF

#define LATENTS_PASTE2(a, b) a##_##b
#define LATENTS_PASTE(a, b) LATENTS_PASTE2(a, b)

/// The name of a kernel for this instruction set: `relu` becomes `relu_avx2`.
#define LATENTS_NAME(name) LATENTS_PASTE(name, LATENTS_SUFFIX)

/// A kernel (reached through the table) and a helper that is always inlined into one.
#define LATENTS_KERNEL(result, name, parameters) \
  LATENTS_TARGET static result LATENTS_NAME(name) parameters
#define LATENTS_HELPER(result, name, parameters) \
  LATENTS_TARGET __attribute__((always_inline)) static inline result LATENTS_NAME(name) parameters

/// One register of floats, and of the integers a comparison yields.
typedef float latents_vector __attribute__((vector_size(4 * LATENTS_LANES)));
typedef int latents_mask __attribute__((vector_size(4 * LATENTS_LANES)));
/// The same, for memory that need not be aligned.
typedef float latents_unaligned __attribute__((vector_size(4 * LATENTS_LANES), aligned(4), may_alias));
