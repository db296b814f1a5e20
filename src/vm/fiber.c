#include "vm/fiber.h"

#include <string.h>
#include <ucontext.h>

#include "heap/upcalls.h"
#include "vm/host.h"
#include "vm/inspect.h"

#ifdef LASTREF_SANITIZE
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

/* The last page of the stack's range holds the engine's saved context; the host's is in host memory, reached
 * through the control page so that a restore does not touch it. */
#define ENGINE ((ucontext_t *)(ARENA_STACK_BASE + ARENA_STACK_SIZE - ARENA_PAGE))
enum { STACK_GUARD = 4096 };
#define STACK_LOW    ((char *)ARENA_STACK_BASE + STACK_GUARD)
#define STACK_USABLE (ARENA_STACK_SIZE - STACK_GUARD - ARENA_PAGE)

typedef struct HostSide {
  ucontext_t context;
  const Program *program;
  void *fake_stack;
  const void *stack_bottom;
  size_t stack_size;
} HostSide;

static HostSide *host_side(void) { return (HostSide *)(ARENA_BASE + ARENA_CONTROL_SIZE - ARENA_PAGE); }

static void switch_to(ucontext_t *from, ucontext_t *to, const void *bottom, size_t size) {
#ifdef LASTREF_SANITIZE
  void *fake = NULL;
  __sanitizer_start_switch_fiber(&fake, bottom, size);
  swapcontext(from, to);
  __sanitizer_finish_switch_fiber(fake, NULL, NULL);
#else
  (void)bottom, (void)size;
  swapcontext(from, to);
#endif
}

static void engine_entry(void) {
#ifdef LASTREF_SANITIZE
  HostSide *h = host_side();
  __sanitizer_finish_switch_fiber(NULL, &h->stack_bottom, &h->stack_size);
#endif
  vm_main(host_side()->program);
  for (;;) fiber_pause(PAUSE_FINISHED);
}

void fiber_start(const Program *program) {
  _Static_assert(sizeof(HostSide) <= ARENA_PAGE && sizeof(Control) <= ARENA_CONTROL_SIZE - ARENA_PAGE,
                 "control page is full");
  HostSide *h = host_side();
  h->program = program;
  getcontext(ENGINE);
  ENGINE->uc_stack.ss_sp = STACK_LOW;
  ENGINE->uc_stack.ss_size = STACK_USABLE;
  ENGINE->uc_link = NULL;
  makecontext(ENGINE, engine_entry, 0);
}

int fiber_resume(void) {
#ifdef LASTREF_SANITIZE
  /* The stack may have been restored from a checkpoint: whatever the shadow says of it is stale. */
  __asan_unpoison_memory_region(STACK_LOW, STACK_USABLE);
#endif
  switch_to(&host_side()->context, ENGINE, STACK_LOW, STACK_USABLE);
#ifdef LASTREF_SANITIZE
  /* The host reads and copies the paused stack whole, red zones and all. */
  __asan_unpoison_memory_region(STACK_LOW, STACK_USABLE);
#endif
  return (int)CTRL->pause_reason;
}

void fiber_pause(int reason) {
  CTRL->pause_reason = (uint32_t)reason;
  HostSide *h = host_side();
  switch_to(ENGINE, &h->context, h->stack_bottom, h->stack_size);
  while (UNLIKELY(CTRL->request)) {
    vm_answer();
    CTRL->pause_reason = PAUSE_ANSWERED;
    switch_to(ENGINE, &h->context, h->stack_bottom, h->stack_size);
  }
}

void fiber_leave(void) {
  CTRL->pause_reason = PAUSE_ABANDONED;
  HostSide *h = host_side();
#ifdef LASTREF_SANITIZE
  __sanitizer_start_switch_fiber(NULL, h->stack_bottom, h->stack_size);
#endif
  setcontext(&h->context);
  __builtin_unreachable();
}

void heap_pause_at_event(void) { fiber_pause(PAUSE_EVENT); }

uintptr_t fiber_stack_pointer(void) {
#if defined(__x86_64__)
  return (uintptr_t)ENGINE->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
  return (uintptr_t)ENGINE->uc_mcontext.sp;
#else
#error "the engine's context switch is known for x86-64 and aarch64 only"
#endif
}

bool fiber_on_engine_stack(void) {
  uintptr_t here = (uintptr_t)__builtin_frame_address(0);
  return here - ARENA_STACK_BASE < ARENA_STACK_SIZE;
}

size_t fiber_stack_left(void) {
  uintptr_t here = (uintptr_t)__builtin_frame_address(0);
  return here - (uintptr_t)STACK_LOW < STACK_USABLE ? here - (uintptr_t)STACK_LOW : SIZE_MAX;
}
