/* tuple: see tuple.h. */
#include "object/tuple.h"

#include <stdarg.h>

#include "object/support.h"

#define TUPLE(o) ((Tuple *)(o))
#define SIZE(o)  (TUPLE(o)->head.size)
enum { TUPLE_FREE_SIZES = 20 };
static const ssize_t SSIZE_LIMIT = INT64_MAX;

/* ---- life ---- */

/* Untracked, items NULL. size > 0. */
static inline Tuple *tuple_block(ssize_t size) {
  /* Tuples of 20 go onto the last free list but are not taken from it: so does CPython 3.11. */
  if (size < TUPLE_FREE_SIZES) {
    Tuple *t = RT->tuple_free_list[size - 1];
    if (t) {
      RT->tuple_free_list[size - 1] = t->items[0];
      RT->tuple_free_count[size - 1]--;
      t->items[0] = NULL; /* the link; the others were cleared */
      t->head.ob.refcnt = 1;
      object_mark_born((Object *)t);
      return t;
    }
  } else if ((size_t)size > ((size_t)SSIZE_LIMIT - 64) / sizeof(Object *)) {
    return TUPLE(err_no_memory());
  }
  Tuple *t = (Tuple *)object_new(T(TUPLE), size);
  if (t) t->head.size = size;
  return t;
}

Own tuple_new(ssize_t size) {
  if (size <= 0) return NEWREF(RT->empty_tuple);
  Tuple *t = tuple_block(size);
  if (!t) return NULL;
  memset(t->items, 0, (size_t)size * sizeof(Object *));
  gc_track((Object *)t);
  return (Own)t;
}

Own tuple_from_array(Object *const *items, ssize_t n) {
  if (n <= 0) return NEWREF(RT->empty_tuple);
  Tuple *t = tuple_block(n);
  if (!t) return NULL;
  for (ssize_t i = 0; i < n; i++) t->items[i] = NEWREF(items[i]);
  gc_track((Object *)t);
  return (Own)t;
}

Own tuple_from_array_steal(Object *const *items, ssize_t n) {
  if (n <= 0) return NEWREF(RT->empty_tuple);
  Tuple *t;
  if (LIKELY(n < TUPLE_FREE_SIZES && RT->tuple_free_list[n - 1])) {
    t = tuple_block(n);
  } else { /* a collection may run here */
    HOLD(held, NULL, "making of a tuple");
    hold_array(&held, (Object **)(uintptr_t)items, n);
    t = tuple_block(n);
    hold_array(&held, NULL, 0);
    if (!t) {
      release_downwards((Object **)(uintptr_t)items, n, "making of a tuple");
      return NULL;
    }
  }
  for (ssize_t i = 0; i < n; i++) t->items[i] = items[i];
  gc_track((Object *)t);
  return (Own)t;
}

Own tuple_pack(ssize_t n, ...) {
  if (n <= 0) return NEWREF(RT->empty_tuple);
  Tuple *t = tuple_block(n);
  if (!t) return NULL;
  va_list ap;
  va_start(ap, n);
  for (ssize_t i = 0; i < n; i++) t->items[i] = NEWREF(va_arg(ap, Object *));
  va_end(ap);
  gc_track((Object *)t);
  return (Own)t;
}

Own tuple_empty_make(void) {
  Tuple *t = (Tuple *)object_new(T(TUPLE), 0);
  if (t) t->head.size = 0;
  return (Own)t;
}

Own tuple_resize_steal(Object *tuple, ssize_t size) {
  ssize_t old = SIZE(tuple);
  if (size == old) return tuple;
  if (old == 0 || size == 0) {
    DECREF(tuple);
    return tuple_new(size);
  }
  gc_untrack(tuple);
  for (ssize_t i = size; i < old; i++) CLEAR(TUPLE(tuple)->items[i]);
  Object *moved = object_resize(tuple, sizeof(Tuple) + (size_t)size * sizeof(Object *));
  if (!moved) {
    DECREF(tuple);
    return NULL;
  }
  SIZE(moved) = size;
  for (ssize_t i = old; i < size; i++) TUPLE(moved)->items[i] = NULL;
  gc_track(moved);
  return moved;
}

static void tuple_dealloc(Object *self) {
  Tuple *t = TUPLE(self);
  gc_untrack(self);
  /* The size stays: it says where an instance of a subclass keeps its dict. */
  ssize_t n = t->head.size;
  for (ssize_t i = n; --i >= 0;) CLEAR(t->items[i]);
  if (n > 0 && n <= TUPLE_FREE_SIZES && TYPE(self) == T(TUPLE) &&
      RT->tuple_free_count[n - 1] < TUPLE_FREE_LIST) {
    object_mark_dead(self);
    t->items[0] = RT->tuple_free_list[n - 1];
    RT->tuple_free_list[n - 1] = t;
    RT->tuple_free_count[n - 1]++;
  } else {
    object_free(self);
  }
}

void tuple_free_list_clear(void) {
  for (ssize_t k = 0; k < TUPLE_FREE_SIZES; k++) {
    Tuple *t = RT->tuple_free_list[k];
    RT->tuple_free_list[k] = NULL;
    RT->tuple_free_count[k] = 0;
    while (t) {
      Tuple *next = (Tuple *)t->items[0];
      object_free((Object *)t);
      t = next;
    }
  }
}

static void tuple_traverse(Object *self, Visitor *v) {
  for (ssize_t i = SIZE(self); --i >= 0;) VISIT(v, TUPLE(self)->items[i], EDGE_ITEM, i);
}

void tuple_untrack_if_atomic(Object *o) {
  if (!IS_EXACT(o, TUPLE) || !gc_is_tracked(o)) return;
  for (ssize_t i = 0; i < SIZE(o); i++) {
    Object *item = TUPLE(o)->items[i];
    if (!item || gc_may_be_tracked(item)) return;
  }
  gc_untrack(o);
}

static Object *tuple_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if ((cls == T(TUPLE) || cls->slots.init == T(TUPLE)->slots.init) && !args_no_keywords("tuple", kwnames))
    return NULL;
  if (!args_positional("tuple", nargs, NULL, 0, 1)) return NULL;
  if (cls == T(TUPLE)) return nargs ? sequence_tuple(args[0]) : tuple_new(0);
  HOLD(plain, nargs ? sequence_tuple(args[0]) : tuple_new(0), "tuple()");
  if (!plain.obj) return NULL;
  ssize_t n = SIZE(plain.obj);
  Tuple *t = (Tuple *)object_new(cls, n);
  if (!t) return NULL;
  t->head.size = n;
  for (ssize_t i = 0; i < n; i++) t->items[i] = NEWREF(TUPLE(plain.obj)->items[i]);
  gc_track((Object *)t);
  return hold_return((Object *)t, &plain);
}

/* ---- slots ---- */

static Object *tuple_repr(Object *self) {
  ssize_t n = SIZE(self);
  if (n == 0) return str_from_ascii("()", 2);
  int running = repr_enter(self);
  if (running) return running > 0 ? str_from_ascii("(...)", 5) : NULL;
  StrWriter w;
  str_writer_init(&w);
  bool ok = str_writer_char(&w, '(');
  for (ssize_t i = 0; ok && i < n; i++) {
    if (i > 0) ok = str_writer_ascii(&w, ", ", 2);
    AUTO_DECREF Object *text = ok ? object_repr(TUPLE(self)->items[i]) : NULL;
    ok = ok && text && str_writer_str(&w, text);
  }
  ok = ok && (n > 1 ? str_writer_char(&w, ')') : str_writer_ascii(&w, ",)", 2));
  repr_leave(self);
  if (!ok) {
    str_writer_discard(&w);
    return err_occurred() ? NULL : err_no_memory();
  }
  return str_writer_finish(&w);
}

/* As CPython: based on xxHash (Yann Collet) with 64-bit lanes. */
static Hash tuple_hash(Object *self) {
  const uint64_t p1 = 11400714785074694791u, p2 = 14029467366897019727u, p5 = 2870177450012600261u;
  uint64_t acc = p5;
  ssize_t n = SIZE(self);
  for (ssize_t i = 0; i < n; i++) {
    Hash lane = object_hash(TUPLE(self)->items[i]);
    if (lane == -1) return -1;
    acc += (uint64_t)lane * p2;
    acc = acc << 31 | acc >> 33;
    acc *= p1;
  }
  acc += (uint64_t)n ^ (p5 ^ 3527539u);
  return acc == UINT64_MAX ? 1546275796 : (Hash)acc;
}

static Object *tuple_richcompare(Object *a, Object *b, int op) {
  if (!IS_SUB(a, TUPLE) || !IS_SUB(b, TUPLE)) return NEWREF(NOT_IMPLEMENTED);
  ssize_t na = SIZE(a), nb = SIZE(b), i;
  for (i = 0; i < na && i < nb; i++) {
    int r = equal_quick(TUPLE(a)->items[i], TUPLE(b)->items[i]);
    if (r == -2) r = object_compare_bool(TUPLE(a)->items[i], TUPLE(b)->items[i], CMP_EQ);
    if (r < 0) return NULL;
    if (!r) break;
  }
  if (i >= na || i >= nb) return compare_sizes(na, nb, op);
  if (op == CMP_EQ || op == CMP_NE) return BOOL_NEW(op == CMP_NE);
  return object_compare(TUPLE(a)->items[i], TUPLE(b)->items[i], op);
}

static ssize_t tuple_length(Object *self) { return SIZE(self); }

static Object *tuple_item_slot(Object *self, ssize_t i) {
  if ((size_t)i >= (size_t)SIZE(self)) return err_format(T(IndexError), "tuple index out of range");
  return NEWREF(TUPLE(self)->items[i]);
}

static Object *tuple_subscript(Object *self, Object *key) {
  if (number_check_index(key)) {
    ssize_t i = object_as_index(key, T(IndexError));
    if (i == -1 && err_occurred()) return NULL;
    if (i < 0) i += SIZE(self);
    return tuple_item_slot(self, i);
  }
  if (!IS_EXACT(key, SLICE))
    return err_format(T(TypeError), "tuple indices must be integers or slices, not %T", key);
  ssize_t start, stop, step;
  if (slice_unpack(key, &start, &stop, &step) < 0) return NULL;
  ssize_t n = slice_adjust(SIZE(self), &start, &stop, step);
  if (n <= 0) return tuple_new(0);
  if (start == 0 && step == 1 && n == SIZE(self) && IS_EXACT(self, TUPLE)) return NEWREF(self);
  if (step == 1) return tuple_from_array(TUPLE(self)->items + start, n);
  Tuple *t = tuple_block(n);
  if (!t) return NULL;
  for (ssize_t i = 0, at = start; i < n; i++, at += step) t->items[i] = NEWREF(TUPLE(self)->items[at]);
  gc_track((Object *)t);
  return (Object *)t;
}

static int tuple_contains(Object *self, Object *item) {
  int r = 0;
  for (ssize_t i = 0; r == 0 && i < SIZE(self); i++) {
    r = equal_quick(TUPLE(self)->items[i], item);
    if (r == -2) r = object_compare_bool(TUPLE(self)->items[i], item, CMP_EQ);
  }
  return r;
}

static Object *tuple_concat(Object *a, Object *b) {
  ssize_t na = SIZE(a);
  if (na == 0 && IS_EXACT(b, TUPLE)) return NEWREF(b);
  if (!IS_SUB(b, TUPLE))
    return err_format(T(TypeError), "can only concatenate tuple (not \"%T\") to tuple", b);
  ssize_t nb = SIZE(b);
  if (nb == 0 && IS_EXACT(a, TUPLE)) return NEWREF(a);
  if (na > SSIZE_LIMIT - nb) return err_no_memory();
  if (na + nb == 0) return tuple_new(0);
  Tuple *t = tuple_block(na + nb);
  if (!t) return NULL;
  for (ssize_t i = 0; i < na; i++) t->items[i] = NEWREF(TUPLE(a)->items[i]);
  for (ssize_t i = 0; i < nb; i++) t->items[na + i] = NEWREF(TUPLE(b)->items[i]);
  gc_track((Object *)t);
  return (Object *)t;
}

static Object *tuple_repeat(Object *self, ssize_t times) {
  ssize_t n = SIZE(self);
  if ((n == 0 || times == 1) && IS_EXACT(self, TUPLE)) return NEWREF(self);
  if (n == 0 || times <= 0) return tuple_new(0);
  if (n > SSIZE_LIMIT / times) return err_no_memory();
  Tuple *t = tuple_block(n * times);
  if (!t) return NULL;
  for (ssize_t i = 0; i < n; i++) TUPLE(self)->items[i]->refcnt += times;
  if (n == 1) {
    for (ssize_t i = 0; i < times; i++) t->items[i] = TUPLE(self)->items[0];
  } else {
    for (ssize_t k = 0; k < times; k++)
      memcpy(t->items + k * n, TUPLE(self)->items, (size_t)n * sizeof(Object *));
  }
  gc_track((Object *)t);
  return (Object *)t;
}

static Object *tuple_iter(Object *self) {
  ListIter *it = (ListIter *)object_new(T(TUPLE_ITER), 0);
  if (!it) return NULL;
  it->seq = NEWREF(self);
  gc_track((Object *)it);
  return (Object *)it;
}

/* ---- methods ---- */

static Object *index_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ssize_t start = 0, stop = SSIZE_LIMIT;
  if (slice_index_argument(args[1], &start) < 0 || slice_index_argument(args[2], &stop) < 0) return NULL;
  index_wrap(SIZE(self), &start);
  index_wrap(SIZE(self), &stop);
  for (ssize_t i = start; i < stop && i < SIZE(self); i++) {
    int r = object_compare_bool(TUPLE(self)->items[i], args[0], CMP_EQ);
    if (r > 0) return int_from_i64(i);
    if (r < 0) return NULL;
  }
  return err_format(T(ValueError), "tuple.index(x): x not in tuple");
}

static Object *count_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  int64_t count = 0;
  for (ssize_t i = 0; i < SIZE(self); i++) {
    int r = object_compare_bool(TUPLE(self)->items[i], args[0], CMP_EQ);
    if (r < 0) return NULL;
    count += r;
  }
  return int_from_i64(count);
}

static Object *getnewargs_method(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(plain, IS_EXACT(self, TUPLE) ? NEWREF(self) : tuple_from_array(TUPLE(self)->items, SIZE(self)),
       "__getnewargs__()");
  return hold_return(plain.obj ? tuple_pack(1, plain.obj) : NULL, &plain);
}

static const MethodSpec tuple_methods[] = {
    {"__getnewargs__(self, /)", getnewargs_method, 0, ""},
    {"index(self, value, start=0, stop=9223372036854775807, /)", index_method, 0,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"count(self, value, /)", count_method, 0, "Return number of occurrences of value."},
    CLASS_GETITEM_ROW,
    {0}};

const TypeSpec tuple_spec = {
    .name = "tuple",
    .doc = "tuple(iterable=(), /)\n--\n\nBuilt-in immutable sequence.\n\nIf no argument is given, the "
           "constructor "
           "returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's "
           "items.\n\n"
           "If the argument is a tuple, the return value is the same object.",
    .basic_size = sizeof(Tuple),
    .item_size = sizeof(Object *),
    .flags = TYPE_GC | TYPE_BASE | TYPE_TRASHCAN | TYPE_SUB_TUPLE | TYPE_SEQUENCE | TYPE_MATCH_SELF,
    .methods = tuple_methods,
    .slots =
        {
            .dealloc = tuple_dealloc,
            .traverse = tuple_traverse,
            .new_ = tuple_new_slot,
            .repr = tuple_repr,
            .hash = tuple_hash,
            .richcompare = tuple_richcompare,
            .iter = tuple_iter,
            .mp_length = tuple_length,
            .mp_subscript = tuple_subscript,
            .sq_length = tuple_length,
            .sq_concat = tuple_concat,
            .sq_repeat = tuple_repeat,
            .sq_item = tuple_item_slot,
            .sq_contains = tuple_contains,
        },
};

/* ---- iterator ---- */

static Object *tupleiter_next(Object *self) {
  ListIter *it = (ListIter *)self;
  Object *seq = it->seq;
  if (!seq) return NULL;
  if (it->index < SIZE(seq)) return NEWREF(TUPLE(seq)->items[it->index++]);
  it->seq = NULL;
  DECREF(seq);
  return NULL;
}
static Object *tupleiter_self(Object *self) { return NEWREF(self); }

static Object *tupleiter_length_hint(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  ListIter *it = (ListIter *)self;
  return int_from_i64(it->seq ? SIZE(it->seq) - it->index : 0);
}

static Object *tupleiter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  ListIter *it = (ListIter *)self;
  HOLD(fn, builtin_named("iter"), "__reduce__()");
  HOLD(seq, it->seq ? NEWREF(it->seq) : tuple_new(0), "__reduce__()");
  HOLD(index, it->seq ? int_from_i64(it->index) : NULL, "__reduce__()");
  if (!fn.obj || !seq.obj || (it->seq && !index.obj)) return NULL;
  HOLD(arguments, tuple_pack(1, seq.obj), "__reduce__()");
  if (!arguments.obj) return NULL;
  return hold_return(index.obj ? tuple_pack(3, fn.obj, arguments.obj, index.obj)
                               : tuple_pack(2, fn.obj, arguments.obj),
                     &arguments, &index, &seq, &fn);
}

static Object *tupleiter_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ListIter *it = (ListIter *)self;
  ssize_t i;
  if (index_argument(args[0], &i) < 0) return NULL;
  if (it->seq) it->index = i < 0 ? 0 : i > SIZE(it->seq) ? SIZE(it->seq) : i;
  RETURN_NONE;
}

static const FieldSpec tupleiter_fields[] = {FIELD(ListIter, seq, "sequence", FIELD_OWN, 0), {0}};
static const MethodSpec tupleiter_methods[] = {
    {"__length_hint__(self, /)", tupleiter_length_hint, 0,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", tupleiter_reduce, 0, "Return state information for pickling."},
    {"__setstate__(self, state, /)", tupleiter_setstate, 0, "Set state information for unpickling."},
    {0}};
const TypeSpec tuple_iterator_spec = {
    .name = "tuple_iterator",
    .basic_size = sizeof(ListIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = tupleiter_fields,
    .methods = tupleiter_methods,
    .slots = {.iter = tupleiter_self, .iternext = tupleiter_next},
};
