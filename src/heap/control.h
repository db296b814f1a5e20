/* The control page: the one page of the arena that belongs to the host.
 *
 * Invariants
 * - It is mapped at a fixed address, so reading it costs one absolute load.
 * - It is in no checkpoint and in no digest: what it holds steers the engine
 *   (where to pause, whether to observe), it is never state of the debuggee.
 * - The engine reads it; the host writes it while the engine is paused. The
 *   exceptions are `countdown`, which the evaluation loop decrements, `interrupt`,
 *   which it takes, and the request fields of a pause. A tick (history/stop.h) may swap
 *   the dispatch table while the engine runs.
 */
#ifndef LASTREF_HEAP_CONTROL_H
#define LASTREF_HEAP_CONTROL_H

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

/* The arena lies below 2 GiB so that the compiler can use 32-bit absolute
 * addresses and the inline caches 32-bit references. */
#define ARENA_BASE         0x10000000ul
#define ARENA_CONTROL_SIZE 0x10000ul /* this page (and spare) */
#define ARENA_FIXED_BASE   (ARENA_BASE + ARENA_CONTROL_SIZE)
#define ARENA_FIXED_SIZE   0x100000ul - ARENA_CONTROL_SIZE
#define ARENA_STACK_BASE   (ARENA_BASE + 0x100000ul) /* the engine's C stack, growing down */
#define ARENA_STACK_SIZE   0x2000000ul               /* 32 MiB reserved, lowest page is a guard */
#define ARENA_SERIAL_BASE  (ARENA_STACK_BASE + ARENA_STACK_SIZE)

/* The debuggee's id() of the object at address p: looks like CPython's and is
 * the same in every run and on every machine. */
#define ID_OFFSET 0x7f3000000000ul

/* What the observer is asked to report; bits of Control.observe. */
enum ObserveBits {
  OBSERVE_MEMORY = 1,       /* objects born, freed, address reuse */
  OBSERVE_GC = 2,           /* phases of the collector, each edge */
  OBSERVE_INSTRUCTIONS = 4, /* before each instruction (the observing dispatch table is in) */
  OBSERVE_FRAMES = 8,       /* calls, returns, exceptions raised and caught, yields */
  OBSERVE_STORES = 16       /* mutations of containers and attributes */
};

typedef struct Observer Observer; /* heap/observer.h */
typedef struct HostOps HostOps;   /* vm/host.h */

typedef struct Control {
  /* One entry an opcode: where the evaluation loop jumps. The host swaps in the observing table
   * (every entry the same stub) to see each instruction, at any depth of suspended C frames. */
  const void *dispatch[256];
  const void *dispatch_fast[256];
  const void *dispatch_observe;
  const void *dispatch_line; /* for OP_LINE alone: asks observer->line() whether to pause;
                                dispatch_fast[OP_LINE] does not */
  int64_t countdown; /* lines still to run before the engine calls vm_line_pause(); a paused line has not been
                        counted */
  int64_t instr_limit; /* observing: instructions still to run before pausing; < 0: no limit */
  int64_t event_limit; /* observing: events still to report before pausing; < 0: no limit */
  uint32_t observe;    /* ObserveBits */
  uint32_t interrupt;  /* set by the host at a pause at a line: KeyboardInterrupt is raised there */
  const Observer *observer;
  const HostOps *host;
  void *host_data;
  /* A pause, set by the engine before it switches to the host. */
  uint32_t pause_reason; /* vm/pause.h */
  uint64_t line_base;    /* line clock at which `countdown` was loaded with line_quota */
  uint64_t line_quota;
  uint64_t memory_limit; /* bytes of heap that the debuggee may use */
  uint32_t audit;        /* test builds: audit at each pause */
  /* A question the host asks the paused engine (vm/inspect.h); answered on a copy, then the arena is
   * restored. */
  uint32_t request; /* vm/inspect.h RequestKind; 0: none */
  const char *request_text;
  size_t request_length;
  void *request_frame;
  void (*answer)(void *data, const char *text, size_t length, int failed);
  void *answer_data;
} Control;

#define CTRL ((Control *)ARENA_BASE)

#endif
