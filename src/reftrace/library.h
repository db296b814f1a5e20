/* What in the traced Python belongs to its standard library, and which references the library holds.
 *
 * Invariants
 * - A class is of the library when it was made in Python (here, or in lastref) and a module of the standard
 * library says it is its own; code, when its file is one of the library's.
 * - What the library holds are the references from its frames, functions, modules, classes and instances, and
 * from what these lead to; the way ends at every object that the program's names lead to.
 */
#ifndef REFTRACE_LIBRARY_H
#define REFTRACE_LIBRARY_H

#include "reftrace/api.h"

/* By what an object is, wherever it is found; what belongs to neither belongs to whoever leads to it. */
typedef enum Side { SIDE_NEITHER, SIDE_LIBRARY, SIDE_PROGRAM } Side;
Side library_side(Addr object);

void library_start(void);
/* Begins a record: classes may have come and gone since the last one. */
void library_begin(void);
bool library_is_code(Addr code);
bool library_is_class(Addr type);
/* One of the classes it inherits from, or its metaclass, is the library's. */
bool library_shares(Addr type);

/* What of the references to an object a walk counts, and where it ends. */
typedef struct LibraryWalk {
  /* A reference of the library to `object` was found; true: it is the program's, the way ends here.
   * by_running: a function of the library that runs has it. */
  bool (*found)(Addr object, bool by_running);
} LibraryWalk;
/* generations: the heads of the collector's lists, 0 behind the last; frame: the running one. */
void library_walk(const LibraryWalk *walk, const Addr *generations, Addr frame);
/* Also from here on, before or during a walk. */
void library_root(Addr object);

#endif
