#pragma STDC FP_CONTRACT OFF
#include <stdatomic.h>
#include "kernel_table.h"

static const latents_table *table_for(latents_isa isa) {
  switch (isa) {
    case LATENTS_ISA_PORTABLE: return &latents_table_portable;
#if defined(__x86_64__)
    case LATENTS_ISA_AVX2: return &latents_table_avx2;
    case LATENTS_ISA_AVX512: return &latents_table_avx512;
#endif
#if defined(__aarch64__)
    case LATENTS_ISA_NEON: return &latents_table_neon;
#endif
    default: return 0;
  }
}

bool latents_isa_is_available(latents_isa isa) {
  switch (isa) {
    case LATENTS_ISA_PORTABLE: return true;
#if defined(__x86_64__)
    case LATENTS_ISA_AVX2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case LATENTS_ISA_AVX512: return __builtin_cpu_supports("avx512f");
#endif
#if defined(__aarch64__)
    case LATENTS_ISA_NEON: return true;
#endif
    default: return false;
  }
}

latents_isa latents_isa_best(void) {
  const latents_isa order[] = {LATENTS_ISA_AVX512, LATENTS_ISA_AVX2, LATENTS_ISA_NEON};
  for (int i = 0; i < 3; i++) {
    if (latents_isa_is_available(order[i])) return order[i];
  }
  return LATENTS_ISA_PORTABLE;
}

// -1: not chosen yet. Two threads that choose at the same time choose the same.
static _Atomic int current = -1;

latents_isa latents_isa_current(void) {
  int isa = atomic_load_explicit(&current, memory_order_relaxed);
  if (isa < 0) {
    isa = (int)latents_isa_best();
    atomic_store_explicit(&current, isa, memory_order_relaxed);
  }
  return (latents_isa)isa;
}

bool latents_isa_force(latents_isa isa) {
  if (!latents_isa_is_available(isa)) return false;
  atomic_store_explicit(&current, (int)isa, memory_order_relaxed);
  return true;
}

const latents_table *latents_active(void) { return table_for(latents_isa_current()); }

void latents_relu(const float *x, float *out, size_t n) { latents_active()->relu(x, out, n); }
