/* _native: what modules written in Python need where CPython has them in C. */
#include "object/err.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/support.h"
#include "object/type.h"
#include "vm/frame.h"
#include "vm/traceback.h"

/* A class that is a C type in CPython goes by its full name in the texts of errors: "unsupported operand
 * type(s) for +: 'decimal.Decimal' and 'float'". The text lives as long as the program: classes of modules
 * do. */
static Object *name_type(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  if (!TYPE_HAS(TYPE(args[0]), TYPE_SUB_TYPE) || !IS_SUB(args[1], STR))
    return err_format(T(TypeError), "name_type(class, name)");
  ssize_t length;
  const char *text = str_utf8(args[1], &length);
  if (!text) return NULL;
  char *copy = mem_alloc((size_t)length + 1);
  if (!copy) return err_no_memory();
  memcpy(copy, text, (size_t)length + 1);
  ((Type *)args[0])->name = copy;
  RETURN_NONE;
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
    {"name_type($module, cls, name, /)", name_type, 0, "The class goes by this name in error texts."},
    {NULL, NULL, 0, NULL}};

Own module_native_init(void) {
  HOLD(m, module_new("_native", "Support for the modules written in Python."), "import");
  if (!m.obj || native_add_functions(m.obj, functions) < 0) return NULL;
  return hold_take(&m);
}
