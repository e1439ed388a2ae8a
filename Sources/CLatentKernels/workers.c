#pragma STDC FP_CONTRACT OFF
#include "include/latents_threads.h"

// Threads that wait for work. Between two parts of a training step there are microseconds, and
// waking a sleeping thread takes tens of them (measured: 50 on a virtual machine), so a thread looks
// out for its next work for a while before it sleeps.
//
// One call at a time has the workers. It opens a gate, works itself, closes the gate and waits for
// those who are inside; who comes too late is not waited for.

#if defined(__linux__)
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>

enum { MOST_WORKERS = 1023, LOOKOUT_NANOSECONDS = 100 * 1000, LOOKS_PER_CLOCK = 32 };
#define GATE_CLOSED 0x80000000u

static atomic_flag taken = ATOMIC_FLAG_INIT;         // a call has the workers
static _Atomic unsigned gate = GATE_CLOSED;          // and how many are inside
static _Atomic unsigned call;                        // counts calls
static _Atomic size_t sleepers;
static _Atomic size_t wanted;                        // workers that may look out without sleeping
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

// Belongs to the call that has the workers, and to workers inside the gate.
static size_t workers, helpers;
static void (*work)(void *context);
static void *context;

static inline void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static long long nanoseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/// Waits for another call than the one seen.
static unsigned next_call(unsigned seen, size_t index) {
  const long long start = nanoseconds();
  while (index < atomic_load_explicit(&wanted, memory_order_relaxed)) {
    for (int i = 0; i < LOOKS_PER_CLOCK; i++) {
      const unsigned now = atomic_load_explicit(&call, memory_order_acquire);
      if (now != seen) return now;
      pause_briefly();
    }
    if (nanoseconds() - start > LOOKOUT_NANOSECONDS) break;
  }
  // Both sides are sequentially consistent: either this sees the new call, or the caller the sleeper.
  pthread_mutex_lock(&mutex);
  atomic_fetch_add(&sleepers, 1);
  unsigned now;
  while ((now = atomic_load(&call)) == seen) pthread_cond_wait(&changed, &mutex);
  atomic_fetch_sub(&sleepers, 1);
  pthread_mutex_unlock(&mutex);
  return now;
}

static void *worker(void *argument) {
  const size_t index = (size_t)argument;
  unsigned seen = 0;
  while (true) {
    seen = next_call(seen, index);
    unsigned inside = atomic_load_explicit(&gate, memory_order_relaxed);
    while (!(inside & GATE_CLOSED)) {
      if (!atomic_compare_exchange_weak_explicit(
            &gate, &inside, inside + 1, memory_order_acquire, memory_order_relaxed)) {
        continue;
      }
      if (index < helpers) work(context);
      atomic_fetch_sub_explicit(&gate, 1, memory_order_release);
      break;
    }
  }
  return 0;
}

/// Starts workers until there are `count`, or as many as the system allows.
static void start_workers(size_t count) {
  pthread_attr_t attributes;
  if (workers >= count || pthread_attr_init(&attributes) != 0) return;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  while (workers < count) {
    pthread_t thread;
    if (pthread_create(&thread, &attributes, worker, (void *)workers) != 0) break;
    workers++;
  }
  pthread_attr_destroy(&attributes);
}

bool latents_run_on_workers(size_t count, void (*body)(void *context), void *bodyContext) {
  if (count > MOST_WORKERS || atomic_flag_test_and_set_explicit(&taken, memory_order_acquire)) {
    return false;
  }
  start_workers(count);
  helpers = count;
  work = body;
  context = bodyContext;
  // More threads than processors would take the time from each other.
  atomic_store_explicit(
    &wanted, count < latents_processor_count() ? count : 0, memory_order_relaxed);
  atomic_store_explicit(&gate, 0, memory_order_release);
  atomic_fetch_add(&call, 1);
  if (atomic_load(&sleepers) > 0) {
    pthread_mutex_lock(&mutex);
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
  }
  body(bodyContext);
  unsigned inside = atomic_fetch_or_explicit(&gate, GATE_CLOSED, memory_order_acquire);
  for (int looks = 0; (inside & ~GATE_CLOSED) != 0; looks++) {
    if (looks < 4096) pause_briefly(); else sched_yield();
    inside = atomic_load_explicit(&gate, memory_order_acquire);
  }
  atomic_flag_clear_explicit(&taken, memory_order_release);
  return true;
}

#else

// Dispatch knows better how to do this on Apple's systems.
bool latents_run_on_workers(size_t count, void (*body)(void *context), void *bodyContext) {
  (void)count;
  (void)body;
  (void)bodyContext;
  return false;
}

#endif
