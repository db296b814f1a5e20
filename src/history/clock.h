/* The time that passes on this machine: for limits and measurements of ours, never for the program, whose
 * clock is part of its recorded input. */
#ifndef LASTREF_HISTORY_CLOCK_H
#define LASTREF_HISTORY_CLOCK_H

#include <time.h>

/* Seconds since a fixed moment; never goes back. */
static inline double clock_seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

#endif
