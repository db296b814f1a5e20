/* list: see list.h. Growth and the moments of release are CPython 3.11's. */
#include "object/list.h"

#include "object/support.h"

#define LIST(o) ((List *)(o))
#define SIZE(o) (LIST(o)->head.size)
static const ssize_t SSIZE_LIMIT = INT64_MAX;

/* ---- life ---- */

static List *list_block(void) {
  List *l = RT->list_free_list;
  if (l) {
    memcpy(&RT->list_free_list, &l->items, sizeof(void *));
    RT->list_free_count--;
    l->items = NULL;
    l->head.ob.refcnt = 1;
    object_mark_born((Object *)l);
    return l;
  }
  return (List *)object_new(T(LIST), 0);
}

/* An untracked-to-tracked empty list with room for n items. */
static List *list_prealloc(ssize_t n) {
  List *l = list_block();
  if (!l) return NULL;
  if (n > 0) {
    if (n > (SSIZE_LIMIT >> 4) || !(l->items = mem_alloc((size_t)n * sizeof(Object *)))) {
      DECREF(l);
      return LIST(err_no_memory());
    }
  }
  l->head.size = 0;
  l->allocated = n > 0 ? n : 0;
  gc_track((Object *)l);
  return l;
}

Own list_new(ssize_t size) {
  List *l = list_prealloc(size);
  if (l && size > 0) {
    memset(l->items, 0, (size_t)size * sizeof(Object *));
    l->head.size = size;
  }
  return (Own)l;
}

Own list_from_array_steal(Object **items, ssize_t n) {
  HOLD(held, NULL, "making of a list");
  hold_array(&held, items, n);
  List *l = list_prealloc(n);
  hold_array(&held, NULL, 0);
  if (!l) {
    release_downwards(items, n, "making of a list");
    return NULL;
  }
  if (n > 0) memcpy(l->items, items, (size_t)n * sizeof(Object *));
  l->head.size = n > 0 ? n : 0;
  return hold_return((Own)l, &held);
}

void list_free_items(List *l, Object **items) {
  if (items != list_no_bytes(l)) mem_free(items);
}

static void list_dealloc(Object *self) {
  List *l = LIST(self);
  gc_untrack(self);
  if (l->items) {
    Object **items = l->items;
    for (ssize_t i = l->head.size; i > 0;) {
      Object *o = items[--i];
      if (o && --o->refcnt == 0) {
        l->head.size = i; /* what dies may run code, which must find the rest accounted for */
        object_dealloc(o);
      }
    }
    l->head.size = 0;
    list_free_items(l, items);
    l->items = NULL;
    l->allocated = 0;
  }
  if (RT->list_free_count < LIST_FREE_LIST && TYPE(self) == T(LIST)) {
    object_mark_dead(self);
    memcpy(&l->items, &RT->list_free_list, sizeof(void *));
    RT->list_free_list = l;
    RT->list_free_count++;
  } else {
    object_free(self);
  }
}

void list_free_list_clear(void) {
  List *l = RT->list_free_list;
  RT->list_free_list = NULL;
  RT->list_free_count = 0;
  while (l) {
    List *next;
    memcpy(&next, &l->items, sizeof(void *));
    l->items = NULL;
    object_free((Object *)l);
    l = next;
  }
}

/* The last item first, as CPython: the collector meets them in that order. */
static void list_traverse(Object *self, Visitor *v) {
  for (ssize_t i = SIZE(self); --i >= 0;) VISIT(v, LIST(self)->items[i], EDGE_ITEM, i);
}

static void clear_items(List *l) {
  Object **items = l->items;
  if (!items) return;
  ssize_t n = l->head.size;
  l->head.size = 0;
  l->items = NULL;
  l->allocated = 0;
  release_downwards(items, n, "clearing of a list");
  list_free_items(l, items);
}
static void list_clear_slot(Object *self) { clear_items(LIST(self)); }

static size_t list_size_of(Object *self) {
  return TYPE(self)->basic_size + (size_t)LIST(self)->allocated * sizeof(Object *);
}

/* Sets the size, growing or shrinking the block: room for an eighth more, as CPython's list_resize. */
static NOINLINE int resize_slow(List *l, ssize_t size) {
  size_t want = ((size_t)size + ((size_t)size >> 3) + 6) & ~(size_t)3;
  if (size - l->head.size > (ssize_t)(want - (size_t)size)) want = ((size_t)size + 3) & ~(size_t)3;
  if (size == 0) want = 0;
  if (want > (size_t)SSIZE_LIMIT / sizeof(Object *)) {
    err_no_memory();
    return -1;
  }
  Object **items;
  if (want == 0) {
    list_free_items(l, l->items);
    items = list_no_bytes(l);
  } else {
    items = mem_realloc(l->items == list_no_bytes(l) ? NULL : l->items, want * sizeof(Object *));
    if (!items) {
      err_no_memory();
      return -1;
    }
  }
  l->items = items;
  l->head.size = size;
  l->allocated = (ssize_t)want;
  return 0;
}
static inline int resize(List *l, ssize_t size) {
  if (l->allocated >= size && size >= (l->allocated >> 1)) {
    l->head.size = size;
    return 0;
  }
  return resize_slow(l, size);
}

static int preallocate_exact(List *l, ssize_t size) {
  size = (ssize_t)(((size_t)size + 1) & ~(size_t)1);
  if (size > (SSIZE_LIMIT >> 4)) {
    err_no_memory();
    return -1;
  }
  Object **items = mem_alloc((size_t)size * sizeof(Object *));
  if (!items) {
    err_no_memory();
    return -1;
  }
  l->items = items;
  l->allocated = size;
  return 0;
}

/* ---- for other native code ---- */

int list_reserve(Ref list, ssize_t n) {
  List *l = (List *)list;
  return n && !l->items ? preallocate_exact(l, n) : 0;
}

int list_append_steal(Ref list, Object *item) {
  List *l = LIST(list);
  ssize_t n = l->head.size;
  if (LIKELY(l->allocated > n)) {
    l->items[n] = item;
    l->head.size = n + 1;
    return 0;
  }
  if (resize(l, n + 1) < 0) {
    DECREF(item);
    return -1;
  }
  l->items[n] = item;
  return 0;
}
int list_append(Ref list, Ref item) { return list_append_steal(list, NEWREF(item)); }

int list_insert(Ref list, ssize_t where, Ref item) {
  List *l = LIST(list);
  ssize_t n = l->head.size;
  if (resize(l, n + 1) < 0) return -1;
  if (where < 0) {
    where += n;
    if (where < 0) where = 0;
  }
  if (where > n) where = n;
  Object **items = l->items;
  memmove(items + where + 1, items + where, (size_t)(n - where) * sizeof(Object *));
  items[where] = NEWREF(item);
  return 0;
}

Own list_slice(Ref list, ssize_t low, ssize_t high) {
  ssize_t n = SIZE(list);
  if (low < 0) low = 0;
  if (low > n) low = n;
  if (high < low) high = low;
  if (high > n) high = n;
  ssize_t length = high - low;
  List *l = list_prealloc(length);
  if (!l) return NULL;
  Object **from = LIST(list)->items + low, **to = l->items;
  for (ssize_t i = 0; i < length; i++) to[i] = NEWREF(from[i]);
  l->head.size = length;
  return (Own)l;
}

static int extend_from_array(List *l, Ref source) {
  ssize_t n = sequence_fast_length(source);
  if (n == 0) return 0;
  ssize_t m = l->head.size;
  if (!l->items) {
    if (preallocate_exact(l, n) < 0) return -1;
    l->head.size = n;
    m = 0;
  } else if (resize(l, m + n) < 0) {
    return -1;
  }
  Object **from = sequence_fast_items(source),
         **to = l->items + m; /* from after the resize: source may be l */
  for (ssize_t i = 0; i < n; i++) to[i] = NEWREF(from[i]);
  return 0;
}

static int extend(List *l, Ref iterable) {
  if (IS_EXACT(iterable, LIST) || IS_EXACT(iterable, TUPLE) || (Object *)l == iterable)
    return extend_from_array(l, iterable);
  HOLD(it, object_iter(iterable), "list.extend()");
  if (!it.obj) return -1;
  ssize_t n = object_length_hint(iterable, 8);
  if (n < 0) return -1;
  ssize_t m = l->head.size;
  if (m > SSIZE_LIMIT - n) {
    /* The hint lies; perhaps there is room for what really comes. */
  } else if (!l->items) {
    if (n && preallocate_exact(l, n) < 0) return -1;
  } else {
    if (resize(l, m + n) < 0) return -1;
    l->head.size = m;
  }
  UnaryFn next = TYPE(it.obj)->slots.iternext;
  for (;;) {
    Object *item = next(it.obj);
    if (!item) {
      if (err_occurred()) {
        if (!err_matches(T(StopIteration))) return -1;
        err_clear();
      }
      break;
    }
    if (list_append_steal((Ref)l, item) < 0) return -1;
  }
  if (l->head.size < l->allocated && resize(l, l->head.size) < 0) return -1;
  return 0;
}

Own list_extend(Ref list, Ref iterable) {
  if (extend(LIST(list), iterable) < 0) return NULL;
  RETURN_NONE;
}

int list_reverse(Ref list) {
  List *l = LIST(list);
  for (ssize_t i = 0, j = l->head.size - 1; i < j; i++, j--) {
    Object *o = l->items[i];
    l->items[i] = l->items[j];
    l->items[j] = o;
  }
  return 0;
}

Own list_as_tuple(Ref list) { return tuple_from_array(LIST(list)->items, SIZE(list)); }

int list_set_slice(Ref list, ssize_t low, ssize_t high, Ref values) {
  List *l = LIST(list);
  HOLD(held, NULL, "slice assignment");
  ssize_t n = 0;
  Object **from = NULL;
  if (values) {
    if (values == list) {
      HOLD(copy, list_slice(values, 0, SIZE(values)), "slice assignment");
      return copy.obj ? list_set_slice(list, low, high, copy.obj) : -1;
    }
    held.obj = sequence_fast(values, "can only assign an iterable");
    if (!held.obj) return -1;
    n = sequence_fast_length(held.obj);
    from = sequence_fast_items(held.obj);
  }
  if (low < 0) low = 0;
  if (low > l->head.size) low = l->head.size;
  if (high < low) high = low;
  if (high > l->head.size) high = l->head.size;
  ssize_t removed = high - low, change = n - removed;
  if (l->head.size + change == 0) {
    clear_items(l);
    return 0;
  }
  Object *few[8], **recycled = few;
  if (removed > (ssize_t)ARRAY_LEN(few) && !(recycled = mem_alloc((size_t)removed * sizeof(Object *)))) {
    err_no_memory();
    return -1;
  }
  if (removed) memcpy(recycled, l->items + low, (size_t)removed * sizeof(Object *));
  ssize_t size = l->head.size, tail = size - high;
  if (change < 0) {
    memmove(l->items + high + change, l->items + high, (size_t)tail * sizeof(Object *));
    if (resize(l, size + change) < 0) err_clear(); /* shrinking: the larger block stays */
    l->head.size = size + change;
  } else if (change > 0) {
    if (resize(l, size + change) < 0) {
      if (recycled != few) mem_free(recycled);
      return -1;
    }
    memmove(l->items + high + change, l->items + high, (size_t)tail * sizeof(Object *));
  }
  for (ssize_t i = 0; i < n; i++) l->items[low + i] = XNEWREF(from[i]);
  release_downwards(recycled, removed, "slice assignment");
  if (recycled != few) mem_free(recycled);
  return 0;
}

/* ---- methods ---- */

static Object *append_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  if (list_append(self, args[0]) < 0) return NULL;
  RETURN_NONE;
}

static Object *insert_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ssize_t where;
  if (index_argument(args[0], &where) < 0 || list_insert(self, where, args[1]) < 0) return NULL;
  RETURN_NONE;
}

static Object *clear_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  clear_items(LIST(self));
  RETURN_NONE;
}

static Object *copy_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return list_slice(self, 0, SIZE(self));
}

static Object *extend_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return list_extend(self, args[0]);
}

static Object *pop_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  List *l = LIST(self);
  ssize_t i = -1;
  if (args[0] && index_argument(args[0], &i) < 0) return NULL;
  ssize_t n = l->head.size;
  if (n == 0) return err_format(T(IndexError), "pop from empty list");
  if (i < 0) i += n;
  if ((size_t)i >= (size_t)n) return err_format(T(IndexError), "pop index out of range");
  Object *item = l->items[i];
  if (i < n - 1) memmove(l->items + i, l->items + i + 1, (size_t)(n - 1 - i) * sizeof(Object *));
  if (resize(l, n - 1) < 0) {
    err_clear();
    l->head.size = n - 1;
  }
  return item;
}

static Object *reverse_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  list_reverse(self);
  RETURN_NONE;
}

static Object *sort_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  bool reverse = false;
  if (args[1]) {
    ssize_t r;
    if (index_argument(args[1], &r) < 0) return NULL;
    reverse = r != 0;
  }
  if (list_sort(self, args[0] && args[0] != NONE ? args[0] : NULL, reverse) < 0) return NULL;
  RETURN_NONE;
}

/* 1: item == value, 0, -1; holds the item while Python code may run. */
static inline int item_equals(Object *item, Object *value, const char *why) {
  int r = equal_quick(item, value);
  if (r >= 0) return r;
  HOLD(held, NEWREF(item), why);
  return object_compare_bool(item, value, CMP_EQ);
}

static Object *index_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ssize_t start = 0, stop = SSIZE_LIMIT;
  if (slice_index_argument(args[1], &start) < 0 || slice_index_argument(args[2], &stop) < 0) return NULL;
  index_wrap(SIZE(self), &start);
  index_wrap(SIZE(self), &stop);
  for (ssize_t i = start; i < stop && i < SIZE(self); i++) {
    int r = item_equals(LIST(self)->items[i], args[0], "list.index()");
    if (r > 0) return int_from_i64(i);
    if (r < 0) return NULL;
  }
  return err_format(T(ValueError), "%R is not in list", args[0]);
}

static Object *count_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  int64_t count = 0;
  for (ssize_t i = 0; i < SIZE(self); i++) {
    int r = item_equals(LIST(self)->items[i], args[0], "list.count()");
    if (r < 0) return NULL;
    count += r;
  }
  return int_from_i64(count);
}

static Object *remove_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  for (ssize_t i = 0; i < SIZE(self); i++) {
    int r = item_equals(LIST(self)->items[i], args[0], "list.remove()");
    if (r > 0) {
      if (list_set_slice(self, i, i + 1, NULL) < 0) return NULL;
      RETURN_NONE;
    }
    if (r < 0) return NULL;
  }
  return err_format(T(ValueError), "list.remove(x): x not in list");
}

static Object *sizeof_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return int_from_i64((int64_t)list_size_of(self));
}

/* ---- slots ---- */

static Object *list_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args, (void)nargs;
  if (cls == T(LIST) && !args_no_keywords("list", kwnames)) return NULL; /* before there is one */
  Object *o = object_new(cls, 0);
  if (o) gc_track(o);
  return o;
}

static int list_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if ((IS_EXACT(self, LIST) || TYPE(self)->slots.new_ == T(LIST)->slots.new_) &&
      !args_no_keywords("list", kwnames))
    return -1;
  if (!args_positional("list", nargs, NULL, 0, 1)) return -1;
  clear_items(LIST(self));
  return nargs ? extend(LIST(self), args[0]) : 0;
}

static Object *list_repr(Object *self) {
  if (SIZE(self) == 0) return str_from_ascii("[]", 2);
  int running = repr_enter(self);
  if (running) return running > 0 ? str_from_ascii("[...]", 5) : NULL;
  StrWriter w;
  str_writer_init(&w);
  bool ok = str_writer_char(&w, '[');
  for (ssize_t i = 0; ok && i < SIZE(self); i++) {
    if (i > 0) ok = str_writer_ascii(&w, ", ", 2);
    AUTO_DECREF Object *text = ok ? object_repr(LIST(self)->items[i]) : NULL;
    ok = ok && text && str_writer_str(&w, text);
  }
  ok = ok && str_writer_char(&w, ']');
  repr_leave(self);
  if (!ok) {
    str_writer_discard(&w);
    return err_occurred() ? NULL : err_no_memory();
  }
  return str_writer_finish(&w);
}

static Object *list_richcompare(Object *a, Object *b, int op) {
  if (!IS_SUB(a, LIST) || !IS_SUB(b, LIST)) return NEWREF(NOT_IMPLEMENTED);
  if (SIZE(a) != SIZE(b) && (op == CMP_EQ || op == CMP_NE)) return BOOL_NEW(op == CMP_NE);
  ssize_t i;
  for (i = 0; i < SIZE(a) && i < SIZE(b); i++) {
    Object *x = LIST(a)->items[i], *y = LIST(b)->items[i];
    int r = equal_quick(x, y);
    if (r == -2) {
      HOLD(hold_x, NEWREF(x), "comparison of two lists");
      HOLD(hold_y, NEWREF(y), "comparison of two lists");
      r = object_compare_bool(x, y, CMP_EQ);
    }
    if (r < 0) return NULL;
    if (!r) break;
  }
  if (i >= SIZE(a) || i >= SIZE(b)) return compare_sizes(SIZE(a), SIZE(b), op);
  if (op == CMP_EQ || op == CMP_NE) return BOOL_NEW(op == CMP_NE);
  return object_compare(LIST(a)->items[i], LIST(b)->items[i], op);
}

static Object *list_iter(Object *self) {
  ListIter *it = (ListIter *)object_new(T(LIST_ITER), 0);
  if (!it) return NULL;
  it->seq = NEWREF(self);
  gc_track((Object *)it);
  return (Object *)it;
}

static ssize_t list_length(Object *self) { return SIZE(self); }

static int list_contains(Object *self, Object *item) {
  int r = 0;
  for (ssize_t i = 0; r == 0 && i < SIZE(self); i++) r = item_equals(LIST(self)->items[i], item, "in");
  return r;
}

static Object *list_concat(Object *a, Object *b) {
  if (!IS_SUB(b, LIST)) return err_format(T(TypeError), "can only concatenate list (not \"%T\") to list", b);
  ssize_t na = SIZE(a), nb = SIZE(b);
  if (na > SSIZE_LIMIT - nb) return err_no_memory();
  List *l = list_prealloc(na + nb);
  if (!l) return NULL;
  for (ssize_t i = 0; i < na; i++) l->items[i] = NEWREF(LIST(a)->items[i]);
  for (ssize_t i = 0; i < nb; i++) l->items[na + i] = NEWREF(LIST(b)->items[i]);
  l->head.size = na + nb;
  return (Object *)l;
}

static void repeat_into(Object **to, Object *const *from, ssize_t n, ssize_t times) {
  for (ssize_t i = 0; i < n; i++) from[i]->refcnt += times;
  if (n == 1) {
    for (ssize_t i = 0; i < times; i++) to[i] = from[0];
    return;
  }
  for (ssize_t k = 0; k < times; k++) memcpy(to + k * n, from, (size_t)n * sizeof(Object *));
}

static Object *list_repeat(Object *self, ssize_t times) {
  ssize_t n = SIZE(self);
  if (n == 0 || times <= 0) return list_new(0);
  if (n > SSIZE_LIMIT / times) return err_no_memory();
  List *l = list_prealloc(n * times);
  if (!l) return NULL;
  repeat_into(l->items, LIST(self)->items, n, times);
  l->head.size = n * times;
  return (Object *)l;
}

static Object *list_inplace_repeat(Object *self, ssize_t times) {
  List *l = LIST(self);
  ssize_t n = l->head.size;
  if (n == 0 || times == 1) return NEWREF(self);
  if (times < 1) {
    clear_items(l);
    return NEWREF(self);
  }
  if (n > SSIZE_LIMIT / times) return err_no_memory();
  if (resize(l, n * times) < 0) return NULL;
  repeat_into(l->items + n, l->items, n, times - 1);
  return NEWREF(self);
}

static Object *list_inplace_concat(Object *self, Object *other) {
  if (extend(LIST(self), other) < 0) return NULL;
  return NEWREF(self);
}

static Object *list_item_slot(Object *self, ssize_t i) {
  if ((size_t)i >= (size_t)SIZE(self)) return err_format(T(IndexError), "list index out of range");
  return NEWREF(LIST(self)->items[i]);
}

static int list_ass_item(Object *self, ssize_t i, Object *value) {
  if ((size_t)i >= (size_t)SIZE(self)) {
    err_format(T(IndexError), "list assignment index out of range");
    return -1;
  }
  if (!value) return list_set_slice(self, i, i + 1, NULL);
  INCREF(value);
  SETREF(LIST(self)->items[i], value);
  return 0;
}

static Object *list_subscript(Object *self, Object *key) {
  if (IS_EXACT(key, INT) && int_is_compact(key)) {
    int64_t i = int_value(key);
    if (i < 0) i += SIZE(self);
    return list_item_slot(self, i);
  }
  if (number_check_index(key)) {
    ssize_t i = object_as_index(key, T(IndexError));
    if (i == -1 && err_occurred()) return NULL;
    if (i < 0) i += SIZE(self);
    return list_item_slot(self, i);
  }
  if (!IS_EXACT(key, SLICE))
    return err_format(T(TypeError), "list indices must be integers or slices, not %T", key);
  ssize_t start, stop, step;
  if (slice_unpack(key, &start, &stop, &step) < 0) return NULL;
  ssize_t n = slice_adjust(SIZE(self), &start, &stop, step);
  if (n <= 0) return list_new(0);
  if (step == 1) return list_slice(self, start, stop);
  List *l = list_prealloc(n);
  if (!l) return NULL;
  Object **from = LIST(self)->items;
  for (ssize_t i = 0, at = start; i < n; i++, at += step) l->items[i] = NEWREF(from[at]);
  l->head.size = n;
  return (Object *)l;
}

static int delete_extended_slice(List *l, ssize_t start, ssize_t stop, ssize_t step, ssize_t n) {
  if (n <= 0) return 0;
  if (step < 0) {
    stop = start + 1;
    start = stop + step * (n - 1) - 1;
    step = -step;
  }
  Object **gone = mem_alloc((size_t)n * sizeof(Object *));
  if (!gone) {
    err_no_memory();
    return -1;
  }
  ssize_t size = l->head.size, at = start, i = 0;
  for (; at < stop; at += step, i++) {
    ssize_t run = step - 1;
    gone[i] = l->items[at];
    if (at + step >= size) run = size - at - 1;
    memmove(l->items + at - i, l->items + at + 1, (size_t)run * sizeof(Object *));
  }
  at = start + n * step;
  if (at < size) memmove(l->items + at - n, l->items + at, (size_t)(size - at) * sizeof(Object *));
  l->head.size = size - n;
  int result = resize(l, size - n);
  release_upwards(gone, n, "slice deletion");
  mem_free(gone);
  return result;
}

/* Making the list of new items may run the program's code: the places are counted only after it. */
static int assign_extended_slice(Object *self, ssize_t start, ssize_t stop, ssize_t step, Object *value) {
  HOLD(source,
       self == value ? list_slice(value, 0, SIZE(value))
                     : sequence_fast(value, "must assign iterable to extended slice"),
       "slice assignment");
  if (!source.obj) return -1;
  ssize_t n = slice_adjust(SIZE(self), &start, &stop, step);
  if (sequence_fast_length(source.obj) != n) {
    err_format(T(ValueError), "attempt to assign sequence of size %zd to extended slice of size %zd",
               sequence_fast_length(source.obj), n);
    return -1;
  }
  if (n == 0) return 0;
  Object **gone = mem_alloc((size_t)n * sizeof(Object *)), **from = sequence_fast_items(source.obj);
  if (!gone) {
    err_no_memory();
    return -1;
  }
  for (ssize_t i = 0, at = start; i < n; i++, at += step) {
    gone[i] = LIST(self)->items[at];
    LIST(self)->items[at] = NEWREF(from[i]);
  }
  release_upwards(gone, n, "slice assignment");
  mem_free(gone);
  return 0;
}

static int list_ass_subscript(Object *self, Object *key, Object *value) {
  if (number_check_index(key)) {
    ssize_t i = object_as_index(key, T(IndexError));
    if (i == -1 && err_occurred()) return -1;
    if (i < 0) i += SIZE(self);
    return list_ass_item(self, i, value);
  }
  if (!IS_EXACT(key, SLICE)) {
    err_format(T(TypeError), "list indices must be integers or slices, not %T", key);
    return -1;
  }
  ssize_t start, stop, step;
  if (slice_unpack(key, &start, &stop, &step) < 0) return -1;
  if (step != 1 && value) return assign_extended_slice(self, start, stop, step, value);
  ssize_t n = slice_adjust(SIZE(self), &start, &stop, step);
  if (step == 1) return list_set_slice(self, start, stop, value);
  if ((step < 0 && start < stop) || (step > 0 && start > stop)) stop = start;
  return delete_extended_slice(LIST(self), start, stop, step, n);
}

/* ---- iterators ---- */

static Object *listiter_next(Object *self) {
  ListIter *it = (ListIter *)self;
  Object *seq = it->seq;
  if (!seq) return NULL;
  if (it->index < SIZE(seq)) return NEWREF(LIST(seq)->items[it->index++]);
  it->seq = NULL;
  DECREF(seq);
  return NULL;
}

static Object *listreviter_next(Object *self) {
  ListIter *it = (ListIter *)self;
  Object *seq = it->seq;
  if (!seq) return NULL;
  ssize_t i = it->index;
  if (i >= 0 && i < SIZE(seq)) {
    it->index--;
    return NEWREF(LIST(seq)->items[i]);
  }
  it->index = -1;
  it->seq = NULL;
  DECREF(seq);
  return NULL;
}

static Object *listiter_self(Object *self) { return NEWREF(self); }

static Object *listiter_length_hint(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  ListIter *it = (ListIter *)self;
  ssize_t n = it->seq ? SIZE(it->seq) - it->index : 0;
  return int_from_i64(n > 0 ? n : 0);
}

static Object *listreviter_length_hint(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  ListIter *it = (ListIter *)self;
  ssize_t n = it->index + 1;
  return int_from_i64(!it->seq || SIZE(it->seq) < n ? 0 : n);
}

static Object *reduce_iterator(ListIter *it, const char *function) {
  HOLD(fn, builtin_named(it->seq ? function : "iter"), "__reduce__()");
  HOLD(seq, it->seq ? NEWREF(it->seq) : list_new(0), "__reduce__()");
  HOLD(index, it->seq ? int_from_i64(it->index) : NULL, "__reduce__()");
  if (!fn.obj || !seq.obj || (it->seq && !index.obj)) return NULL;
  HOLD(arguments, tuple_pack(1, seq.obj), "__reduce__()");
  if (!arguments.obj) return NULL;
  return hold_return(index.obj ? tuple_pack(3, fn.obj, arguments.obj, index.obj)
                               : tuple_pack(2, fn.obj, arguments.obj),
                     &arguments, &index, &seq, &fn);
}
static Object *listiter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return reduce_iterator((ListIter *)self, "iter");
}
static Object *listreviter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return reduce_iterator((ListIter *)self, "reversed");
}

static Object *listiter_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ListIter *it = (ListIter *)self;
  ssize_t i;
  if (index_argument(args[0], &i) < 0) return NULL;
  if (it->seq) it->index = i < 0 ? 0 : i > SIZE(it->seq) ? SIZE(it->seq) : i;
  RETURN_NONE;
}
static Object *listreviter_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ListIter *it = (ListIter *)self;
  ssize_t i;
  if (index_argument(args[0], &i) < 0) return NULL;
  if (it->seq) it->index = i < -1 ? -1 : i > SIZE(it->seq) - 1 ? SIZE(it->seq) - 1 : i;
  RETURN_NONE;
}

static Object *reversed_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  ListIter *it = (ListIter *)object_new(T(LIST_REV_ITER), 0);
  if (!it) return NULL;
  it->index = SIZE(self) - 1;
  it->seq = NEWREF(self);
  gc_track((Object *)it);
  return (Object *)it;
}

static const FieldSpec listiter_fields[] = {FIELD(ListIter, seq, "sequence", FIELD_OWN, 0), {0}};
static const MethodSpec listiter_methods[] = {
    {"__length_hint__(self, /)", listiter_length_hint, 0,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", listiter_reduce, 0, "Return state information for pickling."},
    {"__setstate__(self, state, /)", listiter_setstate, 0, "Set state information for unpickling."},
    {0}};
static const MethodSpec listreviter_methods[] = {
    {"__length_hint__(self, /)", listreviter_length_hint, 0,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", listreviter_reduce, 0, "Return state information for pickling."},
    {"__setstate__(self, state, /)", listreviter_setstate, 0, "Set state information for unpickling."},
    {0}};

const TypeSpec list_iterator_spec = {
    .name = "list_iterator",
    .basic_size = sizeof(ListIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = listiter_fields,
    .methods = listiter_methods,
    .slots = {.iter = listiter_self, .iternext = listiter_next},
};
const TypeSpec list_reverseiterator_spec = {
    .name = "list_reverseiterator",
    .basic_size = sizeof(ListIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = listiter_fields,
    .methods = listreviter_methods,
    .slots = {.iter = listiter_self, .iternext = listreviter_next},
};

static Object *getitem_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return list_subscript(self, args[0]);
}

static const MethodSpec list_methods[] = {
    {"__getitem__(self, index, /)", getitem_method, METHOD_COEXIST, "Return self[index]."},
    {"__reversed__(self, /)", reversed_method, 0, "Return a reverse iterator over the list."},
    {"__sizeof__(self, /)", sizeof_method, 0, "Return the size of the list in memory, in bytes."},
    {"clear(self, /)", clear_method, 0, "Remove all items from list."},
    {"copy(self, /)", copy_method, 0, "Return a shallow copy of the list."},
    {"append(self, object, /)", append_method, 0, "Append object to the end of the list."},
    {"insert(self, index, object, /)", insert_method, 0, "Insert object before index."},
    {"extend(self, iterable, /)", extend_method, 0, "Extend list by appending elements from the iterable."},
    {"pop(self, index=-1, /)", pop_method, 0,
     "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out "
     "of range."},
    {"remove(self, value, /)", remove_method, 0,
     "Remove first occurrence of value.\n\nRaises ValueError if the value is not present."},
    {"index(self, value, start=0, stop=9223372036854775807, /)", index_method, 0,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"count(self, value, /)", count_method, 0, "Return number of occurrences of value."},
    {"reverse(self, /)", reverse_method, 0, "Reverse *IN PLACE*."},
    {"sort(self, /, *, key=None, reverse=False)", sort_method, 0,
     "Sort the list in ascending order and return None.\n\nThe sort is in-place and stable."},
    CLASS_GETITEM_ROW,
    {0}};

const TypeSpec list_spec = {
    .name = "list",
    .doc =
        "list(iterable=(), /)\n--\n\nBuilt-in mutable sequence.\n\nIf no argument is given, the constructor "
        "creates a new empty list.\nThe argument must be an iterable if specified.",
    .basic_size = sizeof(List),
    .flags = TYPE_GC | TYPE_BASE | TYPE_TRASHCAN | TYPE_SUB_LIST | TYPE_SEQUENCE | TYPE_MATCH_SELF,
    .methods = list_methods,
    .slots =
        {
            .dealloc = list_dealloc,
            .traverse = list_traverse,
            .clear = list_clear_slot,
            .size_of = list_size_of,
            .new_ = list_new_slot,
            .init = list_init,
            .repr = list_repr,
            .richcompare = list_richcompare,
            .iter = list_iter,
            .mp_length = list_length,
            .mp_subscript = list_subscript,
            .mp_ass_subscript = list_ass_subscript,
            .sq_length = list_length,
            .sq_concat = list_concat,
            .sq_repeat = list_repeat,
            .sq_item = list_item_slot,
            .sq_ass_item = list_ass_item,
            .sq_contains = list_contains,
            .sq_inplace_concat = list_inplace_concat,
            .sq_inplace_repeat = list_inplace_repeat,
        },
};
