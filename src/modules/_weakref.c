/* The module _weakref; weakref itself is in Python. */
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/type.h"

static WeakRef *head_of(Object *o) {
  int32_t offset = TYPE(o)->weaklist_offset;
  return offset ? *(WeakRef **)(void *)((char *)o + offset) : NULL;
}

static Object *getweakrefcount(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  int64_t n = 0;
  for (WeakRef *w = head_of(args[0]); w; w = w->next) n++;
  return int_from_i64(n);
}
static Object *getweakrefs(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  HOLD(list, list_new(0), "getweakrefs()");
  if (!list.obj) return NULL;
  for (WeakRef *w = head_of(args[0]); w; w = w->next)
    if (list_append(list.obj, (Object *)w) < 0) return NULL;
  return hold_take(&list);
}
static Object *proxy(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  return weakref_proxy_new(args[0], args[1]);
}
/* For WeakValueDictionary: removes the entry if it still is a dead reference. */
static Object *remove_dead(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  if (!IS_SUB(args[0], DICT))
    return err_format(T(TypeError), "_remove_dead_weakref() argument 1 must be dict, not %T", args[0]);
  Object *value = dict_get(args[0], args[1]);
  if (!value) {
    if (RT->exc) return NULL;
    RETURN_NONE;
  }
  if (!object_is_instance_of(value, T(WEAKREF))) return err_format(T(TypeError), "not a weakref");
  if (weakref_get(value) == NONE && dict_del(args[0], args[1]) < 0) {
    if (!err_matches(T(KeyError))) return NULL;
    err_clear();
  }
  RETURN_NONE;
}

static const MethodSpec functions[] = {
    {"getweakrefcount($module, object, /)", getweakrefcount, 0,
     "Return the number of weak references to 'object'."},
    {"getweakrefs($module, object, /)", getweakrefs, 0,
     "Return a list of all weak reference objects pointing to 'object'."},
    {"proxy($module, object, callback=None, /)", proxy, 0,
     "Create a proxy object that weakly references 'object'.\n\n'callback', if given, is called with a "
     "reference to the\nproxy when 'object' is about to be "
     "finalized."},
    {"_remove_dead_weakref($module, dct, key, /)", remove_dead, 0,
     "Atomically remove key from dict if it points to a dead weakref."},
    {0},
};

Own module_weakref_init(void) {
  HOLD(m, module_new("_weakref", "Weak-reference support module."), "import");
  if (!m.obj || module_add(m.obj, "ref", (Object *)T(WEAKREF)) < 0 ||
      module_add(m.obj, "ReferenceType", (Object *)T(WEAKREF)) < 0 ||
      module_add(m.obj, "ProxyType", (Object *)T(WEAKPROXY)) < 0 ||
      module_add(m.obj, "CallableProxyType", (Object *)T(WEAKCALLABLEPROXY)) < 0 ||
      native_add_functions(m.obj, functions) < 0)
    return NULL;
  return hold_take(&m);
}
