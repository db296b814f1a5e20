/* Built-ins whose work is done by functions of the library in Python: what is C in CPython and written in
 * Python here looks, binds, refuses and weighs as C all the same.
 *
 * Invariants
 * - A body lives as long as the program, as C code does: RT->bodies holds it. Definitions, wrappers and
 * attributes borrow it.
 * - A function knows the built-in whose body it is (Function.native), so that arguments that it does not take
 * are refused in the words of C whichever way it is called.
 * - What looks up a method to call it takes the body itself (body_of_*): no frame stands between the call and
 * it.
 */
#ifndef LASTREF_OBJECT_BODY_H
#define LASTREF_OBJECT_BODY_H

#include "object/function.h"
#include "object/runtime.h"

/* An attribute of such a class. `spec` comes first, with no function to get it: by that it is known. */
typedef struct AttributeBody {
  GetSetSpec spec;
  Object *get, *set; /* functions, or NULL */
  uint32_t offset;   /* without `get`: of the slot that it shows */
  bool settable;     /* that slot, by way of the __setattr__ of the class, which guards it */
} AttributeBody;

typedef struct BodyClass { /* how a class is to look */
  uint32_t basic_size;     /* of its instances; 0: as it is */
  bool collected;          /* its instances concern the collector */
  bool base;               /* it may be derived from */
  bool nameless;           /* its texts on arguments say "function" */
  SizeFn size_of;          /* of instances whose size differs, or NULL */
  Object *computed; /* tuple: the names of slots that show as computed attributes; the others are members */
  Object *defining; /* tuple: the names of methods that know their class (METHOD_DEFINING) */
} BodyClass;

/* Makes a class written in Python a built-in one, for good: its functions become methods, its slots members
 * that cannot be set, and it cannot be changed any more. 0, or -1 with the exception set. */
int body_class(Type *t, const BodyClass *how) MUST_USE;
/* A function as a built-in one of its module. module_name: as its __module__, or NULL: its own. */
Own body_function(Ref function, Ref module_name) MUST_USE;
/* What CPython's C code holds of a module for good: the ledger says so. 0 or -1. */
int body_keep(Ref o) MUST_USE;
/* An instance of cls with its first slots, in the order of their names, filled: those of the class made
 * built-in that it derives from. */
Own body_instance(Type *cls, Object *const *values, ssize_t count) MUST_USE;

/* What a method descriptor, a wrapper, a built-in function calls; NULL: it is C. Borrowed. */
Object *body_of_method(Ref descr);
Object *body_of_wrapper(Ref wrapper);
Object *body_of_builtin(Ref builtin, Object **self);
/* The place of the slot that a getset descriptor shows, or -1. */
int64_t body_slot(Ref getset);
Own body_get(const AttributeBody *a, Ref obj) MUST_USE;
int body_set(const AttributeBody *a, Ref obj, Ref value);

/* native.c and slotwrap.c, for body.c: spec and owner must stay; body is borrowed. */
const NativeDef *native_def_with_body(const MethodSpec *spec, const char *owner, Ref body);
Own wrapper_with_body_new(Type *owner, int row, Ref body) MUST_USE;
/* Does the built-in that this function is the body of take these arguments? TypeError set if not. */
bool body_takes_arguments(const Function *body, Object *const *args, ssize_t nargs, Ref kwnames);

#endif
