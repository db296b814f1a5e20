/* _native: what modules written in Python need where CPython has them in C. */
#include "object/err.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/type.h"

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

static const MethodSpec functions[] = {
    {"name_type($module, cls, name, /)", name_type, 0, "The class goes by this name in error texts."},
    {NULL, NULL, 0, NULL}};

Own module_native_init(void) {
  HOLD(m, module_new("_native", "Support for the modules written in Python."), "import");
  if (!m.obj || native_add_functions(m.obj, functions) < 0) return NULL;
  return hold_take(&m);
}
