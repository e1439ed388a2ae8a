#pragma STDC FP_CONTRACT OFF
#if defined(__aarch64__)
#define LATENTS_SUFFIX neon
#define LATENTS_TARGET 
#define LATENTS_LANES 4
#include "isa.h"
#include "templates/templates.h"
#endif
