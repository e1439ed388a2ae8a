// Which instruction set the kernels use.
#ifndef LATENTS_DISPATCH_H
#define LATENTS_DISPATCH_H

#include <stdbool.h>

typedef enum latents_isa {
  LATENTS_ISA_PORTABLE = 0,
  LATENTS_ISA_AVX2 = 1,
  LATENTS_ISA_AVX512 = 2,
  LATENTS_ISA_NEON = 3,
} latents_isa;

/// Whether this build has code for the instruction set and this machine can run it.
bool latents_isa_is_available(latents_isa isa);

/// The best instruction set that is available here.
latents_isa latents_isa_best(void);

/// The instruction set in use: the best one, unless another was forced.
latents_isa latents_isa_current(void);

/// Forces an instruction set (a hook for tests and diagnosis); false, and no change, if unavailable.
bool latents_isa_force(latents_isa isa);

#endif
