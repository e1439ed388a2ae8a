// The number of threads, and the counter from which threads take work.
#ifndef LATENTS_THREADS_H
#define LATENTS_THREADS_H

#include <stddef.h>

/// Processors this process may run on, at least 1.
size_t latents_processor_count(void);

/// Threads to use: LATENTS_THREADS, or else the number of processors, unless it was set.
/// A LATENTS_THREADS that is no number from 1 to 1024 ends the process with a message.
size_t latents_thread_count(void);
void latents_set_thread_count(size_t count);

/// Adds 1 to a counter that threads share, and returns what it was.
static inline size_t latents_take_ticket(size_t *counter) {
  return __atomic_fetch_add(counter, 1, __ATOMIC_RELAXED);
}

#endif
