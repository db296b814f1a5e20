/* The python3 of this machine, running a program with our tracer loaded into it (src/reftrace, embedded in
 * the binary).
 *
 * Invariants
 * - The tracer travels in a memory file and the records come back through a pipe: nothing is written to disk.
 * - The other Python is its own process group, never outlives us, and no file that it writes, makes or
 * removes is seen by anybody else (scratch.h).
 * - Waiting for a record also carries input to it and its messages back, so neither side can block the other.
 */
#ifndef LASTREF_CLI_REFERENCE_H
#define LASTREF_CLI_REFERENCE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

extern const unsigned char reftrace_library[];
extern const size_t reftrace_library_size;

typedef struct ReferencePython {
  char path[4096];
  char version[64]; /* "CPython 3.11.2" */
} ReferencePython;
/* $PYTHON, else the first of /usr/bin/python3, python3.11 and python3 on PATH that is CPython 3.11. false:
 * none; message says what was found instead and what to do. */
bool reference_find(ReferencePython *python, char *message, size_t room);

typedef enum ReferenceResult {
  REFERENCE_RECORD,      /* a record was read */
  REFERENCE_END,         /* no more will come: the process ended */
  REFERENCE_INTERRUPTED, /* *stop became true */
  REFERENCE_LATE,        /* the deadline has passed */
  REFERENCE_TOO_LONG     /* one record of more than 512 MiB */
} ReferenceResult;

typedef struct ReferenceOptions {
  const char *file;
  int argc;
  const char *const *argv;
  const char *units;   /* lines of its statements, each to be compiled as the prompt does; NULL: a script */
  const char *modules; /* the modules of the standard library that it imports, with commas */
  uint64_t max_steps, max_objects;
  uint64_t held_from;          /* from this record on they tell which references the library holds; 0: none */
  uint64_t often;              /* see src/reftrace/tracer.c; 0: each line has a whole record */
  double deadline;             /* clock_seconds() at which to give up */
  volatile sig_atomic_t *stop; /* set by a signal handler */
} ReferenceOptions;

typedef struct Reference Reference;
/* Starts the program; NULL with a message in *why. The options' texts must live until the end. */
Reference *reference_start(const ReferencePython *python, const ReferenceOptions *options, const char **why);
/* Another run of the same, from its start, on the input given so far, whose records tell from the
 * `held_from`th on which references the library holds. NULL: it could not be started; r is as it was, also
 * else. */
Reference *reference_again(const Reference *r, uint64_t held_from);
/* Ends the process if it still runs; NULL is fine. */
void reference_stop(Reference *r);
/* Waits for the next record: a line of JSON without its newline, in *text until the next call. */
ReferenceResult reference_next(Reference *r, char **text, size_t *length);
/* Waits for its end; *text: what came after the last record. */
ReferenceResult reference_rest(Reference *r, const char **text, size_t *length);
/* Runs the program once more, without the tracer, on the input given so far; what it printed is added to
 * *out. false: it could not be run, or not to its end. */
bool reference_plain(Reference *r, Buf *out);
/* Hands on a line of input; length 0 is its end. */
void reference_give(Reference *r, const char *line, size_t length);
/* What it wrote to standard error so far (the first MiB), with NUL. After REFERENCE_END: all of it. */
const char *reference_errors(const Reference *r);
/* After REFERENCE_END: its exit status, or minus the number of the signal that ended it. */
int reference_status(const Reference *r);
/* The process, for a handler that has to end everything: kill(-pid, SIGKILL). 0: none. */
int reference_process(const Reference *r);

#endif
