/* tuple. Invariants: items follow the head; RT->empty_tuple is the only empty exact tuple; free lists by size below 20. */
#ifndef LASTREF_OBJECT_TUPLE_H
#define LASTREF_OBJECT_TUPLE_H
#include "heap/object.h"
typedef struct Tuple {
  VarObject head;
  Object *items[];
} Tuple;
Own tuple_new(ssize_t size) MUST_USE; /* items NULL, tracked: the caller fills them all */
Own tuple_from_array(Object *const *items, ssize_t n) MUST_USE;       /* takes new references to the items */
Own tuple_from_array_steal(Object *const *items, ssize_t n) MUST_USE; /* takes the references also on failure */
Own tuple_pack(ssize_t n, ...) MUST_USE;                              /* Object *, each gets a new reference */
static inline Object *tuple_item(Ref t, ssize_t i) { return ((Tuple *)t)->items[i]; } /* borrowed */
static inline ssize_t tuple_size(Ref t) { return VARSIZE(t); }
#endif
