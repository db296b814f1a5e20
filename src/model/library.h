/* Which references the library that comes with lastref holds, at one moment.
 *
 * Invariants
 * - These are the references from its frames, functions, modules, classes and instances, and from what these
 * lead to; the way ends at every object of the program. reftrace/library.h says the same of the other side.
 */
#ifndef LASTREF_MODEL_LIBRARY_H
#define LASTREF_MODEL_LIBRARY_H

#include "model/model.h"

/* counts[i]: how many references to objects[i] the library holds; own[i]: this object is the program's,
 * whatever it is made of. Engine paused. false: out of memory. */
bool library_count(Object *const *objects, int32_t count, const uint8_t *own, uint32_t *counts);

#endif
