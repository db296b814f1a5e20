/* tuple. Invariants: items follow the head; RT->empty_tuple is the only empty exact tuple; free lists by size
 * below 20. */
#ifndef LASTREF_OBJECT_TUPLE_H
#define LASTREF_OBJECT_TUPLE_H
#include "heap/object.h"
enum { TUPLE_FREE_LIST = 2000 }; /* dead tuples of each length kept for the next */
typedef struct Tuple {
  VarObject head;
  Object *items[];
} Tuple;
Own tuple_new(ssize_t size) MUST_USE; /* items NULL, tracked: the caller fills them all */
Own tuple_from_array(Object *const *items, ssize_t n) MUST_USE; /* takes new references to the items */
Own tuple_from_array_steal(Object *const *items,
                           ssize_t n) MUST_USE; /* takes the references also on failure */
Own tuple_pack(ssize_t n, ...) MUST_USE;        /* Object *, each gets a new reference */
Own tuple_empty_make(void) MUST_USE; /* runtime_boot: the object that becomes RT->empty_tuple; untracked */
/* Changes the size of a tuple that only the caller refers to; may move it; takes it also on failure. New
 * items are NULL. */
Own tuple_resize_steal(Object *tuple, ssize_t size) MUST_USE;
void tuple_untrack_if_atomic(
    Object *o); /* for the collector: untracks a tuple of objects that cannot form cycles */
void tuple_free_list_clear(void);
static inline Object *tuple_item(Ref t, ssize_t i) { return ((Tuple *)t)->items[i]; } /* borrowed */
static inline ssize_t tuple_size(Ref t) { return VARSIZE(t); }
#endif
