/* enumerate, reversed, zip, map, filter. */
#include "object/support.h"

static Object *iter_self(Object *self) { return NEWREF(self); }

/* ---- enumerate ---- */

typedef struct Enumerate {
  Object ob;
  ssize_t index;      /* INT64_MAX: long_index counts */
  Object *iterator;   /* owned */
  Object *result;     /* owned: the pair given last */
  Object *long_index; /* owned or NULL */
  Object *spare;      /* keeps CPython's size */
} Enumerate;
#define ENUMERATE(o) ((Enumerate *)(o))

static Object *enumerate_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  ssize_t nkw = kwnames ? tuple_size(kwnames) : 0;
  if (nargs + nkw > 2)
    return err_format(T(TypeError), "enumerate() takes at most 2 arguments (%zd given)", nargs + nkw);
  Object *iterable = nargs > 0 ? args[0] : NULL, *start = nargs > 1 ? args[1] : NULL;
  for (ssize_t i = 0; i < nkw; i++) {
    Object *name = tuple_item(kwnames, i);
    bool is_start = str_equals_text(name, "start");
    if (str_equals_text(name, "iterable") && nargs == 0)
      iterable = args[nargs + i];
    else if (is_start && (nargs == 1 || nkw == 2))
      start = args[nargs + i];
    else
      return err_format(T(TypeError), "'%U' is an invalid keyword argument for enumerate()", name);
  }
  if (!iterable) return err_format(T(TypeError), "enumerate() missing required argument 'iterable'");
  HOLD(held, object_new(cls, 0), "enumerate()");
  Enumerate *e = ENUMERATE(held.obj);
  if (!e) return NULL;
  if (start) {
    HOLD(first, number_index(start), "enumerate()");
    if (!first.obj) return NULL;
    if (!int_fits_i64(first.obj, &e->index) || e->index == INT64_MAX) {
      e->index = INT64_MAX;
      e->long_index = hold_take(&first);
    }
  }
  e->iterator = object_iter(iterable);
  if (!e->iterator) return NULL;
  e->result = tuple_pack(2, NONE, NONE);
  if (!e->result) return NULL;
  gc_track(held.obj);
  return hold_take(&held);
}

static Object *enumerate_next(Object *self) {
  Enumerate *e = ENUMERATE(self);
  Object *item = TYPE(e->iterator)->slots.iternext(e->iterator);
  if (!item) return NULL;
  Object *index;
  if (LIKELY(e->index != INT64_MAX)) {
    index = int_from_i64(e->index++);
  } else {
    if (!e->long_index) e->long_index = int_from_i64(INT64_MAX);
    AUTO_DECREF Object *one = int_from_i64(1);
    Object *next = e->long_index ? int_add(e->long_index, one) : NULL;
    index = next ? e->long_index : NULL;
    if (next) e->long_index = next;
  }
  if (!index) {
    DECREF(item);
    return NULL;
  }
  return pair_again(e->result, index, item);
}

static Object *enumerate_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  Enumerate *e = ENUMERATE(self);
  HOLD(index, e->long_index ? NEWREF(e->long_index) : int_from_i64(e->index), "__reduce__()");
  HOLD(arguments, index.obj ? tuple_pack(2, e->iterator, index.obj) : NULL, "__reduce__()");
  return hold_return(arguments.obj ? tuple_pack(2, (Object *)TYPE(self), arguments.obj) : NULL, &arguments,
                     &index);
}

static const FieldSpec enumerate_fields[] = {FIELD(Enumerate, iterator, "iterator", FIELD_OWN, 0),
                                             FIELD(Enumerate, result, "pair to be used again", FIELD_OWN, 0),
                                             FIELD(Enumerate, long_index, "index", FIELD_OWN, 0),
                                             {0}};
static const MethodSpec enumerate_methods[] = {
    {"__reduce__(self, /)", enumerate_reduce, 0, "Return state information for pickling."},
    CLASS_GETITEM_ROW,
    {0}};
const TypeSpec enumerate_spec = {
    .name = "enumerate",
    .doc = "enumerate(iterable, start=0)\n--\n\nReturn an enumerate object.\n\nIt yields pairs of a count "
           "(from start, "
           "which defaults to zero) and a value\nyielded by the iterable argument.",
    .basic_size = sizeof(Enumerate),
    .flags = TYPE_GC | TYPE_BASE,
    .fields = enumerate_fields,
    .methods = enumerate_methods,
    .slots = {.new_ = enumerate_new, .iter = iter_self, .iternext = enumerate_next},
};

/* ---- reversed ---- */

static bool is_sequence(Ref o) { return !IS_SUB(o, DICT) && TYPE(o)->slots.sq_item; }

static Object *reversed_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if ((cls == T(REVERSED) && !args_no_keywords("reversed", kwnames)) ||
      !args_positional("reversed", nargs, NULL, 1, 1))
    return NULL;
  Object *seq = args[0];
  HOLD(method, object_lookup_special(seq, N(__reversed__)), "reversed()");
  if (method.obj == NONE) return err_format(T(TypeError), "'%T' object is not reversible", seq);
  if (method.obj) return hold_return(object_call0(method.obj), &method);
  if (err_occurred()) return NULL;
  if (!is_sequence(seq)) return err_format(T(TypeError), "'%T' object is not reversible", seq);
  ssize_t n = object_length(seq);
  if (n < 0) return NULL;
  ListIter *it = (ListIter *)object_new(cls, 0);
  if (!it) return NULL;
  it->index = n - 1;
  it->seq = NEWREF(seq);
  gc_track((Object *)it);
  return hold_return((Object *)it, &method);
}

static Object *reversed_next(Object *self) {
  ListIter *it = (ListIter *)self;
  if (it->index >= 0) {
    Object *item = sequence_item(it->seq, it->index);
    if (item) {
      it->index--;
      return item;
    }
    if (err_matches(T(IndexError)) || err_matches(T(StopIteration))) err_clear();
  }
  it->index = -1;
  CLEAR(it->seq);
  return NULL;
}

static Object *reversed_length_hint(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  ListIter *it = (ListIter *)self;
  if (!it->seq) return int_from_i64(0);
  ssize_t n = object_length(it->seq);
  if (n < 0) return NULL;
  return int_from_i64(n < it->index + 1 ? 0 : it->index + 1);
}

static Object *reversed_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  ListIter *it = (ListIter *)self;
  HOLD(seq, it->seq ? NEWREF(it->seq) : tuple_new(0), "__reduce__()");
  HOLD(index, int_from_i64(it->index), "__reduce__()");
  HOLD(arguments, seq.obj && index.obj ? tuple_pack(1, seq.obj) : NULL, "__reduce__()");
  if (!arguments.obj) return NULL;
  if (it->seq)
    return hold_return(tuple_pack(3, (Object *)TYPE(self), arguments.obj, index.obj), &arguments, &index,
                       &seq);
  return hold_return(tuple_pack(2, (Object *)TYPE(self), arguments.obj), &arguments, &index, &seq);
}

static Object *reversed_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ListIter *it = (ListIter *)self;
  ssize_t i;
  if (index_argument(args[0], &i) < 0) return NULL;
  if (it->seq) {
    ssize_t n = object_length(it->seq);
    if (n < 0) return NULL;
    it->index = i < -1 ? -1 : i > n - 1 ? n - 1 : i;
  }
  RETURN_NONE;
}

static const FieldSpec reversed_fields[] = {FIELD(ListIter, seq, "sequence", FIELD_OWN, 0), {0}};
static const MethodSpec reversed_methods[] = {
    {"__length_hint__(self, /)", reversed_length_hint, 0,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", reversed_reduce, 0, "Return state information for pickling."},
    {"__setstate__(self, state, /)", reversed_setstate, 0, "Set state information for unpickling."},
    {0}};
const TypeSpec reversed_spec = {
    .name = "reversed",
    .doc = "reversed(sequence, /)\n--\n\nReturn a reverse iterator over the values of the given sequence.",
    .basic_size = sizeof(ListIter),
    .flags = TYPE_GC | TYPE_BASE,
    .fields = reversed_fields,
    .methods = reversed_methods,
    .slots = {.new_ = reversed_new, .iter = iter_self, .iternext = reversed_next},
};

/* A tuple of iterators over args[0..n). */
static Own iterators_of(Object *const *args, ssize_t n) {
  HOLD(iterators, tuple_new(n), "making of an iterator");
  if (!iterators.obj) return NULL;
  for (ssize_t i = 0; i < n; i++) {
    Object *it = object_iter(args[i]);
    if (!it) return NULL;
    ((Tuple *)iterators.obj)->items[i] = it;
  }
  return hold_take(&iterators);
}

/* ---- zip ---- */

typedef struct Zip {
  Object ob;
  ssize_t count;
  Object *iterators; /* owned tuple */
  Object *result;    /* owned: the tuple given last */
  int strict;
} Zip;
#define ZIP(o) ((Zip *)(o))

static Object *zip_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  int strict = 0;
  ssize_t nkw = kwnames ? tuple_size(kwnames) : 0;
  if (nkw > 1) return err_format(T(TypeError), "zip() takes at most 1 keyword argument (%zd given)", nkw);
  if (nkw == 1) {
    if (!str_equals_text(tuple_item(kwnames, 0), "strict"))
      return err_format(T(TypeError), "'%U' is an invalid keyword argument for zip()",
                        tuple_item(kwnames, 0));
    strict = object_is_true(args[nargs]);
    if (strict < 0) return NULL;
  }
  HOLD(iterators, iterators_of(args, nargs), "zip()");
  if (!iterators.obj) return NULL;
  HOLD(result, tuple_new(nargs), "zip()");
  if (!result.obj) return NULL;
  for (ssize_t i = 0; i < nargs; i++) ((Tuple *)result.obj)->items[i] = NEWREF(NONE);
  Zip *z = ZIP(object_new(cls, 0));
  if (!z) return NULL;
  z->count = nargs;
  z->iterators = hold_take(&iterators);
  z->result = hold_take(&result);
  z->strict = strict;
  gc_track((Object *)z);
  return hold_return((Object *)z, &result, &iterators);
}

static bool clear_stop(void) {
  if (!err_occurred()) return true;
  if (!err_matches(T(StopIteration))) return false;
  err_clear();
  return true;
}

/* Iterator i was the first found exhausted: are all? */
static Object *zip_check_strict(Zip *z, ssize_t i) {
  if (!clear_stop()) return NULL;
  if (i)
    return err_format(T(ValueError), "zip() argument %zd is shorter than argument%s%zd", i + 1,
                      i == 1 ? " " : "s 1-", i);
  for (i = 1; i < z->count; i++) {
    Object *it = tuple_item(z->iterators, i), *item = TYPE(it)->slots.iternext(it);
    if (item) {
      DECREF(item);
      return err_format(T(ValueError), "zip() argument %zd is longer than argument%s%zd", i + 1,
                        i == 1 ? " " : "s 1-", i);
    }
    if (!clear_stop()) return NULL;
  }
  return NULL;
}

static Object *zip_next(Object *self) {
  Zip *z = ZIP(self);
  ssize_t n = z->count;
  if (n == 0) return NULL;
  bool again = z->result->refcnt == 1;
  HOLD(result, again ? NEWREF(z->result) : tuple_new(n), "zip()");
  Tuple *t = (Tuple *)result.obj;
  if (!t) return NULL;
  Object *const *iterators = ((Tuple *)z->iterators)->items;
  for (ssize_t i = 0; i < n; i++) {
    Object *it = iterators[i], *item = TYPE(it)->slots.iternext(it);
    if (UNLIKELY(!item)) {
      CLEAR(result.obj);
      return hold_return(z->strict ? zip_check_strict(z, i) : NULL, &result);
    }
    Object *old = t->items[i];
    t->items[i] = item;
    XDECREF(old);
  }
  if (again && UNLIKELY(gc_head((Object *)t)->next == 0)) gc_track((Object *)t);
  return hold_take(&result);
}

static Object *zip_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  Zip *z = ZIP(self);
  if (z->strict) return tuple_pack(3, (Object *)TYPE(self), z->iterators, TRUE);
  return tuple_pack(2, (Object *)TYPE(self), z->iterators);
}
static Object *zip_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  int strict = object_is_true(args[0]);
  if (strict < 0) return NULL;
  ZIP(self)->strict = strict;
  RETURN_NONE;
}

static const FieldSpec zip_fields[] = {FIELD(Zip, iterators, "iterators", FIELD_OWN, 0),
                                       FIELD(Zip, result, "tuple to be used again", FIELD_OWN, 0),
                                       {0}};
static const MethodSpec zip_methods[] = {
    {"__reduce__(self, /)", zip_reduce, 0, "Return state information for pickling."},
    {"__setstate__(self, state, /)", zip_setstate, 0, "Set state information for unpickling."},
    {0}};
const TypeSpec zip_spec = {
    .name = "zip",
    .doc = "zip(*iterables, strict=False) --> Yield tuples until an input is exhausted.\n\n   >>> "
           "list(zip('abc', "
           "range(3)))\n   [('a', 0), ('b', 1), ('c', 2)]\n\nThe i-th item of each tuple comes from the i-th "
           "iterable.\n"
           "With strict, iterables of different lengths raise a ValueError.",
    .basic_size = sizeof(Zip),
    .flags = TYPE_GC | TYPE_BASE,
    .fields = zip_fields,
    .methods = zip_methods,
    .slots = {.new_ = zip_new, .iter = iter_self, .iternext = zip_next},
};

/* ---- map ---- */

typedef struct Map {
  Object ob;
  Object *iterators; /* owned tuple */
  Object *function;  /* owned */
} Map;
#define MAP(o) ((Map *)(o))
enum { MAP_FEW = 5 };

static Object *map_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (cls == T(MAP) && !args_no_keywords("map", kwnames)) return NULL;
  if (nargs < 2) return err_format(T(TypeError), "map() must have at least two arguments.");
  HOLD(iterators, iterators_of(args + 1, nargs - 1), "map()");
  if (!iterators.obj) return NULL;
  Map *m = MAP(object_new(cls, 0));
  if (!m) return NULL;
  m->iterators = hold_take(&iterators);
  m->function = NEWREF(args[0]);
  gc_track((Object *)m);
  return hold_return((Object *)m, &iterators);
}

static Object *map_next(Object *self) {
  Map *m = MAP(self);
  Tuple *iterators = (Tuple *)m->iterators;
  ssize_t n = iterators->head.size;
  if (n == 1) {
    Object *it = iterators->items[0];
    HOLD(item, TYPE(it)->slots.iternext(it), "map()");
    return hold_return(item.obj ? hold_exchange(&item, object_call(m->function, &item.obj, 1, NULL)) : NULL,
                       &item);
  }
  Object *few[MAP_FEW], **items = n <= MAP_FEW ? few : mem_alloc((size_t)n * sizeof(Object *));
  if (!items) return err_no_memory();
  HOLD(held, NULL, "map()");
  hold_array(&held, items, 0);
  Object *result = NULL;
  ssize_t i = 0;
  for (; i < n; i++) {
    Object *it = iterators->items[i];
    items[i] = TYPE(it)->slots.iternext(it);
    if (!items[i]) break;
    held.count = i + 1;
  }
  if (i == n) result = object_call(m->function, items, n, NULL);
  hold_array(&held, NULL, 0);
  if (result || i) {
    HOLD(held_result, result, "map()");
    release_upwards(items, i, "map()");
    hold_take(&held_result);
  }
  if (items != few) mem_free(items);
  return hold_return(result, &held);
}

static Object *map_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  Map *m = MAP(self);
  ssize_t n = tuple_size(m->iterators);
  HOLD(arguments, tuple_new(n + 1), "__reduce__()");
  if (!arguments.obj) return NULL;
  ((Tuple *)arguments.obj)->items[0] = NEWREF(m->function);
  for (ssize_t i = 0; i < n; i++)
    ((Tuple *)arguments.obj)->items[i + 1] = NEWREF(tuple_item(m->iterators, i));
  return hold_return(tuple_pack(2, (Object *)TYPE(self), arguments.obj), &arguments);
}

static const FieldSpec map_fields[] = {
    FIELD(Map, iterators, "iterators", FIELD_OWN, 0), FIELD(Map, function, "function", FIELD_OWN, 0), {0}};
static const MethodSpec map_methods[] = {
    {"__reduce__(self, /)", map_reduce, 0, "Return state information for pickling."}, {0}};
const TypeSpec map_spec = {
    .name = "map",
    .doc = "map(func, *iterables) --> map object\n\nMake an iterator that computes the function using "
           "arguments from\n"
           "each of the iterables.  Stops when the shortest iterable is exhausted.",
    .basic_size = sizeof(Map),
    .flags = TYPE_GC | TYPE_BASE,
    .fields = map_fields,
    .methods = map_methods,
    .slots = {.new_ = map_new, .iter = iter_self, .iternext = map_next},
};

/* ---- filter ---- */

typedef struct Filter {
  Object ob;
  Object *function; /* owned; None and bool: by truth */
  Object *iterator; /* owned */
} Filter;
#define FILTER(o) ((Filter *)(o))

static Object *filter_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if ((cls == T(FILTER) && !args_no_keywords("filter", kwnames)) ||
      !args_positional("filter", nargs, NULL, 2, 2))
    return NULL;
  HOLD(it, object_iter(args[1]), "filter()");
  if (!it.obj) return NULL;
  Filter *f = FILTER(object_new(cls, 0));
  if (!f) return NULL;
  f->function = NEWREF(args[0]);
  f->iterator = hold_take(&it);
  gc_track((Object *)f);
  return hold_return((Object *)f, &it);
}

static Object *filter_next(Object *self) {
  Filter *f = FILTER(self);
  bool by_truth = f->function == NONE || f->function == (Object *)T(BOOL);
  for (;;) {
    HOLD(item, TYPE(f->iterator)->slots.iternext(f->iterator), "filter()");
    if (!item.obj) return NULL;
    int keep;
    if (by_truth) {
      keep = object_is_true(item.obj);
    } else {
      HOLD(answer, object_call1(f->function, item.obj), "filter()");
      keep = answer.obj ? object_is_true(answer.obj) : -1;
    }
    if (keep > 0) return hold_take(&item);
    if (keep < 0) return NULL;
  }
}

static Object *filter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(arguments, tuple_pack(2, FILTER(self)->function, FILTER(self)->iterator), "__reduce__()");
  return hold_return(arguments.obj ? tuple_pack(2, (Object *)TYPE(self), arguments.obj) : NULL, &arguments);
}

static const FieldSpec filter_fields[] = {FIELD(Filter, function, "function", FIELD_OWN, 0),
                                          FIELD(Filter, iterator, "iterator", FIELD_OWN, 0),
                                          {0}};
static const MethodSpec filter_methods[] = {
    {"__reduce__(self, /)", filter_reduce, 0, "Return state information for pickling."}, {0}};
const TypeSpec filter_spec = {
    .name = "filter",
    .doc = "filter(function or None, iterable) --> filter object\n\nReturn an iterator yielding those items "
           "of iterable "
           "for which function(item)\nis true. If function is None, return the items that are true.",
    .basic_size = sizeof(Filter),
    .flags = TYPE_GC | TYPE_BASE,
    .fields = filter_fields,
    .methods = filter_methods,
    .slots = {.new_ = filter_new, .iter = iter_self, .iternext = filter_next},
};
