/* Iterators over anything with __getitem__ and over repeated calls; and what support.h promises. */
#include "object/genericalias.h"
#include "object/slotcalls.h"
#include "object/support.h"

/* ---- support.h ---- */

int index_argument(Ref o, ssize_t *out) {
  if (IS_EXACT(o, INT) && int_is_compact(o)) {
    *out = int_value(o);
    return 0;
  }
  HOLD(i, number_index(o), "an index");
  if (!i.obj) return -1;
  if (int_fits_i64(i.obj, out)) return 0;
  err_format(T(OverflowError), "Python int too large to convert to C ssize_t");
  return -1;
}

int slice_index_argument(Ref o, ssize_t *out) {
  if (!o) return 0;
  if (!number_check_index(o)) {
    err_format(T(TypeError), "slice indices must be integers or have an __index__ method");
    return -1;
  }
  *out = object_as_index(o, NULL);
  return *out == -1 && err_occurred() ? -1 : 0;
}

Own builtin_named(const char *name) {
  Object *o = RT->builtins ? dict_get_text(RT->builtins, name) : NULL;
  if (!o) return err_format(T(AttributeError), "%s", name);
  return NEWREF(o);
}

Object *class_getitem_method(Object *cls, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return generic_alias_new(cls, args[0]);
}

/* ---- iterator: o[0], o[1], ... until IndexError ---- */

Own iter_sequence_new(Ref o) {
  ListIter *it = (ListIter *)object_new(T(SEQ_ITER), 0);
  if (!it) return NULL;
  it->seq = NEWREF(o);
  gc_track((Object *)it);
  return (Own)it;
}

static Object *iter_self(Object *self) { return NEWREF(self); }

static Object *seqiter_next(Object *self) {
  ListIter *it = (ListIter *)self;
  Object *seq = it->seq;
  if (!seq) return NULL;
  if (it->index == INT64_MAX) return err_format(T(OverflowError), "iter index too large");
  Object *item = sequence_item(seq, it->index);
  if (item) {
    it->index++;
    return item;
  }
  if (err_matches(T(IndexError)) || err_matches(T(StopIteration))) {
    err_clear();
    if (it->seq == seq) {
      it->seq = NULL;
      DECREF(seq);
    }
  }
  return NULL;
}

static Object *seqiter_length_hint(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  ListIter *it = (ListIter *)self;
  if (!it->seq) return int_from_i64(0);
  if (!TYPE(it->seq)->slots.sq_length && !TYPE(it->seq)->slots.mp_length) return NEWREF(NOT_IMPLEMENTED);
  ssize_t n = object_length(it->seq);
  if (n < 0) return NULL;
  n -= it->index;
  return int_from_i64(n > 0 ? n : 0);
}

static Object *seqiter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  ListIter *it = (ListIter *)self;
  HOLD(fn, builtin_named("iter"), "__reduce__()");
  HOLD(seq, it->seq ? NEWREF(it->seq) : tuple_new(0), "__reduce__()");
  HOLD(index, int_from_i64(it->index), "__reduce__()");
  HOLD(arguments, fn.obj && seq.obj && index.obj ? tuple_pack(1, seq.obj) : NULL, "__reduce__()");
  if (!arguments.obj) return NULL;
  return hold_return(it->seq ? tuple_pack(3, fn.obj, arguments.obj, index.obj)
                             : tuple_pack(2, fn.obj, arguments.obj),
                     &arguments, &index, &seq, &fn);
}

static Object *seqiter_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ssize_t i;
  if (index_argument(args[0], &i) < 0) return NULL;
  if (((ListIter *)self)->seq) ((ListIter *)self)->index = i < 0 ? 0 : i;
  RETURN_NONE;
}

static const FieldSpec seqiter_fields[] = {FIELD(ListIter, seq, "sequence", FIELD_OWN, 0), {0}};
static const MethodSpec seqiter_methods[] = {
    {"__length_hint__(self, /)", seqiter_length_hint, 0,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__(self, /)", seqiter_reduce, 0, "Return state information for pickling."},
    {"__setstate__(self, state, /)", seqiter_setstate, 0, "Set state information for unpickling."},
    {0}};
const TypeSpec seq_iterator_spec = {
    .name = "iterator",
    .basic_size = sizeof(ListIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = seqiter_fields,
    .methods = seqiter_methods,
    .slots = {.iter = iter_self, .iternext = seqiter_next},
};

/* ---- callable_iterator: iter(callable, sentinel) ---- */

typedef struct CallIter {
  Object ob;
  Object *callable, *sentinel; /* owned; both NULL once exhausted */
} CallIter;

Own callable_iterator_new(Ref callable, Ref sentinel) {
  CallIter *it = (CallIter *)object_new(T(CALLABLE_ITER), 0);
  if (!it) return NULL;
  it->callable = NEWREF(callable);
  it->sentinel = NEWREF(sentinel);
  gc_track((Object *)it);
  return (Own)it;
}

static void calliter_finish(CallIter *it) {
  CLEAR(it->callable);
  CLEAR(it->sentinel);
}

static Object *calliter_next(Object *self) {
  CallIter *it = (CallIter *)self;
  if (!it->callable) return NULL;
  HOLD(result, object_call0(it->callable), "iter(callable, sentinel)");
  if (result.obj && it->sentinel) {
    int equal = object_compare_bool(it->sentinel, result.obj, CMP_EQ);
    if (equal == 0) return hold_take(&result);
    if (equal > 0) calliter_finish(it);
  } else if (err_occurred() && err_matches(T(StopIteration))) {
    err_clear();
    calliter_finish(it);
  }
  return NULL;
}

static Object *calliter_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  CallIter *it = (CallIter *)self;
  HOLD(fn, builtin_named("iter"), "__reduce__()");
  if (!fn.obj) return NULL;
  if (it->callable && it->sentinel) {
    HOLD(arguments, tuple_pack(2, it->callable, it->sentinel), "__reduce__()");
    return hold_return(arguments.obj ? tuple_pack(2, fn.obj, arguments.obj) : NULL, &arguments, &fn);
  }
  HOLD(nothing, tuple_new(0), "__reduce__()");
  HOLD(arguments, nothing.obj ? tuple_pack(1, nothing.obj) : NULL, "__reduce__()");
  return hold_return(arguments.obj ? tuple_pack(2, fn.obj, arguments.obj) : NULL, &arguments, &nothing, &fn);
}

static const FieldSpec calliter_fields[] = {FIELD(CallIter, callable, "callable", FIELD_OWN, 0),
                                            FIELD(CallIter, sentinel, "sentinel", FIELD_OWN, 0),
                                            {0}};
static const MethodSpec calliter_methods[] = {
    {"__reduce__(self, /)", calliter_reduce, 0, "Return state information for pickling."}, {0}};
const TypeSpec callable_iterator_spec = {
    .name = "callable_iterator",
    .basic_size = sizeof(CallIter),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = calliter_fields,
    .methods = calliter_methods,
    .slots = {.iter = iter_self, .iternext = calliter_next},
};
