/* Module objects. */
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/type.h"
#include "object/upcalls.h"

static Module *mo(Object *o) { return (Module *)o; }

static int fill(Module *m, Object *name, Object *doc) {
  if (!m->dict) m->dict = dict_new();
  if (!m->dict) return -1;
  if (dict_set(m->dict, N(__name__), name) < 0 || dict_set(m->dict, N(__doc__), doc) < 0 ||
      dict_set(m->dict, N(__package__), NONE) < 0 || dict_set(m->dict, N(__loader__), NONE) < 0 ||
      dict_set(m->dict, N(__spec__), NONE) < 0)
    return -1;
  if (IS_EXACT(name, STR)) SETREF(m->name, NEWREF(name));
  return 0;
}

Own module_new(const char *name, const char *doc) {
  HOLD(text, str_intern(name), "a new module");
  HOLD(doc_text, doc ? str_from_utf8(doc, -1) : NEWREF(NONE), "a new module");
  HOLD(m, instance_new(T(MODULE), 0), "a new module");
  if (!text.obj || !doc_text.obj || !m.obj || fill(mo(m.obj), text.obj, doc_text.obj) < 0) return NULL;
  return hold_return(hold_take(&m), &doc_text, &text);
}

int module_add(Ref m, const char *name, Ref value) { return dict_set_text(mo(m)->dict, name, value); }
int module_add_steal(Ref m, const char *name, Object *value) {
  if (!value) return -1;
  HOLD(held, value, "a module being made");
  return module_add(m, name, value);
}

static Object *module_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args, (void)nargs, (void)kwnames;
  HOLD(m, instance_new(cls, 0), "a module being made");
  if (m.obj && !(mo(m.obj)->dict = dict_new())) return NULL;
  return hold_take(&m);
}
static int module_init_slot(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {
      .function = "module", .names = {"name", "doc"}, .pos = 2, .total = 2, .required = 1};
  Object *a[2];
  if (!args_bind(&spec, args, nargs, kwnames, a)) return -1;
  if (!IS_SUB(a[0], STR)) {
    err_format(T(TypeError), "module() argument 'name' must be str, not %T", a[0]);
    return -1;
  }
  return fill(mo(self), a[0], a[1] ? a[1] : NONE);
}

static Object *text_in(Module *m, Object *key) {
  Object *o = m->dict ? dict_get(m->dict, key) : NULL;
  return o && IS_SUB(o, STR) ? o : NULL;
}

/* As importlib's _module_repr: the file if there is one, else what made it. */
static Object *module_repr(Object *self) {
  Module *m = mo(self);
  Object *name = text_in(m, N(__name__));
  HOLD(shown, name ? object_repr(name) : str_from_ascii("'?'", 3), "repr() of a module");
  if (!shown.obj) return NULL;
  Object *file = dict_get(m->dict, N(__file__));
  if (file) return hold_return(str_format("<module %U from %R>", shown.obj, file), &shown);
  Object *spec = dict_get(m->dict, N(__spec__)), *loader = dict_get(m->dict, N(__loader__));
  if (spec && spec != NONE) {
    HOLD(origin, NULL, "repr() of a module");
    HOLD(key, str_intern("origin"), "repr() of a module");
    if (key.obj && object_lookup_attr(spec, key.obj, &origin.obj) > 0 && IS_SUB(origin.obj, STR))
      return hold_return(str_format("<module %U (%U)>", shown.obj, origin.obj), &key, &origin, &shown);
    if (RT->exc) return NULL;
  }
  if (loader && loader != NONE) return hold_return(str_format("<module %U (%R)>", shown.obj, loader), &shown);
  if (name && m->is_builtin) return hold_return(str_format("<module %U (built-in)>", shown.obj), &shown);
  return hold_return(str_format("<module %U>", shown.obj), &shown);
}

/* Is the module still running its own code? (__spec__._initializing) */
static bool is_initializing(Module *m) {
  Object *spec = dict_get(m->dict, N(__spec__)), *flag = NULL;
  if (!spec || spec == NONE || object_lookup_attr(spec, N(_initializing), &flag) <= 0) {
    if (RT->exc) err_clear();
    return false;
  }
  HOLD(held, flag, "reading a module");
  int truth = object_is_true(flag);
  if (truth < 0) err_clear();
  return truth > 0;
}

static Object *module_getattro(Object *self, Object *name) {
  Module *m = mo(self);
  Object *found;
  /* The usual way first, without an exception for what is missing. */
  Object *descr = IS_SUB(name, STR) ? type_lookup(TYPE(self), name) : NULL;
  if (!descr && IS_SUB(name, STR) && m->dict) {
    found = dict_get(m->dict, name);
    if (found) return NEWREF(found);
    if (RT->exc) return NULL;
  } else {
    Object *r = object_generic_getattr(self, name);
    if (r || !err_matches(T(AttributeError))) return r;
    err_clear();
  }
  Object *hook = m->dict ? dict_get(m->dict, N(__getattr__)) : NULL;
  if (hook) {
    HOLD(f, NEWREF(hook), "a module's __getattr__()");
    return hold_return(object_call1(f.obj, name), &f);
  }
  Object *module_name = m->dict ? dict_get(m->dict, N(__name__)) : NULL;
  if (!module_name || !IS_SUB(module_name, STR))
    return err_format(T(AttributeError), "module has no attribute '%U'", name);
  if (is_initializing(m))
    return err_format(
        T(AttributeError),
        "partially initialized module '%U' has no attribute '%U' (most likely due to a circular import)",
        module_name, name);
  return err_format(T(AttributeError), "module '%U' has no attribute '%U'", module_name, name);
}

static Object *module_dir(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  HOLD(dict, object_getattr(self, N(__dict__)), "dir()");
  if (!dict.obj) return NULL;
  if (!IS_SUB(dict.obj, DICT)) return err_format(T(TypeError), "__dict__ is not a dictionary");
  Object *hook = dict_get(dict.obj, N(__dir__));
  if (hook) {
    HOLD(f, NEWREF(hook), "a module's __dir__()");
    return hold_return(object_call0(f.obj), &f, &dict);
  }
  return hold_return(dict_keys_list(dict.obj), &dict);
}

static Object *get_annotations(Object *self) {
  Module *m = mo(self);
  Object *a = dict_get(m->dict, N(__annotations__));
  if (a) return NEWREF(a);
  a = dict_new();
  if (a && dict_set(m->dict, N(__annotations__), a) < 0) CLEAR(a);
  return a;
}
static int set_annotations(Object *self, Object *value) {
  Module *m = mo(self);
  if (value) return dict_set(m->dict, N(__annotations__), value);
  if (dict_contains(m->dict, N(__annotations__))) return dict_del(m->dict, N(__annotations__));
  err_format(T(AttributeError), "__annotations__");
  return -1;
}
static Object *get_dict(Object *self) { return NEWREF(mo(self)->dict ? mo(self)->dict : NONE); }
static const MethodSpec module_methods[] = {
    {"__dir__(self)", module_dir, 0, "__dir__() -> list\nspecialized dir() implementation"},
    {0},
};
static const GetSetSpec module_members[] = {
    {"__dict__", get_dict, NULL, NULL},
    {0},
};
static const GetSetSpec module_getset[] = {
    {"__annotations__", get_annotations, set_annotations, NULL},
    {0},
};
static const FieldSpec module_fields[] = {
    FIELD(Module, dict, "__dict__", FIELD_OWN, 0),
    FIELD(Module, name, "__name__", FIELD_OWN, 0),
    {0},
};
const TypeSpec module_spec = {
    .name = "module",
    .doc = "module(name, doc=None)\n--\n\nCreate a module object.\n\nThe name must be a string; the optional "
           "doc argument can have any type.",
    .basic_size = 56, /* CPython's */
    .flags = TYPE_GC | TYPE_BASE,
    .weaklist_offset = offsetof(Module, weaklist),
    .dict_offset = offsetof(Module, dict),
    .fields = module_fields,
    .methods = module_methods,
    .members = module_members,
    .getset = module_getset,
    .slots = {.new_ = module_new_slot,
              .init = module_init_slot,
              .repr = module_repr,
              .getattro = module_getattro,
              .setattro = object_generic_setattr},
};
_Static_assert(sizeof(Module) <= 56, "a module fits the size CPython gives it");
