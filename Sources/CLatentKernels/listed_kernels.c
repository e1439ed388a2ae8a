#pragma STDC FP_CONTRACT OFF
#include "kernel_table.h"

// The public functions of the listed kernels: each calls the one of the instruction set in use.
#define LATENTS_KERNEL_FUNCTION(result, name, parameters, arguments) \
  result latents_##name parameters { return latents_active()->name arguments; }

LATENTS_LISTED_KERNELS(LATENTS_KERNEL_FUNCTION)
