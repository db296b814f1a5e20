/* The module atexit: functions to call when the program ends, the last one registered first. */
#include "object/dict.h"
#include "object/err.h"
#include "object/function.h"
#include "object/list.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/upcalls.h"

static Object *atexit_register(Object *self, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)self;
  if (nargs < 1) return err_format(T(TypeError), "register() takes at least 1 argument (0 given)");
  if (!object_is_callable(args[0])) return err_format(T(TypeError), "the first argument must be callable");
  if (!RT->exit_functions && !(RT->exit_functions = list_new(0))) return NULL;
  HOLD(positional, tuple_from_array(args + 1, nargs - 1), "atexit.register()");
  HOLD(keywords, dict_new(), "atexit.register()");
  if (!positional.obj || !keywords.obj) return NULL;
  for (ssize_t i = 0; kwnames && i < tuple_size(kwnames); i++)
    if (dict_set(keywords.obj, tuple_item(kwnames, i), args[nargs + i]) < 0) return NULL;
  Object *entry = tuple_pack(3, args[0], positional.obj, keywords.obj);
  if (!entry || list_append_steal(RT->exit_functions, entry) < 0) return NULL;
  return hold_return(NEWREF(args[0]), &keywords, &positional);
}

static void report(Object *function) {
  HOLD(exc, err_take(), "atexit");
  HOLD(line, str_format("Exception ignored in atexit callback: %R\n", function), "atexit");
  ssize_t length;
  const char *text = line.obj ? str_utf8(line.obj, &length) : NULL;
  if (text) vm_write_stderr(text, (size_t)length);
  if (RT->exc) err_clear();
  if (exc.obj) vm_print_exception(exc.obj);
}

static Object *run_exitfuncs(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  while (RT->exit_functions && VARSIZE(RT->exit_functions) > 0) {
    ssize_t last = VARSIZE(RT->exit_functions) - 1;
    HOLD(entry, NEWREF(list_item(RT->exit_functions, last)), "atexit");
    if (list_set_slice(RT->exit_functions, last, last + 1, NULL) < 0) return NULL;
    Object *r =
        object_call_tuple(tuple_item(entry.obj, 0), tuple_item(entry.obj, 1), tuple_item(entry.obj, 2));
    if (r)
      DECREF(r);
    else
      report(tuple_item(entry.obj, 0));
  }
  RETURN_NONE;
}

static Object *atexit_unregister(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)nargs;
  for (ssize_t i = 0; RT->exit_functions && i < VARSIZE(RT->exit_functions);) {
    HOLD(entry, NEWREF(list_item(RT->exit_functions, i)), "atexit.unregister()");
    int equal = object_compare_bool(tuple_item(entry.obj, 0), args[0], CMP_EQ);
    if (equal < 0) return NULL;
    if (!equal)
      i++;
    else if (list_set_slice(RT->exit_functions, i, i + 1, NULL) < 0)
      return NULL;
  }
  RETURN_NONE;
}

static Object *atexit_clear(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  CLEAR(RT->exit_functions);
  RETURN_NONE;
}
static Object *ncallbacks(Object *self, Object *const *args, ssize_t nargs) {
  (void)self, (void)args, (void)nargs;
  return int_from_i64(RT->exit_functions ? VARSIZE(RT->exit_functions) : 0);
}

static const MethodSpec functions[] = {
    {"register($module, func, /, *args, **kwargs)", AS_RAW(atexit_register), METHOD_RAW,
     "Register a function to be executed upon normal program termination\n\n    func - function to be called "
     "at exit\n    args - optional arguments to "
     "pass to func\n    kwargs - optional keyword arguments to pass to func\n\n    func is returned to "
     "facilitate usage as a decorator."},
    {"unregister($module, func, /)", atexit_unregister, 0,
     "Unregister an exit function which was previously registered using\natexit.register\n\n    func - "
     "function to be unregistered"},
    {"_clear($module, /)", atexit_clear, 0, "Clear the list of previously registered exit functions."},
    {"_run_exitfuncs($module, /)", run_exitfuncs, 0,
     "Run all registered exit functions.\n\nIf a callback raises an exception, it is logged with "
     "sys.unraisablehook."},
    {"_ncallbacks($module, /)", ncallbacks, 0, "Return the number of registered exit functions."},
    {0},
};

Own module_atexit_init(void) {
  HOLD(m,
       module_new("atexit", "allow programmer to define multiple exit functions to be executed\nupon normal "
                            "program termination.\n\nTwo public "
                            "functions, register and unregister, are defined.\n"),
       "import");
  if (!m.obj || native_add_functions(m.obj, functions) < 0) return NULL;
  return hold_take(&m);
}
