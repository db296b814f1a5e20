/* The pending exception: raising, chaining, matching, clearing. */
#include "object/err.h"

#include <stdarg.h>

#include "object/dict.h"
#include "object/exceptions.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

static BaseException *as_exc(Object *o) { return (BaseException *)o; }

/* Hang the exception being handled behind the new one; take it out of the chain first if the new one is
 * already in it. */
static void chain_to_handled(Object *exc) {
  Object *handled = vm_handled_exception();
  if (!handled || handled == NONE || handled == exc) return;
  Object *o = handled, *slow = handled;
  bool step = false;
  for (;;) {
    Object *context = as_exc(o)->context;
    if (!context) break;
    if (context == exc) {
      CLEAR(as_exc(o)->context);
      break;
    }
    o = context;
    if (o == slow) break; /* a cycle made by hand (Floyd) */
    if (step) slow = as_exc(slow)->context;
    step = !step;
  }
  SETREF(as_exc(exc)->context, NEWREF(handled));
}

/* Takes over exc. */
static Object *set_pending(Object *exc) {
  chain_to_handled(exc);
  Object *old = RT->exc;
  RT->exc = exc;
  XDECREF(old);
  return NULL;
}

void err_restore_steal(Object *exc) {
  Object *old = RT->exc;
  RT->exc = exc;
  XDECREF(old);
}

/* CPython leaves some room above the limit for the making of exceptions. */
enum { HEADROOM = 50 };
static int32_t enter_headroom(void) {
  int32_t kept = RT->recursion_depth;
  RT->recursion_depth = kept > HEADROOM ? kept - HEADROOM : 0;
  return kept;
}

Own exception_new(Type *exc, Object *const *args, ssize_t nargs) {
  int32_t kept = enter_headroom();
  Object *made = object_call((Object *)exc, args, nargs, NULL);
  RT->recursion_depth = kept;
  return made;
}

/* Making the exception may itself fail; then that failure is what is pending. */
static Object *raise_made(Object *exc) {
  if (!exc) return NULL;
  if (!IS_SUB(exc, EXC)) {
    HOLD(wrong, exc, "raising an exception");
    return err_format(T(TypeError), "calling %R should have returned an instance of BaseException, not %T",
                      TYPE(exc), exc);
  }
  return set_pending(exc);
}

/* The traceback goes after the exception, not inside its death: CPython has the two apart. */
static void drop_pending(void) {
  HOLD(old, RT->exc, "an error that is over");
  RT->exc = NULL;
  if (!old.obj) return;
  HOLD(traceback, NULL, "an error that is over");
  if (old.obj->refcnt == 1) {
    traceback.obj = as_exc(old.obj)->traceback;
    as_exc(old.obj)->traceback = NULL;
  }
  CLEAR(old.obj);
}

/* CPython keeps no more than the class and the text of an error of its own, until somebody catches it; unless
 * another exception is being handled, behind which the new one is hung at once. */
static Object *raise_text(Type *exc, Ref text) {
  Object *handled = vm_handled_exception();
  return raise_made(handled && handled != NONE ? exception_new(exc, &text, 1)
                                               : exception_new_text(exc, text));
}

Object *err_format(Type *exc, const char *format, ...) {
  drop_pending();
  va_list args;
  va_start(args, format);
  Object *text = str_format_v(format, args);
  va_end(args);
  if (!text) return NULL;
  HOLD(message, text, "an error message");
  return hold_return(raise_text(exc, message.obj), &message);
}

Object *err_set_value(Type *exc, Ref value) {
  HOLD(kept, NEWREF(value), "an error value");
  drop_pending();
  if (object_is_instance_of(kept.obj, exc)) return set_pending(hold_take(&kept));
  if (kept.obj == NONE) return hold_return(raise_made(exception_new(exc, NULL, 0)), &kept);
  if (IS_SUB(kept.obj, TUPLE))
    return hold_return(raise_made(object_call_tuple((Object *)exc, kept.obj, NULL)), &kept);
  if (IS_EXACT(kept.obj, STR)) return hold_return(raise_text(exc, kept.obj), &kept);
  return hold_return(raise_made(exception_new(exc, &kept.obj, 1)), &kept);
}

Object *err_set_none(Type *exc) {
  drop_pending();
  return raise_made(exception_new(exc, NULL, 0));
}

Object *err_no_memory(void) {
  drop_pending();
  Object *exc = memory_error_kept();
  if (!exc && !RT->without_memory) {
    RT->without_memory = true;
    exc = exception_new(T(MemoryError), NULL, 0);
    RT->without_memory = false;
    if (!exc) return NULL;
  }
  if (exc) return set_pending(exc);
  /* There is no memory for the exception either. */
  exc = RT->memory_error;
  if (!exc) return NULL;
  if (exc->refcnt == 1) { /* nothing else holds it any more */
    BaseException *e = as_exc(exc);
    CLEAR(e->traceback);
    CLEAR(e->context);
    CLEAR(e->cause);
    CLEAR(e->notes);
    e->suppress_context = 0;
  }
  return set_pending(NEWREF(exc));
}

Object *err_key(Ref key) {
  HOLD(kept, NEWREF(key), "a missing key");
  drop_pending();
  return hold_return(raise_made(exception_new(T(KeyError), &kept.obj, 1)), &kept);
}

Object *err_stop_iteration(Ref value) {
  HOLD(kept, XNEWREF(value), "the value of StopIteration");
  drop_pending();
  return hold_return(raise_made(exception_new(T(StopIteration), &kept.obj, kept.obj ? 1 : 0)), &kept);
}

bool err_given_matches(Ref exc, Ref type) {
  if (!exc || !type) return false;
  if (IS_SUB(type, TUPLE)) {
    for (ssize_t i = 0; i < tuple_size(type); i++)
      if (err_given_matches(exc, tuple_item(type, i))) return true;
    return false;
  }
  Type *given = IS_SUB(exc, TYPE) ? (Type *)exc : TYPE(exc);
  if (IS_SUB(type, TYPE)) return type_is_subtype(given, (Type *)type);
  return exc == type;
}

bool err_matches(Type *exc) { return RT->exc && object_is_instance_of(RT->exc, exc); }
void err_clear(void) { drop_pending(); }

Own err_take(void) {
  Object *exc = RT->exc;
  RT->exc = NULL;
  return exc;
}

void err_chain_context(Ref context) {
  if (!context || !RT->exc || RT->exc == context || as_exc(RT->exc)->context) return;
  as_exc(RT->exc)->context = NEWREF(context);
}

void err_write_unraisable(Ref where) {
  Object *taken = err_take();
  if (!taken) return;
  HOLD(exc, taken, "an exception that nobody receives");
  vm_unraisable(exc.obj, where);
  if (RT->exc) err_clear();
}

Object *err_bad_argument_type(const char *function, const char *expected, Ref got) {
  return err_format(T(TypeError), "%s() argument must be %s, not %T", function, expected, got);
}

bool recursion_refuse(const char *where) {
  if (RT->refusing) { /* the exception itself is being made, in the reserve */
    RT->recursion_depth++;
    return true;
  }
  RT->refusing = true;
  int32_t kept = enter_headroom();
  err_format(T(RecursionError), "maximum recursion depth exceeded%s", where);
  RT->recursion_depth = kept;
  RT->refusing = false;
  return false;
}
