#pragma STDC FP_CONTRACT OFF
#if 1
#define LATENTS_SUFFIX portable
#define LATENTS_TARGET 
#define LATENTS_LANES 4
#include "isa.h"
#include "templates/templates.h"
#endif
