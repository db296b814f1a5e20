/* Raising and matching exceptions: what the raise, except and except* statements do. */
#include "object/exceptions.h"

#include "vm/eval.h"

Object *vm_handled_exception(void) {
  for (ExcStackItem *e = VM->exc_info; e; e = e->previous)
    if (e->value && e->value != NONE) return e->value;
  return NULL;
}

static bool is_exception_class(Ref o) { return IS_SUB(o, TYPE) && TYPE_HAS((Type *)o, TYPE_SUB_EXC); }

/* An instance of what stands behind `raise` or `from`; NULL with exception. */
static Own instantiate(Ref exc, const char *what) {
  if (is_exception_class(exc)) {
    Object *o = object_call0(exc);
    if (o && !IS_SUB(o, EXC)) {
      HOLD(wrong, o, "raise statement");
      return err_format(T(TypeError), "calling %R should have returned an instance of BaseException, not %R",
                        exc, TYPE(o));
    }
    return o;
  }
  if (IS_SUB(exc, EXC)) return NEWREF(exc);
  return err_format(T(TypeError), "%s", what);
}

bool vm_raise(Ref exc, Ref cause) {
  if (exc == NULL) {
    Object *handled = vm_handled_exception();
    if (handled == NULL) {
      err_format(T(RuntimeError), "No active exception to reraise");
      return false;
    }
    err_restore_steal(NEWREF(handled));
    return true;
  }
  HOLD(value, instantiate(exc, "exceptions must derive from BaseException"), "raise statement");
  if (value.obj == NULL) return false;
  if (cause) {
    Object *fixed = NULL;
    if (is_exception_class(cause) || IS_SUB(cause, EXC)) {
      fixed = instantiate(cause, "");
      if (fixed == NULL) return false;
    } else if (cause != NONE) {
      err_format(T(TypeError), "exception causes must derive from BaseException");
      return false;
    }
    BaseException *e = (BaseException *)value.obj;
    e->suppress_context = 1;
    SETREF(e->cause, fixed);
  }
  err_set_value(TYPE(value.obj), value.obj);
  return false;
}

void vm_set_exception_steal(Object *exc) {
  HOLD(e, exc, "raise statement");
  err_set_value(TYPE(exc), exc);
}

Own vm_lookup_special(Ref o, Ref name, const char *message) {
  Object *found = object_lookup_special(o, name);
  if (found == NULL && !err_occurred()) err_format(T(TypeError), message, o);
  return found;
}

bool vm_check_except_type(Ref type) {
  bool good = true;
  if (IS_SUB(type, TUPLE)) {
    for (ssize_t i = 0; i < VARSIZE(type); i++) good = good && is_exception_class(tuple_item(type, i));
  } else {
    good = is_exception_class(type);
  }
  if (!good)
    err_format(T(TypeError), "catching classes that do not inherit from BaseException is not allowed");
  return good;
}

static bool is_group_class(Ref o) {
  return IS_SUB(o, TYPE) && type_is_subtype((Type *)o, T(BaseExceptionGroup));
}

void vm_release_matched(Object *exc, Object *handled, Object *type) {
  HOLD(last, type, "except*");
  HOLD(second, handled, "except*");
  HOLD(first, exc, "except*");
}

int vm_exception_group_match(Ref exc, Ref type, Object **match, Object **rest) {
  if (!vm_check_except_type(type)) return -1;
  bool group = false;
  if (IS_SUB(type, TUPLE)) {
    for (ssize_t i = 0; i < VARSIZE(type); i++) group = group || is_group_class(tuple_item(type, i));
  } else {
    group = is_group_class(type);
  }
  if (group) {
    err_format(T(TypeError), "catching ExceptionGroup with except* is not allowed. Use except instead.");
    return -1;
  }
  if (exc == NONE) {
    *match = NEWREF(NONE);
    *rest = NEWREF(NONE);
    return 0;
  }
  if (err_given_matches(exc, type)) {
    if (object_is_instance_of(exc, T(BaseExceptionGroup))) {
      *match = NEWREF(exc);
    } else { /* a naked exception is wrapped */
      HOLD(list, tuple_pack(1, exc), "except*");
      if (list.obj == NULL) return -1;
      Object *args[2] = {(Object *)RT->empty_str, list.obj};
      *match = hold_return(object_call((Object *)T(BaseExceptionGroup), args, 2, NULL), &list);
      if (*match == NULL) return -1;
    }
    *rest = NEWREF(NONE);
    return 0;
  }
  if (object_is_instance_of(exc, T(BaseExceptionGroup))) {
    HOLD(name, str_intern("split"), "except*");
    HOLD(pair, name.obj ? object_call_method1(exc, name.obj, type) : NULL, "except*");
    if (pair.obj == NULL) return -1;
    if (!IS_EXACT(pair.obj, TUPLE) || VARSIZE(pair.obj) != 2) {
      err_format(T(TypeError), "%T.split must return a 2-tuple", exc);
      return -1;
    }
    HOLD(first, NEWREF(tuple_item(pair.obj, 0)), "except*");
    *rest = hold_return(NEWREF(tuple_item(pair.obj, 1)), &pair, &name);
    *match = hold_take(&first);
    return 0;
  }
  *match = NEWREF(NONE);
  *rest = NEWREF(exc);
  return 0;
}

static bool same_metadata(Ref a, Ref b) {
  if (!object_is_instance_of(a, T(BaseExceptionGroup)) || !object_is_instance_of(b, T(BaseExceptionGroup)))
    return false;
  const BaseException *x = (const BaseException *)a, *y = (const BaseException *)b;
  return x->notes == y->notes && x->traceback == y->traceback && x->cause == y->cause &&
         x->context == y->context;
}

Own vm_prepare_reraise_star(Ref orig, Ref excs) {
  ssize_t n = VARSIZE(excs);
  if (n == 0) return NEWREF(NONE);
  if (!object_is_instance_of(orig, T(BaseExceptionGroup))) return NEWREF(list_item(excs, 0));
  HOLD(raised, list_new(0), "except*");
  HOLD(again, list_new(0), "except*");
  if (raised.obj == NULL || again.obj == NULL) return NULL;
  for (ssize_t i = 0; i < n; i++) {
    Object *e = list_item(excs, i);
    if (e == NONE) continue;
    if (list_append(same_metadata(e, orig) ? again.obj : raised.obj, e)) return NULL;
  }
  HOLD(rest, exception_group_projection(orig, again.obj), "except*");
  if (rest.obj == NULL) return NULL;
  if (VARSIZE(raised.obj) == 0) return hold_return(hold_take(&rest), &again, &raised);
  if (rest.obj != NONE && list_append(raised.obj, rest.obj)) return NULL;
  Object *args[2] = {(Object *)RT->empty_str, raised.obj};
  return hold_return(object_call((Object *)T(BaseExceptionGroup), args, 2, NULL), &rest, &again, &raised);
}
