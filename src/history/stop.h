/* Stopping the program at any moment, also inside one long native operation (`sum(itertools.repeat(1))`).
 *
 * The engine is not asked: nothing in it looks for a wish to stop. Because all of it, its C stack included,
 * lies in the arena, it can be left wherever it is and what it was doing thrown away: the caller restores a
 * checkpoint and runs on to the last line that had not begun. So stopping costs nothing where no one stops.
 *
 * Invariants
 * - While the engine runs a timer ticks. A wish to stop first asks for a pause at the next line; when none
 * has come a tenth of a second later, the engine is left.
 * - It is left only in the engine's own code or GMP's, on the engine's stack, and never inside the host's
 * functions that it calls (stop_guard).
 * - Also without a wish, a run of more than a tick is paused at its next line: so the host gets to its
 * checkpoints.
 */
#ifndef LASTREF_HISTORY_STOP_H
#define LASTREF_HISTORY_STOP_H

#include <stdbool.h>

typedef struct StopHooks {
  /* All are called from a signal handler while the engine runs, or on its stack: async-signal-safe. */
  bool (*wanted)(void *data); /* does someone wish to stop? */
  void (*pause_at_next_line)(void *data);
  void *data;
} StopHooks;

/* As fiber_resume(); PAUSE_ABANDONED: the engine was left in the middle, its state is good for nothing but
 * reading the clock. may_leave: false where it must come to a pause by itself (before the first checkpoint).
 */
int stop_resume(const StopHooks *hooks, bool may_leave);
/* Around everything the host does on the engine's stack. */
void stop_guard(void);
void stop_unguard(void);
void stop_unguard_to_pause(void); /* the engine pauses by itself now: no need to leave it */
/* Does someone wish to stop the running engine? It is left at the next chance then. */
bool stop_asked(void);
/* Async-signal-safe: look at once instead of at the next tick. */
void stop_look(void);

#endif
