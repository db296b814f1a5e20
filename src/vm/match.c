/* Pattern matching: mappings and classes. */
#include "vm/eval.h"

Own vm_match_keys(Ref subject, Ref keys) {
  ssize_t n = VARSIZE(keys);
  if (n == 0) return NEWREF(RT->empty_tuple);
  Object *get = NULL;
  int unbound = object_get_method(subject, N(get), &get);
  if (get == NULL) return NULL;
  HOLD(method, get, "match statement");
  HOLD(seen, set_new(NULL), "match statement");
  if (seen.obj == NULL) return NULL;
  HOLD(dummy, object_new(T(OBJECT), 0), "match statement");
  HOLD(values, dummy.obj ? tuple_new(n) : NULL, "match statement");
  if (values.obj == NULL) return NULL;
  for (ssize_t i = 0; i < n; i++) {
    Object *key = tuple_item(keys, i);
    int known = set_contains(seen.obj, key);
    if (known < 0) return NULL;
    if (known) return err_format(T(ValueError), "mapping pattern checks duplicate key (%R)", key);
    if (set_add(seen.obj, key)) return NULL;
    Object *args[3] = {subject, key, dummy.obj};
    Object *value =
        unbound ? object_call(method.obj, args, 3, NULL) : object_call(method.obj, args + 1, 2, NULL);
    if (value == NULL) return NULL;
    if (value == dummy.obj) {
      DECREF(value);
      return hold_return(NEWREF(NONE), &values, &dummy, &seen, &method);
    }
    ((Tuple *)values.obj)->items[i] = value;
  }
  return hold_return(hold_take(&values), &dummy, &seen, &method);
}

/* One attribute that a class pattern asks for; NULL without exception: missing. */
static Own match_attribute(Ref subject, Ref cls, Ref name, Ref seen) {
  int known = set_contains(seen, name);
  if (known < 0) return NULL;
  if (known)
    return err_format(T(TypeError), "%N() got multiple sub-patterns for attribute %R", (Type *)cls, name);
  if (set_add(seen, name)) return NULL;
  Object *value = NULL;
  if (object_lookup_attr(subject, name, &value) < 0) return NULL;
  return value;
}

Own vm_match_class(Ref subject, Ref cls, ssize_t npositional, Ref names) {
  if (!IS_SUB(cls, TYPE)) return err_format(T(TypeError), "called match pattern must be a class");
  int is = object_is_instance(subject, cls);
  if (is < 0) return NULL;
  if (is == 0) return NEWREF(NONE);
  HOLD(seen, set_new(NULL), "match statement");
  HOLD(attrs, seen.obj ? list_new(0) : NULL, "match statement");
  if (attrs.obj == NULL) return NULL;
  if (npositional > 0) {
    bool match_self = false;
    Object *found = NULL;
    if (object_lookup_attr(cls, N(__match_args__), &found) < 0) return NULL;
    HOLD(match_args, found, "match statement");
    if (found) {
      if (!IS_EXACT(found, TUPLE))
        return err_format(T(TypeError), "%s.__match_args__ must be a tuple (got %T)", ((Type *)cls)->name,
                          found);
    } else {
      match_self = TYPE_HAS((Type *)cls, TYPE_MATCH_SELF);
    }
    ssize_t allowed = match_self ? 1 : found ? VARSIZE(found) : 0;
    if (allowed < npositional)
      return err_format(T(TypeError), "%s() accepts %zd positional sub-pattern%s (%zd given)",
                        ((Type *)cls)->name, allowed, allowed == 1 ? "" : "s", npositional);
    if (match_self) {
      if (list_append(attrs.obj, subject)) return NULL;
    } else {
      for (ssize_t i = 0; i < npositional; i++) {
        Object *name = tuple_item(found, i);
        if (!IS_EXACT(name, STR))
          return err_format(T(TypeError), "__match_args__ elements must be strings (got %T)", name);
        Object *value = match_attribute(subject, cls, name, seen.obj);
        if (value == NULL)
          return hold_return(err_occurred() ? NULL : NEWREF(NONE), &match_args, &attrs, &seen);
        if (list_append_steal(attrs.obj, value)) return NULL;
      }
    }
  }
  for (ssize_t i = 0; i < VARSIZE(names); i++) {
    Object *value = match_attribute(subject, cls, tuple_item(names, i), seen.obj);
    if (value == NULL) return hold_return(err_occurred() ? NULL : NEWREF(NONE), &attrs, &seen);
    if (list_append_steal(attrs.obj, value)) return NULL;
  }
  return hold_return(list_as_tuple(attrs.obj), &attrs, &seen);
}
