/* _native: what modules written in Python need where CPython has them in C. */
#include <math.h>

#include "object/body.h"
#include "object/err.h"
#include "object/function.h"
#include "object/int.h"
#include "object/protocol.h"
#include "object/support.h"
#include "object/tuple.h"
#include "object/type.h"
#include "vm/frame.h"
#include "vm/traceback.h"

/* ---- classes and functions that are C in CPython: object/body.h ---- */

/* CPython's number lies in words of 19 digits: four of them in the object, more in a block that counts. */
static size_t decimal_size(Object *self) {
  enum { WORD_DIGITS = 19, WORDS = 4 };
  const Type *t = TYPE(self);
  while (!TYPE_HAS(t, TYPE_IMMUTABLE)) t = t->base;
  Object *digits = *(Object **)(void *)((char *)self + t->slot_offset); /* `_coef`, the first of its slots */
  size_t words = WORDS;
  if (digits && IS_SUB(digits, INT) && int_bit_length(digits) > 64) {
    int64_t exponent;
    const double part = int_frexp(digits, &exponent), log = log10(part) + (double)exponent * log10(2.0);
    words = (size_t)floor(log + 1e-11) / WORD_DIGITS + 1;
  }
  return TYPE(self)->basic_size + (words > WORDS ? words * sizeof(uint64_t) : 0);
}

/* Two marks for each group, and for all of it. */
static size_t match_size(Object *self) {
  Object *ends =
      *(Object **)(void *)((char *)self + TYPE(self)->slot_offset); /* `_ends`, the first of its slots */
  ssize_t marks = ends && IS_SUB(ends, TUPLE)  ? tuple_size(ends) - 1
                  : ends && IS_SUB(ends, LIST) ? VARSIZE(ends) - 1
                                               : 0;
  return TYPE(self)->basic_size + (size_t)marks * sizeof(ssize_t);
}

static const struct SizeRow {
  const char *name;
  SizeFn size_of;
} sizes[] = {{"decimal.Decimal", decimal_size}, {"re.Match", match_size}};

static Object *builtin_class(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  ssize_t size = 0;
  if (!TYPE_HAS(TYPE(args[0]), TYPE_SUB_TYPE)) return err_format(T(TypeError), "builtin_class(class, ...)");
  if (args[1] && index_argument(args[1], &size)) return NULL;
  BodyClass how = {.basic_size = (uint32_t)size,
                   .collected = !args[2] || args[2] == TRUE,
                   .base = args[3] == TRUE,
                   .nameless = args[4] == TRUE,
                   .computed = args[5] && IS_EXACT(args[5], TUPLE) ? args[5] : NULL,
                   .defining = args[6] && IS_EXACT(args[6], TUPLE) ? args[6] : NULL};
  HOLD(name, type_full_name(args[0]), "builtin_class()");
  if (!name.obj) return NULL;
  for (size_t i = 0; i < ARRAY_LEN(sizes); i++)
    if (str_equals_text(name.obj, sizes[i].name)) how.size_of = sizes[i].size_of;
  return body_class((Type *)args[0], &how) < 0 ? NULL : hold_return(NEWREF(args[0]), &name);
}

static Object *builtin_function(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  return body_function(args[0], args[1]);
}

static Object *instance(Object *module, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)module, (void)kwnames;
  if (nargs < 1 || !TYPE_HAS(TYPE(args[0]), TYPE_SUB_TYPE))
    return err_format(T(TypeError), "instance(class, ...)");
  return body_instance((Type *)args[0], args + 1, nargs - 1);
}

static Object *keep(Object *module, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)module, (void)kwnames;
  for (ssize_t i = 0; i < nargs; i++)
    if (body_keep(args[i]) < 0) return NULL;
  RETURN_NONE;
}

/* The pairs of a mapping in a list, as C asks for them: the method is held while it runs. */
static Object *items_of(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  return mapping_items(args[0]);
}

/* For traceback: the marks below a source line. */
static Object *traceback_marks(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  ssize_t column = 0, end_column = -1;
  if (!IS_SUB(args[0], STR)) return err_format(T(TypeError), "traceback_marks(line, column, end_column)");
  if (index_argument(args[1], &column)) return NULL;
  if (args[2] != NONE && index_argument(args[2], &end_column)) return NULL;
  return vm_source_marks(args[0], column, end_column);
}

/* Where the instruction of a traceback entry stands in the source: (line, end line, column, end column), or
 * None.
 */
static Object *traceback_position(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  if (!IS_EXACT(args[0], TRACEBACK)) return err_format(T(TypeError), "traceback_position(tb)");
  const Traceback *tb = (const Traceback *)args[0];
  const Code *code = tb->frame->frame->code;
  if (code == NULL || tb->lasti < 0 || tb->lasti >= code->count) RETURN_NONE;
  const Location loc = code->locations[tb->lasti];
  if (loc.line <= 0 || loc.end_line <= 0 || loc.column < 0 || loc.end_column < 0) RETURN_NONE;
  Object *parts[4] = {int_from_i64(loc.line), int_from_i64(loc.end_line), int_from_i64(loc.column),
                      int_from_i64(loc.end_column)};
  return tuple_from_array_steal(parts, 4);
}

static const MethodSpec functions[] = {
    {"traceback_position($module, tb, /)", traceback_position, 0,
     "(line, end line, column, end column) of a traceback entry's instruction, or None."},
    {"traceback_marks($module, line, column, end_column, /)", traceback_marks, 0,
     "The line of marks below a source line in a traceback, or ''."},
    {"builtin_class($module, cls, /, basicsize=0, collected=True, base=False, nameless=False, computed=(), "
     "defining=())",
     builtin_class, 0, "Makes a class look as one in C, for good."},
    {"builtin_function($module, function, module=None, /)", builtin_function, 0, "The function as one in C."},
    {"instance($module, cls, /, *values)", AS_RAW(instance), METHOD_RAW,
     "An instance with its slots filled."},
    {"keep($module, /, *objects)", AS_RAW(keep), METHOD_RAW, "Holds them for good, as C code does."},
    {"items_of($module, mapping, /)", items_of, 0, "The pairs of a mapping in a list."},
    {NULL, NULL, 0, NULL}};

Own module_native_init(void) {
  HOLD(m, module_new("_native", "Support for the modules written in Python."), "import");
  if (!m.obj || native_add_functions(m.obj, functions) < 0) return NULL;
  return hold_take(&m);
}
