// What CPython's compiler leaves behind: objects of its own that wait in the free lists when it is done, and
// the allocations the collector counted meanwhile. A program sees both (gc.get_count(), when the first
// collection begins, which block a new list gets), so the same objects are made here, and let go of when the
// unit is done.
//
// Invariants
// - For each block of the symbol table a dict (its symbols) and two lists (parameters, blocks inside); for
// the
//   table and the compiler two dicts and two lists; for each scope being compiled five dicts (constants,
//   names, locals, cells, free variables).
// - For each different constant, tuple of names and table of bytes a key in the dict of all constants.
// Numbers
//   and texts are their own keys; others have a tuple.
// - Library code is not compiled in CPython (it comes from its caches): nothing is left for it. Nor for what
// is
//   typed at the prompt: what a person sees born in a step there is theirs.
#ifndef LASTREF_COMPILE_FOOTPRINT_H
#define LASTREF_COMPILE_FOOTPRINT_H

#include "compile/gen.h"

// The symbol table has been built; not `complete`: up to an error.
void footprint_symbols(Unit *u, bool complete);
// A scope begins that lies in `depth` others; its code object has been made.
void footprint_scope(Unit *u, uint32_t depth);
void footprint_scope_ends(Unit *u, uint32_t depth);
// The key of a constant: kept with the unit if `is_new`, otherwise made and let go of.
void footprint_key(Unit *u, Object *constant, bool is_new);
// The tables of a code object with its first line; before its names and constants are merged.
void footprint_tables(Unit *u, const Words *words, int32_t first_line);

#endif
