/* Attributes of classes and through classes: the lookup along the MRO with its cache, versions, the special
 * attributes, calling a class. */
#include <stdio.h>

#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/slotcalls.h"
#include "object/type.h"

/* ---- versions ---- */

void type_modified(Type *t) {
  if (!t->version) return;
  t->version = 0;
  if (!t->subclasses) return;
  ssize_t at = 0;
  Object *ref;
  while (dict_next(t->subclasses, &at, NULL, &ref, NULL)) {
    Object *s = weakref_get(ref);
    if (s != NONE) type_modified((Type *)s);
  }
}

uint32_t type_version(Type *t) {
  if (LIKELY(t->version)) return t->version;
  if (!TYPE_HAS(t, TYPE_READY) || !t->bases || RT->next_type_version == UINT32_MAX) return 0;
  /* A class with a version has bases with versions: so a change of a base finds its way down. */
  for (ssize_t i = 0; i < tuple_size(t->bases); i++)
    if (!type_version((Type *)tuple_item(t->bases, i))) return 0;
  return t->version = ++RT->next_type_version;
}

/* ---- lookup ---- */

static Object *lookup_mro(const Type *t, Object *name) {
  Object *mro = t->mro;
  if (!mro) return NULL;
  Hash hash = str_hash(name);
  INCREF(mro); /* a comparison of keys could replace it */
  Object *found = NULL;
  for (ssize_t i = 0, n = tuple_size(mro); i < n && !found; i++) {
    const Type *c = (const Type *)tuple_item(mro, i);
    if (!c->dict) continue;
    found = dict_get_known_hash(c->dict, name, hash);
    if (UNLIKELY(!found && RT->exc)) err_clear();
  }
  DECREF(mro);
  return found;
}

Object *type_lookup(Type *t, Ref name) {
  uint32_t version = t->version;
  uintptr_t key = (uintptr_t)name >> 4;
  if (LIKELY(version)) {
    size_t slot = (version ^ key) & (ARRAY_LEN(RT->method_cache) - 1);
    if (LIKELY(RT->method_cache[slot].version == version && RT->method_cache[slot].name == name))
      return RT->method_cache[slot].value;
  }
  Object *found = lookup_mro(t, name);
  if (IS_EXACT(name, STR) && ((Str *)name)->interned && (version = type_version(t))) {
    size_t slot = (version ^ key) & (ARRAY_LEN(RT->method_cache) - 1);
    Object *old = RT->method_cache[slot].name;
    RT->method_cache[slot].version = version;
    RT->method_cache[slot].value = found;
    RT->method_cache[slot].name = NEWREF(name);
    XDECREF(old);
  }
  return found;
}

void method_cache_visit(Visitor *v) {
  for (size_t i = 0; i < ARRAY_LEN(RT->method_cache); i++)
    VISIT(v, RT->method_cache[i].name, EDGE_ENGINE, "cache of methods");
}
void method_cache_clear(void) {
  for (size_t i = 0; i < ARRAY_LEN(RT->method_cache); i++) {
    RT->method_cache[i].version = 0;
    RT->method_cache[i].value = NULL;
    CLEAR(RT->method_cache[i].name);
  }
}

/* ---- getattr(class, name), setattr ---- */

Own type_getattro(Object *self, Object *name) {
  Type *t = (Type *)self;
  if (!IS_SUB(name, STR)) return err_format(T(TypeError), "attribute name must be string, not '%T'", name);
  Object *meta = type_lookup(TYPE(t), name);
  DescrGetFn meta_get = meta ? TYPE(meta)->slots.descr_get : NULL;
  HOLD(kept, XNEWREF(meta), "an attribute of the metaclass");
  if (meta_get && TYPE(meta)->slots.descr_set)
    return hold_return(meta_get(meta, self, (Object *)TYPE(t)), &kept);
  Object *own = type_lookup(t, name);
  if (own) {
    DescrGetFn get = TYPE(own)->slots.descr_get;
    if (!get) return hold_return(NEWREF(own), &kept);
    HOLD(descr, NEWREF(own), "an attribute of a class");
    return hold_return(get(descr.obj, NULL, self), &descr, &kept);
  }
  if (meta_get) return hold_return(meta_get(meta, self, (Object *)TYPE(t)), &kept);
  if (meta) return hold_return(NEWREF(meta), &kept);
  return err_format(T(AttributeError), "type object '%N' has no attribute '%U'", t, name);
}

int type_setattro(Object *self, Object *name, Object *value) {
  Type *t = (Type *)self;
  if (TYPE_HAS(t, TYPE_IMMUTABLE)) {
    err_format(T(TypeError), "cannot set '%S' attribute of immutable type '%N'", name, t);
    return -1;
  }
  if (!IS_SUB(name, STR)) {
    err_format(T(TypeError), "attribute name must be string, not '%T'", name);
    return -1;
  }
  HOLD(key, NEWREF(name), "the name of an attribute");
  if (IS_EXACT(key.obj, STR)) str_intern_in_place(&key.obj);
  int result = object_generic_setattr(self, key.obj, value);
  if (result == 0) {
    type_modified(t);
    if (slot_is_dunder(key.obj)) type_update_slot(t, key.obj);
  }
  return result;
}

/* ---- names ---- */

const char *type_short_name(const Type *t) {
  const char *dot = TYPE_HAS(t, TYPE_HEAP) && !TYPE_HAS(t, TYPE_IMMUTABLE) ? NULL : strrchr(t->name, '.');
  return dot ? dot + 1 : t->name;
}

/* Types of these modules are made at run time in CPython: they keep a str of their name, and their module in
 * their namespace; of the other built-in ones a new str is made each time somebody asks. */
bool type_keeps_name(const Type *t) {
  static const char *const modules[] = {"_struct.", "array.", "functools.", "_functools.", "operator.",
                                        "_random.", "_abc.",  "re.",        "_sre."};
  for (size_t i = 0; i < ARRAY_LEN(modules); i++)
    if (strncmp(t->name, modules[i], strlen(modules[i])) == 0) return true;
  return false;
}

Own type_name(Ref self) {
  Type *t = (Type *)self;
  if (t->name_obj) return NEWREF(t->name_obj);
  return t->qualname ? NEWREF(t->qualname) : str_from_ascii(type_short_name(t), -1);
}
Own type_qualname(Ref self) {
  Type *t = (Type *)self;
  return t->qualname ? NEWREF(t->qualname) : type_name(self);
}
Own type_module(Ref self) {
  Type *t = (Type *)self;
  if (TYPE_HAS(t, TYPE_HEAP)) {
    Object *module = dict_get(t->dict, N(__module__));
    if (module) return NEWREF(module);
    if (!TYPE_HAS(t, TYPE_IMMUTABLE)) return RT->exc ? NULL : err_set_value(T(AttributeError), N(__module__));
  }
  const char *dot = strrchr(t->name, '.');
  if (!dot) return NEWREF(N(builtins));
  char text[96];
  snprintf(text, sizeof text, "%.*s", (int)(dot - t->name), t->name);
  return type_keeps_name(t) ? str_from_ascii(text, -1)
                            : str_intern(text); /* one that is kept is no interned one */
}

Own type_full_name(Ref self) {
  HOLD(module, type_module(self), "the name of a class");
  if (!module.obj) err_clear();
  HOLD(qualname, type_qualname(self), "the name of a class");
  if (!qualname.obj) return NULL;
  if (!module.obj || !IS_SUB(module.obj, STR) || str_equals_text(module.obj, "builtins"))
    return hold_return(hold_take(&qualname), &module);
  return hold_return(str_format("%U.%U", module.obj, qualname.obj), &qualname, &module);
}

Object *type_repr(Object *self) {
  Type *t = (Type *)self;
  HOLD(module, type_module(self), "repr() of a class");
  if (!module.obj) err_clear();
  if (module.obj && !IS_SUB(module.obj, STR)) CLEAR(module.obj);
  HOLD(qualname, type_qualname(self), "repr() of a class");
  if (!qualname.obj) return NULL;
  if (module.obj && !str_equals_text(module.obj, "builtins"))
    return hold_return(str_format("<class '%U.%U'>", module.obj, qualname.obj), &qualname, &module);
  return hold_return(str_format("<class '%s'>", t->name), &qualname, &module);
}

/* ---- the special attributes ---- */

static Type *of(Object *o) { return (Type *)o; }
static bool settable(Type *t, Object *value, const char *name) {
  if (TYPE_HAS(t, TYPE_IMMUTABLE)) {
    err_format(T(TypeError), "cannot set '%s' attribute of immutable type '%N'", name, t);
    return false;
  }
  if (value) return true;
  err_format(T(TypeError), "cannot delete '%s' attribute of immutable type '%N'", name, t);
  return false;
}

static int set_name(Object *self, Object *value) {
  Type *t = of(self);
  if (!settable(t, value, "__name__")) return -1;
  if (!IS_SUB(value, STR)) {
    err_format(T(TypeError), "can only assign string to %N.__name__, not '%T'", t, value);
    return -1;
  }
  ssize_t length;
  const char *text = str_utf8(value, &length);
  if (!text) return -1;
  if (strlen(text) != (size_t)length) {
    err_format(T(ValueError), "type name must not contain null characters");
    return -1;
  }
  t->name = text;
  SETREF(t->name_obj, NEWREF(value));
  return 0;
}
static int set_qualname(Object *self, Object *value) {
  Type *t = of(self);
  if (!settable(t, value, "__qualname__")) return -1;
  if (!IS_SUB(value, STR)) {
    err_format(T(TypeError), "can only assign string to %N.__qualname__, not '%T'", t, value);
    return -1;
  }
  SETREF(t->qualname, NEWREF(value));
  return 0;
}
static int set_module(Object *self, Object *value) {
  Type *t = of(self);
  if (!settable(t, value, "__module__")) return -1;
  type_modified(t);
  return dict_set(t->dict, N(__module__), value);
}
static Object *get_module(Object *self) {
  Object *m = type_module(self);
  return m;
}

static Object *get_bases(Object *self) { return NEWREF(of(self)->bases); }

/* Moves a class under other bases; undone when some subclass cannot follow. */
static int set_bases(Object *self, Object *value) {
  Type *t = of(self);
  if (!settable(t, value, "__bases__")) return -1;
  if (!IS_SUB(value, TUPLE)) {
    err_format(T(TypeError), "can only assign tuple to %N.__bases__, not %T", t, value);
    return -1;
  }
  if (!tuple_size(value)) {
    err_format(T(TypeError), "can only assign non-empty tuple to %N.__bases__, not ()", t);
    return -1;
  }
  for (ssize_t i = 0; i < tuple_size(value); i++) {
    Object *b = tuple_item(value, i);
    if (!IS_SUB(b, TYPE)) {
      err_format(T(TypeError), "%N.__bases__ must be tuple of classes, not '%T'", t, b);
      return -1;
    }
    if (type_is_subtype(of(b), t) || (of(b)->mro && type_is_subtype_base_chain(of(b), t))) {
      err_format(T(TypeError), "a __bases__ item causes an inheritance cycle");
      return -1;
    }
  }
  Type *base = type_best_base(value);
  if (!base || !type_compatible_for_assignment(t->base, base, "__bases__")) return -1;
  HOLD(new_bases, NEWREF(value), "a change of __bases__");
  HOLD(undo, list_new(0), "a change of __bases__");
  if (!undo.obj) return -1;
  HOLD(old_bases, t->bases, "a change of __bases__");
  HOLD(old_base, t->base, "a change of __bases__");
  t->bases = NEWREF(value);
  t->base = NEWREF(base);
  if (mro_update_hierarchy(t, undo.obj) < 0) {
    HOLD(pending, err_take(), "a failed change of __bases__");
    mro_undo(undo.obj);
    if (t->bases == value) {
      SETREF(t->bases, hold_take(&old_bases));
      SETREF(t->base, (Type *)hold_take(&old_base));
    }
    err_restore_steal(hold_take(&pending));
    return -1;
  }
  if (t->bases != value) return 0; /* a mro() of the program changed them again */
  for (ssize_t i = 0; i < tuple_size(old_bases.obj); i++)
    type_remove_subclass(of(tuple_item(old_bases.obj, i)), t);
  for (ssize_t i = 0; i < tuple_size(t->bases); i++)
    if (type_add_subclass(of(tuple_item(t->bases, i)), t) < 0) return -1;
  type_refresh_slots(t);
  return 0;
}

static Object *get_dict(Object *self) {
  return of(self)->dict ? mapping_proxy_new(of(self)->dict) : NEWREF(NONE);
}

static Object *get_doc(Object *self) {
  Type *t = of(self);
  /* A type that is there from the start in CPython makes a new str of its text each time. */
  const bool fixed = !TYPE_HAS(t, TYPE_HEAP) || (TYPE_HAS(t, TYPE_IMMUTABLE) && !type_keeps_name(t));
  if (fixed && !t->name_obj && t->spec->doc) return doc_without_signature(t->name, t->spec->doc);
  Object *doc = dict_get(t->dict, N(__doc__));
  if (fixed && doc && IS_EXACT(doc, STR)) return str_from_utf8(str_utf8(doc, NULL), -1);
  if (!doc) return RT->exc ? NULL : NEWREF(NONE);
  DescrGetFn get = TYPE(doc)->slots.descr_get;
  if (!get) return NEWREF(doc);
  HOLD(kept, NEWREF(doc), "__doc__");
  return hold_return(get(kept.obj, NULL, self), &kept);
}
static int set_doc(Object *self, Object *value) {
  Type *t = of(self);
  if (!settable(t, value, "__doc__")) return -1;
  type_modified(t);
  return dict_set(t->dict, N(__doc__), value);
}
static Object *get_text_signature(Object *self) {
  Type *t = of(self);
  if (TYPE_HAS(t, TYPE_HEAP) && !TYPE_HAS(t, TYPE_IMMUTABLE)) RETURN_NONE;
  return doc_signature(t->name, t->spec->doc);
}
static Object *get_abstractmethods(Object *self) {
  Object *m = self == (Object *)T(TYPE) ? NULL : dict_get(of(self)->dict, N(__abstractmethods__));
  if (m) return NEWREF(m);
  return RT->exc ? NULL : err_set_value(T(AttributeError), N(__abstractmethods__));
}
static int set_abstractmethods(Object *self, Object *value) {
  Type *t = of(self);
  int abstract = 0;
  if (value) {
    abstract = object_is_true(value);
    if (abstract < 0 || dict_set(t->dict, N(__abstractmethods__), value) < 0) return -1;
  } else {
    if (!dict_get(t->dict, N(__abstractmethods__))) {
      err_set_value(T(AttributeError), N(__abstractmethods__));
      return -1;
    }
    if (dict_del(t->dict, N(__abstractmethods__)) < 0) return -1;
  }
  type_modified(t);
  if (abstract)
    t->flags |= TYPE_ABSTRACT;
  else
    t->flags &= ~(uint32_t)TYPE_ABSTRACT;
  return 0;
}
static Object *get_annotations(Object *self) {
  Type *t = of(self);
  if (TYPE_HAS(t, TYPE_IMMUTABLE))
    return err_format(T(AttributeError), "type object '%N' has no attribute '__annotations__'", t);
  Object *a = dict_get(t->dict, N(__annotations__));
  if (a) {
    DescrGetFn get = TYPE(a)->slots.descr_get;
    HOLD(kept, NEWREF(a), "__annotations__");
    return get ? get(kept.obj, NULL, self) : hold_take(&kept);
  }
  if (RT->exc) return NULL;
  a = dict_new();
  if (!a || dict_set(t->dict, N(__annotations__), a) < 0) {
    XDECREF(a);
    return NULL;
  }
  type_modified(t);
  return a;
}
static int set_annotations(Object *self, Object *value) {
  Type *t = of(self);
  if (TYPE_HAS(t, TYPE_IMMUTABLE)) {
    err_format(T(TypeError), "cannot set '__annotations__' attribute of immutable type '%N'", t);
    return -1;
  }
  int result;
  if (value)
    result = dict_set(t->dict, N(__annotations__), value);
  else if (!dict_get(t->dict, N(__annotations__))) {
    err_format(T(AttributeError), "__annotations__");
    result = -1;
  } else
    result = dict_del(t->dict, N(__annotations__));
  if (result == 0) type_modified(t);
  return result;
}

uint64_t type_cpython_flags(const Type *t) {
  static const struct {
    uint32_t ours;
    uint64_t theirs;
  } map[] = {
      {TYPE_MANAGED_DICT, 1 << 4},  {TYPE_SEQUENCE, 1 << 5},  {TYPE_MAPPING, 1 << 6},
      {TYPE_NO_NEW, 1 << 7},        {TYPE_IMMUTABLE, 1 << 8}, {TYPE_BASE, 1 << 10},
      {TYPE_VECTORCALL, 1 << 11},   {TYPE_READY, 1 << 12},    {TYPE_GC, 1 << 14},
      {TYPE_METHOD_DESCR, 1 << 17}, {TYPE_ABSTRACT, 1 << 20}, {TYPE_MATCH_SELF, 1 << 22},
  };
  uint64_t flags = t->flags & 0xff000000u;
  for (size_t i = 0; i < ARRAY_LEN(map); i++)
    if (t->flags & map[i].ours) flags |= map[i].theirs;
  if (TYPE_HAS(t, TYPE_HEAP) && (!TYPE_HAS(t, TYPE_IMMUTABLE) || type_keeps_name(t))) flags |= 1 << 9;
  if (t->version) flags |= 1 << 19;
  return flags;
}
static Object *get_flags(Object *self) { return int_from_u64(type_cpython_flags(of(self))); }

const GetSetSpec type_members[] = {
    {"__flags__", get_flags, NULL, NULL},
    {0},
};
const GetSetSpec type_getset[] = {
    {"__name__", type_name, set_name, NULL},
    {"__qualname__", type_qualname, set_qualname, NULL},
    {"__bases__", get_bases, set_bases, NULL},
    {"__module__", get_module, set_module, NULL},
    {"__abstractmethods__", get_abstractmethods, set_abstractmethods, NULL},
    {"__dict__", get_dict, NULL, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {0},
};

/* ---- methods of type ---- */

static Object *method_mro(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(mro, mro_compute(of(self)), "mro()");
  return hold_return(mro.obj ? sequence_list(mro.obj) : NULL, &mro);
}
static Object *method_subclasses(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return type_subclasses_list(self);
}
static Object *method_prepare(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)self, (void)args, (void)nargs, (void)kwnames;
  return dict_new();
}
static Object *method_instancecheck(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  int r = object_real_is_instance(args[0], self);
  return r < 0 ? NULL : BOOL_NEW(r);
}
static Object *method_subclasscheck(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  int r = object_real_is_subclass(args[0], self);
  return r < 0 ? NULL : BOOL_NEW(r);
}
static Object *method_sizeof(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return int_from_u64(T(TYPE)->slots.size_of(self));
}

/* The dicts of a class and of its bases, the nearest last so that it wins. */
int type_merge_dicts(Ref dict, Ref cls) {
  HOLD(own, NULL, "dir()");
  int found = object_lookup_attr(cls, N(__dict__), &own.obj);
  if (found < 0 || (found && dict_update(dict, own.obj) < 0)) return -1;
  HOLD(bases, NULL, "dir()");
  found = object_lookup_attr(cls, N(__bases__), &bases.obj);
  if (found <= 0) return found;
  ssize_t n = object_length(bases.obj);
  if (n < 0) {
    err_clear();
    return 0;
  }
  for (ssize_t i = 0; i < n; i++) {
    HOLD(base, sequence_item(bases.obj, i), "dir()");
    if (!base.obj || type_merge_dicts(dict, base.obj) < 0) return -1;
  }
  return 0;
}
static Object *method_dir(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(dict, dict_new(), "dir()");
  if (!dict.obj || type_merge_dicts(dict.obj, self) < 0) return NULL;
  return hold_return(dict_keys_list(dict.obj), &dict);
}

const MethodSpec type_methods[] = {
    {"mro(self, /)", method_mro, 0, "Return a type's method resolution order."},
    {"__subclasses__(self, /)", method_subclasses, 0, "Return a list of immediate subclasses."},
    {"__prepare__(cls, *args, **kwargs)", AS_RAW(method_prepare), METHOD_CLASS | METHOD_RAW,
     "__prepare__() -> dict\nused to create the namespace for the class statement"},
    {"__instancecheck__(self, instance, /)", method_instancecheck, 0, "Check if an object is an instance."},
    {"__subclasscheck__(self, subclass, /)", method_subclasscheck, 0, "Check if a class is a subclass."},
    {"__dir__(self, /)", method_dir, 0, "Specialized __dir__ implementation for types."},
    {"__sizeof__(self, /)", method_sizeof, 0, "Return memory consumption of the type object."},
    {0},
};

/* ---- calling a class ---- */

/* given: the arguments as a tuple and a dict, or NULL; alive until this returns. */
static Own make_instance(Type *t, Object *const *args, ssize_t nargs, Object *kwnames,
                         const CallArguments *given) {
  Object *tuple = given ? given->given : NULL;
  if (UNLIKELY(!t->slots.new_)) return err_format(T(TypeError), "cannot create '%N' instances", t);
  RT->call_tuple = tuple;
  Object *o = t->slots.new_(t, args, nargs, kwnames);
  RT->call_tuple = NULL;
  if (UNLIKELY(!o)) return NULL;
  if (UNLIKELY(!object_is_instance_of(o, t))) return o;
  InitFn init = TYPE(o)->slots.init;
  if (!init || (init == object_init_ && !nargs && !kwnames)) return o;
  HOLD(made, o, "a new object");
  RT->call_tuple = tuple;
  RT->call_dict = given ? given->named : NULL;
  int failed = init(o, args, nargs, kwnames);
  RT->call_tuple = RT->call_dict = NULL;
  if (UNLIKELY(failed < 0)) return NULL;
  return hold_take(&made);
}

/* Types that CPython calls without making a tuple of the arguments. */
bool type_takes_vector(const Type *t) {
  return t == T(TYPE) || t == T(LIST) || t == T(TUPLE) || t == T(DICT) || t == T(SET) || t == T(FROZENSET) ||
         t == T(FLOAT) || t == T(RANGE) || t == T(ENUMERATE) || t == T(REVERSED) || t == T(MAP) ||
         t == T(FILTER) || t == T(BOOL) || t == T(SUPER);
}

Own type_call(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  Type *t = of(self);
  if (UNLIKELY(t == T(TYPE))) {
    ssize_t nkw = kwnames ? tuple_size(kwnames) : 0;
    if (nargs == 1 && nkw == 0) return NEWREF((Object *)TYPE(args[0]));
    if (nargs != 3) return err_format(T(TypeError), "type() takes 1 or 3 arguments");
  }
  if (type_takes_vector(t) && t != T(TYPE)) return make_instance(t, args, nargs, kwnames, NULL);
  CALL_ARGUMENTS(held, args, nargs, kwnames);
  if (UNLIKELY(!held.good || !recursion_enter(" while calling a Python object"))) return NULL;
  Object *o = make_instance(t, args, nargs, kwnames, &held);
  recursion_leave();
  return hold_return(o, &held_dict, &held_tuple);
}
