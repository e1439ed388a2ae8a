#pragma STDC FP_CONTRACT OFF
#include "include/latents_scratch.h"
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

// A shelf of buffers that are not in use. Taking swaps one out, giving swaps one in; whichever
// thread does it, no lock is held. The buffer's size stands in front of its memory.
enum { SLOTS = 64, ALIGNMENT = 64 };
static _Atomic(char *) shelf[SLOTS];

static size_t size_of(const char *block) { return *(const size_t *)(const void *)block; }

latents_scratch latents_scratch_take(size_t bytes) {
  char *block = 0;
  for (int i = 0; i < SLOTS && !block; i++) {
    if (atomic_load_explicit(&shelf[i], memory_order_relaxed)) {
      block = atomic_exchange_explicit(&shelf[i], 0, memory_order_acquire);
    }
  }
  if (block && size_of(block) < bytes) {
    free(block);
    block = 0;
  }
  if (!block) {
    void *memory = 0;
    size_t size = (bytes + 4095) / 4096 * 4096;
    if (size < bytes || size > SIZE_MAX - ALIGNMENT ||
        posix_memalign(&memory, ALIGNMENT, size + ALIGNMENT) != 0) {
      fprintf(stderr, "latents: out of memory (a kernel needs %zu bytes of scratch)\n", bytes);
      exit(1);
    }
    block = memory;
    *(size_t *)memory = size;
  }
  return (latents_scratch){block + ALIGNMENT, size_of(block)};
}

void latents_scratch_give(latents_scratch scratch) {
  char *block = (char *)scratch.memory - ALIGNMENT;
  for (int i = 0; i < SLOTS; i++) {
    char *empty = 0;
    if (atomic_compare_exchange_strong_explicit(
          &shelf[i], &empty, block, memory_order_release, memory_order_relaxed)) {
      return;
    }
  }
  free(block);
}
