/* collections.deque.
 *
 * Invariants
 * - Items lie in a doubly linked chain of blocks of 64; leftblock[leftindex] is the first,
 * rightblock[rightindex] the last. The chain has no empty blocks; an empty deque has one, and leftindex ==
 * rightindex + 1.
 * - state changes whenever items come or go, so that iterators notice.
 * - Sizes are CPython 3.11's: blocks of 528 bytes, up to 16 spare ones kept.
 */
#include "modules/collections_parts.h"

enum { BLOCK_ITEMS = 64, CENTER = (BLOCK_ITEMS - 1) / 2, SPARE_BLOCKS = 16 };
typedef struct Block {
  struct Block *left;
  Object *items[BLOCK_ITEMS];
  struct Block *right;
} Block;
typedef struct Deque {
  VarObject head;
  Block *leftblock, *rightblock;
  int32_t leftindex, rightindex;
  struct Search *search; /* the innermost that runs; NULL: none */
  size_t state;
  ssize_t maxlen; /* -1: none */
  ssize_t spare_count;
  Block *spare[SPARE_BLOCKS];
  Object *weaklist;
} Deque;
/* A comparison with an item that nobody holds for it, as in deque.index() of CPython. Should the item leave
 * the deque meanwhile, it is held from then on. */
typedef struct Search {
  struct Search *outer;
  Object *item;
  Hold *held;
} Search;
typedef struct DequeIter {
  Object ob;
  ssize_t index;
  Block *block; /* borrowed from the deque */
  Object *deque;
  size_t state;
  ssize_t left;
} DequeIter;
static const TypeSpec deque_spec, dequeiter_spec, dequereviter_spec;
#define DEQUE(o) ((Deque *)(o))
#define SIZE(o)  (DEQUE(o)->head.size)
static const ssize_t SSIZE_LIMIT = INT64_MAX;

static bool is_deque(Ref o) { return TYPE(o)->spec == &deque_spec; }
static Object *iter_self(Object *self) { return NEWREF(self); }

/* ---- blocks ---- */

static Block *block_new(Deque *d) {
  if (d->spare_count) return d->spare[--d->spare_count];
  Block *b = mem_alloc(sizeof *b);
  if (!b) err_no_memory();
  return b;
}
static void block_free(Deque *d, Block *b) {
  if (d->spare_count < SPARE_BLOCKS)
    d->spare[d->spare_count++] = b;
  else
    mem_free(b);
}

static bool push_right(Deque *d, Object *item) {
  if (d->rightindex == BLOCK_ITEMS - 1) {
    Block *b = block_new(d);
    if (!b) return false;
    b->left = d->rightblock;
    b->right = NULL;
    d->rightblock->right = b;
    d->rightblock = b;
    d->rightindex = -1;
  }
  d->rightblock->items[++d->rightindex] = item;
  d->head.size++;
  return true;
}
static bool push_left(Deque *d, Object *item) {
  if (d->leftindex == 0) {
    Block *b = block_new(d);
    if (!b) return false;
    b->right = d->leftblock;
    b->left = NULL;
    d->leftblock->left = b;
    d->leftblock = b;
    d->leftindex = BLOCK_ITEMS;
  }
  d->leftblock->items[--d->leftindex] = item;
  d->head.size++;
  return true;
}
static void center(Deque *d) {
  d->leftindex = CENTER + 1;
  d->rightindex = CENTER;
}
/* To be called before an item leaves. */
static void item_leaves(Deque *d, Object *item) {
  for (Search *search = d->search; search; search = search->outer)
    if (search->item == item && !search->held->obj) search->held->obj = NEWREF(item);
}
/* Not for an empty deque. */
static Object *take_right(Deque *d) {
  Object *item = d->rightblock->items[d->rightindex--];
  if (d->search) item_leaves(d, item);
  d->head.size--;
  d->state++;
  if (d->rightindex < 0) {
    if (d->head.size) {
      Block *b = d->rightblock;
      d->rightblock = b->left;
      d->rightblock->right = NULL;
      d->rightindex = BLOCK_ITEMS - 1;
      block_free(d, b);
    } else {
      center(d);
    }
  }
  return item;
}
static Object *take_left(Deque *d) {
  Object *item = d->leftblock->items[d->leftindex++];
  if (d->search) item_leaves(d, item);
  d->head.size--;
  d->state++;
  if (d->leftindex == BLOCK_ITEMS) {
    if (d->head.size) {
      Block *b = d->leftblock;
      d->leftblock = b->right;
      d->leftblock->left = NULL;
      d->leftindex = 0;
      block_free(d, b);
    } else {
      center(d);
    }
  }
  return item;
}

/* Appends; takes item also on failure. */
static int append_steal(Deque *d, Object *item) {
  if (!push_right(d, item)) {
    DECREF(item);
    return -1;
  }
  if (d->maxlen >= 0 && d->head.size > d->maxlen) {
    Object *old = take_left(d);
    DECREF(old);
  } else {
    d->state++;
  }
  return 0;
}
static int appendleft_steal(Deque *d, Object *item) {
  if (!push_left(d, item)) {
    DECREF(item);
    return -1;
  }
  if (d->maxlen >= 0 && d->head.size > d->maxlen) {
    Object *old = take_right(d);
    DECREF(old);
  } else {
    d->state++;
  }
  return 0;
}

static Object **place_of(Deque *d, ssize_t i) {
  ssize_t n = i + d->leftindex, blocks = n / BLOCK_ITEMS;
  Block *b;
  if (i < d->head.size / 2) {
    b = d->leftblock;
    while (blocks--) b = b->right;
  } else {
    ssize_t last = (d->leftindex + d->head.size - 1) / BLOCK_ITEMS;
    b = d->rightblock;
    for (ssize_t k = last - blocks; k > 0; k--) b = b->left;
  }
  return &b->items[n % BLOCK_ITEMS];
}

static int clear(Deque *d) {
  ssize_t n = d->head.size;
  if (n == 0) return 0;
  Object **items = mem_alloc((size_t)n * sizeof(Object *));
  if (!items) { /* one at a time, then */
    while (d->head.size) {
      Object *o = take_right(d);
      DECREF(o);
    }
    return 0;
  }
  for (ssize_t i = 0; d->head.size; i++) items[i] = take_left(d);
  center(d);
  release_upwards(items, n, "clearing of a deque");
  mem_free(items);
  return 0;
}
static void clear_slot(Object *self) { clear(DEQUE(self)); }

static void rotate(Deque *d, ssize_t n) {
  ssize_t length = d->head.size, half = length >> 1;
  if (length <= 1) return;
  if (n > half || n < -half) {
    n %= length;
    if (n > half)
      n -= length;
    else if (n < -half)
      n += length;
  }
  d->state++;
  for (; n > 0; n--) { /* the last item to the front */
    if (d->leftindex == 0) {
      Block *b = block_new(d);
      if (!b) {
        err_clear();
        return;
      }
      b->right = d->leftblock;
      b->left = NULL;
      d->leftblock->left = b;
      d->leftblock = b;
      d->leftindex = BLOCK_ITEMS;
    }
    d->leftblock->items[--d->leftindex] = d->rightblock->items[d->rightindex--];
    if (d->rightindex < 0) {
      Block *b = d->rightblock;
      d->rightblock = b->left;
      d->rightblock->right = NULL;
      d->rightindex = BLOCK_ITEMS - 1;
      block_free(d, b);
    }
  }
  for (; n < 0; n++) {
    if (d->rightindex == BLOCK_ITEMS - 1) {
      Block *b = block_new(d);
      if (!b) {
        err_clear();
        return;
      }
      b->left = d->rightblock;
      b->right = NULL;
      d->rightblock->right = b;
      d->rightblock = b;
      d->rightindex = -1;
    }
    d->rightblock->items[++d->rightindex] = d->leftblock->items[d->leftindex++];
    if (d->leftindex == BLOCK_ITEMS) {
      Block *b = d->leftblock;
      d->leftblock = b->right;
      d->leftblock->left = NULL;
      d->leftindex = 0;
      block_free(d, b);
    }
  }
}

/* ---- life ---- */

static Object *deque_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args, (void)nargs, (void)kwnames;
  HOLD(h, object_new(cls, 0), "collections.deque()");
  Deque *d = DEQUE(h.obj);
  if (!d) return NULL;
  d->maxlen = -1;
  Block *b = block_new(d);
  if (!b) return NULL;
  b->left = b->right = NULL;
  d->leftblock = d->rightblock = b;
  center(d);
  gc_track(h.obj);
  return hold_take(&h);
}

static void deque_dealloc(Object *self) {
  Deque *d = DEQUE(self);
  gc_untrack(self);
  if (d->weaklist) object_clear_weakrefs(self);
  if (d->leftblock) {
    while (d->head.size) {
      Object *o = take_left(d);
      DECREF(o);
    }
    mem_free(d->leftblock);
  }
  d->leftblock = d->rightblock = NULL;
  while (d->spare_count) mem_free(d->spare[--d->spare_count]);
  object_free(self);
}

static void deque_traverse(Object *self, Visitor *v) {
  Deque *d = DEQUE(self);
  Block *b = d->leftblock;
  ssize_t at = d->leftindex;
  for (ssize_t i = 0; i < d->head.size; i++) {
    VISIT(v, b->items[at], EDGE_ITEM, i);
    if (++at == BLOCK_ITEMS) {
      b = b->right;
      at = 0;
    }
  }
}

static int extend(Deque *d, Ref iterable, bool left);
static int extend_self(Deque *d, bool left) {
  HOLD(copy, sequence_list((Ref)d), "deque.extend()");
  return copy.obj ? extend(d, copy.obj, left) : -1;
}
static int extend(Deque *d, Ref iterable, bool left) {
  if ((Ref)d == iterable) return extend_self(d, left);
  HOLD(it, object_iter(iterable), "deque.extend()");
  if (!it.obj) return -1;
  if (d->maxlen == 0) { /* only walks */
    for (;;) {
      Object *item = iter_next(it.obj);
      if (!item) return err_occurred() ? -1 : 0;
      DECREF(item);
    }
  }
  if (d->head.size == 0) { /* less room wasted */
    d->leftindex = left ? BLOCK_ITEMS - 1 : 1;
    d->rightindex = left ? BLOCK_ITEMS - 2 : 0;
  }
  for (;;) {
    Object *item = iter_next(it.obj);
    if (!item) return err_occurred() ? -1 : 0;
    if ((left ? appendleft_steal(d, item) : append_steal(d, item)) < 0) return -1;
  }
}

static int deque_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"deque", {"iterable", "maxlen"}, 0, 2, 2, 0};
  Object *got[2];
  ssize_t maxlen = -1;
  if (!args_bind(&spec, args, nargs, kwnames, got)) return -1;
  if (got[1] && got[1] != NONE) {
    if (!IS_SUB(got[1], INT)) {
      err_format(T(TypeError), "an integer is required");
      return -1;
    }
    if (index_argument(got[1], &maxlen) < 0) return -1;
    if (maxlen < 0) {
      err_format(T(ValueError), "maxlen must be non-negative");
      return -1;
    }
  }
  DEQUE(self)->maxlen = maxlen;
  if (SIZE(self) > 0) clear(DEQUE(self));
  return got[0] ? extend(DEQUE(self), got[0], false) : 0;
}

/* ---- methods ---- */

#define METHOD(name) static Object *name(Object *self, Object *const *args, ssize_t nargs)
#define UNUSED_ARGS  (void)args, (void)nargs

METHOD(append_method) {
  (void)nargs;
  if (append_steal(DEQUE(self), NEWREF(args[0])) < 0) return NULL;
  RETURN_NONE;
}
METHOD(appendleft_method) {
  (void)nargs;
  if (appendleft_steal(DEQUE(self), NEWREF(args[0])) < 0) return NULL;
  RETURN_NONE;
}
METHOD(pop_method) {
  UNUSED_ARGS;
  return SIZE(self) ? take_right(DEQUE(self)) : err_format(T(IndexError), "pop from an empty deque");
}
METHOD(popleft_method) {
  UNUSED_ARGS;
  return SIZE(self) ? take_left(DEQUE(self)) : err_format(T(IndexError), "pop from an empty deque");
}
METHOD(extend_method) {
  (void)nargs;
  if (extend(DEQUE(self), args[0], false) < 0) return NULL;
  RETURN_NONE;
}
METHOD(extendleft_method) {
  (void)nargs;
  if (extend(DEQUE(self), args[0], true) < 0) return NULL;
  RETURN_NONE;
}
METHOD(clear_method) {
  UNUSED_ARGS;
  clear(DEQUE(self));
  RETURN_NONE;
}
METHOD(reverse_method) {
  UNUSED_ARGS;
  Deque *d = DEQUE(self);
  Block *left = d->leftblock, *right = d->rightblock;
  ssize_t i = d->leftindex, j = d->rightindex;
  for (ssize_t n = d->head.size >> 1; n > 0; n--) {
    Object *t = left->items[i];
    left->items[i] = right->items[j];
    right->items[j] = t;
    if (++i == BLOCK_ITEMS) {
      left = left->right;
      i = 0;
    }
    if (--j < 0) {
      right = right->left;
      j = BLOCK_ITEMS - 1;
    }
  }
  RETURN_NONE;
}
METHOD(rotate_method) {
  (void)nargs;
  ssize_t n = 1;
  if (args[0] && index_argument(args[0], &n) < 0) return NULL;
  rotate(DEQUE(self), n);
  RETURN_NONE;
}

/* 1 equal, 0 not, -1; holds the item. */
static int item_equals(Object *item, Object *value) {
  int r = equal_quick(item, value);
  if (r >= 0) return r;
  HOLD(held, NEWREF(item), "search in a deque");
  return object_compare_bool(item, value, CMP_EQ);
}
/* The same, and nobody holds the item while it is in the deque. */
static int item_equals_borrowed(Deque *d, Object *item, Object *value) {
  int r = equal_quick(item, value);
  if (r >= 0) return r;
  HOLD(held, NULL, "search in a deque");
  Search search = {d->search, item, &held};
  d->search = &search;
  r = object_compare_bool(item, value, CMP_EQ);
  d->search = search.outer;
  return r;
}
/* The index of value in [start, stop), -1 if it is not there, -2 with an exception. */
static ssize_t find(Deque *d, Object *value, ssize_t start, ssize_t stop, bool hold) {
  size_t state = d->state;
  for (ssize_t i = start; i < stop; i++) {
    Object *item = *place_of(d, i);
    int r = hold ? item_equals(item, value) : item_equals_borrowed(d, item, value);
    if (r < 0) return -2;
    if (d->state != state) {
      err_format(T(RuntimeError), "deque mutated during iteration");
      return -2;
    }
    if (r) return i;
  }
  return -1;
}
METHOD(index_method) {
  (void)nargs;
  ssize_t start = 0, stop = SIZE(self);
  if (slice_index_argument(args[1], &start) < 0 || slice_index_argument(args[2], &stop) < 0) return NULL;
  index_wrap(SIZE(self), &start);
  index_wrap(SIZE(self), &stop);
  if (stop > SIZE(self)) stop = SIZE(self);
  ssize_t i = find(DEQUE(self), args[0], start, stop, false);
  if (i == -1) return err_format(T(ValueError), "%R is not in deque", args[0]);
  return i < 0 ? NULL : int_from_i64(i);
}
METHOD(count_method) {
  (void)nargs;
  Deque *d = DEQUE(self);
  int64_t count = 0;
  ssize_t n = d->head.size;
  size_t state = d->state;
  for (ssize_t i = 0; i < n; i++) {
    int r = item_equals(*place_of(d, i), args[0]);
    if (r < 0) return NULL;
    count += r;
    if (d->state != state) return err_format(T(RuntimeError), "deque mutated during iteration");
  }
  return int_from_i64(count);
}
static int deque_contains(Object *self, Object *value) {
  ssize_t i = find(DEQUE(self), value, 0, SIZE(self), true);
  return i == -2 ? -1 : i >= 0;
}
static void delete_at(Deque *d, ssize_t i) {
  rotate(d, -i);
  Object *item = take_left(d);
  HOLD(held, item, "deletion from a deque");
  rotate(d, i);
}
METHOD(remove_method) {
  (void)nargs;
  Deque *d = DEQUE(self);
  ssize_t n = d->head.size, i;
  size_t state = d->state;
  for (i = 0; i < n; i++) {
    int r = item_equals(*place_of(d, i), args[0]);
    if (r < 0) return NULL;
    if (d->state != state) return err_format(T(IndexError), "deque mutated during iteration");
    if (r) break;
  }
  if (i == n) return err_format(T(ValueError), "%R is not in deque", args[0]);
  delete_at(d, i);
  RETURN_NONE;
}
METHOD(insert_method) {
  (void)nargs;
  Deque *d = DEQUE(self);
  ssize_t i, n = d->head.size;
  if (index_argument(args[0], &i) < 0) return NULL;
  if (d->maxlen == n) return err_format(T(IndexError), "deque already at its maximum size");
  int r;
  if (i >= n) {
    r = append_steal(d, NEWREF(args[1]));
  } else if (i <= -n || i == 0) {
    r = appendleft_steal(d, NEWREF(args[1]));
  } else {
    rotate(d, -i);
    r = i < 0 ? append_steal(d, NEWREF(args[1])) : appendleft_steal(d, NEWREF(args[1]));
    rotate(d, i);
  }
  if (r < 0) return NULL;
  RETURN_NONE;
}

static Own copy_of(Object *self) {
  if (TYPE(self) == collections_type(&deque_spec)) {
    HOLD(copy, deque_new(TYPE(self), NULL, 0, NULL), "deque.copy()");
    if (!copy.obj) return NULL;
    DEQUE(copy.obj)->maxlen = DEQUE(self)->maxlen;
    if (extend(DEQUE(copy.obj), self, false) < 0) return NULL;
    return hold_take(&copy);
  }
  HOLD(result, NULL, "deque.copy()");
  if (DEQUE(self)->maxlen < 0) {
    result.obj = object_call1((Object *)TYPE(self), self);
  } else {
    HOLD(maxlen, int_from_i64(DEQUE(self)->maxlen), "deque.copy()");
    result.obj = maxlen.obj ? object_call2((Object *)TYPE(self), self, maxlen.obj) : NULL;
  }
  if (result.obj && !is_deque(result.obj))
    return err_format(T(TypeError), "%s() must return a deque, not %T", TYPE(self)->name, result.obj);
  return hold_take(&result);
}
METHOD(copy_method) {
  UNUSED_ARGS;
  return copy_of(self);
}
static size_t deque_size_of(Object *self) {
  Deque *d = DEQUE(self);
  size_t blocks = (size_t)(d->leftindex + d->head.size + BLOCK_ITEMS - 1) / BLOCK_ITEMS;
  return TYPE(self)->basic_size + blocks * sizeof(Block);
}
METHOD(sizeof_method) {
  UNUSED_ARGS;
  return int_from_i64((int64_t)deque_size_of(self));
}
METHOD(reduce_method) {
  UNUSED_ARGS;
  HOLD(state, collections_state(self), "__reduce__()");
  if (!state.obj) return NULL;
  HOLD(it, object_iter(self), "__reduce__()");
  if (!it.obj) return NULL;
  HOLD(arguments, tuple_new(0), "__reduce__()");
  if (DEQUE(self)->maxlen >= 0) {
    HOLD(maxlen, int_from_i64(DEQUE(self)->maxlen), "__reduce__()");
    Object *both = maxlen.obj ? tuple_pack(2, arguments.obj, maxlen.obj) : NULL;
    if (!both) return NULL;
    SETREF(arguments.obj, both);
  }
  return hold_return(tuple_pack(4, (Object *)TYPE(self), arguments.obj, state.obj, it.obj), &arguments, &it,
                     &state);
}

/* ---- slots ---- */

static ssize_t deque_length(Object *self) { return SIZE(self); }

static Object *deque_item(Object *self, ssize_t i) {
  if (i < 0 || i >= SIZE(self)) return err_format(T(IndexError), "deque index out of range");
  return NEWREF(*place_of(DEQUE(self), i));
}
static int deque_ass_item(Object *self, ssize_t i, Object *value) {
  Deque *d = DEQUE(self);
  if (i < 0 || i >= d->head.size) {
    err_format(T(IndexError), "deque index out of range");
    return -1;
  }
  if (!value) {
    delete_at(d, i);
    return 0;
  }
  Object **place = place_of(d, i);
  INCREF(value);
  if (d->search) item_leaves(d, *place);
  SETREF(*place, value);
  return 0;
}

static Object *deque_repr(Object *self) {
  int running = repr_enter(self);
  if (running) return running > 0 ? str_from_ascii("[...]", 5) : NULL;
  Object *result = NULL;
  HOLD(list, sequence_list(self), "repr of a deque");
  HOLD(hold_name, list.obj ? object_type_name(self) : NULL, "repr()");
  Object *name = hold_name.obj;
  if (name)
    result = DEQUE(self)->maxlen >= 0 ? str_format("%U(%R, maxlen=%zd)", name, list.obj, DEQUE(self)->maxlen)
                                      : str_format("%U(%R)", name, list.obj);
  repr_leave(self);
  return hold_return(result, &hold_name, &list);
}

static Object *deque_richcompare(Object *a, Object *b, int op) {
  if (!is_deque(a) || !is_deque(b)) return NEWREF(NOT_IMPLEMENTED);
  if (a == b) return compare_sizes(0, 0, op);
  if ((op == CMP_EQ || op == CMP_NE) && SIZE(a) != SIZE(b)) return BOOL_NEW(op == CMP_NE);
  HOLD(it_a, object_iter(a), "comparison of two deques");
  HOLD(it_b, it_a.obj ? object_iter(b) : NULL, "comparison of two deques");
  if (!it_b.obj) return NULL;
  for (;;) {
    HOLD(x, iter_next(it_a.obj), "comparison of two deques");
    if (!x.obj && err_occurred()) return NULL;
    HOLD(y, iter_next(it_b.obj), "comparison of two deques");
    if (!y.obj && err_occurred()) return NULL;
    if (!x.obj || !y.obj)
      return hold_return(compare_sizes(x.obj != NULL, y.obj != NULL, op), &y, &x, &it_b, &it_a);
    int r = object_compare_bool(x.obj, y.obj, CMP_EQ);
    if (r < 0) return NULL;
    if (r) continue;
    r = object_compare_bool(x.obj, y.obj, op); /* once more, also for == and != */
    return hold_return(r < 0 ? NULL : BOOL_NEW(r), &y, &x, &it_b, &it_a);
  }
}

static Object *deque_concat(Object *self, Object *other) {
  if (!is_deque(other))
    return err_format(T(TypeError), "can only concatenate deque (not \"%T\") to deque", other);
  HOLD(result, copy_of(self), "deque + deque");
  if (!result.obj || extend(DEQUE(result.obj), other, false) < 0) return NULL;
  return hold_take(&result);
}
static Object *deque_inplace_concat(Object *self, Object *other) {
  if (extend(DEQUE(self), other, false) < 0) return NULL;
  return NEWREF(self);
}
static Object *deque_inplace_repeat(Object *self, ssize_t times) {
  Deque *d = DEQUE(self);
  ssize_t n = d->head.size;
  if (n == 0 || times == 1) return NEWREF(self);
  if (times <= 0) {
    clear(d);
    return NEWREF(self);
  }
  if (n > SSIZE_LIMIT / times) return err_no_memory();
  if (d->maxlen >= 0 && n * times > d->maxlen)
    times = (d->maxlen + n - 1) / n; /* more would fall out again */
  HOLD(items, sequence_list(self), "deque * number");
  if (!items.obj) return NULL;
  for (ssize_t k = 1; k < times; k++)
    for (ssize_t i = 0; i < n; i++)
      if (append_steal(d, NEWREF(list_item(items.obj, i))) < 0) return NULL;
  return hold_return(NEWREF(self), &items);
}
static Object *deque_repeat(Object *self, ssize_t times) {
  HOLD(copy, copy_of(self), "deque * number");
  return hold_return(copy.obj ? deque_inplace_repeat(copy.obj, times) : NULL, &copy);
}

/* ---- iterators ---- */

static Own iter_make(Object *deque, const TypeSpec *spec) {
  Deque *d = DEQUE(deque);
  DequeIter *it = (DequeIter *)object_new(collections_type(spec), 0);
  if (!it) return NULL;
  bool back = spec == &dequereviter_spec;
  it->block = back ? d->rightblock : d->leftblock;
  it->index = back ? d->rightindex : d->leftindex;
  it->deque = NEWREF(deque);
  it->state = d->state;
  it->left = d->head.size;
  gc_track((Object *)it);
  return (Own)it;
}
static Object *deque_iter(Object *self) { return iter_make(self, &dequeiter_spec); }
METHOD(reversed_method) {
  UNUSED_ARGS;
  return iter_make(self, &dequereviter_spec);
}
static Object *dequeiter_next(Object *self) {
  DequeIter *it = (DequeIter *)self;
  if (DEQUE(it->deque)->state != it->state) {
    it->left = 0;
    return err_format(T(RuntimeError), "deque mutated during iteration");
  }
  if (it->left == 0) return NULL;
  Object *item = it->block->items[it->index];
  it->left--;
  if (++it->index == BLOCK_ITEMS && it->left > 0) {
    it->block = it->block->right;
    it->index = 0;
  }
  return NEWREF(item);
}
static Object *dequereviter_next(Object *self) {
  DequeIter *it = (DequeIter *)self;
  if (it->left == 0) return NULL;
  if (DEQUE(it->deque)->state != it->state) {
    it->left = 0;
    return err_format(T(RuntimeError), "deque mutated during iteration");
  }
  Object *item = it->block->items[it->index];
  it->left--;
  if (--it->index < 0 && it->left > 0) {
    it->block = it->block->left;
    it->index = BLOCK_ITEMS - 1;
  }
  return NEWREF(item);
}
static Own iter_new(const TypeSpec *spec, UnaryFn next, Object *const *args, ssize_t nargs) {
  ssize_t skip = 0;
  if (!args_positional("_deque_iterator", nargs, NULL, 1, 2)) return NULL;
  if (!is_deque(args[0]))
    return err_format(T(TypeError), "argument 1 must be collections.deque, not %T", args[0]);
  if (nargs > 1 && index_argument(args[1], &skip) < 0) return NULL;
  HOLD(it, iter_make(args[0], spec), "iteration over a deque");
  for (ssize_t i = 0; it.obj && i < skip; i++) {
    Object *item = next(it.obj);
    if (item)
      DECREF(item);
    else if (err_occurred())
      return NULL;
    else
      break;
  }
  return hold_take(&it);
}
static Object *dequeiter_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)cls, (void)kwnames;
  return iter_new(&dequeiter_spec, dequeiter_next, args, nargs);
}
static Object *dequereviter_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)cls, (void)kwnames;
  return iter_new(&dequereviter_spec, dequereviter_next, args, nargs);
}
METHOD(iter_length_hint) {
  UNUSED_ARGS;
  return int_from_i64(((DequeIter *)self)->left);
}
METHOD(iter_reduce) {
  UNUSED_ARGS;
  DequeIter *it = (DequeIter *)self;
  HOLD(index, int_from_i64(SIZE(it->deque) - it->left), "__reduce__()");
  HOLD(arguments, index.obj ? tuple_pack(2, it->deque, index.obj) : NULL, "__reduce__()");
  return hold_return(arguments.obj ? tuple_pack(2, (Object *)TYPE(self), arguments.obj) : NULL, &arguments,
                     &index);
}
static const FieldSpec iter_fields[] = {FIELD(DequeIter, deque, "deque", FIELD_OWN, 0), {0}};
static const MethodSpec iter_methods[] = {{"__length_hint__(self, /)", iter_length_hint, 0,
                                           "Private method returning an estimate of len(list(it))."},
                                          REDUCE_ROW(iter_reduce),
                                          {0}};
static const TypeSpec dequeiter_spec = {
    .name = "_collections._deque_iterator",
    .basic_size = sizeof(DequeIter),
    .flags = TYPE_GC,
    .fields = iter_fields,
    .methods = iter_methods,
    .slots = {.new_ = dequeiter_new, .iter = iter_self, .iternext = dequeiter_next},
};
static const TypeSpec dequereviter_spec = {
    .name = "_collections._deque_reverse_iterator",
    .basic_size = sizeof(DequeIter),
    .flags = TYPE_GC,
    .fields = iter_fields,
    .methods = iter_methods,
    .slots = {.new_ = dequereviter_new, .iter = iter_self, .iternext = dequereviter_next},
};

static Object *maxlen_get(Object *self) {
  return DEQUE(self)->maxlen < 0 ? NEWREF(NONE) : int_from_i64(DEQUE(self)->maxlen);
}
static const FieldSpec deque_fields[] = {FIELD(Deque, weaklist, "weak references", FIELD_WEAKLIST, 0), {0}};
static const GetSetSpec deque_getset[] = {
    {"maxlen", maxlen_get, NULL, "maximum size of a deque or None if unbounded"}, {0}};
static const MethodSpec deque_methods[] = {
    {"append(self, item, /)", append_method, 0, "Add an element to the right side of the deque."},
    {"appendleft(self, item, /)", appendleft_method, 0, "Add an element to the left side of the deque."},
    {"clear(self, /)", clear_method, 0, "Remove all elements from the deque."},
    {"__copy__(self, /)", copy_method, 0, "Return a shallow copy of a deque."},
    {"copy(self, /)", copy_method, 0, "Return a shallow copy of a deque."},
    {"count(self, value, /)", count_method, 0, "D.count(value) -- return number of occurrences of value"},
    {"extend(self, iterable, /)", extend_method, 0,
     "Extend the right side of the deque with elements from the iterable"},
    {"extendleft(self, iterable, /)", extendleft_method, 0,
     "Extend the left side of the deque with elements from the iterable"},
    {"index(self, value, start=0, stop=9223372036854775807, /)", index_method, 0,
     "D.index(value, [start, [stop]]) -- return first index of value.\nRaises ValueError if the value is not "
     "present."},
    {"insert(self, index, object, /)", insert_method, 0,
     "D.insert(index, object) -- insert object before index"},
    {"pop(self, /)", pop_method, 0, "Remove and return the rightmost element."},
    {"popleft(self, /)", popleft_method, 0, "Remove and return the leftmost element."},
    REDUCE_ROW(reduce_method),
    {"remove(self, value, /)", remove_method, 0, "D.remove(value) -- remove first occurrence of value."},
    {"__reversed__(self, /)", reversed_method, 0,
     "D.__reversed__() -- return a reverse iterator over the deque"},
    {"reverse(self, /)", reverse_method, 0, "D.reverse() -- reverse *IN PLACE*"},
    {"rotate(self, n=1, /)", rotate_method, 0,
     "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left."},
    {"__sizeof__(self, /)", sizeof_method, 0, "D.__sizeof__() -- size of D in memory, in bytes"},
    CLASS_GETITEM_ROW,
    {0}};
static const TypeSpec deque_spec = {
    .name = "collections.deque",
    .doc = "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses "
           "near its "
           "endpoints.",
    .basic_size = sizeof(Deque),
    .flags = TYPE_GC | TYPE_BASE | TYPE_SEQUENCE,
    .weaklist_offset = offsetof(Deque, weaklist),
    .fields = deque_fields,
    .methods = deque_methods,
    .getset = deque_getset,
    .slots =
        {
            .dealloc = deque_dealloc,
            .traverse = deque_traverse,
            .clear = clear_slot,
            .size_of = deque_size_of,
            .new_ = deque_new,
            .init = deque_init,
            .repr = deque_repr,
            .richcompare = deque_richcompare,
            .iter = deque_iter,
            .sq_length = deque_length,
            .sq_concat = deque_concat,
            .sq_repeat = deque_repeat,
            .sq_item = deque_item,
            .sq_ass_item = deque_ass_item,
            .sq_contains = deque_contains,
            .sq_inplace_concat = deque_inplace_concat,
            .sq_inplace_repeat = deque_inplace_repeat,
        },
};

int collections_add_deque(Ref module) {
  if (module_add_steal(module, "deque", type_from_spec(&deque_spec, module)) < 0) return -1;
  if (module_add_steal(module, "_deque_iterator", type_from_spec(&dequeiter_spec, module)) < 0) return -1;
  return module_add_steal(module, "_deque_reverse_iterator", type_from_spec(&dequereviter_spec, module));
}
