/* Numbers: the operators on any two objects, and the conversions. */
#include "object/err.h"
#include "object/float.h"
#include "object/function.h"
#include "object/protocol.h"
#include "object/type.h"
#include "object/upcalls.h"

/* ---- binary operators ---- */

typedef struct OpRow {
  uint16_t slot, inplace; /* offsets in Slots */
  const char *sign;
} OpRow;
#define OFF(f)             ((uint16_t)offsetof(Slots, f))
#define OP(n, field, text) [n] = {OFF(field), OFF(inplace_##field), text}
#define inplace_and_       inplace_and
#define inplace_or_        inplace_or
#define inplace_xor_       inplace_xor
/* In-place operators stand NB_INPLACE_ADD behind the plain ones. */
static const OpRow rows[NB_INPLACE_ADD] = {
    OP(NB_ADD, add, "+"),
    [NB_AND] = {OFF(and_), OFF(inplace_and), "&"},
    OP(NB_FLOOR_DIVIDE, floor_divide, "//"),
    OP(NB_LSHIFT, lshift, "<<"),
    OP(NB_MATRIX_MULTIPLY, matrix_multiply, "@"),
    OP(NB_MULTIPLY, multiply, "*"),
    OP(NB_REMAINDER, remainder, "%"),
    [NB_OR] = {OFF(or_), OFF(inplace_or), "|"},
    OP(NB_POWER, power, "** or pow()"),
    OP(NB_RSHIFT, rshift, ">>"),
    OP(NB_SUBTRACT, subtract, "-"),
    OP(NB_TRUE_DIVIDE, true_divide, "/"),
    [NB_XOR] = {OFF(xor_), OFF(inplace_xor), "^"},
};
_Static_assert(NB_INPLACE_XOR - NB_XOR == NB_INPLACE_ADD && NB_INPLACE_POWER - NB_POWER == NB_INPLACE_ADD,
               "plain and in-place operators pair up");

static BinaryFn slot_of(Object *o, uint16_t offset) {
  BinaryFn f;
  memcpy(&f, (const char *)&TYPE(o)->slots + offset, sizeof f);
  return f;
}

/* Tries both operands' slots; NOT_IMPLEMENTED (a new reference) when neither will. */
static Object *try_binary(Object *a, Object *b, uint16_t offset) {
  BinaryFn f = slot_of(a, offset), g = NULL;
  if (TYPE(a) != TYPE(b)) {
    g = slot_of(b, offset);
    if (g == f) g = NULL;
  }
  if (f) {
    if (g && type_is_subtype(TYPE(b), TYPE(a))) {
      Object *r = g(a, b);
      if (r != NOT_IMPLEMENTED) return r;
      DECREF(r);
      g = NULL;
    }
    Object *r = f(a, b);
    if (r != NOT_IMPLEMENTED) return r;
    DECREF(r);
  }
  return g ? g(a, b) : NEWREF(NOT_IMPLEMENTED);
}

static Object *try_ternary(Object *a, Object *b, Object *c) {
  TernaryFn f = TYPE(a)->slots.power, g = NULL;
  if (TYPE(a) != TYPE(b)) {
    g = TYPE(b)->slots.power;
    if (g == f) g = NULL;
  }
  if (f) {
    if (g && type_is_subtype(TYPE(b), TYPE(a))) {
      Object *r = g(a, b, c);
      if (r != NOT_IMPLEMENTED) return r;
      DECREF(r);
      g = NULL;
    }
    Object *r = f(a, b, c);
    if (r != NOT_IMPLEMENTED) return r;
    DECREF(r);
  }
  if (g) {
    Object *r = g(a, b, c);
    if (r != NOT_IMPLEMENTED) return r;
    DECREF(r);
  }
  TernaryFn h = TYPE(c)->slots.power; /* the modulus may have a say */
  if (h && h != f && h != g) return h(a, b, c);
  return NEWREF(NOT_IMPLEMENTED);
}

static COLD Object *unsupported(Object *a, Object *b, const char *sign) {
  /* print >> file: the old spelling gets a hint, as CPython gives it. */
  if (!strcmp(sign, ">>") && IS_EXACT(a, BUILTIN) && !strcmp(native_def_name(((Builtin *)a)->def), "print"))
    return err_format(T(TypeError),
                      "unsupported operand type(s) for %s: '%T' and '%T'. Did you mean \"print(<message>, "
                      "file=<output_stream>)\"?",
                      sign, a, b);
  return err_format(T(TypeError), "unsupported operand type(s) for %s: '%T' and '%T'", sign, a, b);
}

static Object *repeat(IndexFn f, Object *seq, Object *count) {
  if (!number_check_index(count))
    return err_format(T(TypeError), "can't multiply sequence by non-int of type '%T'", count);
  ssize_t n = object_as_index(count, T(OverflowError));
  return n == -1 && RT->exc ? NULL : f(seq, n);
}

Own number_power(Ref a, Ref b, Ref modulus) {
  Object *m = modulus ? modulus : NONE;
  Object *r = try_ternary(a, b, m);
  if (r != NOT_IMPLEMENTED) return r;
  DECREF(r);
  if (m == NONE) return unsupported(a, b, "** or pow()");
  return err_format(T(TypeError), "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", a, b, m);
}

Own number_binary(Ref a, Ref b, int op) {
  bool inplace = op >= NB_INPLACE_ADD;
  int plain = inplace ? op - NB_INPLACE_ADD : op;
  const OpRow *row = &rows[plain];
  if (inplace) {
    if (plain == NB_POWER) {
      TernaryFn f = TYPE(a)->slots.inplace_power;
      if (f) {
        Object *r = f(a, b, NONE);
        if (r != NOT_IMPLEMENTED) return r;
        DECREF(r);
      }
    } else {
      BinaryFn f = slot_of(a, row->inplace);
      if (f) {
        Object *r = f(a, b);
        if (r != NOT_IMPLEMENTED) return r;
        DECREF(r);
      }
    }
  }
  if (plain == NB_POWER) {
    Object *r = try_ternary(a, b, NONE);
    if (r != NOT_IMPLEMENTED) return r;
    DECREF(r);
    return unsupported(a, b, inplace ? "**=" : row->sign);
  }
  Object *r = try_binary(a, b, row->slot);
  if (LIKELY(r != NOT_IMPLEMENTED)) return r;
  DECREF(r);
  if (plain == NB_ADD) {
    BinaryFn concat = inplace && TYPE(a)->slots.sq_inplace_concat ? TYPE(a)->slots.sq_inplace_concat
                                                                  : TYPE(a)->slots.sq_concat;
    if (concat) return concat(a, b);
  } else if (plain == NB_MULTIPLY) {
    IndexFn f = inplace && TYPE(a)->slots.sq_inplace_repeat ? TYPE(a)->slots.sq_inplace_repeat
                                                            : TYPE(a)->slots.sq_repeat;
    if (f) return repeat(f, a, b);
    if (TYPE(b)->slots.sq_repeat) return repeat(TYPE(b)->slots.sq_repeat, b, a);
  }
  char sign[8];
  if (!inplace) return unsupported(a, b, row->sign);
  size_t n = strlen(row->sign);
  memcpy(sign, row->sign, n);
  memcpy(sign + n, "=", 2);
  return unsupported(a, b, sign);
}

Own number_divmod(Ref a, Ref b) {
  Object *r = try_binary(a, b, OFF(divmod));
  if (r != NOT_IMPLEMENTED) return r;
  DECREF(r);
  return unsupported(a, b, "divmod()");
}

/* ---- unary operators ---- */

#define UNARY(name, slot, text)                                                                              \
  Own number_##name(Ref o) {                                                                                 \
    UnaryFn f = TYPE(o)->slots.slot;                                                                         \
    return f ? f(o) : err_format(T(TypeError), "bad operand type for %s: '%T'", text, o);                    \
  }
UNARY(negative, negative, "unary -")
UNARY(positive, positive, "unary +")
UNARY(absolute, absolute, "abs()")
UNARY(invert, invert, "unary ~")

/* ---- conversions ---- */

bool number_check_index(Ref o) { return TYPE(o)->slots.index != NULL; }

Own number_index(Ref o) {
  if (IS_SUB(o, INT)) return NEWREF(o);
  UnaryFn f = TYPE(o)->slots.index;
  if (!f) return err_format(T(TypeError), "'%T' object cannot be interpreted as an integer", o);
  Object *r = f(o);
  if (!r || IS_EXACT(r, INT)) return r;
  HOLD(kept, r, "__index__()");
  if (!IS_SUB(r, INT)) return err_format(T(TypeError), "__index__ returned non-int (type %T)", r);
  if (vm_warn(T(DeprecationWarning), 1,
              "__index__ returned non-int (type %s).  The ability to return an instance of a strict subclass "
              "of int is deprecated, and may be removed in a "
              "future version of Python.",
              TYPE(r)->name) < 0)
    return NULL;
  return hold_take(&kept);
}

Own number_int(Ref o) { return int_from_object(o); }
Own number_float(Ref o) { return float_from_object(o); }
