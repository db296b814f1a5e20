/* Small helpers between call.c, iter.c, sequence.c and the slot dispatchers. */
#ifndef LASTREF_OBJECT_SLOTCALLS_H
#define LASTREF_OBJECT_SLOTCALLS_H

#include <stdbool.h>

#include "heap/object.h"

/* callable(first, *args, **kw): args as for object_call. */
Own object_call_prepend(Ref callable, Ref first, Object *const *args, ssize_t nargs, Ref kwnames) MUST_USE;
Own iter_sequence_new(Ref o) MUST_USE;       /* iterator over o[0], o[1], ... */
bool sequence_check(Ref o);                  /* has items by number */
int sequence_search(Ref iterable, Ref item); /* membership by iteration; 1, 0, -1 */

#endif
