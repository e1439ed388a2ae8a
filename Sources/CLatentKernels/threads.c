#pragma STDC FP_CONTRACT OFF
#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "include/latents_threads.h"
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#if defined(__linux__)
#include <sched.h>
#endif

size_t latents_processor_count(void) {
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0) {
    return (size_t)CPU_COUNT(&set);
  }
#endif
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : (size_t)count;
}

enum { MOST = 1024 };
static _Atomic size_t current;  // 0: not chosen yet

size_t latents_thread_count(void) {
  size_t count = atomic_load_explicit(&current, memory_order_relaxed);
  if (count != 0) return count;
  const char *text = getenv("LATENTS_THREADS");
  if (text && *text) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*end != 0 || value < 1 || value > MOST) {
      fprintf(
        stderr, "latents: LATENTS_THREADS is \"%s\"; it must be a whole number from 1 to %d.\n",
        text, MOST);
      exit(1);
    }
    count = (size_t)value;
  } else {
    count = latents_processor_count();
    if (count > MOST) count = MOST;
  }
  size_t unset = 0;
  atomic_compare_exchange_strong(&current, &unset, count);
  return unset == 0 ? count : unset;
}

void latents_set_thread_count(size_t count) {
  const size_t kept = count < 1 ? 1 : count > MOST ? MOST : count;
  atomic_store_explicit(&current, kept, memory_order_relaxed);
}
