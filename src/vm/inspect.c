/* Answers to the host's questions about the paused program, and warnings. */
#include "vm/inspect.h"

#include <stdarg.h>

#include "compile/compile.h"
#include "object/type.h"
#include "vm/eval.h"
#include "vm/fiber.h"
#include "vm/traceback.h"

static void answer(Ref s, bool failed) {
  ssize_t n = 0;
  const char *utf8 = s ? str_utf8(s, &n) : NULL;
  if (utf8 == NULL) err_clear();
  if (CTRL->answer) CTRL->answer(CTRL->answer_data, utf8 ? utf8 : "", utf8 ? (size_t)n : 0, failed);
}

/* The last line of what would be printed. */
static void answer_exception(void) {
  HOLD(exc, err_take(), "evaluating");
  if (exc.obj == NULL) {
    answer(NULL, true);
    return;
  }
  HOLD(text, vm_exception_text(exc.obj), "evaluating");
  if (text.obj == NULL) {
    err_clear();
    answer(NULL, true);
    return;
  }
  ssize_t end = str_length(text.obj);
  while (end > 0 && str_char((Str *)text.obj, end - 1) == '\n') end--;
  ssize_t start = end;
  while (start > 0 && str_char((Str *)text.obj, start - 1) != '\n') start--;
  HOLD(line, str_substring(text.obj, start, end), "evaluating");
  answer(line.obj, true);
}

void vm_answer(void) {
  Frame *f = CTRL->request_frame ? (Frame *)CTRL->request_frame : frame_complete(VM->frame);
  HOLD(saved, err_take(), "evaluating");
  Object *globals = f ? f->globals : VM->main_module ? module_dict(VM->main_module) : NULL;
  CTRL->request = REQUEST_NONE;
  if (globals == NULL) {
    answer(NULL, true);
    return;
  }
  HOLD(locals, f ? frame_locals(f) : NEWREF(globals), "evaluating");
  HOLD(filename, str_from_ascii("<debugger>", -1), "evaluating");
  if (locals.obj == NULL || filename.obj == NULL) {
    answer_exception();
    return;
  }
  HOLD(code,
       compile_source(CTRL->request_text, CTRL->request_length, filename.obj, COMPILE_EVAL, 0, NULL, NULL),
       "evaluating");
  bool statement = false;
  if (code.obj == NULL && err_matches(T(SyntaxError))) {
    HOLD(first, err_take(), "evaluating");
    code.obj =
        compile_source(CTRL->request_text, CTRL->request_length, filename.obj, COMPILE_EXEC, 0, NULL, NULL);
    statement = true;
    if (code.obj == NULL) { err_restore_steal(hold_take(&first)); }
  }
  HOLD(value, code.obj ? vm_run_code(code.obj, globals, locals.obj) : NULL, "evaluating");
  if (value.obj == NULL) {
    answer_exception();
    return;
  }
  HOLD(text, statement ? NEWREF((Object *)RT->empty_str) : object_repr(value.obj), "evaluating");
  if (text.obj == NULL)
    answer_exception();
  else
    answer(text.obj, false);
}

/* ---- warnings ---- */

/* Has this been said at this line before? The registry is a name of the module, as CPython's. 1, 0, -1. */
static int said_before(Ref registry, Ref key) {
  Object *version = dict_get_text(registry, "version");
  if (!version || !IS_SUB(version, INT)) {
    dict_clear(registry);
    HOLD(zero, int_from_i64(0), "a warning");
    return zero.obj && dict_set_text(registry, "version", zero.obj) == 0 ? 0 : -1;
  }
  Object *known = dict_get(registry, key);
  return known ? object_is_true(known) : err_occurred() ? -1 : 0;
}

/* Through the module warnings if the program uses it, else printed as it would by default. globals: of the
 * frame where it is reported, or NULL: then it is reported each time. source: the object it is about, or
 * NULL. */
static int warn_text(Type *category, Ref filename, int lineno, Ref text, Ref globals, Ref source) {
  HOLD(registry, NULL, "a warning");
  if (globals) {
    HOLD(key, str_intern("__warningregistry__"), "a warning");
    if (!key.obj) return -1;
    registry.obj = XNEWREF(dict_get(globals, key.obj));
    if (!registry.obj && (!(registry.obj = dict_new()) || dict_set(globals, key.obj, registry.obj) < 0))
      return -1;
  }
  HOLD(name, str_intern("warnings"), "a warning");
  Object *module = name.obj && RT->sys_modules ? dict_get(RT->sys_modules, name.obj) : NULL;
  if (module && module != NONE) {
    HOLD(m, NEWREF(module), "a warning");
    HOLD(function, str_intern("warn_explicit"), "a warning");
    HOLD(line, int_from_i64(lineno), "a warning");
    Object *named = globals ? dict_get(globals, N(__name__)) : NULL;
    Object *args[8] = {
        text, (Object *)category, filename, line.obj, named ? named : NONE, registry.obj, NONE, source};
    if (registry.obj) DECREF(hold_take(&registry)); /* the module holds it */
    Object *r = function.obj && line.obj ? object_call_method(m.obj, function.obj, args,
                                                              !globals ? 4
                                                              : source ? 8
                                                                       : 6)
                                         : NULL;
    if (r == NULL) return -1;
    DECREF(r);
    return 0;
  }
  err_clear();
  HOLD(number, int_from_i64(lineno), "a warning");
  HOLD(key, number.obj ? tuple_pack(3, text, category, number.obj) : NULL, "a warning");
  if (!key.obj) return -1;
  if (registry.obj && IS_SUB(registry.obj, DICT)) {
    int before = said_before(registry.obj, key.obj);
    if (before) return before < 0 ? -1 : 0;
  }
  /* CPython's default filters: DeprecationWarning only in __main__, some not at all. */
  if (category == T(PendingDeprecationWarning) || category == T(ImportWarning) ||
      category == T(ResourceWarning))
    return 0;
  if (category == T(DeprecationWarning) && !(VM->script_path && str_equal(filename, VM->script_path)))
    return 0;
  if (registry.obj && IS_SUB(registry.obj, DICT) && dict_set(registry.obj, key.obj, TRUE) < 0) return -1;
  HOLD(code, vm_source_line(filename, lineno), "a warning");
  HOLD(line, str_format("%U:%d: %s: %U\n", filename, lineno, type_short_name((const Type *)category), text),
       "a warning");
  ssize_t n = 0;
  const char *utf8 = line.obj ? str_utf8(line.obj, &n) : NULL;
  if (utf8) vm_write_stderr(utf8, (size_t)n);
  if (code.obj) {
    utf8 = str_utf8(code.obj, &n);
    while (utf8 && n > 0 && (*utf8 == ' ' || *utf8 == '\t' || *utf8 == '\f')) utf8++, n--;
    if (utf8) {
      vm_write_stderr("  ", 2);
      vm_write_stderr(utf8, (size_t)n);
      vm_write_stderr("\n", 1);
    }
  }
  err_clear();
  return 0;
}

int vm_warn(Type *category, ssize_t stack_level, const char *format, ...) {
  va_list args;
  va_start(args, format);
  HOLD(text, str_format_v(format, args), "a warning");
  va_end(args);
  if (text.obj == NULL) return -1;
  Frame *f = frame_complete(VM->frame);
  while (f && --stack_level > 0) f = frame_complete(f->previous);
  HOLD(filename, f ? NEWREF(f->code->filename) : str_from_ascii("sys", -1), "a warning");
  return filename.obj ? warn_text(category, filename.obj, f ? frame_line(f) : 1, text.obj,
                                  f ? f->globals : VM->sys_dict, NULL)
                      : -1;
}

void vm_warn_unclosed(Ref source, Ref where) {
  HOLD(text, str_format("unclosed file %R", source), "a warning");
  const Frame *f = frame_complete(VM->frame);
  HOLD(filename, f ? NEWREF(f->code->filename) : str_from_ascii("sys", -1), "a warning");
  if (text.obj && filename.obj &&
      warn_text(T(ResourceWarning), filename.obj, f ? frame_line(f) : 1, text.obj,
                f ? f->globals : VM->sys_dict, source) == 0)
    return;
  if (err_matches(T(Warning)))
    err_write_unraisable(where);
  else
    err_clear();
}

int vm_warn_explicit(Type *category, Ref filename, int lineno, const char *format, ...) {
  va_list args;
  va_start(args, format);
  HOLD(text, str_format_v(format, args), "a warning");
  va_end(args);
  return text.obj ? warn_text(category, filename, lineno, text.obj, NULL, NULL) : -1;
}

bool vm_stack_is_low(void) {
  enum { RESERVE = 256 * 1024 };
  return fiber_stack_left() < RESERVE;
}
