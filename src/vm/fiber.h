/* The engine as a fiber: it runs on its own C stack inside the arena and switches to the host at every pause.
 *
 * Invariants
 * - Host code reads the arena only while the engine is paused.
 * - The saved context of the paused engine lies in the arena, so a copy of the arena's pages is the whole
 * program.
 */
#ifndef LASTREF_VM_FIBER_H
#define LASTREF_VM_FIBER_H

#include "heap/arena.h"
#include "vm/vm.h"

/* Prepare the engine to run program from its beginning (nothing runs yet). */
void fiber_start(const Program *program);
/* Run until the next pause; returns the PauseReason. */
int fiber_resume(void);
/* On the engine's stack, or in a signal handler while it runs: goes to the host for good, as after a pause
 * with PAUSE_ABANDONED. The engine cannot be resumed before its memory is restored. */
_Noreturn void fiber_leave(void);
bool fiber_on_engine_stack(void);
size_t fiber_stack_left(void);       /* bytes left of the engine's stack; SIZE_MAX on the host's */
uintptr_t fiber_stack_pointer(void); /* of the paused engine */

#endif
