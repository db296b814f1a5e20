/* What modules ask of the world outside: recorded as it comes in, and given from the record when the program
 * is run again. */
#ifndef LASTREF_MODULES_WORLD_H
#define LASTREF_MODULES_WORLD_H

#include "vm/host.h"
#include "vm/vm.h"

static inline uint64_t world_entropy(void) { return CTRL->host->entropy(CTRL->host_data, VM->input_index++); }
static inline int64_t world_clock_ns(ClockKind kind) {
  return CTRL->host->clock_ns(CTRL->host_data, VM->input_index++, kind);
}
static inline void world_sleep_ns(int64_t ns) {
  CTRL->host->sleep_ns(CTRL->host_data, VM->input_index++, ns);
}
static inline bool world_is_terminal(int stream) {
  return CTRL->host->is_terminal(CTRL->host_data, VM->input_index++, stream);
}

#endif
