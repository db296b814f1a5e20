/* types.SimpleNamespace. */
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"

typedef struct Namespace {
  Object ob;
  Object *dict;
} Namespace;
static Namespace *ns(Object *o) { return (Namespace *)o; }

static Object *namespace_new(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)args, (void)nargs, (void)kwnames;
  HOLD(o, instance_new(cls, 0), "making a namespace");
  if (!o.obj || !(ns(o.obj)->dict = dict_new())) return NULL;
  return hold_take(&o);
}
static int namespace_init(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (nargs) {
    err_format(T(TypeError), "no positional arguments expected");
    return -1;
  }
  for (ssize_t i = 0; kwnames && i < tuple_size(kwnames); i++)
    if (dict_set(ns(self)->dict, tuple_item(kwnames, i), args[i]) < 0) return -1;
  return 0;
}

static Object *namespace_repr(Object *self) {
  const char *name = TYPE(self) == T(NAMESPACE) ? "namespace" : TYPE(self)->name;
  int running = repr_enter(self);
  if (running) return running < 0 ? NULL : str_format("%s(...)", name);
  HOLD(parts, list_new(0), "repr() of a namespace");
  HOLD(keys, dict_keys_list(ns(self)->dict), "repr() of a namespace");
  bool ok = parts.obj && keys.obj;
  for (ssize_t i = 0; ok && i < VARSIZE(keys.obj); i++) {
    Object *key = list_item(keys.obj, i);
    if (!IS_SUB(key, STR) || str_length(key) == 0) continue;
    HOLD(value, XNEWREF(dict_get(ns(self)->dict, key)), "repr() of a namespace");
    if (!value.obj) continue;
    HOLD(part, str_format("%S=%R", key, value.obj), "repr() of a namespace");
    ok = part.obj && list_append(parts.obj, part.obj) == 0;
  }
  repr_leave(self);
  if (!ok) return NULL;
  HOLD(comma, str_from_ascii(", ", 2), "repr() of a namespace");
  HOLD(text, comma.obj ? str_join(comma.obj, parts.obj) : NULL, "repr() of a namespace");
  return hold_return(text.obj ? str_format("%s(%S)", name, text.obj) : NULL, &text, &comma, &keys, &parts);
}

static Object *namespace_compare(Object *a, Object *b, int op) {
  if (!object_is_instance_of(a, T(NAMESPACE)) || !object_is_instance_of(b, T(NAMESPACE)))
    return NEWREF(NOT_IMPLEMENTED);
  return object_compare(ns(a)->dict, ns(b)->dict, op);
}
static Object *namespace_reduce(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return tuple_pack(3, (Object *)TYPE(self), RT->empty_tuple, ns(self)->dict);
}

static const MethodSpec namespace_methods[] = {
    {"__reduce__(self)", namespace_reduce, 0, "Return state information for pickling"},
    {0},
};
static const FieldSpec namespace_fields[] = {
    FIELD(Namespace, dict, "__dict__", FIELD_OWN, FIELD_MEMBER),
    {0},
};
const TypeSpec namespace_spec = {
    .name = "types.SimpleNamespace",
    .doc = "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
    .basic_size = sizeof(Namespace),
    .flags = TYPE_GC | TYPE_BASE,
    .dict_offset = offsetof(Namespace, dict),
    .fields = namespace_fields,
    .methods = namespace_methods,
    .slots = {.new_ = namespace_new,
              .init = namespace_init,
              .repr = namespace_repr,
              .richcompare = namespace_compare,
              .getattro = object_generic_getattr,
              .setattro = object_generic_setattr},
};
