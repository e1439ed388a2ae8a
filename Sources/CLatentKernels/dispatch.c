#pragma STDC FP_CONTRACT OFF
#include "kernel_table.h"
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/// What LATENTS_ISA asks for, or the best; the process ends if it asks for what is not there.
static latents_isa chosen(void) {
  static const char *const names[] = {"portable", "avx2", "avx512", "neon"};
  const char *text = getenv("LATENTS_ISA");
  if (!text || !*text) return latents_isa_best();
  for (int i = 0; i < 4; i++) {
    if (strcmp(text, names[i]) != 0) continue;
    if (latents_isa_is_available((latents_isa)i)) return (latents_isa)i;
    fprintf(stderr, "latents: LATENTS_ISA asks for %s, which this machine cannot run.\n", text);
    exit(1);
  }
  fprintf(
    stderr, "latents: LATENTS_ISA is \"%s\"; it must be portable, avx2, avx512 or neon.\n", text);
  exit(1);
}

// -1: not chosen yet. Two threads that choose at the same time choose the same.
static _Atomic int current = -1;

latents_isa latents_isa_current(void) {
  int isa = atomic_load_explicit(&current, memory_order_relaxed);
  if (isa < 0) {
    const int choice = (int)chosen();
    // A choice that was forced in the meantime stands.
    if (atomic_compare_exchange_strong(&current, &isa, choice)) isa = choice;
  }
  return (latents_isa)isa;
}

bool latents_isa_force(latents_isa isa) {
  if (!latents_isa_is_available(isa)) return false;
  atomic_store_explicit(&current, (int)isa, memory_order_relaxed);
  return true;
}

const latents_table *latents_active(void) { return table_for(latents_isa_current()); }
