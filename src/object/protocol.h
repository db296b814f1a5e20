/* The protocols between types: what an operation on any object is. Implemented in object/object.c (life,
 * attributes, comparison, text), number.c, sequence.c (and mappings), iter.c, call.c. All results are new
 * references, all arguments borrowed, failure is NULL or -1 with the exception set, unless said otherwise.
 * Error texts are CPython's. */
#ifndef LASTREF_OBJECT_PROTOCOL_H
#define LASTREF_OBJECT_PROTOCOL_H

#include "object/err.h"
#include "object/runtime.h"

/* object.c */
Own object_repr(Ref o) MUST_USE;
Own object_str(Ref o) MUST_USE;
Own object_ascii(Ref o) MUST_USE;
Own object_format(Ref o, Ref spec) MUST_USE; /* spec NULL: "" */
Hash object_hash(Ref o);
int object_is_true(Ref o); /* 1, 0, -1 */
Own object_compare(Ref a, Ref b, int op) MUST_USE;
int object_compare_bool(Ref a, Ref b, int op); /* identity implies equality for EQ/NE; 1, 0, -1 */
Own object_getattr(Ref o, Ref name) MUST_USE;
/* Found: 1 and *result new. Missing (AttributeError swallowed): 0. Error: -1. */
int object_lookup_attr(Ref o, Ref name, Object **result);
int object_setattr(Ref o, Ref name, Ref value); /* value NULL deletes */
Own object_generic_getattr(Object *o, Object *name) MUST_USE;
int object_generic_setattr(Object *o, Object *name, Object *value);
/* For LOAD_METHOD: 1 = *method is an unbound function to be called with o in front, 0 = *method is bound or
 * plain; NULL + error. */
int object_get_method(Ref o, Ref name, Object **method);
Object *type_lookup(Type *t,
                    Ref name); /* borrowed, through the MRO, cached; NULL without an exception if missing */
Own object_lookup_special(
    Ref o, Ref name) MUST_USE; /* bound, from the type only; NULL without exception if missing */
Own object_dir(Ref o) MUST_USE;
Object **
object_dict_pointer(Ref o); /* where o keeps its __dict__ (created on demand by the caller), or NULL */
Own object_get_dict(Ref o) MUST_USE;    /* o.__dict__, made if need be */
int object_is_instance(Ref o, Ref cls); /* with __instancecheck__; 1, 0, -1 */
int object_is_subclass(Ref c, Ref cls);
bool object_is_callable(Ref o);
Own object_type_name(Ref o) MUST_USE; /* str of the type's __name__ */
Own object_bytes(Ref o) MUST_USE;     /* what holds bytes, or makes them of itself; no count of zeros */
Own object_reduce_ex(Ref o, int protocol) MUST_USE;
/* repr of recursive containers: 1 = already running, 0 = entered, -1 error. */
int repr_enter(Ref o);
void repr_leave(Ref o);
void object_clear_weakrefs(Object *o);

/* call.c. kwnames: tuple of str, the values follow the positional ones in args. */
Own object_call(Ref callable, Object *const *args, ssize_t nargs, Ref kwnames) MUST_USE;
Own object_call_tuple(Ref callable, Ref args, Ref kwargs) MUST_USE; /* kwargs: dict or NULL */
Own object_call0(Ref callable) MUST_USE;
Own object_call1(Ref callable, Ref arg) MUST_USE;
Own object_call2(Ref callable, Ref a, Ref b) MUST_USE;
Own object_call_method(Ref o, Ref name, Object *const *args, ssize_t nargs) MUST_USE; /* o.name(*args) */
Own object_call_method0(Ref o, Ref name) MUST_USE;
Own object_call_method1(Ref o, Ref name, Ref arg) MUST_USE;

/* number.c: the binary operators in the order of BINARY_OP's argument (NB_ADD ... as in CPython's opcode.h).
 */
enum BinaryOp {
  NB_ADD,
  NB_AND,
  NB_FLOOR_DIVIDE,
  NB_LSHIFT,
  NB_MATRIX_MULTIPLY,
  NB_MULTIPLY,
  NB_REMAINDER,
  NB_OR,
  NB_POWER,
  NB_RSHIFT,
  NB_SUBTRACT,
  NB_TRUE_DIVIDE,
  NB_XOR,
  NB_INPLACE_ADD,
  NB_INPLACE_AND,
  NB_INPLACE_FLOOR_DIVIDE,
  NB_INPLACE_LSHIFT,
  NB_INPLACE_MATRIX_MULTIPLY,
  NB_INPLACE_MULTIPLY,
  NB_INPLACE_REMAINDER,
  NB_INPLACE_OR,
  NB_INPLACE_POWER,
  NB_INPLACE_RSHIFT,
  NB_INPLACE_SUBTRACT,
  NB_INPLACE_TRUE_DIVIDE,
  NB_INPLACE_XOR,
  NB_OPS
};
Own number_binary(Ref a, Ref b, int op) MUST_USE;     /* BinaryOp, sequences' concat and repeat included */
Own number_power(Ref a, Ref b, Ref modulus) MUST_USE; /* modulus NULL or None: two-argument */
Own number_divmod(Ref a, Ref b) MUST_USE;
Own number_negative(Ref o) MUST_USE;
Own number_positive(Ref o) MUST_USE;
Own number_absolute(Ref o) MUST_USE;
Own number_invert(Ref o) MUST_USE;
Own number_index(Ref o) MUST_USE; /* an exact-or-sub int through __index__ */
Own number_int(Ref o) MUST_USE;   /* int(o) */
Own number_float(Ref o) MUST_USE;
bool number_check_index(Ref o);

/* sequence.c */
ssize_t object_length(Ref o);
ssize_t object_length_hint(Ref o, ssize_t fallback);
Own object_getitem(Ref o, Ref key) MUST_USE;
int object_setitem(Ref o, Ref key, Ref value); /* value NULL deletes */
int sequence_contains(Ref o, Ref item);
Own sequence_item(Ref o, ssize_t i) MUST_USE;
Own sequence_list(Ref iterable) MUST_USE;
Own sequence_tuple(Ref iterable) MUST_USE;
/* A list or tuple holding the items (o itself if it is one); message: TypeError when not iterable. */
Own sequence_fast(Ref o, const char *message) MUST_USE;
Object **sequence_fast_items(Ref fast);
ssize_t sequence_fast_length(Ref fast);
bool mapping_check(Ref o);
Own mapping_items(Ref o) MUST_USE;
Own mapping_keys(Ref o) MUST_USE;

/* iter.c */
Own object_iter(Ref o) MUST_USE;
Own callable_iterator_new(Ref callable, Ref sentinel) MUST_USE; /* iter(callable, sentinel): iterator.c */
/* Next item; NULL without an exception when exhausted (StopIteration is swallowed). */
Own iter_next(Ref iterator) MUST_USE;
bool iter_check(Ref o);

/* args.c: binding arguments to parameters for native code. */
typedef struct ArgSpec {
  const char *function;  /* for error texts: "float" */
  const char *names[12]; /* positional-only first */
  int8_t posonly, pos, total,
      required; /* pos counts positional ones (posonly included); the rest keyword-only */
} ArgSpec;
/* out[total] gets borrowed values or NULL. false: TypeError set, with the text CPython gives for such a
 * function. */
bool args_bind(const ArgSpec *spec, Object *const *args, ssize_t nargs, Object *kwnames,
               Object **out) MUST_USE;
bool args_none(const char *function, ssize_t nargs, Object *kwnames) MUST_USE; /* "X() takes no arguments" */
bool args_no_keywords(const char *function, Object *kwnames) MUST_USE; /* "X() takes no keyword arguments" */
bool args_positional(const char *function, ssize_t nargs, Object *kwnames, ssize_t min,
                     ssize_t max) MUST_USE; /* "X expected at most ..." */

#endif
