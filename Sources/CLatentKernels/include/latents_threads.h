// The number of threads, the threads themselves, and the counter from which they take work.
#ifndef LATENTS_THREADS_H
#define LATENTS_THREADS_H

#include <stdbool.h>
#include <stddef.h>

/// Processors this process may run on, at least 1.
size_t latents_processor_count(void);

/// Threads to use: LATENTS_THREADS, or else the number of processors, unless it was set.
/// A LATENTS_THREADS that is no number from 1 to 1024 ends the process with a message.
size_t latents_thread_count(void);
void latents_set_thread_count(size_t count);

/// Calls `body` on this thread and on as many as `count` others that come in time, and waits for
/// all that came. False, and no call, if another call has the threads, as it has within `body`.
bool latents_run_on_workers(size_t count, void (*body)(void *context), void *context);

/// Adds 1 to a counter that threads share, and returns what it was.
static inline size_t latents_take_ticket(size_t *counter) {
  return __atomic_fetch_add(counter, 1, __ATOMIC_RELAXED);
}

#endif
