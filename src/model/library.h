/* Which references the library that comes with lastref holds, at one moment.
 *
 * Invariants
 * - These are the references from its frames, functions, modules, classes and instances, and from what these
 * lead to; the way ends at every object that the program's names lead to. reftrace/library.h says the same of
 * the other side.
 */
#ifndef LASTREF_MODEL_LIBRARY_H
#define LASTREF_MODEL_LIBRARY_H

#include "model/model.h"

typedef struct LibraryCount {
  uint32_t held; /* references the library holds */
  bool running;  /* one of its running functions has the object */
} LibraryCount;

/* counts[i]: of objects[i], which the program's names lead to; own[i]: it is the program's, whatever it is
 * made of; those of a class of the program are so without it. Engine paused. false: out of memory. */
bool library_count(Object *const *objects, int32_t count, const uint8_t *own, LibraryCount *counts);

#endif
