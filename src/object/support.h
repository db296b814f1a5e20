/* Small things that the container types share: arguments that are indices, a quick equality, releasing many
 * references, and the layouts of the iterators that the evaluation loop steps without a call. */
#ifndef LASTREF_OBJECT_SUPPORT_H
#define LASTREF_OBJECT_SUPPORT_H

#include "object/containers.h"
#include "object/err.h"
#include "object/protocol.h"
#include "object/runtime.h"

typedef struct ListIter { /* list_iterator, list_reverseiterator, tuple_iterator, iterator (of __getitem__) */
  Object ob;
  ssize_t index;
  Object *seq; /* owned; NULL once exhausted */
} ListIter;
typedef struct RangeIter {
  Object ob;
  int64_t index, start, step, length;
} RangeIter;

/* An argument that is an index: through __index__; OverflowError beyond ssize_t. 0, or -1 with the exception.
 */
int index_argument(Ref o, ssize_t *out) MUST_USE;
/* A start or stop argument of index() and friends: clipped; TypeError naming slice indices. NULL leaves *out
 * as it is. */
int slice_index_argument(Ref o, ssize_t *out) MUST_USE;
/* Makes a possibly negative start or stop count from the front. */
static inline void index_wrap(ssize_t length, ssize_t *i) {
  if (*i < 0) {
    *i += length;
    if (*i < 0) *i = 0;
  }
}
/* The builtins' object of that name, for pickling; new reference. */
Own builtin_named(const char *name) MUST_USE;
/* For a `__class_getitem__(item, /)` row. */
Object *class_getitem_method(Object *cls, Object *const *args, ssize_t nargs);
#define CLASS_GETITEM_ROW                                                                                    \
  { "__class_getitem__(cls, item, /)", class_getitem_method, METHOD_CLASS, "See PEP 585" }

/* Equality decided without running Python code: 1, 0, or -2 when object_compare_bool must decide. */
static inline int equal_quick(const Object *a, const Object *b) {
  if (a == b) return 1;
  if (a->type != b->type) return -2;
  if (a->type == T(STR)) return str_equal((Ref)(uintptr_t)a, (Ref)(uintptr_t)b);
  if (a->type == T(INT) && int_is_compact(a) && int_is_compact(b)) return int_value(a) == int_value(b);
  return -2;
}

/* The hash of a key; -1 with TypeError for an unhashable one. Strings that know theirs and small ints take no
 * call. */
static inline Hash hash_of_key(Ref key) {
  if (LIKELY(IS_EXACT(key, STR))) {
    Hash hash = ((Str *)key)->hash;
    if (LIKELY(hash != -1)) return hash;
  } else if (IS_EXACT(key, INT) && int_is_compact(key)) {
    const int64_t modulus = ((int64_t)1 << 61) - 1;
    int64_t v = int_value(key);
    if (LIKELY(v < modulus && v > -modulus)) return v == -1 ? -2 : v;
  }
  return object_hash(key);
}

/* Whether a container holding o could be part of a cycle through it (o may be tracked by the collector). */
static inline bool gc_may_be_tracked(const Object *o) {
  if (!object_is_gc(o)) return false;
  if (o->type == T(TUPLE)) return gc_head(o)->next != 0;
  return !TYPE_HAS(o->type, TYPE_SUB_TYPE) || object_is_gc_dynamic(o);
}

/* Releases items[0..n), the last first; the references not yet released stay accounted for. */
static inline void release_downwards(Object **items, ssize_t n, const char *why) {
  HOLD(rest, NULL, why);
  hold_array(&rest, items, n);
  while (rest.count > 0) {
    Object *o = items[--rest.count];
    XDECREF(o);
  }
  hold_array(&rest, NULL, 0);
}
/* The same, the first first; leaves NULLs. */
static inline void release_upwards(Object **items, ssize_t n, const char *why) {
  HOLD(rest, NULL, why);
  hold_array(&rest, items, n);
  for (ssize_t i = 0; i < n; i++) CLEAR(items[i]);
  hold_array(&rest, NULL, 0);
}

/* (a, b) for an iterator that keeps the last pair it gave in `result`: the same tuple again if nobody else
 * has it. Takes a and b. */
static inline Object *pair_again(Object *result, Object *a, Object *b) {
  Tuple *t = (Tuple *)result;
  if (LIKELY(t->head.ob.refcnt == 1)) {
    Object *old_a = t->items[0], *old_b = t->items[1];
    t->items[0] = a;
    t->items[1] = b;
    INCREF(t);
    if (UNLIKELY(old_a->refcnt == 1 || old_b->refcnt == 1)) { /* the last references may run finalizers */
      HOLD(held, t, "iteration");
      HOLD(held_b, old_b, "iteration");
      DECREF(old_a);
      CLEAR(held_b.obj);
      hold_take(&held);
    } else {
      old_a->refcnt--;
      old_b->refcnt--;
    }
    if (UNLIKELY(gc_head((Object *)t)->next == 0)) gc_track((Object *)t); /* the collector had let it go */
    return (Object *)t;
  }
  Object *items[2] = {a, b};
  return tuple_from_array_steal(items, 2);
}

/* Lets go of what h holds while `result` (owned, may be NULL) is on its way out: what dies may run code,
 * which must find result accounted for. */
static inline Object *hold_exchange(Hold *h, Object *result) {
  Object *old = h->obj;
  h->obj = result;
  XDECREF(old);
  return hold_take(h);
}

/* The comparison of two sizes as a bool object. */
static inline Object *compare_sizes(int64_t a, int64_t b, int op) {
  switch (op) {
  case CMP_LT: return BOOL_NEW(a < b);
  case CMP_LE: return BOOL_NEW(a <= b);
  case CMP_EQ: return BOOL_NEW(a == b);
  case CMP_NE: return BOOL_NEW(a != b);
  case CMP_GT: return BOOL_NEW(a > b);
  default: return BOOL_NEW(a >= b);
  }
}

#endif
