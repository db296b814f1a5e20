#include "history/stop.h"

#include <inttypes.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <ucontext.h>

#include <gmp.h>

#include "vm/fiber.h"

enum { TICK = 50, PATIENCE = 100, SOON = 10, STACK = 65536 }; /* ms, bytes */

typedef struct Range {
  uintptr_t from, to;
} Range;

/* The one engine's state of running: a signal handler has no other way to it. */
static struct {
  volatile sig_atomic_t running, guarded, may_leave, asked, due, armed;
  const StopHooks *volatile hooks;
  Range own, gmp; /* code in which the engine may be left */
  bool ready;
} stop;

static void arm(int ms) {
  struct itimerval t = {.it_value = {0, ms * 1000}};
  stop.armed = 1;
  setitimer(ITIMER_REAL, &t, NULL);
}

static bool within(Range r, uintptr_t p) { return p >= r.from && p < r.to; }

static uintptr_t program_counter(const ucontext_t *u) {
#if defined(__x86_64__)
  return (uintptr_t)u->uc_mcontext.gregs[REG_RIP];
#else
  return (uintptr_t)u->uc_mcontext.pc;
#endif
}
static uintptr_t stack_pointer(const ucontext_t *u) {
#if defined(__x86_64__)
  return (uintptr_t)u->uc_mcontext.gregs[REG_RSP];
#else
  return (uintptr_t)u->uc_mcontext.sp;
#endif
}

static void on_tick(int sig, siginfo_t *info, void *context) {
  (void)sig, (void)info;
  stop.armed = 0;
  if (!stop.running) return;
  const ucontext_t *u = context;
  const StopHooks *h = stop.hooks;
  bool wanted = h->wanted(h->data), first = wanted && !stop.asked;
  if (wanted && stop.asked && stop.may_leave) { /* it had time enough for a pause */
    uintptr_t pc = program_counter(u);
    if (!stop.guarded && stack_pointer(u) - ARENA_STACK_BASE < ARENA_STACK_SIZE &&
        (within(stop.own, pc) || within(stop.gmp, pc))) {
      stop.running = 0;
      fiber_leave();
    }
    stop.due = 1;
  } else if (!stop.guarded) {
    h->pause_at_next_line(h->data);
    if (wanted) stop.asked = 1;
  }
  arm(!wanted ? TICK : first && stop.asked ? PATIENCE : SOON);
}

/* The mapped code that holds an address. */
static Range code_around(uintptr_t address) {
  Range found = {0, 0};
  FILE *f = fopen("/proc/self/maps", "re");
  char line[512];
  while (f && fgets(line, sizeof line, f)) {
    uintptr_t from, to;
    if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR, &from, &to) == 2 && address >= from && address < to)
      found = (Range){from, to};
  }
  if (f) fclose(f);
  return found;
}

static void prepare(void) {
  stop.ready = true;
  stop.own = code_around((uintptr_t)&stop_resume);
  stop.gmp = code_around((uintptr_t)&mpn_mul);
  stack_t have;
  if (sigaltstack(NULL, &have) == 0 && have.ss_flags & SS_DISABLE) {
    static char stack[STACK];
    stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&own, NULL);
  }
  struct sigaction a = {.sa_sigaction = on_tick, .sa_flags = SA_SIGINFO | SA_RESTART | SA_ONSTACK};
  sigemptyset(&a.sa_mask);
  sigaction(SIGALRM, &a, NULL);
}

int stop_resume(const StopHooks *hooks, bool may_leave) {
  if (!stop.ready) prepare();
  stop.hooks = hooks;
  stop.may_leave = may_leave;
  stop.asked = stop.due = stop.guarded = 0;
  stop.running = 1;
  if (!stop.armed) arm(TICK);
  int reason = fiber_resume();
  stop.running = 0;
  return reason;
}

void stop_guard(void) { stop.guarded++; }

void stop_unguard_to_pause(void) {
  stop.guarded--;
  stop.asked = stop.due = 0;
}

void stop_unguard(void) {
  stop.guarded--;
  if (stop.guarded || !stop.running || !stop.may_leave || !stop.due) return;
  if (!stop.hooks->wanted(stop.hooks->data)) return;
  stop.running = 0;
  fiber_leave();
}

bool stop_asked(void) {
  if (!stop.running || !stop.hooks->wanted(stop.hooks->data)) return false;
  stop.asked = stop.due = 1;
  return true;
}

void stop_look(void) {
  if (stop.running) arm(1);
}
