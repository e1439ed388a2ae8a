// Scratch memory that is kept between calls, so that the steady state allocates nothing.
#ifndef LATENTS_SCRATCH_H
#define LATENTS_SCRATCH_H

#include <stddef.h>

typedef struct latents_scratch {
  void *memory;  // aligned to 64 bytes
  size_t bytes;
} latents_scratch;

/// Takes a buffer of at least `bytes` bytes; ends the process with a message if there is none.
latents_scratch latents_scratch_take(size_t bytes);

/// Gives it back for the next call.
void latents_scratch_give(latents_scratch scratch);

#endif
