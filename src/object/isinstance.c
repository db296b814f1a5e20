/* isinstance() and issubclass(). */
#include "object/err.h"
#include "object/function.h"
#include "object/genericalias.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"

/* cls.__bases__ if it is a tuple; NULL without an exception if not. */
static Own abstract_bases(Ref cls) {
  Object *bases;
  if (object_lookup_attr(cls, N(__bases__), &bases) <= 0) return NULL;
  if (IS_SUB(bases, TUPLE)) return bases;
  DECREF(bases);
  return NULL;
}

/* Things that are not types but have __bases__ count as classes. */
static int abstract_is_subclass(Ref derived, Ref cls) {
  if (derived == cls) return 1;
  HOLD(bases, abstract_bases(derived), "issubclass()");
  if (!bases.obj) return RT->exc ? -1 : 0;
  if (!recursion_enter(" in __issubclass__")) return -1;
  int r = 0;
  for (ssize_t i = 0; r == 0 && i < tuple_size(bases.obj); i++)
    r = abstract_is_subclass(tuple_item(bases.obj, i), cls);
  recursion_leave();
  return r;
}

static bool is_class(Ref o, const char *error) {
  if (IS_SUB(o, TYPE)) return true;
  HOLD(bases, abstract_bases(o), "issubclass()");
  if (bases.obj) return true;
  if (!RT->exc) err_format(T(TypeError), "%s", error);
  return false;
}

int object_real_is_instance(Ref o, Ref cls) {
  if (IS_SUB(cls, TYPE)) {
    if (type_is_subtype(TYPE(o), (Type *)cls)) return 1;
    Object *claimed;
    int found = object_lookup_attr(o, N(__class__), &claimed);
    if (found <= 0) return found;
    int r = claimed != (Object *)TYPE(o) && IS_SUB(claimed, TYPE) &&
            type_is_subtype((Type *)claimed, (Type *)cls);
    DECREF(claimed);
    return r;
  }
  if (!is_class(cls, "isinstance() arg 2 must be a type, a tuple of types, or a union")) return -1;
  HOLD(claimed, NULL, "isinstance()");
  int found = object_lookup_attr(o, N(__class__), &claimed.obj);
  return found <= 0 ? found : abstract_is_subclass(claimed.obj, cls);
}

int object_real_is_subclass(Ref c, Ref cls) {
  if (IS_SUB(c, TYPE) && IS_SUB(cls, TYPE)) return type_is_subtype((Type *)c, (Type *)cls);
  if (!is_class(c, "issubclass() arg 1 must be a class")) return -1;
  if (!IS_EXACT(cls, UNION) &&
      !is_class(cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"))
    return -1;
  return abstract_is_subclass(c, cls);
}

typedef int (*RealCheck)(Ref o, Ref cls);

static int check(Ref o, Ref cls, Object *hook_name, RealCheck real, const char *where) {
  if (IS_EXACT(cls, TYPE)) {
    if (real == object_real_is_instance && TYPE(o) == (Type *)cls) return 1;
    return real(o, cls);
  }
  if (IS_SUB(cls, TUPLE)) {
    if (!recursion_enter(where)) return -1;
    HOLD(classes, NEWREF(cls), "isinstance()");
    int r = 0;
    for (ssize_t i = 0; r == 0 && i < tuple_size(cls); i++)
      r = check(o, tuple_item(cls, i), hook_name, real, where);
    recursion_leave();
    return r;
  }
  HOLD(hook, object_lookup_special(cls, hook_name), "isinstance()");
  if (!hook.obj) return RT->exc ? -1 : real(o, cls);
  if (!recursion_enter(where)) return -1;
  HOLD(r, object_call1(hook.obj, o), "isinstance()");
  recursion_leave();
  return r.obj ? object_is_true(r.obj) : -1;
}

int object_is_instance(Ref o, Ref cls) {
  if (TYPE(o) == (Type *)cls) return 1;
  return check(o, cls, N(__instancecheck__), object_real_is_instance, " in __instancecheck__");
}
int object_is_subclass(Ref c, Ref cls) {
  return check(c, cls, N(__subclasscheck__), object_real_is_subclass, " in __subclasscheck__");
}
