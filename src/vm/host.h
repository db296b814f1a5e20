/* The host interface: the only way from the engine to the world. Implemented by history/inputs.c, which
 * records what comes in and, when the program is run again, gives it from the log. Called on the engine's
 * stack; must not touch the arena beyond what is said here, and must not keep references.
 */
#ifndef LASTREF_VM_HOST_H
#define LASTREF_VM_HOST_H

#include <stdbool.h>
#include <stdint.h>
#include "heap/control.h"

typedef enum ClockKind {
  CLOCK_KIND_TIME,
  CLOCK_KIND_MONOTONIC,
  CLOCK_KIND_CPU,
  CLOCK_KIND_LOCAL_OFFSET
} ClockKind;
struct HostOps {
  /* Append to the output log at VM->output_length; what the log already holds there is not written twice.
   * stream: 1, 2. */
  void (*write)(void *data, int stream, const char *bytes, size_t n, uint64_t position);
  /* Input log entry `index` for a line of stdin: *line is host memory valid until the next call; length
   * includes the newline, 0 at end of file, -1: not in the log yet: the caller pauses with PAUSE_INPUT and
   * asks again. prompt was already written. */
  int64_t (*read_line)(void *data, uint64_t index, const char **line);
  int64_t (*clock_ns)(void *data, uint64_t index, ClockKind kind);
  uint64_t (*entropy)(void *data, uint64_t index);
  /* A file of the host that the debuggee may read (script's folder for imports, --file, --stdlib): length, or
   * -1 if there is none; the contents are recorded. *bytes is host memory valid until the next call. */
  int64_t (*file)(void *data, uint64_t index, const char *path, const char **bytes);
  /* sleep: returns at once on replay. */
  void (*sleep_ns)(void *data, uint64_t index, int64_t ns);
  /* The program wants what it wrote to be seen now. Not recorded: it changes nothing in the program. */
  void (*flush)(void *data, int stream);
  /* Is standard stream 0, 1 or 2 a terminal? */
  bool (*is_terminal)(void *data, uint64_t index, int stream);
};
/* vm/fiber.c: switch from the engine to the host, with the reason; returns when the host resumes. */
void fiber_pause(int reason);

#endif
