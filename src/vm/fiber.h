/* The engine as a fiber: it runs on its own C stack inside the arena and switches to the host at every pause.
 *
 * Invariants
 * - Host code reads the arena only while the engine is paused.
 * - The saved context of the paused engine lies in the arena, so a copy of the arena's pages is the whole program.
 */
#ifndef LASTREF_VM_FIBER_H
#define LASTREF_VM_FIBER_H

#include "base/status.h"
#include "vm/vm.h"

/* heap/arena.c: maps the arena (once a process) with a budget in bytes for the debuggee's heap; false: message in *why. */
bool arena_map(size_t budget, const char **why);
void arena_reset(void); /* back to zero pages, for a new program */
/* Ranges of pages that a checkpoint must hold: [base, base+used). Fixed state, the used part of the stack, the serial table's used part, the heap. */
typedef struct ArenaRange {
  uintptr_t base;
  size_t length; /* multiple of 4096 */
  bool digest;   /* part of the state's digest (the C stack is not) */
} ArenaRange;
int arena_ranges(ArenaRange out[8]);

/* Prepare the engine to run program from its beginning (nothing runs yet). */
void fiber_start(const Program *program);
/* Run until the next pause; returns the PauseReason. */
int fiber_resume(void);
bool fiber_on_engine_stack(void);

#endif
