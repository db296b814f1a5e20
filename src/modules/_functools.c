/* The module _functools: the native part of functools. Here partial, cmp_to_key, reduce. */
#include "modules/functools_parts.h"
#include "object/function.h"
#include "object/slotcalls.h"
#include "object/support.h"
#include "object/type.h"

#define METHOD(name) static Object *name(Object *self, Object *const *args, ssize_t nargs)
#define UNUSED_ARGS  (void)args, (void)nargs

static Type *own_type(const TypeSpec *spec) {
  for (int i = 0; i < RT->spec_type_count; i++)
    if (((Type *)RT->spec_types[i])->spec == spec) return (Type *)RT->spec_types[i];
  return NULL;
}

/* ---- partial ---- */

typedef struct Partial {
  Object ob;
  Object *function, *args, *keywords, *dict, *weaklist; /* args a tuple, keywords a dict */
  ssize_t spare; /* CPython has a function there, or none, and shows it */
} Partial;
#define PARTIAL(o) ((Partial *)(o))
static const TypeSpec partial_spec;

static Own tuple_of_two_parts(Ref tuple, Object *const *args, ssize_t nargs) {
  ssize_t n = tuple_size(tuple);
  if (nargs == 0 && IS_EXACT(tuple, TUPLE)) return NEWREF(tuple);
  Object *t = tuple_new(n + nargs);
  if (!t) return NULL;
  for (ssize_t i = 0; i < n; i++) ((Tuple *)t)->items[i] = NEWREF(tuple_item(tuple, i));
  for (ssize_t i = 0; i < nargs; i++) ((Tuple *)t)->items[n + i] = NEWREF(args[i]);
  return t;
}

static Object *partial_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (nargs < 1) return err_format(T(TypeError), "type 'partial' takes at least one argument");
  Object *function = args[0], *inner_args = NULL, *inner_keywords = NULL;
  if (TYPE(function)->slots.call == partial_spec.slots.call && TYPE(function)->spec == &partial_spec &&
      cls == TYPE(function) && !PARTIAL(function)->dict) { /* a partial of a partial is one partial */
    inner_args = PARTIAL(function)->args;
    inner_keywords = PARTIAL(function)->keywords;
    function = PARTIAL(function)->function;
  }
  if (!object_is_callable(function)) return err_format(T(TypeError), "the first argument must be callable");
  HOLD(all,
       inner_args ? tuple_of_two_parts(inner_args, args + 1, nargs - 1)
                  : tuple_from_array(args + 1, nargs - 1),
       "partial()");
  if (!all.obj) return NULL;
  HOLD(keywords, inner_keywords && dict_size(inner_keywords) ? dict_copy(inner_keywords) : dict_new(),
       "partial()");
  if (!keywords.obj) return NULL;
  for (ssize_t i = 0; kwnames && i < tuple_size(kwnames); i++)
    if (dict_set(keywords.obj, tuple_item(kwnames, i), args[nargs + i]) < 0) return NULL;
  Partial *p = PARTIAL(object_new(cls, 0));
  if (!p) return NULL;
  p->function = NEWREF(function);
  p->args = hold_take(&all);
  p->keywords = hold_take(&keywords);
  gc_track((Object *)p);
  return hold_return((Object *)p, &keywords, &all);
}

static Object *partial_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  Partial *p = PARTIAL(self);
  ssize_t nkw = kwnames ? tuple_size(kwnames) : 0, bound = tuple_size(p->args);
  const bool more = dict_size(p->keywords) > 0;
  if (more ||
      call_takes_tuple(p->function)) { /* then the partial took a tuple and a dict, and hands on such */
    CALL_ARGUMENTS(given, args, nargs, kwnames);
    HOLD(all,
         bound == 0   ? XNEWREF(given.given)
         : nargs == 0 ? NEWREF(p->args)
                      : tuple_of_two_parts(p->args, args, nargs),
         "partial()");
    HOLD(keywords, more ? dict_copy(p->keywords) : XNEWREF(given.named), "partial()");
    if (!given.good || !all.obj || (more && !keywords.obj)) return NULL;
    for (ssize_t i = 0; more && i < nkw; i++)
      if (dict_set(keywords.obj, tuple_item(kwnames, i), args[nargs + i]) < 0) return NULL;
    return hold_return(object_call_tuple(p->function, all.obj, keywords.obj), &keywords, &all, &given_dict,
                       &given_tuple);
  }
  if (bound == 0) return object_call(p->function, args, nargs, kwnames);
  Object *few[8], **all = few;
  ssize_t n = bound + nargs + nkw;
  if (n > (ssize_t)ARRAY_LEN(few) && !(all = mem_alloc((size_t)n * sizeof(Object *)))) return err_no_memory();
  memcpy(all, ((Tuple *)p->args)->items, (size_t)bound * sizeof(Object *));
  if (nargs + nkw > 0) memcpy(all + bound, args, (size_t)(nargs + nkw) * sizeof(Object *));
  Object *result = object_call(p->function, all, bound + nargs, kwnames);
  if (all != few) mem_free(all);
  return result;
}

static Object *partial_repr(Object *self) {
  Partial *p = PARTIAL(self);
  int running = repr_enter(self);
  if (running) return running > 0 ? str_from_ascii("...", 3) : NULL;
  HOLD(text, str_format("%R", p->function), "repr of a partial");
  for (ssize_t i = 0; text.obj && i < tuple_size(p->args); i++) {
    Object *more = str_format("%U, %R", text.obj, tuple_item(p->args, i));
    SETREF(text.obj, more);
  }
  ssize_t position = 0;
  Object *key, *value;
  while (text.obj && dict_next(p->keywords, &position, &key, &value, NULL)) {
    HOLD(hold_value, NEWREF(value), "repr of a partial");
    Object *more = str_format("%U, %S=%R", text.obj, key, value);
    SETREF(text.obj, more);
  }
  repr_leave(self);
  if (!text.obj) return NULL;
  AUTO_DECREF Object *name = str_from_utf8(TYPE(self)->name, -1);
  return hold_return(name ? str_format("%U(%U)", name, text.obj) : NULL, &text);
}

METHOD(partial_reduce) {
  UNUSED_ARGS;
  Partial *p = PARTIAL(self);
  HOLD(arguments, tuple_pack(1, p->function), "__reduce__()");
  HOLD(state,
       arguments.obj ? tuple_pack(4, p->function, p->args, p->keywords, p->dict ? p->dict : NONE) : NULL,
       "__reduce__()");
  return hold_return(state.obj ? tuple_pack(3, (Object *)TYPE(self), arguments.obj, state.obj) : NULL, &state,
                     &arguments);
}
METHOD(partial_setstate) {
  (void)nargs;
  Partial *p = PARTIAL(self);
  Object *state = args[0];
  if (!IS_SUB(state, TUPLE) || tuple_size(state) != 4 || !object_is_callable(tuple_item(state, 0)) ||
      !IS_SUB(tuple_item(state, 1), TUPLE) ||
      (tuple_item(state, 2) != NONE && !IS_SUB(tuple_item(state, 2), DICT)))
    return err_format(T(TypeError), "invalid partial state");
  Object *kw = tuple_item(state, 2), *dict = tuple_item(state, 3);
  HOLD(all,
       IS_EXACT(tuple_item(state, 1), TUPLE) ? NEWREF(tuple_item(state, 1))
                                             : sequence_tuple(tuple_item(state, 1)),
       "__setstate__()");
  HOLD(keywords, kw == NONE ? dict_new() : IS_EXACT(kw, DICT) ? NEWREF(kw) : dict_copy(kw), "__setstate__()");
  if (!all.obj || !keywords.obj) return NULL;
  SETREF(p->function, NEWREF(tuple_item(state, 0)));
  SETREF(p->args, NEWREF(all.obj));
  SETREF(p->keywords, NEWREF(keywords.obj));
  SETREF(p->dict, dict == NONE ? NULL : NEWREF(dict));
  return hold_return(NEWREF(NONE), &keywords, &all);
}
static const FieldSpec partial_fields[] = {
    FIELD(Partial, function, "func", FIELD_OWN, FIELD_MEMBER),
    FIELD(Partial, args, "args", FIELD_OWN, FIELD_MEMBER),
    FIELD(Partial, keywords, "keywords", FIELD_OWN, FIELD_MEMBER),
    FIELD(Partial, spare, "__vectorcalloffset__", FIELD_SSIZE, FIELD_MEMBER),
    FIELD(Partial, dict, "__dict__", FIELD_OWN, 0),
    FIELD(Partial, weaklist, "weak references", FIELD_WEAKLIST, 0),
    {0}};
static const GetSetSpec partial_getset[] = {{"__dict__", object_get_dict, object_set_dict, NULL}, {0}};
static const MethodSpec partial_methods[] = {{"__reduce__(self, /)", partial_reduce, 0, NULL},
                                             {"__setstate__(self, state, /)", partial_setstate, 0, NULL},
                                             CLASS_GETITEM_ROW,
                                             {0}};
static const TypeSpec partial_spec = {
    .name = "functools.partial",
    .doc = "partial(func, *args, **keywords) - new function with partial application\n    of the given "
           "arguments and "
           "keywords.\n",
    .basic_size = sizeof(Partial),
    .flags = TYPE_GC | TYPE_BASE,
    .weaklist_offset = offsetof(Partial, weaklist),
    .dict_offset = offsetof(Partial, dict),
    .fields = partial_fields,
    .methods = partial_methods,
    .getset = partial_getset,
    .slots = {.new_ = partial_new, .call = partial_call, .repr = partial_repr},
};

/* ---- cmp_to_key ---- */

typedef struct KeyWrapper {
  Object ob;
  Object *compare, *object; /* object NULL: the factory itself */
} KeyWrapper;
static const TypeSpec key_spec;

static Own key_make(Ref compare, Ref object) {
  KeyWrapper *k = (KeyWrapper *)object_new(own_type(&key_spec), 0);
  if (!k) return NULL;
  k->compare = NEWREF(compare);
  k->object = XNEWREF(object);
  gc_track((Object *)k);
  return (Own)k;
}
METHOD(cmp_to_key) {
  (void)self, (void)nargs;
  return key_make(args[0], NULL);
}
static Object *key_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"K", {"obj"}, 0, 1, 1, 1};
  Object *object;
  if (!args_bind(&spec, args, nargs, kwnames, &object)) return NULL;
  return key_make(((KeyWrapper *)self)->compare, object);
}
static Object *key_richcompare(Object *a, Object *b, int op) {
  if (TYPE(a) != TYPE(b)) return err_format(T(TypeError), "other argument must be K instance");
  Object *x = ((KeyWrapper *)a)->object, *y = ((KeyWrapper *)b)->object;
  if (!x || !y) return err_format(T(AttributeError), "object");
  HOLD(result, object_call2(((KeyWrapper *)a)->compare, x, y), "cmp_to_key()");
  HOLD(zero, result.obj ? int_from_i64(0) : NULL, "cmp_to_key()");
  return hold_return(zero.obj ? object_compare(result.obj, zero.obj, op) : NULL, &zero, &result);
}
static const FieldSpec key_fields[] = {
    FIELD(KeyWrapper, compare, "comparison", FIELD_OWN, 0),
    FIELD(KeyWrapper, object, "obj", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE),
    {0}};
static const TypeSpec key_spec = {
    .name = "functools.KeyWrapper",
    .basic_size = sizeof(KeyWrapper),
    .flags = TYPE_GC | TYPE_NO_NEW,
    .fields = key_fields,
    .slots = {.call = key_call, .richcompare = key_richcompare},
};

/* ---- reduce ---- */

METHOD(reduce) {
  (void)self, (void)nargs;
  HOLD(result, XNEWREF(args[2]), "reduce()");
  HOLD(it, object_iter(args[1]), "reduce()");
  if (!it.obj) {
    if (err_matches(T(TypeError))) err_format(T(TypeError), "reduce() arg 2 must support iteration");
    return NULL;
  }
  /* The operands of a call stay in a tuple until the next ones come: so long they live, in CPython too. */
  HOLD(pair, tuple_new(2), "reduce()");
  if (!pair.obj) return NULL;
  for (;;) {
    if (pair.obj->refcnt > 1) {
      Object *fresh = tuple_new(2);
      SETREF(pair.obj, fresh);
      if (!fresh) return NULL;
    }
    Object *item = iter_next(it.obj);
    if (!item) {
      if (err_occurred()) return NULL;
      break;
    }
    if (!result.obj) {
      result.obj = item;
      continue;
    }
    Object **operands = ((Tuple *)pair.obj)->items;
    HOLD(held_item, item, "reduce()");
    Object *first = hold_take(&result);
    SETREF(operands[0], first);
    item = hold_take(&held_item);
    SETREF(operands[1], item);
    result.obj = object_call_tuple(args[0], pair.obj, NULL);
    if (!result.obj) return NULL;
  }
  CLEAR(pair.obj);
  if (!result.obj) return err_format(T(TypeError), "reduce() of empty iterable with no initial value");
  CLEAR(it.obj);
  return hold_return(hold_take(&result), &pair, &it);
}

static const MethodSpec functions[] = {
    {"reduce($module, function, iterable, initial=<unrepresentable>, /)", reduce, METHOD_TUPLE,
     "Apply a function of two arguments cumulatively to the items of an iterable, from left to right."},
    {"cmp_to_key($module, /, mycmp)", cmp_to_key, 0, "Convert a cmp= function into a key= function."},
    {0}};

Own module_functools_init(void) {
  HOLD(m, module_new("_functools", "Tools that operate on functions."), "import");
  if (!m.obj || native_add_functions(m.obj, functions) < 0 || functools_add_lru_cache(m.obj) < 0 ||
      module_add_steal(m.obj, "partial", type_from_spec(&partial_spec, m.obj)) < 0 ||
      module_add_steal(m.obj, "_KeyWrapper", type_from_spec(&key_spec, m.obj)) < 0)
    return NULL;
  return hold_take(&m);
}
