#pragma STDC FP_CONTRACT OFF
#if defined(__x86_64__)
#define LATENTS_SUFFIX avx512
#define LATENTS_TARGET __attribute__((target("avx512f")))
#define LATENTS_LANES 16
#include "isa.h"
#include "templates/templates.h"
#endif
