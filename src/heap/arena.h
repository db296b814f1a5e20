/* The arena: one reservation of address space that holds the whole world of the debuggee.
 *
 *   control page (host's) | fixed state: Runtime, Vm, Heap | the engine's C stack | serial table | small
 * objects | large blocks
 *
 * Invariants
 * - Everything but the control page is state: a copy of the pages in use (arena_ranges) is the whole program.
 * - Pages never used are zero; a fresh arena is all zero.
 */
#ifndef LASTREF_HEAP_ARENA_H
#define LASTREF_HEAP_ARENA_H

#include <stdbool.h>

#include "heap/control.h"

#define ARENA_HEAP_STATE     (ARENA_BASE + 0xE0000ul) /* struct HeapState, heap/mem.h */
#define ARENA_SMALL_BASE     0x2A100000ul             /* arenas of pools; 1 MiB aligned */
#define ARENA_SMALL_MAX      0x15F00000ul
#define ARENA_LARGE_BASE     0x40000000ul
#define ARENA_LARGE_MAX      0x30000000ul
#define ARENA_PAGE           4096ul
#define ARENA_DEFAULT_BUDGET (256ul << 20)

typedef struct ArenaRange {
  uintptr_t base;
  size_t length; /* multiple of ARENA_PAGE */
  bool digest;   /* part of the state's digest (the C stack is not) */
} ArenaRange;
enum { ARENA_RANGES = 6 };

/* Maps the arena, once a process, for a debuggee with `budget` bytes of heap. false: *why says what a person
 * can do. */
bool arena_map(size_t budget, const char **why);
/* Back to all zero, for a new program. */
void arena_reset(void);
/* The ranges of pages in use while the engine is paused; stack_pointer is the paused engine's. Returns how
 * many. */
int arena_ranges(ArenaRange out[ARENA_RANGES], uintptr_t stack_pointer);
size_t arena_heap_in_use(void); /* bytes charged to the budget */

#endif
