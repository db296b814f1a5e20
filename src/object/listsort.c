/* list.sort.
 *
 * Invariants
 * - While the sort runs the list is empty to everyone else; its items belong to this call and are put back at
 * the end, in whatever order the sort has reached.
 * - A kind of key whose comparison cannot run Python code (int, float, Latin-1 str of exact type) sorts with
 * nothing registered: nobody can look. Otherwise the items and keys are registered through unordered copies
 * of the arrays, since merging duplicates and overwrites entries on its way.
 */
#include "object/list.h"

#include "object/float.h"
#include "object/support.h"

enum { MIN_GALLOP = 7, MAX_PENDING = 85, ROOM_ON_STACK = 256 };

typedef struct Part { /* a stretch of the keys, with the values that go along (NULL: the keys are the items)
                       */
  Object **keys, **values;
} Part;
typedef struct Run {
  Part part;
  ssize_t length;
  int power;
} Run;
typedef struct Sorter Sorter;
typedef int (*LessFn)(Sorter *s, Object *a, Object *b);
struct Sorter {
  ssize_t min_gallop;
  int count;
  bool with_values;
  Run pending[MAX_PENDING];
  Part room; /* for merging */
  ssize_t room_size;
  Object **room_block;    /* memory block, or NULL while room is on the stack */
  LessFn less, item_less; /* general keys; first items of tuples */
  CompareFn richcompare;
  Object *stack_room[ROOM_ON_STACK];
};

/* ---- parts ---- */

static inline void part_put(Part *to, Part *from) {
  *to->keys++ = *from->keys++;
  if (to->values) *to->values++ = *from->values++;
}
static inline void part_put_back(Part *to, Part *from) {
  *to->keys-- = *from->keys--;
  if (to->values) *to->values-- = *from->values--;
}
static inline void part_advance(Part *p, ssize_t n) {
  p->keys += n;
  if (p->values) p->values += n;
}
static inline void part_copy(Part to, ssize_t i, Part from, ssize_t j, ssize_t n) {
  memcpy(to.keys + i, from.keys + j, (size_t)n * sizeof(Object *));
  if (to.values) memcpy(to.values + i, from.values + j, (size_t)n * sizeof(Object *));
}
static inline void part_move(Part to, ssize_t i, Part from, ssize_t j, ssize_t n) {
  memmove(to.keys + i, from.keys + j, (size_t)n * sizeof(Object *));
  if (to.values) memmove(to.values + i, from.values + j, (size_t)n * sizeof(Object *));
}
static void reverse_array(Object **a, ssize_t n) {
  for (ssize_t i = 0, j = n - 1; i < j; i++, j--) {
    Object *t = a[i];
    a[i] = a[j];
    a[j] = t;
  }
}
static void part_reverse(Part p, ssize_t n) {
  reverse_array(p.keys, n);
  if (p.values) reverse_array(p.values, n);
}

/* Room for n keys (and values) to merge through. */
static bool sorter_room(Sorter *s, ssize_t n) {
  if (n <= s->room_size) return true;
  ssize_t each = s->with_values ? 2 : 1;
  mem_free(s->room_block);
  s->room_size = 0;
  s->room_block = mem_alloc((size_t)(n * each) * sizeof(Object *));
  if (!s->room_block) {
    err_no_memory();
    return false;
  }
  s->room = (Part){s->room_block, s->with_values ? s->room_block + n : NULL};
  s->room_size = n;
  return true;
}

/* Runs shorter than this are extended: n divided by the power of two that leaves 32..64, rounded up. */
static ssize_t least_run(ssize_t n) {
  ssize_t odd = 0;
  for (; n >= 64; n >>= 1) odd |= n & 1;
  return n + odd;
}

/* Depth in the merge tree of the boundary between the run at `start` of length n1 and the next one of length
 * n2: the first bit in which the binary fractions of their midpoints over n differ. */
static int power_between(ssize_t start, ssize_t n1, ssize_t n2, ssize_t n) {
  ssize_t a = 2 * start + n1, b = a + n1 + n2;
  for (int power = 1;; power++) {
    if (a >= n) {
      a -= n;
      b -= n;
    } else if (b >= n) {
      return power;
    }
    a <<= 1;
    b <<= 1;
  }
}

/* ---- the kinds of key ---- */

static inline int int_less(Object *a, Object *b) { return int_value(a) < int_value(b); }
static inline int float_less(Object *a, Object *b) { return ((Float *)a)->value < ((Float *)b)->value; }
static inline int latin_less(Object *a, Object *b) {
  ssize_t na = str_length(a), nb = str_length(b);
  int r = memcmp(str_data((Str *)a), str_data((Str *)b), (size_t)(na < nb ? na : nb));
  return r ? r < 0 : na < nb;
}

static int less_int(Sorter *s, Object *a, Object *b) { return (void)s, int_less(a, b); }
static int less_float(Sorter *s, Object *a, Object *b) { return (void)s, float_less(a, b); }
static int less_latin(Sorter *s, Object *a, Object *b) { return (void)s, latin_less(a, b); }
static int less_any(Sorter *s, Object *a, Object *b) {
  (void)s;
  return object_compare_bool(a, b, CMP_LT);
}
/* All keys had one type at the start; its comparison is asked directly. */
static int less_same_type(Sorter *s, Object *a, Object *b) {
  if (TYPE(a)->slots.richcompare != s->richcompare) return object_compare_bool(a, b, CMP_LT);
  Object *r = s->richcompare(a, b, CMP_LT);
  if (!r) return -1;
  if (r == TRUE || r == FALSE) {
    r->refcnt--;
    return r == TRUE;
  }
  if (r == NOT_IMPLEMENTED) {
    r->refcnt--;
    return object_compare_bool(a, b, CMP_LT);
  }
  HOLD(held, r, "sort");
  return object_is_true(r);
}
static int less_tuple(Sorter *s, Object *a, Object *b) {
  ssize_t na = tuple_size(a), nb = tuple_size(b), i;
  for (i = 0; i < na && i < nb; i++) {
    int equal = equal_quick(tuple_item(a, i), tuple_item(b, i));
    if (equal == -2) equal = object_compare_bool(tuple_item(a, i), tuple_item(b, i), CMP_EQ);
    if (equal < 0) return -1;
    if (!equal) break;
  }
  if (i >= na || i >= nb) return na < nb;
  if (i == 0) return s->item_less(s, tuple_item(a, 0), tuple_item(b, 0));
  return object_compare_bool(tuple_item(a, i), tuple_item(b, i), CMP_LT);
}

#define SORT(name)    name##_ints
#define LESS(s, a, b) ((void)(s), int_less(a, b))
#include "object/timsort.h"
#define SORT(name)    name##_floats
#define LESS(s, a, b) ((void)(s), float_less(a, b))
#include "object/timsort.h"
#define SORT(name)    name##_latin
#define LESS(s, a, b) ((void)(s), latin_less(a, b))
#include "object/timsort.h"
#define SORT(name)    name##_any
#define LESS(s, a, b) (s)->less((s), (a), (b))
#include "object/timsort.h"

/* The comparison for the keys, chosen by looking at all of them once. */
static void choose_less(Sorter *s, Object **keys, ssize_t n) {
  bool tuples = IS_EXACT(keys[0], TUPLE) && tuple_size(keys[0]) > 0;
  Type *t = TYPE(tuples ? tuple_item(keys[0], 0) : keys[0]);
  bool same = true, latin = true, compact = true;
  for (ssize_t i = 0; i < n; i++) {
    if (tuples && !(IS_EXACT(keys[i], TUPLE) && tuple_size(keys[i]) > 0)) {
      tuples = same = false;
      break;
    }
    Object *key = tuples ? tuple_item(keys[i], 0) : keys[i];
    if (TYPE(key) != t) {
      same = false;
      if (!tuples) break;
    }
    if (same && t == T(INT)) compact = compact && int_is_compact(key);
    if (same && t == T(STR)) latin = latin && ((Str *)key)->kind == 1;
  }
  if (!same)
    s->less = less_any;
  else if (t == T(STR) && latin)
    s->less = less_latin;
  else if (t == T(INT) && compact)
    s->less = less_int;
  else if (t == T(FLOAT))
    s->less = less_float;
  else if ((s->richcompare = t->slots.richcompare))
    s->less = less_same_type;
  else
    s->less = less_any;
  if (tuples) {
    s->item_less = t == T(TUPLE) ? less_any : s->less;
    s->less = less_tuple;
  }
}

/* ---- the whole ---- */

/* Sorts with keys that may run Python code when compared: items and keys registered through copies. */
static int sort_observably(Sorter *s, Part all, ssize_t n, Hold *items, Hold *keys) {
  Object **copy = mem_alloc((size_t)(all.values ? 2 * n : n) * sizeof(Object *));
  if (!copy) {
    err_no_memory();
    return -1;
  }
  if (all.values) {
    memcpy(copy, all.values, (size_t)n * sizeof(Object *));
    memcpy(copy + n, all.keys, (size_t)n * sizeof(Object *));
    hold_array(items, copy, n);
    hold_array(keys, copy + n, n);
  } else {
    memcpy(copy, all.keys, (size_t)n * sizeof(Object *));
    hold_array(items, copy, n);
  }
  int result = sort_any(s, all, n);
  hold_array(items, all.values ? all.values : all.keys, n);
  if (all.values) hold_array(keys, all.keys, n);
  mem_free(copy);
  return result;
}

static int sort_part(Part all, ssize_t n, Hold *items, Hold *keys) {
  if (n < 2) return 0;
  Sorter s;
  s.min_gallop = MIN_GALLOP;
  s.count = 0;
  s.with_values = all.values != NULL;
  s.room_block = NULL;
  s.room_size = s.with_values ? ROOM_ON_STACK / 2 : ROOM_ON_STACK;
  s.room = (Part){s.stack_room, s.with_values ? s.stack_room + ROOM_ON_STACK / 2 : NULL};
  s.item_less = NULL;
  s.richcompare = NULL;
  choose_less(&s, all.keys, n);
  int result = s.less == less_int     ? sort_ints(&s, all, n)
               : s.less == less_float ? sort_floats(&s, all, n)
               : s.less == less_latin ? sort_latin(&s, all, n)
                                      : sort_observably(&s, all, n, items, keys);
  mem_free(s.room_block);
  return result;
}

/* key(item) for each item into keys[]; registers them as they come. 0 or -1 (then all are released). */
static int compute_keys(Ref function, Object **items, ssize_t n, Object **keys, Hold *held) {
  hold_array(held, keys, 0);
  for (ssize_t i = 0; i < n; i++) {
    Object *key = object_call1(function, items[i]);
    if (!key) {
      hold_array(held, NULL, 0);
      release_downwards(keys, i, "sort");
      return -1;
    }
    keys[i] = key;
    held->count = i + 1;
  }
  return 0;
}

int list_sort(Ref list, Ref key, bool reverse) {
  List *l = (List *)list;
  Object **items = l->items, *few[ROOM_ON_STACK / 2], **keys = NULL;
  ssize_t n = l->head.size, allocated = l->allocated;
  l->head.size = 0;
  l->items = NULL;
  l->allocated = -1; /* so that any change shows */
  HOLD(held_items, NULL, "sort");
  HOLD(held_keys, NULL, "sort");
  hold_array(&held_items, items, n);
  int result = 0;
  if (key) {
    keys = n < (ssize_t)ARRAY_LEN(few) ? few : mem_alloc((size_t)n * sizeof(Object *));
    if (!keys) {
      err_no_memory();
      result = -1;
    } else if (compute_keys(key, items, n, keys, &held_keys) < 0) {
      result = -1;
      if (keys != few) mem_free(keys);
      keys = NULL;
    }
  }
  if (result == 0) {
    if (reverse) { /* twice reversed, equal items keep their order */
      if (keys) reverse_array(keys, n);
      reverse_array(items, n);
    }
    result = sort_part(keys ? (Part){keys, items} : (Part){items, NULL}, n, &held_items, &held_keys);
    if (keys) {
      hold_array(&held_keys, NULL, 0);
      release_upwards(keys, n, "sort");
      if (keys != few) mem_free(keys);
    }
    if (l->allocated != -1 && result == 0) {
      err_format(T(ValueError), "list modified during sort");
      result = -1;
    }
    if (reverse && n > 1) reverse_array(items, n);
  }
  hold_array(&held_items, NULL, 0);
  Object **strange = l->items; /* what was put in while the sort ran */
  ssize_t strange_count = l->head.size;
  l->head.size = n;
  l->items = items;
  l->allocated = allocated;
  if (strange) {
    release_downwards(strange, strange_count, "sort");
    list_free_items(l, strange);
  }
  return result;
}
