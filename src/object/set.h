/* set and frozenset: open addressing with linear probes of 9 as CPython's setobject, so that iteration order
 * and sizes agree. */
#ifndef LASTREF_OBJECT_SET_H
#define LASTREF_OBJECT_SET_H
#include "heap/object.h"
typedef struct SetEntry {
  Object *key; /* NULL: free; the dummy marks a removed one */
  Hash hash;
} SetEntry;
typedef struct Set {
  Object ob;
  ssize_t fill, used, mask;
  SetEntry *table; /* small_table or a memory block */
  Hash hash;       /* frozenset only */
  ssize_t finger;
  SetEntry small_table[8];
  Object *weaklist;
} Set;
Own set_new(Ref iterable) MUST_USE; /* NULL: empty */
Own frozenset_new(Ref iterable) MUST_USE;
int set_add(Ref set, Ref key);
int set_discard(Ref set, Ref key); /* 1 removed, 0 absent, -1 */
int set_contains(Ref set, Ref key);
int set_update(Ref set, Ref iterable);
ssize_t set_size(Ref set);
bool set_next(Ref set, ssize_t *position, Object **key); /* borrowed; start at 0 */
#endif
