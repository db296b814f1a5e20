/* The module sys: the interpreter's state as the program sees it. */
#include "object/containers.h"
#include "object/err.h"
#include "object/float.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/type.h"
#include "object/upcalls.h"

#include "modules/sysinfo.h"
#include "modules/textio.h"
#include "vm/eval.h"
#include "vm/frame.h"
#include "vm/traceback.h"

#define FN(name) static Object *sys_##name(Object *module, Object *const *args, ssize_t nargs)
#define IGNORE   (void)module, (void)args, (void)nargs

FN(getrefcount) {
  IGNORE;
  return int_from_i64(args[0]->refcnt);
}

FN(getsizeof) {
  IGNORE;
  Object *o = args[0], *fallback = args[1];
  HOLD(name, str_intern("__sizeof__"), "getsizeof()");
  if (name.obj == NULL) return NULL;
  Object *found = type_lookup(TYPE(o), name.obj);
  if (found == NULL) return hold_return(int_from_u64(object_size(o)), &name);
  HOLD(method, object_lookup_special(o, name.obj), "getsizeof()"); /* also the built-in one, as in CPython */
  if (method.obj && IS_EXACT(found, METHOD_DESCR))
    return hold_return(int_from_u64(object_size(o)), &method, &name);
  HOLD(size, method.obj ? object_call0(method.obj) : NULL, "getsizeof()");
  if (size.obj && !IS_SUB(size.obj, INT)) {
    CLEAR(size.obj);
    err_format(T(TypeError), "an integer is required");
  }
  if (size.obj == NULL) {
    if (fallback && err_matches(T(TypeError))) {
      err_clear();
      return hold_return(NEWREF(fallback), &size, &method, &name);
    }
    return NULL;
  }
  int64_t n = int_as_i64(size.obj);
  if (n == -1 && err_occurred()) return NULL;
  if (n < 0) return err_format(T(ValueError), "__sizeof__() should return >= 0");
  if (object_is_gc_dynamic(o)) n += TYPE_HAS(TYPE(o), TYPE_MANAGED_DICT) ? 32 : 16;
  return hold_return(int_from_i64(n), &size, &method, &name);
}

FN(exit) {
  IGNORE;
  return err_set_value(T(SystemExit), args[0] ? args[0] : NONE);
}

FN(exc_info) {
  IGNORE;
  Object *exc = vm_handled_exception();
  if (exc == NULL) return tuple_pack(3, NONE, NONE, NONE);
  Object *tb = ((BaseException *)exc)->traceback;
  return tuple_pack(3, (Object *)TYPE(exc), exc, tb ? tb : NONE);
}

FN(exception) {
  IGNORE;
  Object *exc = vm_handled_exception();
  return NEWREF(exc ? exc : NONE);
}

FN(intern) {
  IGNORE;
  if (!IS_SUB(args[0], STR))
    return err_format(T(TypeError), "intern() argument must be str, not %T", args[0]);
  if (!IS_EXACT(args[0], STR)) return err_format(T(TypeError), "can't intern %T", args[0]);
  Object *s = NEWREF(args[0]);
  str_intern_in_place(&s);
  return s;
}

FN(getframe) {
  IGNORE;
  int64_t depth = 0;
  if (args[0]) {
    depth = object_as_index(args[0], T(OverflowError));
    if (err_occurred()) return NULL;
  }
  Frame *f = frame_complete(VM->frame);
  while (f && depth-- > 0) f = frame_complete(f->previous);
  if (f == NULL) return err_format(T(ValueError), "call stack is not deep enough");
  FrameObject *o = frame_object(f);
  return o ? NEWREF((Object *)o) : NULL;
}

FN(getrecursionlimit) {
  IGNORE;
  return int_from_i64(RT->recursion_limit);
}

FN(setrecursionlimit) {
  IGNORE;
  int64_t limit;
  if (!IS_SUB(args[0], INT)) {
    limit = object_as_index(args[0], T(OverflowError));
    if (err_occurred()) return NULL;
  } else if (!int_fits_i64(args[0], &limit) || limit > INT32_MAX || limit < INT32_MIN) {
    return err_format(T(OverflowError), "Python int too large to convert to C int");
  }
  if (limit < 1) return err_format(T(ValueError), "recursion limit must be greater or equal than 1");
  if (RT->recursion_depth >= limit)
    return err_format(T(RecursionError),
                      "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low",
                      (int)limit, (int)RT->recursion_depth);
  RT->recursion_limit = (int32_t)limit;
  RETURN_NONE;
}

FN(get_int_max_str_digits) {
  IGNORE;
  return int_from_i64(RT->int_max_str_digits);
}

FN(set_int_max_str_digits) {
  IGNORE;
  int64_t n = object_as_index(args[0], T(OverflowError));
  if (err_occurred()) return NULL;
  if (n != 0 && n < 640) return err_format(T(ValueError), "maxdigits must be 0 or larger than 640");
  RT->int_max_str_digits = (int32_t)MIN(n, INT32_MAX);
  RETURN_NONE;
}

FN(displayhook) {
  (void)nargs;
  Object *o = args[0];
  HOLD(builtins, dict_get(RT->sys_modules, N(builtins)), "displayhook()");
  if (builtins.obj)
    INCREF(builtins.obj);
  else
    return err_format(T(RuntimeError), "lost builtins module");
  if (o == NONE) return hold_return(NEWREF(NONE), &builtins);
  if (object_setattr(builtins.obj, N(_), NONE)) return NULL;
  Object *out = dict_get(module_dict(module), N(stdout));
  if (out == NULL || out == NONE) return err_format(T(RuntimeError), "lost sys.stdout");
  HOLD(file, NEWREF(out), "displayhook()");
  HOLD(text, object_repr(o), "displayhook()");
  if (text.obj == NULL || file_write(file.obj, text.obj) < 0) return NULL;
  if (file_write(file.obj, (Object *)RT->latin1['\n']) < 0) return NULL;
  if (object_setattr(builtins.obj, N(_), o)) return NULL;
  return hold_return(NEWREF(NONE), &text, &file, &builtins);
}

FN(excepthook) {
  (void)module, (void)nargs;
  if (IS_SUB(args[1], EXC)) vm_print_exception(args[1]);
  RETURN_NONE;
}

FN(unraisablehook) {
  (void)module, (void)nargs;
  HOLD(exc, NULL, "unraisablehook()");
  HOLD(message, NULL, "unraisablehook()");
  HOLD(o, NULL, "unraisablehook()");
  exc.obj = object_getattr(args[0], N(exc_value));
  if (exc.obj) message.obj = object_getattr(args[0], N(err_msg));
  if (message.obj) o.obj = object_getattr(args[0], N(object));
  if (o.obj == NULL) return NULL;
  HOLD(line, NULL, "unraisablehook()");
  if (o.obj != NONE) {
    if (message.obj != NONE)
      line.obj = str_format("%S: %R\n", message.obj, o.obj);
    else
      line.obj = str_format("Exception ignored in: %R\n", o.obj);
  } else if (message.obj != NONE) {
    line.obj = str_format("%S:\n", message.obj);
  }
  if (line.obj == NULL && err_occurred()) {
    err_clear();
    line.obj = str_format("Exception ignored in: <object repr() failed>\n");
  }
  if (line.obj) {
    ssize_t n = 0;
    const char *utf8 = str_utf8(line.obj, &n);
    if (utf8)
      vm_write_stderr(utf8, (size_t)n);
    else
      err_clear();
  }
  HOLD(type, object_getattr(args[0], N(exc_type)), "unraisablehook()");
  HOLD(trace, type.obj ? object_getattr(args[0], N(exc_traceback)) : NULL, "unraisablehook()");
  if (trace.obj == NULL) return NULL;
  vm_print_unraisable(type.obj, exc.obj, trace.obj);
  return hold_return(NEWREF(NONE), &trace, &type, &line, &o, &message, &exc);
}

FN(breakpointhook) {
  IGNORE;
  return err_format(T(RuntimeError),
                    "breakpoint() has nothing to stop: this program runs in a debugger already");
}

FN(settrace) {
  IGNORE;
  if (args[0] == NONE) RETURN_NONE;
  return err_format(T(RuntimeError),
                    "sys.settrace() is not available: the program runs in a debugger already");
}
FN(gettrace) {
  IGNORE;
  RETURN_NONE;
}
FN(getallocatedblocks) {
  IGNORE;
  int64_t n = (int64_t)HEAP->large_blocks;
  for (int c = 0; c < SMALL_CLASSES; c++)
    for (Pool *p = HEAP->used[c]; p && p != &HEAP->none; p = p->next) n += p->used;
  return int_from_i64(n);
}
FN(getdefaultencoding) {
  IGNORE;
  return NEWREF(N(utf8));
}
FN(getfilesystemencodeerrors) {
  IGNORE;
  return str_from_ascii("surrogateescape", -1);
}
FN(getswitchinterval) {
  IGNORE;
  return float_new(0.005);
}
FN(setswitchinterval) {
  IGNORE;
  RETURN_NONE;
}
FN(is_finalizing) {
  IGNORE;
  return BOOL_NEW(RT->in_shutdown);
}
FN(audit) {
  IGNORE;
  RETURN_NONE;
}
FN(clear_type_cache) {
  IGNORE;
  RETURN_NONE;
}
FN(debugmallocstats) {
  IGNORE;
  sys_write_malloc_stats();
  RETURN_NONE;
}
FN(get_asyncgen_hooks) {
  IGNORE;
  return tuple_pack(2, VM->async_firstiter ? VM->async_firstiter : NONE,
                    VM->async_finalizer ? VM->async_finalizer : NONE);
}
FN(set_asyncgen_hooks) {
  IGNORE;
  if (args[0]) SETREF(VM->async_firstiter, args[0] == NONE ? NULL : NEWREF(args[0]));
  if (args[1]) SETREF(VM->async_finalizer, args[1] == NONE ? NULL : NEWREF(args[1]));
  RETURN_NONE;
}
FN(source) { /* for linecache: the text of a source file the program came from */
  IGNORE;
  Object *bytes = VM->file_texts ? dict_get(VM->file_texts, args[0]) : NULL;
  if (bytes == NULL) {
    if (err_occurred()) return NULL;
    RETURN_NONE;
  }
  return NEWREF(bytes);
}

static const MethodSpec sys_functions[] = {
    {"getrefcount($module, object, /)", sys_getrefcount, 0,
     "Return the reference count of object.\n\nThe count returned is generally one higher than you might "
     "expect,\nbecause it includes the (temporary) reference as an argument to\ngetrefcount()."},
    {"getsizeof($module, object, default=<unrepresentable>)", sys_getsizeof, METHOD_TUPLE | METHOD_NAMED,
     "getsizeof(object [, default]) -> int\n\nReturn the size of object in bytes."},
    {"exit($module, status=None, /)", sys_exit, 0,
     "Exit the interpreter by raising SystemExit(status).\n\nIf the status is omitted or None, it defaults "
     "to zero (i.e., success).\nIf the status is an integer, it will be used as the system exit status.\nIf "
     "it is another kind of object, it will be printed and the system\nexit status will be one (i.e., "
     "failure)."},
    {"exc_info($module, /)", sys_exc_info, 0,
     "Return current exception information: (type, value, traceback)."},
    {"exception($module, /)", sys_exception, 0, "Return the current exception."},
    {"intern($module, string, /)", sys_intern, 0,
     "``Intern'' the given string.\n\nThis enters the string in the (global) table of interned strings "
     "whose\npurpose is to speed up dictionary lookups. Return the string itself or\nthe previously interned "
     "string object with the same value."},
    {"_getframe($module, depth=0, /)", sys_getframe, 0, "Return a frame object from the call stack."},
    {"getrecursionlimit($module, /)", sys_getrecursionlimit, 0,
     "Return the current value of the recursion limit."},
    {"setrecursionlimit($module, limit, /)", sys_setrecursionlimit, 0,
     "Set the maximum depth of the Python interpreter stack to n."},
    {"get_int_max_str_digits($module, /)", sys_get_int_max_str_digits, 0,
     "Return the maximum string digits limit for non-binary int<->str conversions."},
    {"set_int_max_str_digits($module, /, maxdigits)", sys_set_int_max_str_digits, 0,
     "Set the maximum string digits limit for non-binary int<->str conversions."},
    {"displayhook($module, object, /)", sys_displayhook, 0,
     "Print an object to sys.stdout and also save it in builtins._"},
    {"excepthook($module, exctype, value, traceback, /)", sys_excepthook, 0,
     "Handle an exception by displaying it with a traceback on sys.stderr."},
    {"unraisablehook($module, unraisable, /)", sys_unraisablehook, 0, "Handle an unraisable exception."},
    {"breakpointhook($module, *args, **kws)", sys_breakpointhook, 0,
     "This hook function is called by built-in breakpoint()."},
    {"settrace($module, function, /)", sys_settrace, 0, NULL},
    {"gettrace($module, /)", sys_gettrace, 0, NULL},
    {"setprofile($module, function, /)", sys_settrace, 0, NULL},
    {"getprofile($module, /)", sys_gettrace, 0, NULL},
    {"getallocatedblocks($module, /)", sys_getallocatedblocks, 0,
     "Return the number of memory blocks currently allocated."},
    {"getdefaultencoding($module, /)", sys_getdefaultencoding, 0,
     "Return the current default encoding used by the Unicode implementation."},
    {"getfilesystemencoding($module, /)", sys_getdefaultencoding, 0, NULL},
    {"getfilesystemencodeerrors($module, /)", sys_getfilesystemencodeerrors, 0, NULL},
    {"getswitchinterval($module, /)", sys_getswitchinterval, 0, NULL},
    {"setswitchinterval($module, interval, /)", sys_setswitchinterval, 0, NULL},
    {"is_finalizing($module, /)", sys_is_finalizing, 0, "Return True if Python is exiting."},
    {"audit($module, event, /, *args)", sys_audit, 0, NULL},
    {"addaudithook($module, hook)", sys_audit, 0, NULL},
    {"_clear_type_cache($module, /)", sys_clear_type_cache, 0, NULL},
    {"_debugmallocstats($module, /)", sys_debugmallocstats, 0,
     "Print debug info to stderr about the state of pymalloc and structure allocators."},
    {"get_asyncgen_hooks($module, /)", sys_get_asyncgen_hooks, 0, NULL},
    {"set_asyncgen_hooks($module, firstiter=<unrepresentable>, finalizer=<unrepresentable>)",
     sys_set_asyncgen_hooks, 0, NULL},
    {"_source($module, filename, /)", sys_source, 0, NULL},
    {0},
};

Own module_sys_init(void) {
  HOLD(m, module_new("sys", NULL), "starting");
  if (m.obj == NULL || native_add_functions(m.obj, sys_functions)) return NULL;
  Object *dict = module_dict(m.obj);
  static const char *const saved[][2] = {{"displayhook", "__displayhook__"},
                                         {"excepthook", "__excepthook__"},
                                         {"unraisablehook", "__unraisablehook__"},
                                         {"breakpointhook", "__breakpointhook__"}};
  for (size_t i = 0; i < ARRAY_LEN(saved); i++) {
    Object *o = dict_get_text(dict, saved[i][0]);
    if (o && dict_set_text(dict, saved[i][1], o)) return NULL;
  }
  static const char *const streams[3] = {"stdin", "stdout", "stderr"};
  static const char *const originals[3] = {"__stdin__", "__stdout__", "__stderr__"};
  for (int i = 0; i < 3; i++) {
    HOLD(file, textio_new(i), "starting");
    if (file.obj == NULL || dict_set_text(dict, originals[i], file.obj) ||
        dict_set_text(dict, streams[i], file.obj))
      return NULL;
  }
  if (dict_set_text(dict, "modules", RT->sys_modules)) return NULL;
  if (sys_add_information(m.obj)) return NULL;
  return hold_take(&m);
}
