/* The module itertools; here those with several inputs or outputs: chain, zip_longest, groupby, tee. */
#include "modules/itertools_parts.h"
#include "object/slotcalls.h"
#include "modules/module_state.h"

#define SELF(Struct) Struct *const z = (Struct *)self
#define UNUSED_ARGS  (void)args, (void)nargs

Own itertools_reduce_steal(Object *self, Object *arguments, Object *state) {
  HOLD(hold_arguments, arguments, "__reduce__()");
  HOLD(hold_state, state, "__reduce__()");
  if (!arguments) return NULL;
  return hold_return(state ? tuple_pack(3, (Object *)TYPE(self), arguments, state)
                           : tuple_pack(2, (Object *)TYPE(self), arguments),
                     &hold_state, &hold_arguments);
}

/* ---- chain ---- */

typedef struct Chain {
  Object ob;
  Object *source, *active; /* iterator of iterables; the one being walked */
} Chain;

static const TypeSpec chain_spec;
static Own chain_make(Type *cls, Ref iterables) {
  HOLD(source, object_iter(iterables), "itertools.chain()");
  if (!source.obj) return NULL;
  Chain *z = (Chain *)object_new(cls, 0);
  if (!z) return NULL;
  z->source = hold_take(&source);
  gc_track((Object *)z);
  return hold_return((Own)z, &source);
}
static Object *chain_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (!itertools_arguments(cls, &chain_spec, "chain", nargs, kwnames, 0, INT64_MAX)) return NULL;
  HOLD(all, call_tuple_taken(args, nargs), "itertools.chain()");
  return hold_return(all.obj ? chain_make(cls, all.obj) : NULL, &all);
}
static Object *chain_from_iterable(Object *cls, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return chain_make((Type *)cls, args[0]);
}
static Object *chain_next(Object *self) {
  SELF(Chain);
  while (z->source) {
    if (!z->active) {
      HOLD(iterable, iter_next(z->source), "itertools.chain()");
      if (!iterable.obj) {
        CLEAR(z->source);
        return NULL;
      }
      Object *active = object_iter(iterable.obj);
      if (!active) {
        CLEAR(z->source);
        return NULL;
      }
      SETREF(z->active, active);
    }
    Object *item = next_of(z->active);
    if (item) return item;
    if (err_occurred()) {
      if (!err_matches(T(StopIteration))) return NULL;
      err_clear();
    }
    CLEAR(z->active);
  }
  return NULL;
}
static Object *chain_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(Chain);
  Object *state = !z->source  ? NULL
                  : z->active ? tuple_pack(2, z->source, z->active)
                              : tuple_pack(1, z->source);
  return itertools_reduce_steal(self, tuple_new(0), state);
}
static Object *chain_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  SELF(Chain);
  if (!IS_SUB(args[0], TUPLE)) return err_format(T(TypeError), "state is not a tuple");
  ssize_t n = tuple_size(args[0]);
  if (n < 1 || n > 2)
    return err_format(T(TypeError), "function takes at %s argument%s (%zd given)",
                      n < 1 ? "least 1" : "most 2", n < 1 ? "" : "s", n);
  for (ssize_t i = 0; i < n; i++)
    if (!iter_check(tuple_item(args[0], i))) return err_format(T(TypeError), "Arguments must be iterators.");
  HOLD(active, z->active, "__setstate__()");
  HOLD(source, z->source, "__setstate__()");
  z->source = NEWREF(tuple_item(args[0], 0));
  z->active = n == 2 ? NEWREF(tuple_item(args[0], 1)) : NULL;
  return hold_return(NEWREF(NONE), &source, &active);
}
static const FieldSpec chain_fields[] = {FIELD(Chain, active, "iterator being walked", FIELD_OWN, 0),
                                         FIELD(Chain, source, "iterator of iterables", FIELD_OWN, 0),
                                         {0}};
static const MethodSpec chain_methods[] = {
    {"from_iterable(cls, iterable, /)", chain_from_iterable, METHOD_CLASS,
     "Alternative chain() constructor taking a single iterable argument that evaluates lazily."},
    REDUCE_ROW(chain_reduce),
    SETSTATE_ROW(chain_setstate),
    CLASS_GETITEM_ROW,
    {0}};
ITERATOR_TYPE(chain_spec, "chain", Chain,
              "chain(*iterables) --> chain object\n\nReturn a chain object whose .__next__() method returns "
              "elements from "
              "the\nfirst iterable until it is exhausted, then elements from the next\niterable, until all "
              "of the iterables "
              "are exhausted.",
              chain_fields, chain_methods, chain_new, chain_next);

/* ---- zip_longest ---- */

typedef struct ZipLongest {
  Object ob;
  ssize_t count, active;
  Object *iterators; /* tuple; NULL in place of those exhausted */
  Object *result, *fill;
} ZipLongest;

static Object *ziplongest_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  Object *fill = NONE;
  ssize_t nkw = kwnames ? tuple_size(kwnames) : 0;
  if (nkw > 1 || (nkw == 1 && !str_equals_text(tuple_item(kwnames, 0), "fillvalue")))
    return err_format(T(TypeError), "zip_longest() got an unexpected keyword argument");
  if (nkw) fill = args[nargs];
  HOLD(iterators, tuple_new(nargs), "itertools.zip_longest()");
  if (!iterators.obj) return NULL;
  for (ssize_t i = 0; i < nargs; i++) {
    Object *it = object_iter(args[i]);
    if (!it) return NULL;
    ((Tuple *)iterators.obj)->items[i] = it;
  }
  HOLD(result, tuple_new(nargs), "itertools.zip_longest()");
  if (!result.obj) return NULL;
  for (ssize_t i = 0; i < nargs; i++) ((Tuple *)result.obj)->items[i] = NEWREF(NONE);
  ZipLongest *z = (ZipLongest *)object_new(cls, 0);
  if (!z) return NULL;
  z->count = z->active = nargs;
  z->iterators = hold_take(&iterators);
  z->result = hold_take(&result);
  z->fill = NEWREF(fill);
  gc_track((Object *)z);
  return hold_return((Object *)z, &result, &iterators);
}
static Object *ziplongest_next(Object *self) {
  SELF(ZipLongest);
  if (!z->count || !z->active) return NULL;
  bool again = z->result->refcnt == 1;
  HOLD(result, again ? NEWREF(z->result) : tuple_new(z->count), "itertools.zip_longest()");
  if (!result.obj) return NULL;
  Tuple *t = (Tuple *)result.obj;
  for (ssize_t i = 0; i < z->count; i++) {
    Object *it = tuple_item(z->iterators, i), *item = it ? iter_next(it) : NULL;
    if (it && !item) {
      z->active--;
      if (z->active == 0 || err_occurred()) {
        z->active = 0;
        return NULL;
      }
      CLEAR(((Tuple *)z->iterators)->items[i]);
    }
    if (!item) item = NEWREF(z->fill);
    Object *old = t->items[i];
    t->items[i] = item;
    XDECREF(old);
  }
  if (again && !gc_is_tracked(result.obj)) gc_track(result.obj);
  return hold_take(&result);
}
static Object *ziplongest_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(ZipLongest);
  HOLD(arguments, tuple_new(z->count), "__reduce__()");
  for (ssize_t i = 0; arguments.obj && i < z->count; i++) {
    Object *it = tuple_item(z->iterators, i), *item = it ? NEWREF(it) : tuple_new(0);
    ((Tuple *)arguments.obj)->items[i] = item;
  }
  return itertools_reduce_steal(self, hold_take(&arguments), NEWREF(z->fill));
}
static Object *ziplongest_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  SELF(ZipLongest);
  INCREF(args[0]);
  SETREF(z->fill, args[0]);
  RETURN_NONE;
}
static const FieldSpec ziplongest_fields[] = {
    FIELD(ZipLongest, iterators, "iterators", FIELD_OWN, 0),
    FIELD(ZipLongest, result, "tuple to be used again", FIELD_OWN, 0),
    FIELD(ZipLongest, fill, "fill value", FIELD_OWN, 0),
    {0}};
static const MethodSpec ziplongest_methods[] = {
    REDUCE_ROW(ziplongest_reduce), SETSTATE_ROW(ziplongest_setstate), {0}};
ITERATOR_TYPE(ziplongest_spec, "zip_longest", ZipLongest,
              "zip_longest(*iterables, fillvalue=None) --> zip_longest object\n\nLike zip(), but the shorter "
              "iterables are "
              "filled up with fillvalue.",
              ziplongest_fields, ziplongest_methods, ziplongest_new, ziplongest_next);

/* ---- groupby ---- */

typedef struct GroupBy {
  Object ob;
  Object *iterator, *function, *target_key, *key, *value;
  const Object *grouper; /* borrowed: the group that may go on; NULL: none */
} GroupBy;
typedef struct Group {
  Object ob;
  Object *parent, *target_key;
} Group;
static const TypeSpec groupby_spec, group_spec;

/* The type this module made from a spec. */
static Type *own_type(const TypeSpec *spec) {
  for (int i = 0; i < RT->spec_type_count; i++)
    if (((Type *)RT->spec_types[i])->spec == spec) return (Type *)RT->spec_types[i];
  return NULL;
}

static Object *groupby_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"groupby", {"iterable", "key"}, 0, 2, 2, 1};
  Object *got[2];
  if (!args_bind(&spec, args, nargs, kwnames, got)) return NULL;
  HOLD(it, object_iter(got[0]), "itertools.groupby()");
  if (!it.obj) return NULL;
  GroupBy *z = (GroupBy *)object_new(cls, 0);
  if (!z) return NULL;
  z->iterator = hold_take(&it);
  z->function = NEWREF(got[1] ? got[1] : NONE);
  gc_track((Object *)z);
  return hold_return((Object *)z, &it);
}
/* Takes the next value and its key: 0, or -1 at the end or with an exception. */
static int groupby_step(GroupBy *z) {
  HOLD(value, iter_next(z->iterator), "itertools.groupby()");
  if (!value.obj) return -1;
  Object *key = z->function == NONE ? NEWREF(value.obj) : object_call1(z->function, value.obj);
  if (!key) return -1;
  Object *old = z->value;
  z->value = hold_take(&value);
  HOLD(hold_old, old, "itertools.groupby()");
  SETREF(z->key, key);
  return 0;
}
/* CPython takes no references for this comparison; where nobody else has one we do, lest a key die in it. */
static int compare_keys(Ref a, Ref b) {
  if (a->refcnt > 1 && b->refcnt > 1) return object_compare_bool(a, b, CMP_EQ);
  HOLD(hold_a, NEWREF(a), "itertools.groupby()");
  HOLD(hold_b, NEWREF(b), "itertools.groupby()");
  return object_compare_bool(a, b, CMP_EQ);
}
static Own group_new(GroupBy *z, Ref target_key) {
  Group *g =
      (Group *)object_new(MODULE_STATE(ITERTOOLS) ? MODULE_STATE(ITERTOOLS) : own_type(&group_spec), 0);
  if (!g) return NULL;
  g->parent = NEWREF((Object *)z);
  g->target_key = NEWREF(target_key);
  z->grouper = (Object *)g;
  gc_track((Object *)g);
  return (Own)g;
}
static Object *groupby_next(Object *self) {
  SELF(GroupBy);
  z->grouper = NULL;
  for (;;) { /* to the next group */
    if (z->key) {
      if (!z->target_key) break;
      int r = compare_keys(z->target_key, z->key);
      if (r < 0) return NULL;
      if (r == 0) break;
    }
    if (groupby_step(z) < 0) return NULL;
  }
  Object *key = NEWREF(z->key);
  SETREF(z->target_key, key);
  HOLD(group, group_new(z, z->target_key), "itertools.groupby()");
  return hold_return(group.obj ? tuple_pack(2, z->key, group.obj) : NULL, &group);
}
static Object *groupby_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  SELF(GroupBy);
  HOLD(arguments, tuple_pack(2, z->iterator, z->function), "__reduce__()");
  HOLD(state, z->target_key && z->key && z->value ? tuple_pack(3, z->value, z->target_key, z->key) : NULL,
       "__reduce__()");
  return itertools_reduce_steal(self, hold_take(&arguments), hold_take(&state));
}
static Object *groupby_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  SELF(GroupBy);
  if (!IS_SUB(args[0], TUPLE)) return err_format(T(TypeError), "state is not a tuple");
  if (tuple_size(args[0]) != 3)
    return err_format(T(TypeError), "function takes exactly 3 arguments (%zd given)", tuple_size(args[0]));
  Object *value = NEWREF(tuple_item(args[0], 0)), *target = NEWREF(tuple_item(args[0], 1)),
         *key = NEWREF(tuple_item(args[0], 2));
  SETREF(z->value, value);
  SETREF(z->target_key, target);
  SETREF(z->key, key);
  RETURN_NONE;
}
static const FieldSpec groupby_fields[] = {FIELD(GroupBy, iterator, "iterator", FIELD_OWN, 0),
                                           FIELD(GroupBy, function, "key function", FIELD_OWN, 0),
                                           FIELD(GroupBy, target_key, "key of the group", FIELD_OWN, 0),
                                           FIELD(GroupBy, key, "key of the value", FIELD_OWN, 0),
                                           FIELD(GroupBy, value, "value", FIELD_OWN, 0),
                                           {0}};
static const MethodSpec groupby_methods[] = {REDUCE_ROW(groupby_reduce), SETSTATE_ROW(groupby_setstate), {0}};
ITERATOR_TYPE(
    groupby_spec, "groupby", GroupBy,
    "groupby(iterable, key=None)\n--\n\nmake an iterator that returns consecutive keys and groups from the "
    "iterable",
    groupby_fields, groupby_methods, groupby_new, groupby_next);

static Object *group_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)cls;
  if (!args_no_keywords("_grouper", kwnames) || !args_positional("_grouper", nargs, NULL, 2, 2)) return NULL;
  if (!object_is_instance_of(args[0], own_type(&groupby_spec)))
    return err_format(T(TypeError), "_grouper() argument 1 must be itertools.groupby, not %T", args[0]);
  return group_new((GroupBy *)args[0], args[1]);
}
static Object *group_next(Object *self) {
  Group *g = (Group *)self;
  GroupBy *z = (GroupBy *)g->parent;
  if (z->grouper != self) return NULL;
  if (!z->value && groupby_step(z) < 0) return NULL;
  if (compare_keys(g->target_key, z->key) <= 0) return NULL;
  HOLD(value, z->value, "itertools.groupby()");
  z->value = NULL;
  CLEAR(z->key);
  return hold_take(&value);
}
static Object *group_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  Group *g = (Group *)self;
  if (((GroupBy *)g->parent)->grouper == self)
    return itertools_reduce_steal(self, tuple_pack(2, g->parent, g->target_key), NULL);
  HOLD(fn, builtin_named("iter"), "__reduce__()");
  HOLD(nothing, tuple_new(0), "__reduce__()");
  HOLD(arguments, fn.obj && nothing.obj ? tuple_pack(1, nothing.obj) : NULL, "__reduce__()");
  return hold_return(arguments.obj ? tuple_pack(2, fn.obj, arguments.obj) : NULL, &arguments, &nothing, &fn);
}
static const FieldSpec group_fields[] = {
    FIELD(Group, parent, "groupby", FIELD_OWN, 0), FIELD(Group, target_key, "key", FIELD_OWN, 0), {0}};
static const MethodSpec group_methods[] = {REDUCE_ROW(group_reduce), {0}};
static const TypeSpec group_spec = {
    .name = "itertools._grouper",
    .basic_size = sizeof(Group),
    .flags = TYPE_GC,
    .fields = group_fields,
    .methods = group_methods,
    .slots = {.new_ = group_new_slot, .iter = itertools_self, .iternext = group_next},
};

/* ---- tee ---- */

enum { TEE_CELLS = 57 };
typedef struct TeeData { /* a stretch of what the iterator gave, shared by the tees that have not passed it */
  Object ob;
  Object *iterator;
  int count, running;
  Object *next;
  Object *values[TEE_CELLS];
} TeeData;
typedef struct Tee {
  Object ob;
  Object *data;
  int index;
  Object *weaklist;
} Tee;
static const TypeSpec tee_spec, teedata_spec;

static Own teedata_make(Ref iterator) {
  TeeData *d = (TeeData *)object_new(own_type(&teedata_spec), 0);
  if (!d) return NULL;
  d->iterator = NEWREF(iterator);
  gc_track((Object *)d);
  return (Own)d;
}
static void teedata_visit(Object *self, Visitor *v) {
  TeeData *d = (TeeData *)self;
  VISIT(v, d->iterator, EDGE_FIELD, "iterator");
  for (int i = 0; i < d->count; i++) VISIT(v, d->values[i], EDGE_ITEM, i);
  VISIT(v, d->next, EDGE_FIELD, "next stretch");
}
static void teedata_clear(Object *self) {
  TeeData *d = (TeeData *)self;
  CLEAR(d->iterator);
  for (int i = 0; i < d->count; i++) CLEAR(d->values[i]);
  Object *next = d->next;
  d->next = NULL;
  while (next && next->refcnt == 1) { /* a long chain dies without recursion */
    Object *after = ((TeeData *)next)->next;
    ((TeeData *)next)->next = NULL;
    HOLD(rest, after, "itertools.tee()");
    DECREF(next);
    next = hold_take(&rest);
  }
  XDECREF(next);
}
static void teedata_dealloc(Object *self) {
  gc_untrack(self);
  teedata_clear(self);
  object_free(self);
}
static Object *teedata_value(TeeData *d, int i) {
  if (i < d->count) return NEWREF(d->values[i]);
  if (d->running) return err_format(T(RuntimeError), "cannot re-enter the tee iterator");
  d->running = 1;
  Object *value = iter_next(d->iterator);
  d->running = 0;
  if (!value) return NULL;
  d->count++;
  d->values[i] = value;
  return NEWREF(value);
}
static Own teedata_next(TeeData *d) {
  if (!d->next) d->next = teedata_make(d->iterator);
  return XNEWREF(d->next);
}
static Object *teedata_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)cls;
  if (!args_no_keywords("_tee_dataobject", kwnames) || !args_positional("teedataobject", nargs, NULL, 3, 3))
    return NULL;
  if (!IS_SUB(args[1], LIST))
    return err_format(T(TypeError), "teedataobject() argument 2 must be list, not %T", args[1]);
  HOLD(h, teedata_make(args[0]), "itertools.tee()");
  TeeData *d = (TeeData *)h.obj;
  ssize_t n = VARSIZE(args[1]);
  if (!d) return NULL;
  if (n > TEE_CELLS) return err_format(T(ValueError), "Invalid arguments");
  for (; d->count < n; d->count++) d->values[d->count] = NEWREF(list_item(args[1], d->count));
  if (args[2] != NONE) {
    if (n != TEE_CELLS || TYPE(args[2]) != TYPE(h.obj)) return err_format(T(ValueError), "Invalid arguments");
    d->next = NEWREF(args[2]);
  }
  return hold_take(&h);
}
static Object *teedata_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  TeeData *d = (TeeData *)self;
  HOLD(values, list_new(d->count), "__reduce__()");
  if (!values.obj) return NULL;
  for (int i = 0; i < d->count; i++) ((List *)values.obj)->items[i] = NEWREF(d->values[i]);
  return hold_return(
      itertools_reduce_steal(self, tuple_pack(3, d->iterator, values.obj, d->next ? d->next : NONE), NULL),
      &values);
}
static const MethodSpec teedata_methods[] = {REDUCE_ROW(teedata_reduce), {0}};
static const TypeSpec teedata_spec = {
    .name = "itertools._tee_dataobject",
    .doc = "teedataobject(iterable, values, next, /)\n--\n\nData container common to multiple tee objects.",
    .basic_size = sizeof(TeeData),
    .flags = TYPE_GC,
    .methods = teedata_methods,
    .slots = {.dealloc = teedata_dealloc,
              .traverse = teedata_visit,
              .clear = teedata_clear,
              .new_ = teedata_new},
};

static Own tee_make(Ref data, int index) {
  Tee *t = (Tee *)object_new(own_type(&tee_spec), 0);
  if (!t) return NULL;
  t->data = NEWREF(data);
  t->index = index;
  gc_track((Object *)t);
  return (Own)t;
}
static Own tee_of(Ref iterable) {
  HOLD(it, object_iter(iterable), "itertools.tee()");
  if (!it.obj) return NULL;
  if (TYPE(it.obj) == own_type(&tee_spec))
    return hold_return(tee_make(((Tee *)it.obj)->data, ((Tee *)it.obj)->index), &it);
  HOLD(data, teedata_make(it.obj), "itertools.tee()");
  return hold_return(data.obj ? tee_make(data.obj, 0) : NULL, &data, &it);
}
static Object *tee_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)cls;
  if (!args_no_keywords("_tee", kwnames) || !args_positional("_tee", nargs, NULL, 1, 1)) return NULL;
  return tee_of(args[0]);
}
static Object *tee_next(Object *self) {
  Tee *t = (Tee *)self;
  if (t->index >= TEE_CELLS) {
    Object *next = teedata_next((TeeData *)t->data);
    if (!next) return NULL;
    SETREF(t->data, next);
    t->index = 0;
  }
  Object *value = teedata_value((TeeData *)t->data, t->index);
  if (value) t->index++;
  return value;
}
static Object *tee_copy(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  return tee_make(((Tee *)self)->data, ((Tee *)self)->index);
}
static Object *tee_reduce(Object *self, Object *const *args, ssize_t nargs) {
  UNUSED_ARGS;
  Tee *t = (Tee *)self;
  HOLD(nothing, tuple_new(0), "__reduce__()");
  HOLD(index, int_from_i64(t->index), "__reduce__()");
  HOLD(state, index.obj ? tuple_pack(2, t->data, index.obj) : NULL, "__reduce__()");
  return hold_return(state.obj ? itertools_reduce_steal(self, tuple_pack(1, nothing.obj), hold_take(&state))
                               : NULL,
                     &index, &nothing);
}
static Object *tee_setstate(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  Tee *t = (Tee *)self;
  if (!IS_SUB(args[0], TUPLE)) return err_format(T(TypeError), "state is not a tuple");
  ssize_t i;
  if (tuple_size(args[0]) != 2 || TYPE(tuple_item(args[0], 0)) != own_type(&teedata_spec))
    return err_format(T(TypeError), "function takes exactly 2 arguments (%zd given)", tuple_size(args[0]));
  if (index_argument(tuple_item(args[0], 1), &i) < 0) return NULL;
  if (i < 0 || i > TEE_CELLS) return err_format(T(ValueError), "Index out of range");
  Object *data = NEWREF(tuple_item(args[0], 0));
  SETREF(t->data, data);
  t->index = (int)i;
  RETURN_NONE;
}
static const FieldSpec tee_fields[] = {FIELD(Tee, weaklist, "weak references", FIELD_WEAKLIST, 0),
                                       FIELD(Tee, data, "values to come", FIELD_OWN, 0),
                                       {0}};
static const MethodSpec tee_methods[] = {
    {"__copy__(self, /)", tee_copy, 0, "Returns an independent iterator."},
    REDUCE_ROW(tee_reduce),
    SETSTATE_ROW(tee_setstate),
    {0}};
static const TypeSpec tee_spec = {
    .name = "itertools._tee",
    .doc = "_tee(iterable, /)\n--\n\nIterator wrapped to make it copyable.",
    .basic_size = sizeof(Tee),
    .flags = TYPE_SHARES_GETATTR | TYPE_GC,
    .weaklist_offset = offsetof(Tee, weaklist),
    .fields = tee_fields,
    .methods = tee_methods,
    .slots = {.new_ = tee_new, .iter = itertools_self, .iternext = tee_next},
};

static Object *tee_function(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  ssize_t n = 2;
  if (args[1] && index_argument(args[1], &n) < 0) return NULL;
  if (n < 0) return err_format(T(ValueError), "n must be >= 0");
  HOLD(result, tuple_new(n), "itertools.tee()");
  if (!result.obj || n == 0) return hold_take(&result);
  HOLD(it, object_iter(args[0]), "itertools.tee()");
  if (!it.obj) return NULL;
  Object *copier;
  int found = object_lookup_attr(it.obj, N(__copy__), &copier);
  if (found < 0) return NULL;
  if (!found) {
    Object *t = tee_of(it.obj);
    if (!t) return NULL;
    SETREF(it.obj, t);
    copier = object_getattr(it.obj, N(__copy__));
    if (!copier) return NULL;
  }
  HOLD(copy, copier, "itertools.tee()");
  ((Tuple *)result.obj)->items[0] = hold_take(&it);
  for (ssize_t i = 1; i < n; i++) {
    Object *t = object_call0(copy.obj);
    if (!t) return NULL;
    ((Tuple *)result.obj)->items[i] = t;
  }
  return hold_return(hold_take(&result), &copy, &it);
}

int itertools_add_several(Ref module) {
  const struct {
    const char *name;
    const TypeSpec *spec;
  } rows[] = {{"chain", &chain_spec},     {"zip_longest", &ziplongest_spec},
              {"groupby", &groupby_spec}, {"_grouper", &group_spec},
              {"_tee", &tee_spec},        {"_tee_dataobject", &teedata_spec}};
  for (size_t i = 0; i < ARRAY_LEN(rows); i++)
    if (module_add_steal(module, rows[i].name, type_from_spec(rows[i].spec, module)) < 0) return -1;
  return 0;
}

static const MethodSpec functions[] = {
    {"tee($module, iterable, n=2, /)", tee_function, 0, "Returns a tuple of n independent iterators."}, {0}};

Own module_itertools_init(void) {
  HOLD(m, module_new("itertools", "Functional tools for creating and using iterators."), "import");
  if (!m.obj || native_add_functions(m.obj, functions) < 0 || itertools_add_linear(m.obj) < 0 ||
      itertools_add_several(m.obj) < 0 || itertools_add_combine(m.obj) < 0)
    return NULL;
  MODULE_STATE(ITERTOOLS) = own_type(&group_spec); /* borrowed: its makers hold it */
  return hold_take(&m);
}
