/* The type bool: two objects, RT->false_ and RT->true_, that are ints. */
#include "object/err.h"
#include "object/number_fast.h"
#include "object/protocol.h"

static Own bool_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)cls;
  if (!args_no_keywords("bool", kwnames) || !args_positional("bool", nargs, NULL, 0, 1)) return NULL;
  int truth = nargs ? object_is_true(args[0]) : 0;
  return truth < 0 ? NULL : BOOL_NEW(truth);
}

static Object *bool_repr(Object *o) { return o == TRUE ? str_intern("True") : str_intern("False"); }

#define BITWISE(name, function, op)                                                                          \
  static Object *name(Object *a, Object *b) {                                                                \
    if (IS_EXACT(a, BOOL) && IS_EXACT(b, BOOL)) return BOOL_NEW((a == TRUE) op(b == TRUE));                  \
    if (!IS_SUB(a, INT) || !IS_SUB(b, INT)) return NEWREF(NOT_IMPLEMENTED);                                  \
    return function(a, b);                                                                                   \
  }
BITWISE(bool_and, int_and, &)
BITWISE(bool_or, int_or, |)
BITWISE(bool_xor, int_xor, ^)

static void bool_dealloc(Object *o) { o->refcnt = 1; /* the two live for ever */ }

extern const TypeSpec int_spec;
const TypeSpec bool_spec = {
    .name = "bool",
    .doc = "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.\nThe builtins True "
           "and False are the only two instances of the class bool.\n"
           "The class bool is a subclass of the class int, and cannot be subclassed.",
    .base = &int_spec,
    .basic_size = 32,
    .item_size = 4,
    .flags = TYPE_SUB_INT,
    .slots = {.dealloc = bool_dealloc,
              .new_ = bool_new_slot,
              .repr = bool_repr,
              .and_ = bool_and,
              .xor_ = bool_xor,
              .or_ = bool_or}};
