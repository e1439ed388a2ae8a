#pragma STDC FP_CONTRACT OFF
#if defined(__x86_64__)
#define LATENTS_SUFFIX avx2
#define LATENTS_TARGET __attribute__((target("avx2,fma")))
#define LATENTS_LANES 8
#include "isa.h"
#include "templates/templates.h"
#endif
