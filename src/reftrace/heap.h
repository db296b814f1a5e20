/* The objects of one record: those that some addresses lead to, with counts, sizes and parts.
 *
 * Invariants
 * - Counts are read before anything of the traced Python is called.
 * - A tag stands for an address, for the whole run.
 * - With heap_only_changes an object whose entry would read as in the record before is left out of this one;
 * whether it would is told by a digest of all that the entry is made of.
 */
#ifndef REFTRACE_HEAP_H
#define REFTRACE_HEAP_H

#include "reftrace/api.h"

void heap_start(void);
int64_t heap_tag(Addr address);
/* Begins a record; limit: how many objects it lists at most, more where the names alone are more. */
void heap_begin(int64_t limit);
/* A name refers to it; to be listed. */
void heap_root(Addr object);
/* `"TAG":{...},...` of the roots and all they lead to. frame: the running one. */
void heap_put(Bytes *out, Addr frame);
/* From now on a record lists only what differs from the record before, and heap_put_gone (`TAG,...`) those
 * that the record before listed or left out for being unchanged, and this one does not lead to. */
void heap_only_changes(void);
void heap_put_gone(Bytes *out);
static inline uint64_t heap_mix(uint64_t h, uint64_t word) {
  h = (h ^ word) * 0x9E3779B97F4A7C15u;
  return h ^ h >> 29;
}
/* A dict of the interpreter: what is in it is not looked into. */
void heap_foreign_dict(Addr dict);
bool heap_is_program_code(Addr code);
/* The dict of the program's module, or that module. */
void heap_main_dict(Addr dict);
bool heap_is_main(Addr object);
/* What a class has under this name in its own namespace; 0: nothing. */
Addr heap_own_attribute(Addr type, const char *name);
/* From the next heap_put on: how many of the references to each object the library holds. generations: heads
 * of the collector's lists, 0 behind the last. */
void heap_count_library(const Addr *generations);
/* The file name of the program's code objects. */
extern char heap_script[4096];

#endif
