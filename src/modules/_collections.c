/* The module _collections: the native part of collections. Here defaultdict, the getters of named tuples,
 * counting. */
#include "modules/collections_parts.h"
#include "object/dictkeys.h"

extern const TypeSpec dict_spec;
#define METHOD(name) static Object *name(Object *self, Object *const *args, ssize_t nargs)
#define UNUSED_ARGS  (void)args, (void)nargs

Type *collections_type(const TypeSpec *spec) {
  for (int i = 0; i < RT->spec_type_count; i++)
    if (((Type *)RT->spec_types[i])->spec == spec) return (Type *)RT->spec_types[i];
  return NULL;
}

Own collections_state(Ref o) {
  HOLD(name, str_intern("__getstate__"), "__reduce__()");
  return hold_return(name.obj ? object_call_method0(o, name.obj) : NULL, &name);
}

/* ---- defaultdict ---- */

typedef struct DefaultDict {
  Dict dict;
  Object *factory; /* owned or NULL */
} DefaultDict;
#define FACTORY(o) (((DefaultDict *)(o))->factory)
static const TypeSpec defaultdict_spec;

static int defaultdict_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  Object *factory = NULL;
  if (nargs) {
    if (!object_is_callable(args[0]) && args[0] != NONE) {
      err_format(T(TypeError), "first argument must be callable or None");
      return -1;
    }
    factory = args[0] == NONE ? NULL : args[0];
    args++;
    nargs--;
  }
  HOLD(old, FACTORY(self), "defaultdict()");
  FACTORY(self) = XNEWREF(factory);
  return T(DICT)->slots.init(self, args, nargs, kwnames);
}
METHOD(missing_method) {
  (void)nargs;
  if (!FACTORY(self)) return err_key(args[0]);
  HOLD(value, object_call0(FACTORY(self)), "defaultdict[key]");
  if (!value.obj || object_setitem(self, args[0], value.obj) < 0) return NULL;
  return hold_take(&value);
}
static Own defaultdict_like(Object *self, Ref contents) {
  return object_call2((Object *)TYPE(self), FACTORY(self) ? FACTORY(self) : NONE, contents);
}
METHOD(copy_method) {
  UNUSED_ARGS;
  return defaultdict_like(self, self);
}
METHOD(reduce_method) {
  UNUSED_ARGS;
  HOLD(arguments, FACTORY(self) ? tuple_pack(1, FACTORY(self)) : tuple_new(0), "__reduce__()");
  HOLD(items, arguments.obj ? object_call_method0(self, N(items)) : NULL, "__reduce__()");
  HOLD(it, items.obj ? object_iter(items.obj) : NULL, "__reduce__()");
  return hold_return(it.obj ? tuple_pack(5, (Object *)TYPE(self), arguments.obj, NONE, NONE, it.obj) : NULL,
                     &it, &items, &arguments);
}
static Object *defaultdict_repr(Object *self) {
  HOLD(contents, T(DICT)->slots.repr(self), "repr of a defaultdict");
  if (!contents.obj) return NULL;
  HOLD(hold_factory, NULL, "repr of a defaultdict");
  if (!FACTORY(self)) {
    hold_factory.obj = str_from_ascii("None", 4);
  } else {
    int running = repr_enter(FACTORY(self));
    if (running < 0) return NULL;
    if (running) {
      hold_factory.obj = str_from_ascii("...", 3);
    } else {
      hold_factory.obj = object_repr(FACTORY(self));
      repr_leave(FACTORY(self));
    }
  }
  HOLD(hold_name, hold_factory.obj ? object_type_name(self) : NULL, "repr()");
  Object *name = hold_name.obj;
  return hold_return(name ? str_format("%U(%U, %U)", name, hold_factory.obj, contents.obj) : NULL, &hold_name,
                     &hold_factory, &contents);
}
static Object *defaultdict_or(Object *a, Object *b) {
  bool left = object_is_instance_of(a, collections_type(&defaultdict_spec));
  if (!IS_SUB(left ? b : a, DICT)) return NEWREF(NOT_IMPLEMENTED);
  HOLD(result, defaultdict_like(left ? a : b, a), "dict | dict");
  if (!result.obj || dict_update(result.obj, b) < 0) return NULL;
  return hold_take(&result);
}
static void defaultdict_dealloc(Object *self) {
  gc_untrack(self);
  CLEAR(FACTORY(self));
  T(DICT)->slots.dealloc(self);
}
static void defaultdict_visit(Object *self, Visitor *v) {
  VISIT(v, FACTORY(self), EDGE_FIELD, "default_factory");
  dict_visit(self, v);
}
static void defaultdict_clear(Object *self) {
  CLEAR(FACTORY(self));
  dict_clear(self);
}
static const FieldSpec defaultdict_fields[] = {
    FIELD(DefaultDict, factory, "default_factory", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE), {0}};
static const MethodSpec defaultdict_methods[] = {
    {"__missing__(self, key, /)", missing_method, 0,
     "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if self.default_factory is "
     "None: raise "
     "KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value"},
    {"copy(self, /)", copy_method, 0, "D.copy() -> a shallow copy of D."},
    {"__copy__(self, /)", copy_method, 0, "D.copy() -> a shallow copy of D."},
    REDUCE_ROW(reduce_method),
    CLASS_GETITEM_ROW,
    {0}};
static const TypeSpec defaultdict_spec = {
    .name = "collections.defaultdict",
    .doc = "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory "
           "is called "
           "without arguments to produce\na new value when a key is not present, in __getitem__ only.",
    .base = &dict_spec,
    .basic_size = sizeof(DefaultDict),
    .flags = TYPE_GC | TYPE_BASE | TYPE_SUB_DICT | TYPE_MAPPING | TYPE_MATCH_SELF,
    .fields = defaultdict_fields,
    .methods = defaultdict_methods,
    .slots = {.getattro = object_generic_getattr,
              .dealloc = defaultdict_dealloc,
              .traverse = defaultdict_visit,
              .clear = defaultdict_clear,
              .init = defaultdict_init,
              .repr = defaultdict_repr,
              .or_ = defaultdict_or},
};

/* ---- _tuplegetter: the attribute of a named tuple ---- */

typedef struct TupleGetter {
  Object ob;
  ssize_t index;
  Object *doc;
} TupleGetter;

static Object *getter_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  ssize_t index;
  if (!args_no_keywords("_tuplegetter", kwnames) || !args_positional("_tuplegetter", nargs, NULL, 2, 2) ||
      index_argument(args[0], &index) < 0)
    return NULL;
  TupleGetter *g = (TupleGetter *)object_new(cls, 0);
  if (!g) return NULL;
  g->index = index;
  g->doc = NEWREF(args[1]);
  gc_track((Object *)g);
  return (Object *)g;
}
static Object *getter_get(Object *self, Object *o, Object *type) {
  (void)type;
  ssize_t i = ((TupleGetter *)self)->index;
  if (!o || o == NONE) return NEWREF(self);
  if (!IS_SUB(o, TUPLE))
    return err_format(T(TypeError),
                      "descriptor for index '%zd' for tuple subclasses doesn't apply to '%T' object", i, o);
  if (i < 0 || i >= tuple_size(o)) return err_format(T(IndexError), "tuple index out of range");
  return NEWREF(tuple_item(o, i));
}
static int getter_set(Object *self, Object *o, Object *value) {
  (void)self, (void)o;
  err_format(T(AttributeError), value ? "can't set attribute" : "can't delete attribute");
  return -1;
}
static Object *getter_repr(Object *self) {
  HOLD(hold_name, object_type_name(self), "repr()");
  Object *name = hold_name.obj;
  return hold_return(
      name ? str_format("%U(%zd, %R)", name, ((TupleGetter *)self)->index, ((TupleGetter *)self)->doc) : NULL,
      &hold_name);
}
METHOD(getter_reduce) {
  UNUSED_ARGS;
  HOLD(index, int_from_i64(((TupleGetter *)self)->index), "__reduce__()");
  HOLD(arguments, index.obj ? tuple_pack(2, index.obj, ((TupleGetter *)self)->doc) : NULL, "__reduce__()");
  return hold_return(arguments.obj ? tuple_pack(2, (Object *)TYPE(self), arguments.obj) : NULL, &arguments,
                     &index);
}
static const FieldSpec getter_fields[] = {
    FIELD(TupleGetter, doc, "__doc__", FIELD_OWN, FIELD_MEMBER | FIELD_WRITABLE), {0}};
static const MethodSpec getter_methods[] = {REDUCE_ROW(getter_reduce), {0}};
static const TypeSpec getter_spec = {
    .name = "collections._tuplegetter",
    .basic_size = sizeof(TupleGetter),
    .flags = TYPE_SHARES_GETATTR | TYPE_GC,
    .fields = getter_fields,
    .methods = getter_methods,
    .slots = {.new_ = getter_new, .repr = getter_repr, .descr_get = getter_get, .descr_set = getter_set},
};

/* ---- counting ---- */

METHOD(count_elements) {
  (void)self, (void)nargs;
  Object *mapping = args[0];
  HOLD(it, object_iter(args[1]), "Counter.update()");
  HOLD(one, it.obj ? int_from_i64(1) : NULL, "Counter.update()");
  HOLD(zero, one.obj ? int_from_i64(0) : NULL, "Counter.update()");
  if (!zero.obj) return NULL;
  /* A dict that reads and writes as dict does is counted in without going through its methods. */
  bool plain = IS_SUB(mapping, DICT) && type_lookup(TYPE(mapping), N(get)) == type_lookup(T(DICT), N(get)) &&
               type_lookup(TYPE(mapping), N(__setitem__)) == type_lookup(T(DICT), N(__setitem__));
  HOLD(getter, plain ? NULL : object_getattr(mapping, N(get)), "Counter.update()");
  if (!plain && !getter.obj) return NULL;
  for (;;) {
    HOLD(key, iter_next(it.obj), "Counter.update()");
    if (!key.obj) {
      if (err_occurred()) return NULL;
      return hold_return(NEWREF(NONE), &key, &getter, &zero, &one, &it);
    }
    if (plain) { /* hashed once */
      Hash hash = hash_of_key(key.obj);
      if (hash == -1) return NULL;
      Object *old = dict_get_known_hash(mapping, key.obj, hash);
      if (!old && err_occurred()) return NULL;
      HOLD(sum, old ? number_binary(old, one.obj, NB_ADD) : NEWREF(one.obj), "Counter.update()");
      if (!sum.obj || dict_insert((Dict *)mapping, key.obj, hash, NEWREF(sum.obj)) < 0) return NULL;
    } else {
      HOLD(old, object_call2(getter.obj, key.obj, zero.obj), "Counter.update()");
      HOLD(sum, old.obj ? number_binary(old.obj, one.obj, NB_ADD) : NULL, "Counter.update()");
      if (!sum.obj || object_setitem(mapping, key.obj, sum.obj) < 0) return NULL;
    }
  }
}
static const MethodSpec functions[] = {{"_count_elements($module, mapping, iterable, /)", count_elements, 0,
                                        "Count elements in the iterable, updating the mapping"},
                                       {0}};

Own module_collections_init(void) {
  HOLD(m,
       module_new("_collections",
                  "High performance data structures.\n- deque:        ordered collection accessible from "
                  "endpoints only\n- defaultdict:  dict subclass with a default value factory"),
       "import");
  if (!m.obj || native_add_functions(m.obj, functions) < 0 || collections_add_deque(m.obj) < 0 ||
      collections_add_ordereddict(m.obj) < 0)
    return NULL;
  if (module_add_steal(m.obj, "defaultdict", type_from_spec(&defaultdict_spec, m.obj)) < 0 ||
      module_add_steal(m.obj, "_tuplegetter", type_from_spec(&getter_spec, m.obj)) < 0)
    return NULL;
  return hold_take(&m);
}
