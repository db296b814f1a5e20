/* The objects of one record: those that some addresses lead to, with counts, sizes and parts.
 *
 * Invariants
 * - Counts are read before anything of the traced Python is called.
 * - A tag stands for an address, for the whole run.
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
/* A dict of the interpreter: what is in it is not looked into. */
void heap_foreign_dict(Addr dict);
bool heap_is_program_code(Addr code);
/* The dict of the program's module, or that module. */
void heap_main_dict(Addr dict);
bool heap_is_main(Addr object);
/* From the next heap_put on: how many of the references to each object the library holds. generations: heads
 * of the collector's lists, 0 behind the last. */
void heap_count_library(const Addr *generations);
/* The file name of the program's code objects. */
extern char heap_script[4096];

#endif
