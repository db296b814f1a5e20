/* Branches: more than one future of one program.
 *
 * Invariants
 * - A branch is its input log: two branches whose logs begin with the same k answers are the same history as
 * long as no more than k answers were consumed. So a checkpoint that consumed at most k serves both.
 * - One branch is the history's own; each other one is kept whole in a HistoryBranch (log, output), without
 * checkpoints: going there runs it again from the last moment both share.
 */
#ifndef LASTREF_HISTORY_BRANCH_H
#define LASTREF_HISTORY_BRANCH_H

#include "history/history.h"

typedef struct HistoryBranch {
  Inputs log; /* entries and output alone */
  uint64_t frontier, end;
  bool frontier_waits;
  Position at; /* where it was left; after a fork its farthest moment */
  bool unseen; /* the log has no output yet: it was read from a file */
  bool waits;  /* ... waiting for a line of input inside that line */
} HistoryBranch;

void history_branch_free(HistoryBranch *b);
/* The answer in the input log that the program takes next after now, of those that were typed; SIZE_MAX:
 * there is none yet. */
size_t history_next_line(const History *h);
/* A new future begins where answer `entry` (not consumed later than now) was asked for: goes there and waits.
 * The old future goes to *old. MOVE_INPUT or MOVE_PROMPT, MOVE_INTERRUPTED on the way there, MOVE_FAILED: out
 * of memory, nothing has changed. */
MoveResult history_fork(History *h, size_t entry, HistoryBranch *old);
/* The branch becomes the history's own, which goes to *b, and now is its moment `at`. */
MoveResult history_take(History *h, HistoryBranch *b);

#endif
