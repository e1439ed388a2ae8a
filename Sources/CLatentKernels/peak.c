#pragma STDC FP_CONTRACT OFF
#include "kernel_table.h"

size_t latents_peak(size_t repetitions) { return latents_active()->peak(repetitions); }
