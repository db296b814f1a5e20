/* list. Invariants: 0 <= size <= allocated; items is a memory block of `allocated` pointers (NULL if 0);
 * growth pattern as CPython 3.11's. */
#ifndef LASTREF_OBJECT_LIST_H
#define LASTREF_OBJECT_LIST_H
#include "heap/object.h"
enum { LIST_FREE_LIST = 80 }; /* dead lists kept for the next */
typedef struct List {
  VarObject head;
  Object **items;
  ssize_t allocated;
} List;
Own list_new(ssize_t size)
    MUST_USE; /* items NULL: the caller fills them all before anything can see the list (it is tracked) */
Own list_from_array_steal(Object **items, ssize_t n) MUST_USE; /* takes the references also on failure */
/* Room for n items, no more than evenness asks for, in a list that has none yet: as for an iterable that
 * tells its length. 0, -1. */
int list_reserve(Ref list, ssize_t n);
int list_append(Ref list, Ref item);
int list_append_steal(Ref list, Object *item);    /* takes item also on failure */
Own list_extend(Ref list, Ref iterable) MUST_USE; /* None */
int list_insert(Ref list, ssize_t where, Ref item);
int list_sort(Ref list, Ref key, bool reverse); /* key NULL: natural order; stable, timsort */
int list_reverse(Ref list);
Own list_as_tuple(Ref list) MUST_USE;
Own list_slice(Ref list, ssize_t low, ssize_t high) MUST_USE;
int list_set_slice(Ref list, ssize_t low, ssize_t high, Ref values); /* values NULL deletes */
void list_free_list_clear(void);
/* The items of a list that shrank to none by slices or iterators: CPython's realloc gives a block of no bytes
 * then, so that the list grows otherwise than one without a block. Nothing is behind it. */
static inline Object **list_no_bytes(List *l) { return (Object **)l; }
void list_free_items(List *l, Object **items); /* gives back a block of items that l had */
static inline Object *list_item(Ref list, ssize_t i) { return ((List *)list)->items[i]; } /* borrowed */
#endif
