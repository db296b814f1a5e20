/* What the files of the module _collections share. */
#ifndef LASTREF_MODULES_COLLECTIONS_PARTS_H
#define LASTREF_MODULES_COLLECTIONS_PARTS_H

#include "object/function.h"
#include "object/support.h"

int collections_add_deque(Ref module);       /* deque.c; 0 or -1 */
int collections_add_ordereddict(Ref module); /* ordereddict.c */
/* The type that a module made from spec, or NULL. */
Type *collections_type(const TypeSpec *spec);
/* o.__dict__ or None, as object.__getstate__ gives it. */
Own collections_state(Ref o) MUST_USE;
#define REDUCE_ROW(fn)                                                                                       \
  { "__reduce__(self, /)", fn, 0, "Return state information for pickling." }

#endif
