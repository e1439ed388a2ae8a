// The process that runs the cells: it loads one shared library per cell and calls its entry point.
//
// Each cell runs on a thread of its own. When it traps, throws or is interrupted, that thread is
// parked for ever, and the process lives on with the state of all earlier cells.
//
// It reads commands, one per line:  R NUMBER LIBRARY (run a cell)  I (interrupt the running cell)
// and writes verdicts:              done NUMBER | throw NUMBER TEXT | signal NUMBER SIGNAL FRAME…
//                                   lost NUMBER SIGNAL FRAME… (the main thread is gone)
#define _GNU_SOURCE
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE = 8192, CELL_STACK = 64 << 20, SIGNAL_STACK = 1 << 16 };
typedef struct { int number; char path[4096]; } job_t;

static int command_file, verdict_file;
static volatile int current_cell;  // the cell that runs, or ran last
static volatile int is_running;     // whether cell_thread is the thread of a cell
static pthread_mutex_t running_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_t main_thread, cell_thread;

static void park(void) {
  for (;;) pause();
}

// From here on the thread of the cell is not interrupted; it may end without anyone naming it.
static void finish(void) {
  sigset_t interrupts;
  sigemptyset(&interrupts);
  sigaddset(&interrupts, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &interrupts, NULL);
  pthread_mutex_lock(&running_lock);
  is_running = 0;
  pthread_mutex_unlock(&running_lock);
}

// One line in one write, so that lines of two threads never mix; an overlong one is cut.
static void report(char *line, int length) {
  if (length > LINE - 2) length = LINE - 2;
  line[length] = '\n';
  if (write(verdict_file, line, (size_t)length + 1) < 0) _exit(3);
}

__attribute__((visibility("default"), noreturn)) void latents_notebook_uncaught(void *error) {
  char *(*describe)(void *) = (char *(*)(void *))dlsym(RTLD_DEFAULT, "latents_notebook_describe");
  char *text = describe ? describe(error) : NULL;
  for (char *p = text; p && *p; p++)
    if (*p == '\n') *p = '\x1e';  // a record separator, which the kernel turns back
  fflush(stdout);
  char line[LINE];
  finish();
  report(line, snprintf(line, LINE, "throw %d %s", current_cell, text ? text : "an error"));
  park();
  abort();
}

// Names the frames that lie inside cells; the kernel turns them into line numbers.
static void on_signal(int number) {
  int on_main = pthread_equal(pthread_self(), main_thread);
  char line[LINE];
  int length = snprintf(
    line, LINE, "%s %d %d", on_main ? "lost" : "signal", current_cell, number);
  void *frames[64];
  int depth = backtrace(frames, 64);
  for (int i = 0; i < depth && length < LINE - 512; i++) {
    Dl_info place;
    if (dladdr(frames[i], &place) && place.dli_fname && strstr(place.dli_fname, "/libCell"))
      length += snprintf(
        line + length, (size_t)(LINE - length), " %s+%lx", place.dli_fname,
        (unsigned long)((char *)frames[i] - (char *)place.dli_fbase - 1));
  }
  is_running = 0;  // no lock: this thread stays, and may have trapped while holding anything
  report(line, length);
  park();
}

static void *run_cell(void *argument) {
  job_t *job = argument;
  char line[LINE], symbol[64];
  stack_t stack = {.ss_sp = malloc(SIGNAL_STACK), .ss_size = SIGNAL_STACK};
  sigaltstack(&stack, NULL);  // for traps by stack overflow
  void *library = dlopen(job->path, RTLD_NOW | RTLD_GLOBAL);
  snprintf(symbol, sizeof symbol, "latents_cell_%d", job->number);
  void (*entry)(int, char **) = library ? (void (*)(int, char **))dlsym(library, symbol) : NULL;
  if (!entry) {
    finish();
    report(line, snprintf(line, LINE, "throw %d LoadError: %s", job->number, dlerror()));
    return NULL;
  }
  entry(0, NULL);
  finish();
  fflush(stdout);
  fflush(stderr);
  report(line, snprintf(line, LINE, "done %d", job->number));
  stack.ss_flags = SS_DISABLE;
  void *memory = stack.ss_sp;
  sigaltstack(&stack, NULL);
  free(memory);
  free(job);
  return NULL;
}

static void start(const char *command) {
  job_t *job = calloc(1, sizeof *job);
  if (!job || sscanf(command, "R %d %4095[^\n]", &job->number, job->path) != 2) return;
  current_cell = job->number;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, CELL_STACK);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_mutex_lock(&running_lock);
  is_running = pthread_create(&cell_thread, &attributes, run_cell, job) == 0;
  if (!is_running) _exit(4);
  pthread_mutex_unlock(&running_lock);
}

static void interrupt(void) {
  void (*cancel)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "latents_notebook_cancel");
  pthread_mutex_lock(&running_lock);
  if (is_running) {
    if (cancel) cancel();
    pthread_kill(cell_thread, SIGUSR1);
  }
  pthread_mutex_unlock(&running_lock);
}

// Reads with read(2) and not through a FILE, whose lock fflush(NULL) would wait for.
static void *read_commands(void *unused) {
  char line[5000];
  size_t length = 0;
  while (length < sizeof line && read(command_file, line + length, 1) > 0) {
    if (line[length++] != '\n') continue;
    line[length - 1] = 0;
    length = 0;
    if (line[0] == 'I') interrupt();
    else start(line);
  }
  _exit(0);  // the kernel has gone
}

static void catch_signals(void) {
  void *frame[2];
  backtrace(frame, 2);  // loads the unwinder now, not inside a handler
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_ONSTACK | SA_NODEFER};
  int signals[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGUSR1};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
    sigaction(signals[i], &action, NULL);
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: host COMMAND-FILE VERDICT-FILE LIBRARY\n");
    return 2;
  }
  command_file = atoi(arguments[1]);
  verdict_file = atoi(arguments[2]);
  fcntl(command_file, F_SETFD, FD_CLOEXEC);  // processes that a cell starts do not hold them open
  fcntl(verdict_file, F_SETFD, FD_CLOEXEC);
  main_thread = pthread_self();
  setvbuf(stdout, NULL, _IOLBF, 1 << 16);
  if (!dlopen(arguments[3], RTLD_NOW | RTLD_GLOBAL)) {
    fprintf(stderr, "%s\n", dlerror());
    return 2;
  }
  catch_signals();
  pthread_t reader;
  pthread_create(&reader, NULL, read_commands, NULL);
  // The main thread serves the main queue, hence the main actor.
  void (*serve)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "CFRunLoopRun");  // macOS
  if (!serve) serve = (void (*)(void))dlsym(RTLD_DEFAULT, "dispatch_main");
  if (serve) serve();
  park();
}
