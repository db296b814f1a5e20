/* The module _abc: what abc.ABCMeta does with its classes.
 *
 * Invariants
 * - Each abstract base class carries an _abc_data object in `_abc_impl`: sets of weak references to
 * registered classes, to classes known to be subclasses, and to classes known not to be.
 * - The negative set is valid only while its version equals the number of registrations so far (the cache
 * token).
 */
#include "modules/module_state.h"
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/set.h"
#include "object/tuple.h"
#include "object/type.h"

typedef struct AbcData {
  Object ob;
  Object *registry, *cache, *negative; /* sets of weak references, or NULL */
  uint64_t negative_version;
} AbcData;

typedef struct AbcState {
  Type *data_type; /* borrowed: the module's dict holds it */
  Object *impl;    /* interned "_abc_impl"; held by the module's dict */
  uint64_t counter;
} AbcState;
static AbcState *state(void) { return MODULE_STATE(ABC); }

static Object *data_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args, (void)nargs, (void)kwnames;
  Object *o = instance_new(cls, 0);
  if (o) ((AbcData *)o)->negative_version = state()->counter;
  return o;
}
static const FieldSpec data_fields[] = {
    FIELD(AbcData, registry, "registry", FIELD_OWN, 0),
    FIELD(AbcData, cache, "cache", FIELD_OWN, 0),
    FIELD(AbcData, negative, "negative cache", FIELD_OWN, 0),
    {0},
};
static const TypeSpec data_spec = {
    .name = "_abc._abc_data",
    .doc = "Internal state held by ABC machinery.",
    .basic_size = sizeof(AbcData),
    .flags = TYPE_GC,
    .fields = data_fields,
    .slots = {.new_ = data_new},
};

static AbcData *data_of(Object *cls) { /* a new reference */
  Object *o = object_getattr(cls, state()->impl);
  if (!o) return NULL;
  if (TYPE(o) == state()->data_type) return (AbcData *)o;
  HOLD(wrong, o, "an abstract class");
  err_format(T(TypeError), "_abc_impl is set to a wrong type");
  return NULL;
}

/* ---- sets of weak references ---- */

static int set_has(Object *set, Object *o) {
  if (!set || set_size(set) == 0) return 0;
  HOLD(ref, weakref_new(o, NULL), "a class check");
  if (!ref.obj) {
    if (!err_matches(T(TypeError))) return -1;
    err_clear(); /* cannot be referred to weakly: so it cannot be in the set */
    return 0;
  }
  return set_contains(set, ref.obj);
}

/* The callback of a reference whose class died: takes it out of the set. self is a weak reference to the set.
 */
static Object *forget(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  Object *set = weakref_get(self);
  if (set != NONE) {
    HOLD(kept, NEWREF(set), "a class check");
    if (set_discard(set, args[0]) < 0) return NULL;
  }
  RETURN_NONE;
}
static const MethodSpec forget_spec = {"_destroy($self, ref, /)", forget, 0, NULL};

static int set_add_weak(Object **set, Object *o) {
  if (!*set && !(*set = set_new(NULL))) return -1;
  HOLD(set_ref, weakref_new(*set, NULL), "a class check");
  if (!set_ref.obj) return -1;
  const NativeDef *def = MODULE_STATE(ABC_FORGET);
  if (!def) MODULE_STATE(ABC_FORGET) = (void *)(uintptr_t)(def = native_def(&forget_spec));
  HOLD(callback, def ? builtin_new(def, set_ref.obj, NULL) : NULL, "a class check");
  HOLD(ref, callback.obj ? weakref_new(o, callback.obj) : NULL, "a class check");
  return ref.obj ? set_add(*set, ref.obj) : -1;
}

/* ---- which methods are abstract ---- */

static int is_abstract(Object *value) {
  HOLD(flag, NULL, "an abstract class");
  int found = object_lookup_attr(value, N(__isabstractmethod__), &flag.obj);
  return found > 0 ? object_is_true(flag.obj) : found;
}

/* A frozen set of a list grows as CPython's does, which is made name by name. */
static int compute_abstract_methods(Object *self) {
  HOLD(abstracts, list_new(0), "an abstract class");
  HOLD(ns, object_getattr(self, N(__dict__)), "an abstract class");
  HOLD(items, ns.obj ? mapping_items(ns.obj) : NULL, "an abstract class");
  if (!abstracts.obj || !items.obj) return -1;
  for (ssize_t i = 0; i < VARSIZE(items.obj); i++) {
    HOLD(pair, sequence_fast(list_item(items.obj, i), "items() must be pairs"), "an abstract class");
    if (!pair.obj) return -1;
    Object **kv = sequence_fast_items(pair.obj);
    int abstract = is_abstract(kv[1]);
    if (abstract < 0 || (abstract && list_append(abstracts.obj, kv[0]) < 0)) return -1;
  }
  HOLD(bases, object_getattr(self, N(__bases__)), "an abstract class");
  if (!bases.obj) return -1;
  for (ssize_t i = 0; i < tuple_size(bases.obj); i++) {
    HOLD(inherited, NULL, "an abstract class");
    int found = object_lookup_attr(tuple_item(bases.obj, i), N(__abstractmethods__), &inherited.obj);
    if (found < 0) return -1;
    if (!found) continue;
    HOLD(names, sequence_list(inherited.obj), "an abstract class");
    if (!names.obj) return -1;
    for (ssize_t j = 0; j < VARSIZE(names.obj); j++) {
      Object *name = list_item(names.obj, j);
      HOLD(value, NULL, "an abstract class");
      found = object_lookup_attr(self, name, &value.obj);
      int abstract = found > 0 ? is_abstract(value.obj) : found;
      if (abstract < 0 || (abstract && list_append(abstracts.obj, name) < 0)) return -1;
    }
  }
  HOLD(frozen, frozenset_new(abstracts.obj), "an abstract class");
  return frozen.obj ? object_setattr(self, N(__abstractmethods__), frozen.obj) : -1;
}

enum { COLLECTION_FLAGS = TYPE_SEQUENCE | TYPE_MAPPING };

static Object *abc_init(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  if (compute_abstract_methods(args[0]) < 0) return NULL;
  HOLD(data, data_new(state()->data_type, NULL, 0, NULL), "an abstract class");
  if (!data.obj || object_setattr(args[0], state()->impl, data.obj) < 0) return NULL;
  /* Sequence and Mapping say what `match` should take their subclasses for. */
  if (IS_SUB(args[0], TYPE)) {
    HOLD(name, str_intern("__abc_tpflags__"), "an abstract class");
    Object *flags = name.obj ? dict_get(((Type *)args[0])->dict, name.obj) : NULL;
    if (flags && IS_SUB(flags, INT)) {
      int64_t v = int_as_i64(flags);
      if (v & (1 << 5)) ((Type *)args[0])->flags |= TYPE_SEQUENCE;
      if (v & (1 << 6)) ((Type *)args[0])->flags |= TYPE_MAPPING;
      type_modified((Type *)args[0]);
      if (dict_del(((Type *)args[0])->dict, name.obj) < 0) return NULL;
    }
  }
  return hold_return(NEWREF(NONE), &data);
}

/* Not the built-in types: a str is registered as a Sequence, and matches no [*_]. */
static void mark_subclasses(Type *t, uint32_t flags) {
  if (!TYPE_HAS(t, TYPE_HEAP) || TYPE_HAS(t, TYPE_IMMUTABLE) ||
      (t->flags & (uint32_t)COLLECTION_FLAGS) == flags)
    return;
  t->flags = (t->flags & ~(uint32_t)COLLECTION_FLAGS) | flags;
  HOLD(subs, type_subclasses_list((Object *)t), "register()");
  for (ssize_t i = 0; subs.obj && i < VARSIZE(subs.obj); i++)
    mark_subclasses((Type *)list_item(subs.obj, i), flags);
}

static Object *abc_register(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  Object *cls = args[0], *sub = args[1];
  if (!IS_SUB(sub, TYPE)) return err_format(T(TypeError), "Can only register classes");
  int already = object_is_subclass(sub, cls);
  if (already) return already < 0 ? NULL : NEWREF(sub);
  int cycle = object_is_subclass(cls, sub);
  if (cycle) return cycle < 0 ? NULL : err_format(T(RuntimeError), "Refusing to create an inheritance cycle");
  HOLD(data, data_of(cls), "register()");
  if (!data.obj || set_add_weak(&((AbcData *)data.obj)->registry, sub) < 0) return NULL;
  state()->counter++;
  if (IS_SUB(cls, TYPE) && (((Type *)cls)->flags & (uint32_t)COLLECTION_FLAGS))
    mark_subclasses((Type *)sub, ((Type *)cls)->flags & (uint32_t)COLLECTION_FLAGS);
  return hold_return(NEWREF(sub), &data);
}

static Own names(const char *text) { return str_intern(text); }

static Object *call_subclasscheck(Object *cls, Object *sub) {
  HOLD(name, names("__subclasscheck__"), "a class check");
  return hold_return(name.obj ? object_call_method1(cls, name.obj, sub) : NULL, &name);
}

static Object *abc_instancecheck(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  Object *cls = args[0], *o = args[1];
  HOLD(data, data_of(cls), "a class check");
  if (!data.obj) return NULL;
  AbcData *d = (AbcData *)data.obj;
  HOLD(sub, object_getattr(o, N(__class__)), "a class check");
  if (!sub.obj) return NULL;
  int known = set_has(d->cache, sub.obj);
  if (known) return hold_return(known < 0 ? NULL : NEWREF(TRUE), &sub, &data);
  if (sub.obj == (Object *)TYPE(o)) {
    if (d->negative_version == state()->counter) {
      known = set_has(d->negative, sub.obj);
      if (known) return hold_return(known < 0 ? NULL : NEWREF(FALSE), &sub, &data);
    }
    return hold_return(call_subclasscheck(cls, sub.obj), &sub, &data);
  }
  HOLD(result, call_subclasscheck(cls, sub.obj), "a class check");
  int truth = result.obj ? object_is_true(result.obj) : -1;
  if (truth) return hold_return(truth < 0 ? NULL : hold_take(&result), &sub, &data);
  return hold_return(call_subclasscheck(cls, (Object *)TYPE(o)), &result, &sub, &data);
}

/* 1, 0, -1 error: is sub registered, or derived from something registered? */
static int in_registry(AbcData *d, Object *sub) {
  if (!d->registry || set_size(d->registry) == 0) return 0;
  int direct = set_has(d->registry, sub);
  if (direct) return direct;
  HOLD(copy, list_new(0), "a class check");
  if (!copy.obj) return -1;
  ssize_t at = 0;
  Object *ref;
  while (set_next(d->registry, &at, &ref))
    if (list_append(copy.obj, ref) < 0) return -1;
  for (ssize_t i = 0; i < VARSIZE(copy.obj); i++) {
    Object *registered = weakref_get(list_item(copy.obj, i));
    if (registered == NONE) continue;
    HOLD(kept, NEWREF(registered), "a class check");
    int r = object_is_subclass(sub, registered);
    if (r < 0 || (r && set_add_weak(&d->cache, sub) < 0)) return -1;
    if (r) return 1;
  }
  return 0;
}

static Object *abc_subclasscheck(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  Object *cls = args[0], *sub = args[1];
  if (!IS_SUB(sub, TYPE)) return err_format(T(TypeError), "issubclass() arg 1 must be a class");
  HOLD(data, data_of(cls), "a class check");
  if (!data.obj) return NULL;
  AbcData *d = (AbcData *)data.obj;
  int known = set_has(d->cache, sub);
  if (known) return hold_return(known < 0 ? NULL : NEWREF(TRUE), &data);
  if (d->negative_version < state()->counter) { /* registrations since: forget what was not a subclass */
    if (d->negative) CLEAR(d->negative);
    d->negative_version = state()->counter;
  } else {
    known = set_has(d->negative, sub);
    if (known) return hold_return(known < 0 ? NULL : NEWREF(FALSE), &data);
  }
  HOLD(hook_name, names("__subclasshook__"), "a class check");
  HOLD(answer, hook_name.obj ? object_call_method1(cls, hook_name.obj, sub) : NULL, "a class check");
  if (!answer.obj) return NULL;
  if (answer.obj == TRUE)
    return hold_return(set_add_weak(&d->cache, sub) < 0 ? NULL : NEWREF(TRUE), &answer, &hook_name, &data);
  if (answer.obj == FALSE)
    return hold_return(set_add_weak(&d->negative, sub) < 0 ? NULL : NEWREF(FALSE), &answer, &hook_name,
                       &data);
  if (answer.obj != NOT_IMPLEMENTED)
    return err_format(T(AssertionError),
                      "__subclasshook__ must return either False, True, or NotImplemented");
  if (IS_SUB(cls, TYPE) && type_is_subtype((Type *)sub, (Type *)cls))
    return hold_return(set_add_weak(&d->cache, sub) < 0 ? NULL : NEWREF(TRUE), &answer, &hook_name, &data);
  int registered = in_registry(d, sub);
  if (registered) return hold_return(registered < 0 ? NULL : NEWREF(TRUE), &answer, &hook_name, &data);
  HOLD(sub_name, names("__subclasses__"), "a class check");
  HOLD(subclasses, sub_name.obj ? object_call_method0(cls, sub_name.obj) : NULL, "a class check");
  if (!subclasses.obj) return NULL;
  if (!IS_SUB(subclasses.obj, LIST)) return err_format(T(TypeError), "__subclasses__() must return a list");
  for (ssize_t i = 0; i < VARSIZE(subclasses.obj); i++) {
    HOLD(c, NEWREF(list_item(subclasses.obj, i)), "a class check");
    int r = object_is_subclass(sub, c.obj);
    if (r < 0 || (r && set_add_weak(&d->cache, sub) < 0)) return NULL;
    if (r) return hold_return(NEWREF(TRUE), &c, &subclasses, &sub_name, &answer, &hook_name, &data);
  }
  return hold_return(set_add_weak(&d->negative, sub) < 0 ? NULL : NEWREF(FALSE), &subclasses, &sub_name,
                     &answer, &hook_name, &data);
}

static Object *get_cache_token(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  return int_from_u64(state()->counter);
}
static Object *reset_registry(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  HOLD(data, data_of(args[0]), "_reset_registry()");
  if (!data.obj) return NULL;
  CLEAR(((AbcData *)data.obj)->registry);
  return hold_return(NEWREF(NONE), &data);
}
static Object *reset_caches(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  HOLD(data, data_of(args[0]), "_reset_caches()");
  if (!data.obj) return NULL;
  CLEAR(((AbcData *)data.obj)->cache);
  CLEAR(((AbcData *)data.obj)->negative);
  return hold_return(NEWREF(NONE), &data);
}
static Object *get_dump(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  HOLD(data, data_of(args[0]), "_get_dump()");
  if (!data.obj) return NULL;
  AbcData *d = (AbcData *)data.obj;
  HOLD(registry, set_new(d->registry), "_get_dump()");
  HOLD(cache, set_new(d->cache), "_get_dump()");
  HOLD(negative, set_new(d->negative), "_get_dump()");
  HOLD(version, int_from_u64(d->negative_version), "_get_dump()");
  if (!registry.obj || !cache.obj || !negative.obj || !version.obj) return NULL;
  return hold_return(tuple_pack(4, registry.obj, cache.obj, negative.obj, version.obj), &version, &negative,
                     &cache, &registry, &data);
}

static const MethodSpec functions[] = {
    {"get_cache_token($module, /)", get_cache_token, 0,
     "Returns the current ABC cache token.\n\nThe token is an opaque object (supporting equality testing) "
     "identifying the\ncurrent version of the ABC cache for "
     "virtual subclasses. The token changes\nwith every call to register() on any ABC."},
    {"_abc_init($module, self, /)", abc_init, 0,
     "Internal ABC helper for class set-up. Should be never used outside abc module."},
    {"_reset_registry($module, self, /)", reset_registry, 0,
     "Internal ABC helper to reset registry of a given class."},
    {"_reset_caches($module, self, /)", reset_caches, 0,
     "Internal ABC helper to reset both caches of a given class."},
    {"_get_dump($module, self, /)", get_dump, 0, "Internal ABC helper for cache and registry debugging."},
    {"_abc_register($module, self, subclass, /)", abc_register, 0,
     "Internal ABC helper for subclasss registration. Should be never used outside abc module."},
    {"_abc_instancecheck($module, self, instance, /)", abc_instancecheck, 0,
     "Internal ABC helper for instance checks. Should be never used outside abc module."},
    {"_abc_subclasscheck($module, self, subclass, /)", abc_subclasscheck, 0,
     "Internal ABC helper for subclasss checks. Should be never used outside abc module."},
    {0},
};

Own module_abc_init(void) {
  HOLD(m, module_new("_abc", "Module contains faster C implementation of abc.ABCMeta"), "import");
  AbcState *s = mem_calloc(sizeof *s);
  if (!m.obj || !s) return NULL;
  MODULE_STATE(ABC) = s;
  HOLD(type, type_from_spec(&data_spec, m.obj), "import");
  HOLD(impl, str_intern("_abc_impl"), "import");
  if (!type.obj || !impl.obj || module_add(m.obj, "_abc_data", type.obj) < 0 ||
      native_add_functions(m.obj, functions) < 0)
    return NULL;
  s->data_type = (Type *)type.obj;
  s->impl = impl.obj;
  if (module_add(m.obj, "__abc_impl_name", impl.obj) < 0) return NULL; /* keeps the name alive */
  return hold_return(hold_take(&m), &impl, &type);
}
