#include "history/branch.h"

#include "base/attr.h"

void history_branch_free(HistoryBranch *b) {
  inputs_free(&b->log);
  *b = (HistoryBranch){0};
}

size_t history_next_line(const History *h) {
  for (size_t i = (size_t)VM->input_index; i < h->inputs.count; i++)
    if (h->inputs.entries[i].kind == INPUT_LINE) return i;
  return SIZE_MAX;
}

MoveResult history_fork(History *h, size_t entry, HistoryBranch *old) {
  *old = (HistoryBranch){.frontier = h->frontier,
                         .end = h->end,
                         .frontier_waits = h->frontier_waits,
                         .at = {h->frontier, 0, 0},
                         .waits = h->frontier_waits};
  if (!inputs_copy(&h->inputs, &old->log, h->inputs.count)) return MOVE_FAILED;
  inputs_truncate(&h->inputs, entry, UINT64_MAX);
  history_keep_points(h, entry);
  h->end = 0;
  h->finished = false;
  h->frontier = h->now.line;
  h->frontier_waits = false;
  MoveResult r = history_to_end(h);
  /* Printed up to here on both; what the old future printed later is not this one's. */
  inputs_truncate(&h->inputs, h->inputs.count, VM->output_length);
  return r;
}

MoveResult history_take(History *h, HistoryBranch *b) {
  HistoryBranch left = {.frontier = h->frontier,
                        .end = h->end,
                        .frontier_waits = h->frontier_waits,
                        .at = h->now,
                        .waits = h->waiting_input};
  Position to = b->at;
  bool waits = b->waits;
  history_keep_points(h, b->unseen ? 0 : inputs_common(&h->inputs, &b->log));
  if (b->unseen) history_rewind(h); /* all is printed anew, for the log */
  inputs_swap(&h->inputs, &b->log);
  left.log = b->log;
  h->frontier = b->frontier;
  h->frontier_waits = b->frontier_waits;
  h->end = b->end;
  h->finished = h->finished && h->end && h->now.line == h->end;
  *b = left;
  MoveResult r = history_seek(h, to);
  if (waits && r == MOVE_OK) r = history_step_line(h, 1);
  return r;
}
