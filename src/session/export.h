/* The history as JSON Lines: `lastref trace --json` and the command `export`. */
#ifndef LASTREF_SESSION_EXPORT_H
#define LASTREF_SESSION_EXPORT_H

#include <stdio.h>

#include "model/model.h"

typedef struct ExportOptions {
  FILE *out;
  uint64_t max_steps; /* 0: all */
  bool audit;         /* check every count; a message on stderr when one is wrong */
  ProgressFn stop;    /* asked at every step, or NULL */
  void *stop_data;
  bool wrong, failed; /* out: the audit found something; out of memory */
  uint64_t steps;     /* out: records but the last */
  MoveResult last;    /* out: why it ended */
} ExportOptions;

/* From the first line on, where h is; r: how it got there. Objects are numbered in the order in which they
 * are first seen. false: wrong, failed, or a write error. */
bool export_records(History *h, MoveResult r, ExportOptions *o);

#endif
