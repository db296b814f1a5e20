/* itertools that walk one input (or none): count, cycle, repeat, islice, takewhile, dropwhile, filterfalse,
 * starmap, compress, accumulate, pairwise. Sizes of the objects are CPython 3.11's. */
#include "modules/itertools_parts.h"

#define SELF(Struct) Struct *const z = (Struct *)self
#define UNUSED_ARGS  (void)args, (void)nargs

/* ---- count ---- */

typedef struct Count {
  Object ob;
  ssize_t count; /* INT64_MAX: slow mode, with long_count */
  Object *long_count, *long_step;
} Count;

static const TypeSpec count_spec;
static bool is_number(Ref o) {
  const Slots *s = &TYPE(o)->slots;
  return s->index || s->int_ || s->float_ || object_is_instance_of(o, T(COMPLEX));
}

static Object *count_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"count", {"start", "step"}, 0, 2, 2, 0};
  Object *got[2];
  if (!args_bind(&spec, args, nargs, kwnames, got)) return NULL;
  if ((got[0] && !is_number(got[0])) || (got[1] && !is_number(got[1])))
    return err_format(T(TypeError), "a number is required");
  bool fast = (!got[0] || IS_SUB(got[0], INT)) && (!got[1] || IS_SUB(got[1], INT));
  int64_t first = 0, step = 1;
  if (fast && got[0] && !int_fits_i64(got[0], &first)) fast = false;
  if (fast && got[1] && (!int_fits_i64(got[1], &step) || step != 1)) fast = false;
  HOLD(h, object_new(cls, 0), "itertools.count()");
  if (!h.obj) return NULL;
  Count *z = (Count *)h.obj;
  z->count = fast ? first : INT64_MAX;
  z->long_step = got[1] ? NEWREF(got[1]) : int_from_i64(1);
  if (!fast) z->long_count = got[0] ? NEWREF(got[0]) : int_from_i64(0);
  if (!z->long_step || (!fast && !z->long_count)) return NULL;
  return hold_return(itertools_finish(&h), &h);
}

static Object *count_next(Object *self) {
  SELF(Count);
  if (LIKELY(z->count != INT64_MAX)) return int_from_i64(z->count++);
  if (!z->long_count && !(z->long_count = int_from_i64(INT64_MAX))) return NULL;
  Object *next = number_binary(z->long_count, z->long_step, NB_ADD);
  if (!next) return NULL;
  Object *now = z->long_count;
  z->long_count = next;
  return now;
}

static bool step_is_one(const Count *z) {
  int64_t v;
  return IS_SUB(z->long_step, INT) && int_fits_i64(z->long_step, &v) && v == 1;
}
static Object *count_repr(Object *self) {
  SELF(Count);
  HOLD(hold_name, object_type_name(self), "repr()");
  Object *name = hold_name.obj;
  if (!name) return NULL;
  if (z->count != INT64_MAX) return hold_return(str_format("%U(%zd)", name, z->count), &hold_name);
  if (!z->long_count) return hold_return(str_format("%U(%zd)", name, z->count), &hold_name);
  if (step_is_one(z)) return hold_return(str_format("%U(%R)", name, z->long_count), &hold_name);
  return hold_return(str_format("%U(%R, %R)", name, z->long_count, z->long_step), &hold_name);
}
static Object *count_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(Count);
  if (z->count == INT64_MAX)
    return itertools_reduce_steal(self, tuple_pack(2, z->long_count ? z->long_count : NONE, z->long_step),
                                  NULL);
  HOLD(now, int_from_i64(z->count), "__reduce__()");
  return hold_return(now.obj ? itertools_reduce_steal(self, tuple_pack(1, now.obj), NULL) : NULL, &now);
}
static const FieldSpec count_fields[] = {
    FIELD(Count, long_count, "count", FIELD_OWN, 0), FIELD(Count, long_step, "step", FIELD_OWN, 0), {0}};
static const MethodSpec count_methods[] = {REDUCE_ROW(count_reduce), {0}};
static const TypeSpec count_spec = {
    .name = "itertools.count",
    .doc = "count(start=0, step=1)\n--\n\nReturn a count object whose .__next__() method returns consecutive "
           "values.",
    .basic_size = sizeof(Count),
    .flags = TYPE_GC | TYPE_BASE,
    .fields = count_fields,
    .methods = count_methods,
    .slots = {.new_ = count_new, .repr = count_repr, .iter = itertools_self, .iternext = count_next},
};

/* ---- repeat ---- */

typedef struct Repeat {
  Object ob;
  Object *element;
  ssize_t count; /* -1: for ever */
} Repeat;

static Object *repeat_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"repeat", {"object", "times"}, 0, 2, 2, 1};
  Object *got[2];
  ssize_t times = -1;
  if (!args_bind(&spec, args, nargs, kwnames, got)) return NULL;
  if (got[1]) {
    if (index_argument(got[1], &times) < 0) return NULL;
    if (times < 0) times = 0;
  }
  Repeat *z = (Repeat *)object_new(cls, 0);
  if (!z) return NULL;
  z->element = NEWREF(got[0]);
  z->count = times;
  gc_track((Object *)z);
  return (Object *)z;
}
static Object *repeat_next(Object *self) {
  SELF(Repeat);
  if (z->count == 0) return NULL;
  if (z->count > 0) z->count--;
  return NEWREF(z->element);
}
static Object *repeat_repr(Object *self) {
  SELF(Repeat);
  HOLD(hold_name, object_type_name(self), "repr()");
  Object *name = hold_name.obj;
  if (!name) return NULL;
  if (z->count == -1) return hold_return(str_format("%U(%R)", name, z->element), &hold_name);
  return hold_return(str_format("%U(%R, %zd)", name, z->element, z->count), &hold_name);
}
static Object *repeat_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(Repeat);
  if (z->count < 0) return itertools_reduce_steal(self, tuple_pack(1, z->element), NULL);
  HOLD(left, int_from_i64(z->count), "__reduce__()");
  return hold_return(
      left.obj ? itertools_reduce_steal(self, tuple_pack(2, z->element, left.obj), NULL) : NULL, &left);
}
static Object *repeat_length_hint(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(Repeat);
  if (z->count == -1) return err_format(T(TypeError), "len() of unsized object");
  return int_from_i64(z->count);
}
static const FieldSpec repeat_fields[] = {FIELD(Repeat, element, "element", FIELD_OWN, 0), {0}};
static const MethodSpec repeat_methods[] = {{"__length_hint__(self, /)", repeat_length_hint, 0,
                                             "Private method returning an estimate of len(list(it))."},
                                            REDUCE_ROW(repeat_reduce),
                                            {0}};
static const TypeSpec repeat_spec = {
    .name = "itertools.repeat",
    .doc = "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number "
           "of times, or "
           "endlessly.",
    .basic_size = sizeof(Repeat),
    .flags = TYPE_GC | TYPE_BASE,
    .fields = repeat_fields,
    .methods = repeat_methods,
    .slots = {.new_ = repeat_new, .repr = repeat_repr, .iter = itertools_self, .iternext = repeat_next},
};

/* ---- cycle ---- */

typedef struct Cycle {
  Object ob;
  Object *iterator, *saved; /* iterator NULL: its items are all in the list saved */
  ssize_t index;
  int saved_before; /* unpickled in the second pass: saved is complete */
} Cycle;

static const TypeSpec cycle_spec;
static Object *cycle_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!itertools_arguments(cls, &cycle_spec, "cycle", nargs, kwnames, 1, 1)) return NULL;
  HOLD(it, object_iter(args[0]), "itertools.cycle()");
  HOLD(saved, it.obj ? list_new(0) : NULL, "itertools.cycle()");
  if (!saved.obj) return NULL;
  Cycle *z = (Cycle *)object_new(cls, 0);
  if (!z) return NULL;
  z->iterator = hold_take(&it);
  z->saved = hold_take(&saved);
  gc_track((Object *)z);
  return hold_return((Object *)z, &saved, &it);
}
static Object *cycle_next(Object *self) {
  SELF(Cycle);
  if (z->iterator) {
    Object *item = iter_next(z->iterator);
    if (item) {
      if (!z->saved_before && list_append(z->saved, item) < 0) {
        DECREF(item);
        return NULL;
      }
      return item;
    }
    if (err_occurred()) return NULL;
    CLEAR(z->iterator);
  }
  if (VARSIZE(z->saved) == 0) return NULL;
  Object *item = list_item(z->saved, z->index);
  if (++z->index >= VARSIZE(z->saved)) z->index = 0;
  return NEWREF(item);
}
static Object *cycle_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(Cycle);
  if (z->iterator) {
    HOLD(arguments, tuple_pack(1, z->iterator), "__reduce__()");
    HOLD(state, tuple_pack(2, z->saved, z->saved_before ? TRUE : FALSE), "__reduce__()");
    return itertools_reduce_steal(self, hold_take(&arguments), hold_take(&state));
  }
  HOLD(it, object_iter(z->saved), "__reduce__()");
  if (!it.obj) return NULL;
  ((ListIter *)it.obj)->index = z->index;
  HOLD(arguments, tuple_pack(1, it.obj), "__reduce__()");
  HOLD(state, tuple_pack(2, z->saved, TRUE), "__reduce__()");
  return hold_return(itertools_reduce_steal(self, hold_take(&arguments), hold_take(&state)), &state,
                     &arguments, &it);
}
static Object *cycle_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  SELF(Cycle);
  if (!IS_SUB(args[0], TUPLE)) return err_format(T(TypeError), "state is not a tuple");
  if (tuple_size(args[0]) != 2 || !IS_SUB(tuple_item(args[0], 0), LIST))
    return err_format(T(TypeError), "function takes exactly 2 arguments (%zd given)", tuple_size(args[0]));
  int before = object_is_true(tuple_item(args[0], 1));
  if (before < 0) return NULL;
  Object *saved = NEWREF(tuple_item(args[0], 0));
  SETREF(z->saved, saved);
  z->saved_before = before;
  z->index = 0;
  RETURN_NONE;
}
static const FieldSpec cycle_fields[] = {
    FIELD(Cycle, iterator, "iterator", FIELD_OWN, 0), FIELD(Cycle, saved, "items seen", FIELD_OWN, 0), {0}};
static const MethodSpec cycle_methods[] = {REDUCE_ROW(cycle_reduce), SETSTATE_ROW(cycle_setstate), {0}};
ITERATOR_TYPE(
    cycle_spec, "cycle", Cycle,
    "cycle(iterable, /)\n--\n\nReturn elements from the iterable until it is exhausted. Then repeat the "
    "sequence indefinitely.",
    cycle_fields, cycle_methods, cycle_new, cycle_next);

/* ---- islice ---- */

typedef struct ISlice {
  Object ob;
  Object *iterator;
  ssize_t next, stop, step, count; /* stop -1: none */
} ISlice;

static const TypeSpec islice_spec;
static bool islice_number(Ref o, ssize_t *out) {
  if (o == NONE) return true;
  *out = object_as_index(o, T(OverflowError));
  if (*out == -1 && err_occurred()) err_clear();
  return *out != -1;
}
static Object *islice_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!itertools_arguments(cls, &islice_spec, "islice", nargs, kwnames, 2, 4)) return NULL;
  ssize_t start = 0, stop = -1, step = 1;
  if (nargs > 2) (void)islice_number(args[1], &start);
  if (!islice_number(args[nargs == 2 ? 1 : 2], &stop))
    return err_format(T(ValueError),
                      "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  if (start < 0 || stop < -1)
    return err_format(T(ValueError),
                      "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  if (nargs == 4) (void)islice_number(args[3], &step);
  if (step < 1) return err_format(T(ValueError), "Step for islice() must be a positive integer or None.");
  HOLD(it, object_iter(args[0]), "itertools.islice()");
  if (!it.obj) return NULL;
  ISlice *z = (ISlice *)object_new(cls, 0);
  if (!z) return NULL;
  z->iterator = hold_take(&it);
  z->next = start;
  z->stop = stop;
  z->step = step;
  gc_track((Object *)z);
  return hold_return((Object *)z, &it);
}
static Object *islice_next(Object *self) {
  SELF(ISlice);
  if (!z->iterator) return NULL;
  Object *item = NULL;
  while (z->count < z->next) {
    item = next_of(z->iterator);
    if (!item) goto empty;
    DECREF(item);
    z->count++;
  }
  if (z->stop != -1 && z->count >= z->stop) goto empty;
  item = next_of(z->iterator);
  if (!item) goto empty;
  z->count++;
  ssize_t old = z->next;
  z->next = (ssize_t)((size_t)z->next + (size_t)z->step);
  if (z->next < old || (z->stop != -1 && z->next > z->stop)) z->next = z->stop;
  return item;
empty:
  CLEAR(z->iterator);
  return NULL;
}
static Object *islice_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(ISlice);
  HOLD(zero, int_from_i64(z->iterator ? z->count : 0), "__reduce__()");
  if (!zero.obj) return NULL;
  if (!z->iterator) {
    HOLD(list, list_new(0), "__reduce__()");
    HOLD(it, list.obj ? object_iter(list.obj) : NULL, "__reduce__()");
    HOLD(arguments, it.obj ? tuple_pack(2, it.obj, zero.obj) : NULL, "__reduce__()");
    return hold_return(arguments.obj ? itertools_reduce_steal(self, hold_take(&arguments), NEWREF(zero.obj))
                                     : NULL,
                       &arguments, &it, &list, &zero);
  }
  HOLD(next, int_from_i64(z->next), "__reduce__()");
  HOLD(stop, z->stop == -1 ? NEWREF(NONE) : int_from_i64(z->stop), "__reduce__()");
  HOLD(step, int_from_i64(z->step), "__reduce__()");
  if (!next.obj || !stop.obj || !step.obj) return NULL;
  HOLD(arguments, tuple_pack(4, z->iterator, next.obj, stop.obj, step.obj), "__reduce__()");
  return hold_return(itertools_reduce_steal(self, hold_take(&arguments), NEWREF(zero.obj)), &arguments, &step,
                     &stop, &next, &zero);
}
static Object *islice_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ssize_t n;
  if (index_argument(args[0], &n) < 0) return NULL;
  ((ISlice *)self)->count = n;
  RETURN_NONE;
}
static const FieldSpec islice_fields[] = {FIELD(ISlice, iterator, "iterator", FIELD_OWN, 0), {0}};
static const MethodSpec islice_methods[] = {REDUCE_ROW(islice_reduce), SETSTATE_ROW(islice_setstate), {0}};
ITERATOR_TYPE(islice_spec, "islice", ISlice,
              "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice "
              "object\n\nReturn "
              "an iterator whose next() method returns selected values from an\niterable.",
              islice_fields, islice_methods, islice_new, islice_next);

/* ---- a function and an iterator: takewhile, dropwhile, filterfalse, starmap ---- */

typedef struct Pair {
  Object ob;
  Object *function, *iterator;
} Pair;
typedef struct While {
  Object ob;
  Object *function, *iterator;
  int64_t flag; /* takewhile: stopped; dropwhile: started */
} While;

static Own pair_new(Type *cls, const TypeSpec *spec, const char *name, Object *const *args, ssize_t nargs,
                    Object *kwnames) {
  if (!itertools_arguments(cls, spec, name, nargs, kwnames, 2, 2)) return NULL;
  HOLD(it, object_iter(args[1]), "making of an iterator");
  if (!it.obj) return NULL;
  Pair *z = (Pair *)object_new(cls, 0);
  if (!z) return NULL;
  z->function = NEWREF(args[0]);
  z->iterator = hold_take(&it);
  gc_track((Object *)z);
  return hold_return((Own)z, &it);
}
#define PAIR_NEW(fn, spec, name)                                                                             \
  static const TypeSpec spec;                                                                                \
  static Object *fn(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {                        \
    return pair_new(cls, &spec, name, args, nargs, kwnames);                                                 \
  }
PAIR_NEW(takewhile_new, takewhile_spec, "takewhile")
PAIR_NEW(dropwhile_new, dropwhile_spec, "dropwhile")
PAIR_NEW(filterfalse_new, filterfalse_spec, "filterfalse")
PAIR_NEW(starmap_new, starmap_spec, "starmap")

/* Truth of function(item): 1, 0, -1. */
static int call_true(Ref function, Ref item) {
  HOLD(answer, object_call1(function, item), "itertools");
  return answer.obj ? object_is_true(answer.obj) : -1;
}

static Object *takewhile_next(Object *self) {
  SELF(While);
  if (z->flag) return NULL;
  HOLD(item, next_of(z->iterator), "itertools.takewhile()");
  if (!item.obj) return NULL;
  int r = call_true(z->function, item.obj);
  if (r > 0) return hold_take(&item);
  if (r == 0) z->flag = 1;
  return NULL;
}
static Object *dropwhile_next(Object *self) {
  SELF(While);
  for (;;) {
    HOLD(item, next_of(z->iterator), "itertools.dropwhile()");
    if (!item.obj) return NULL;
    if (z->flag) return hold_take(&item);
    int r = call_true(z->function, item.obj);
    if (r < 0) return NULL;
    if (r == 0) {
      z->flag = 1;
      return hold_take(&item);
    }
  }
}
static Object *filterfalse_next(Object *self) {
  SELF(Pair);
  bool by_truth = z->function == NONE || z->function == (Object *)T(BOOL);
  for (;;) {
    HOLD(item, next_of(z->iterator), "itertools.filterfalse()");
    if (!item.obj) return NULL;
    int r = by_truth ? object_is_true(item.obj) : call_true(z->function, item.obj);
    if (r == 0) return hold_take(&item);
    if (r < 0) return NULL;
  }
}
static Object *starmap_next(Object *self) {
  SELF(Pair);
  HOLD(arguments, next_of(z->iterator), "itertools.starmap()");
  if (!arguments.obj) return NULL;
  if (!IS_EXACT(arguments.obj, TUPLE)) {
    Object *t = sequence_tuple(arguments.obj);
    if (!t) return NULL;
    SETREF(arguments.obj, t);
  }
  return hold_return(hold_exchange(&arguments, object_call(z->function, ((Tuple *)arguments.obj)->items,
                                                           tuple_size(arguments.obj), NULL)),
                     &arguments);
}
static Object *pair_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(Pair);
  return itertools_reduce_steal(self, tuple_pack(2, z->function, z->iterator), NULL);
}
static Object *while_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(While);
  HOLD(arguments, tuple_pack(2, z->function, z->iterator), "__reduce__()");
  HOLD(state, int_from_i64(z->flag), "__reduce__()");
  return itertools_reduce_steal(self, hold_take(&arguments), hold_take(&state));
}
static Object *while_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  int r = object_is_true(args[0]);
  if (r < 0) return NULL;
  ((While *)self)->flag = r;
  RETURN_NONE;
}
static const FieldSpec pair_fields[] = {
    FIELD(Pair, function, "function", FIELD_OWN, 0), FIELD(Pair, iterator, "iterator", FIELD_OWN, 0), {0}};
static const MethodSpec pair_methods[] = {REDUCE_ROW(pair_reduce), {0}};
static const MethodSpec while_methods[] = {REDUCE_ROW(while_reduce), SETSTATE_ROW(while_setstate), {0}};
ITERATOR_TYPE(
    takewhile_spec, "takewhile", While,
    "takewhile(predicate, iterable, /)\n--\n\nReturn successive entries from an iterable as long as the "
    "predicate evaluates to true for each entry.",
    pair_fields, while_methods, takewhile_new, takewhile_next);
ITERATOR_TYPE(
    dropwhile_spec, "dropwhile", While,
    "dropwhile(predicate, iterable, /)\n--\n\nDrop items from the iterable while predicate(item) is true.\n\n"
    "Afterwards, return every element until the iterable is exhausted.",
    pair_fields, while_methods, dropwhile_new, dropwhile_next);
ITERATOR_TYPE(
    filterfalse_spec, "filterfalse", Pair,
    "filterfalse(function, iterable, /)\n--\n\nReturn those items of iterable for which function(item) is "
    "false.\n\nIf function is None, return the items that are false.",
    pair_fields, pair_methods, filterfalse_new, filterfalse_next);
ITERATOR_TYPE(
    starmap_spec, "starmap", Pair,
    "starmap(function, iterable, /)\n--\n\nReturn an iterator whose values are returned from the function "
    "evaluated with an argument tuple taken from the given sequence.",
    pair_fields, pair_methods, starmap_new, starmap_next);

/* ---- compress ---- */

typedef struct Compress {
  Object ob;
  Object *data, *selectors;
} Compress;

static Object *compress_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"compress", {"data", "selectors"}, 0, 2, 2, 2};
  Object *got[2];
  if (!args_bind(&spec, args, nargs, kwnames, got)) return NULL;
  HOLD(data, object_iter(got[0]), "itertools.compress()");
  HOLD(selectors, data.obj ? object_iter(got[1]) : NULL, "itertools.compress()");
  if (!selectors.obj) return NULL;
  Compress *z = (Compress *)object_new(cls, 0);
  if (!z) return NULL;
  z->data = hold_take(&data);
  z->selectors = hold_take(&selectors);
  gc_track((Object *)z);
  return hold_return((Object *)z, &selectors, &data);
}
static Object *compress_next(Object *self) {
  SELF(Compress);
  for (;;) {
    HOLD(item, next_of(z->data), "itertools.compress()");
    if (!item.obj) return NULL;
    int r;
    {
      HOLD(selector, next_of(z->selectors), "itertools.compress()");
      if (!selector.obj) return NULL;
      r = object_is_true(selector.obj);
    }
    if (r > 0) return hold_take(&item);
    if (r < 0) return NULL;
  }
}
static Object *compress_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(Compress);
  return itertools_reduce_steal(self, tuple_pack(2, z->data, z->selectors), NULL);
}
static const FieldSpec compress_fields[] = {
    FIELD(Compress, data, "data", FIELD_OWN, 0), FIELD(Compress, selectors, "selectors", FIELD_OWN, 0), {0}};
static const MethodSpec compress_methods[] = {REDUCE_ROW(compress_reduce), {0}};
ITERATOR_TYPE(
    compress_spec, "compress", Compress,
    "compress(data, selectors)\n--\n\nReturn data elements corresponding to true selector elements.",
    compress_fields, compress_methods, compress_new, compress_next);

/* ---- accumulate ---- */

typedef struct Accumulate {
  Object ob;
  Object *total, *iterator, *function, *initial; /* function NULL: addition; initial None: none left */
} Accumulate;

static Object *accumulate_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"accumulate", {"iterable", "func", "initial"}, 0, 2, 3, 1};
  Object *got[3];
  if (!args_bind(&spec, args, nargs, kwnames, got)) return NULL;
  HOLD(it, object_iter(got[0]), "itertools.accumulate()");
  if (!it.obj) return NULL;
  Accumulate *z = (Accumulate *)object_new(cls, 0);
  if (!z) return NULL;
  z->iterator = hold_take(&it);
  z->function = got[1] && got[1] != NONE ? NEWREF(got[1]) : NULL;
  z->initial = NEWREF(got[2] ? got[2] : NONE);
  gc_track((Object *)z);
  return hold_return((Object *)z, &it);
}
static Object *accumulate_next(Object *self) {
  SELF(Accumulate);
  if (z->initial && z->initial != NONE) {
    Object *first = z->initial;
    z->initial = NEWREF(NONE);
    SETREF(z->total, first);
    return NEWREF(z->total);
  }
  HOLD(item, next_of(z->iterator), "itertools.accumulate()");
  if (!item.obj) return NULL;
  if (!z->total) {
    z->total = NEWREF(item.obj);
    return hold_return(NEWREF(z->total), &item);
  }
  HOLD(sum,
       z->function ? object_call2(z->function, z->total, item.obj)
                   : number_binary(z->total, item.obj, NB_ADD),
       "itertools.accumulate()");
  if (!sum.obj) return NULL;
  Object *total = NEWREF(sum.obj);
  SETREF(z->total, total);
  CLEAR(item.obj);
  return hold_return(hold_take(&sum), &item);
}
static Object *accumulate_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(Accumulate);
  Object *function = z->function ? z->function : NONE;
  if (z->initial != NONE || z->total == NONE) { /* the value to come first is put in front by a chain */
    HOLD(name, str_intern("itertools"), "__reduce__()");
    HOLD(module, name.obj ? XNEWREF(dict_get(RT->sys_modules, name.obj)) : NULL, "__reduce__()");
    HOLD(chain_name, str_intern("chain"), "__reduce__()");
    HOLD(chain, module.obj && chain_name.obj ? object_getattr(module.obj, chain_name.obj) : NULL,
         "__reduce__()");
    HOLD(list, chain.obj ? list_new(0) : NULL, "__reduce__()");
    if (!list.obj || list_append(list.obj, z->initial != NONE ? z->initial : z->total) < 0) return NULL;
    HOLD(chained, object_call2(chain.obj, list.obj, z->iterator), "__reduce__()");
    HOLD(arguments, chained.obj ? tuple_pack(2, chained.obj, function) : NULL, "__reduce__()");
    return hold_return(arguments.obj ? itertools_reduce_steal(self, hold_take(&arguments), NEWREF(NONE))
                                     : NULL,
                       &arguments, &chained, &list, &chain, &chain_name, &module, &name);
  }
  HOLD(arguments, tuple_pack(2, z->iterator, function), "__reduce__()");
  return itertools_reduce_steal(self, hold_take(&arguments), NEWREF(z->total ? z->total : NONE));
}
static Object *accumulate_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  SELF(Accumulate);
  INCREF(args[0]);
  SETREF(z->total, args[0]);
  RETURN_NONE;
}
static const FieldSpec accumulate_fields[] = {FIELD(Accumulate, function, "function", FIELD_OWN, 0),
                                              FIELD(Accumulate, total, "total", FIELD_OWN, 0),
                                              FIELD(Accumulate, iterator, "iterator", FIELD_OWN, 0),
                                              FIELD(Accumulate, initial, "initial value", FIELD_OWN, 0),
                                              {0}};
static const MethodSpec accumulate_methods[] = {
    REDUCE_ROW(accumulate_reduce), SETSTATE_ROW(accumulate_setstate), {0}};
ITERATOR_TYPE(
    accumulate_spec, "accumulate", Accumulate,
    "accumulate(iterable, func=None, *, initial=None)\n--\n\nReturn series of accumulated sums (or other "
    "binary function results).",
    accumulate_fields, accumulate_methods, accumulate_new, accumulate_next);

/* ---- pairwise ---- */

typedef struct Pairwise {
  Object ob;
  Object *iterator, *old;
} Pairwise;

static const TypeSpec pairwise_spec;
static Object *pairwise_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!itertools_arguments(cls, &pairwise_spec, "pairwise", nargs, kwnames, 1, 1)) return NULL;
  HOLD(it, object_iter(args[0]), "itertools.pairwise()");
  if (!it.obj) return NULL;
  Pairwise *z = (Pairwise *)object_new(cls, 0);
  if (!z) return NULL;
  z->iterator = hold_take(&it);
  gc_track((Object *)z);
  return hold_return((Object *)z, &it);
}
static Object *pairwise_next(Object *self) {
  SELF(Pairwise);
  if (!z->iterator) return NULL;
  if (!z->old) {
    Object *first = next_of(z->iterator);
    if (!first) {
      CLEAR(z->iterator);
      return NULL;
    }
    SETREF(z->old, first);
    if (!z->iterator) {
      CLEAR(z->old);
      return NULL;
    }
  }
  HOLD(new, next_of(z->iterator), "itertools.pairwise()");
  if (!new.obj || !z->old) { /* at the end, or a step inside of that step came to it */
    CLEAR(z->iterator);
    CLEAR(z->old);
    return NULL;
  }
  HOLD(result, tuple_pack(2, z->old, new.obj), "itertools.pairwise()");
  Object *kept = hold_take(&new);
  SETREF(z->old, kept);
  return hold_return(hold_take(&result), &new);
}
static const FieldSpec pairwise_fields[] = {FIELD(Pairwise, iterator, "iterator", FIELD_OWN, 0),
                                            FIELD(Pairwise, old, "previous item", FIELD_OWN, 0),
                                            {0}};
ITERATOR_TYPE(
    pairwise_spec, "pairwise", Pairwise,
    "pairwise(iterable, /)\n--\n\nReturn an iterator of overlapping pairs taken from the input iterator.\n\n"
    "    s -> (s0,s1), (s1,s2), (s2, s3), ...",
    pairwise_fields, NULL, pairwise_new, pairwise_next);

int itertools_add_linear(Ref module) {
  const struct {
    const char *name;
    const TypeSpec *spec;
  } rows[] = {
      {"accumulate", &accumulate_spec}, {"count", &count_spec},         {"cycle", &cycle_spec},
      {"dropwhile", &dropwhile_spec},   {"takewhile", &takewhile_spec}, {"islice", &islice_spec},
      {"starmap", &starmap_spec},       {"compress", &compress_spec},   {"filterfalse", &filterfalse_spec},
      {"pairwise", &pairwise_spec},     {"repeat", &repeat_spec}};
  for (size_t i = 0; i < ARRAY_LEN(rows); i++)
    if (module_add_steal(module, rows[i].name, type_from_spec(rows[i].spec, module)) < 0) return -1;
  return 0;
}
