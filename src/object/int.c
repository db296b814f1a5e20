/* The type int: construction, slots, methods. Values are in int_value.c, arithmetic in int_arith.c, text in
 * int_text.c. */
#include "object/int_internal.h"

#include "object/buffer.h"
#include "object/bytes.h"
#include "object/err.h"
#include "object/format.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

/* ---- int(o) ---- */

static Own int_result_of(Object *result, const char *method) {
  if (!result || IS_EXACT(result, INT)) return result;
  HOLD(got, result, "int()");
  if (!IS_SUB(result, INT)) return err_format(T(TypeError), "%s returned non-int (type %T)", method, result);
  if (vm_warn(
          T(DeprecationWarning), 1,
          "%s returned non-int (type %T).  The ability to return an instance of a strict subclass of int is "
          "deprecated, and may be removed in a future version of Python.",
          method, result) < 0)
    return NULL;
  return hold_return(int_exact(result), &got);
}

static Own int_from_trunc(Ref o, Object *method) {
  HOLD(trunc, method, "int()");
  if (vm_warn(T(DeprecationWarning), 1, "The delegation of int() to __trunc__ is deprecated.") < 0)
    return NULL;
  HOLD(result, object_call0(trunc.obj), "int()");
  if (!result.obj || IS_EXACT(result.obj, INT)) return hold_return(hold_take(&result), &trunc);
  if (!IS_SUB(result.obj, INT)) {
    if (!result.obj->type->slots.index)
      return err_format(T(TypeError), "__trunc__ returned non-Integral (type %T)", result.obj);
    return hold_return(number_index(result.obj), &result, &trunc);
  }
  (void)o;
  return hold_return(int_exact(result.obj), &result, &trunc);
}

Own int_from_object(Ref o) {
  if (IS_EXACT(o, INT)) return NEWREF(o);
  const Slots *s = &o->type->slots;
  if (s->int_) return int_result_of(s->int_(o), "__int__");
  if (s->index) { /* number_index() has warned */
    HOLD(index, number_index(o), "int()");
    return index.obj ? int_exact(index.obj) : NULL;
  }
  Object *trunc = object_lookup_special(o, N(__trunc__));
  if (trunc) return int_from_trunc(o, trunc);
  if (err_occurred()) return NULL;
  if (IS_SUB(o, STR)) return int_from_str(o, 10);
  if (buffer_check(o)) {
    AUTO_BUFFER(view);
    if (buffer_get(o, &view, BUFFER_SIMPLE) < 0) return NULL;
    return int_from_shown_text(view.buf, (size_t)view.len, 10, o);
  }
  return err_format(T(TypeError),
                    "int() argument must be a string, a bytes-like object or a real number, not '%T'", o);
}

static Own int_from_base(Ref x, Ref base_arg) {
  ssize_t base = object_as_index(base_arg, NULL);
  if (base == -1 && err_occurred()) return NULL;
  if ((base != 0 && base < 2) || base > 36)
    return err_format(T(ValueError), "int() base must be >= 2 and <= 36, or 0");
  if (IS_SUB(x, STR)) return int_from_str(x, (int)base);
  if (IS_SUB(x, BYTES) || object_is_instance_of(x, T(BYTEARRAY)))
    return int_from_shown_text(bytelike_data(x), (size_t)bytes_size(x), (int)base, x);
  return err_format(T(TypeError), "int() can't convert non-string with explicit base");
}

/* An instance of a subclass: room for the value as in an exact int, then the class's own words. */
static Own int_subtype_new(Type *cls, Ref value) {
  IntView v;
  int_view(value, &v);
  ssize_t limbs = MAX(v.n, 1), digits = MAX(view_digits(&v), 1);
  Object *o = instance_new(cls, (digits + 1) & ~(ssize_t)1); /* as many words as the limbs take, too */
  if (!o) return NULL;
  Int *z = (Int *)o;
  z->size = ((const Int *)value)->size;
  memcpy(z->limb, ((const Int *)value)->limb, 8 * (size_t)limbs);
  return o;
}

static Own int_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"int", {"", "base"}, 1, 2, 2, 0};
  Object *out[2] = {NULL, NULL}, *value;
  if (LIKELY(nargs == 1 && !kwnames))
    out[0] = args[0];
  else if (!args_bind(&spec, args, nargs, kwnames, out))
    return NULL;
  if (!out[0]) {
    if (out[1]) return err_format(T(TypeError), "int() missing string argument");
    value = NEWREF(int_small(0));
  } else
    value = out[1] ? int_from_base(out[0], out[1]) : int_from_object(out[0]);
  if (!value || cls == T(INT)) return value;
  HOLD(held, value, "int()");
  return hold_return(int_subtype_new(cls, held.obj), &held);
}

static void int_dealloc(Object *o) {
  if (UNLIKELY(!IS_EXACT(o, INT))) {
    object_free(o);
    return;
  }
  number_mark_dead(o);
  mem_free(o);
}

/* ---- slots ---- */

#define BINARY(name, function)                                                                               \
  static Object *name(Object *a, Object *b) {                                                                \
    if (UNLIKELY(!IS_SUB(a, INT) || !IS_SUB(b, INT))) return NEWREF(NOT_IMPLEMENTED);                        \
    return function(a, b);                                                                                   \
  }
BINARY(slot_add, int_add)
BINARY(slot_subtract, int_subtract)
BINARY(slot_multiply, int_multiply)
BINARY(slot_remainder, int_remainder)
BINARY(slot_floor_divide, int_floor_divide)
BINARY(slot_true_divide, int_true_divide)
BINARY(slot_lshift, int_lshift)
BINARY(slot_rshift, int_rshift)
BINARY(slot_and, int_and)
BINARY(slot_or, int_or)
BINARY(slot_xor, int_xor)

static Object *slot_divmod(Object *a, Object *b) {
  if (!IS_SUB(a, INT) || !IS_SUB(b, INT)) return NEWREF(NOT_IMPLEMENTED);
  Object *pair[2];
  if (!int_divmod_floor(a, b, &pair[0], &pair[1])) return NULL;
  return tuple_from_array_steal(pair, 2);
}

static Object *slot_power(Object *a, Object *b, Object *c) {
  if (!IS_SUB(a, INT) || !IS_SUB(b, INT) || (c && c != NONE && !IS_SUB(c, INT)))
    return NEWREF(NOT_IMPLEMENTED);
  return int_power(a, b, c);
}

static int slot_bool(Object *o) { return int_sign(o) != 0; }

static Object *slot_compare(Object *a, Object *b, int op) {
  if (!IS_SUB(a, INT) || !IS_SUB(b, INT)) return NEWREF(NOT_IMPLEMENTED);
  int order = a == b ? 0 : int_compare(a, b);
  bool result = op == CMP_LT   ? order < 0
                : op == CMP_LE ? order <= 0
                : op == CMP_EQ ? order == 0
                : op == CMP_NE ? order != 0
                : op == CMP_GT ? order > 0
                               : order >= 0;
  return BOOL_NEW(result);
}

static Object *slot_float(Object *o) {
  double d = int_as_double(o);
  return d == -1.0 && err_occurred() ? NULL : float_make(d);
}

/* ---- methods ---- */

static Object *method_exact(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return int_exact(self);
}

static Object *method_bit_length(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return int_new(int_bit_length(self));
}

static Object *method_bit_count(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  IntView v;
  int_view(self, &v);
  return int_new(v.n ? (int64_t)mpn_popcount(v.p, v.n) : 0);
}

static Object *method_as_integer_ratio(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  Object *pair[2] = {int_exact(self), NEWREF(int_small(1))};
  if (!pair[0]) {
    DECREF(pair[1]);
    return NULL;
  }
  return tuple_from_array_steal(pair, 2);
}

static Object *method_getnewargs(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  Object *value = int_exact(self);
  return value ? tuple_from_array_steal(&value, 1) : NULL;
}

static Object *method_sizeof(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return int_new((int64_t)int_size_of(self));
}

/* round(n, -k): to the nearest multiple of 10**k, ties to the even one. */
static Object *method_round(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  if (!args[0]) return int_exact(self);
  HOLD(digits, number_index(args[0]), "round()");
  if (!digits.obj) return NULL;
  if (int_sign(digits.obj) >= 0) return hold_return(int_exact(self), &digits);
  Object *places = int_negative(digits.obj), *ten = places ? int_new(10) : NULL;
  Object *unit = ten ? int_power(ten, places, NULL) : NULL, *rest = NULL, *result = NULL;
  if (unit && int_divmod_near(self, unit, NULL, &rest)) result = int_subtract(self, rest);
  XDECREF(places);
  XDECREF(ten);
  XDECREF(unit);
  XDECREF(rest);
  return hold_return(result, &digits);
}

static Object *method_format(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return format_check_spec(args[0]) ? format_int(self, args[0]) : NULL;
}

/* 1 little, 0 big, -1 error. */
static int byte_order(Object *name, const char *function) {
  if (!name) return 0;
  if (!IS_SUB(name, STR)) {
    err_format(T(TypeError), "%s() argument 'byteorder' must be str, not %T", function, name);
    return -1;
  }
  if (str_equals_text(name, "little")) return 1;
  if (str_equals_text(name, "big")) return 0;
  err_format(T(ValueError), "byteorder must be either 'little' or 'big'");
  return -1;
}

static Object *method_to_bytes(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ssize_t length = 1;
  if (args[0]) {
    length = object_as_index(args[0], T(OverflowError));
    if (length == -1 && err_occurred()) return NULL;
  }
  int little = byte_order(args[1], "to_bytes");
  if (little < 0) return NULL;
  int is_signed = args[2] ? object_is_true(args[2]) : 0;
  if (is_signed < 0) return NULL;
  if (length < 0) return err_format(T(ValueError), "length argument must be non-negative");
  HOLD(bytes, bytes_new(NULL, length), "to_bytes()");
  if (!bytes.obj) return NULL;
  if (length == 1) { /* one-byte objects are shared: find out the byte first */
    CLEAR(bytes.obj);
    uint8_t byte;
    return hold_return(int_to_byte_array(self, &byte, 1, little, is_signed) ? bytes_new(&byte, 1) : NULL,
                       &bytes);
  }
  uint8_t *to = length ? (uint8_t *)BYTES_DATA(bytes.obj) : NULL;
  return int_to_byte_array(self, to, (size_t)length, little, is_signed) ? hold_take(&bytes) : NULL;
}

static Object *method_from_bytes(Object *cls, Object *const *args, ssize_t nargs) {
  (void)nargs;
  int little = byte_order(args[1], "from_bytes");
  if (little < 0) return NULL;
  int is_signed = args[2] ? object_is_true(args[2]) : 0;
  if (is_signed < 0) return NULL;
  HOLD(bytes, object_bytes(args[0]), "int.from_bytes()");
  if (!bytes.obj) return NULL;
  HOLD(value,
       int_from_byte_array((const uint8_t *)BYTES_DATA(bytes.obj), (size_t)bytes_size(bytes.obj), little,
                           is_signed),
       "int.from_bytes()");
  if (!value.obj || cls == (Object *)T(INT)) return hold_return(hold_take(&value), &bytes);
  return hold_return(object_call1(cls, value.obj), &value, &bytes);
}

static Object *get_zero(Object *self) {
  (void)self;
  return NEWREF(int_small(0));
}
static Object *get_one(Object *self) {
  (void)self;
  return NEWREF(int_small(1));
}

static const MethodSpec int_methods[] = {
    {"conjugate(self, /)", method_exact, 0, "Returns self, the complex conjugate of any int."},
    {"bit_length(self, /)", method_bit_length, 0,
     "Number of bits necessary to represent self in binary.\n\n>>> bin(37)\n'0b100101'\n>>> "
     "(37).bit_length()\n6"},
    {"bit_count(self, /)", method_bit_count, 0,
     "Number of ones in the binary representation of the absolute value of self.\n\nAlso known as the "
     "population count.\n\n"
     ">>> bin(13)\n'0b1101'\n>>> (13).bit_count()\n3"},
    {"to_bytes(self, /, length=1, byteorder='big', *, signed=False)", method_to_bytes, 0,
     "Return an array of bytes representing an integer.\n\n  length\n    Length of bytes object to use.  An "
     "OverflowError is raised if the\n"
     "    integer is not representable with the given number of bytes.  Default\n    is length 1.\n  "
     "byteorder\n"
     "    The byte order used to represent the integer.  If byteorder is 'big',\n    the most significant "
     "byte is at the beginning of the byte array.  If\n"
     "    byteorder is 'little', the most significant byte is at the end of the\n    byte array.  To request "
     "the native byte order of the host system, use\n"
     "    `sys.byteorder' as the byte order value.  Default is to use 'big'.\n  signed\n"
     "    Determines whether two's complement is used to represent the integer.\n    If signed is False and "
     "a negative integer is given, an OverflowError\n"
     "    is raised."},
    {"from_bytes($type, /, bytes, byteorder='big', *, signed=False)", method_from_bytes, METHOD_CLASS,
     "Return the integer represented by the given array of bytes.\n\n  bytes\n    Holds the array of bytes "
     "to convert.  The argument must either\n"
     "    support the buffer protocol or be an iterable object producing bytes.\n    Bytes and bytearray are "
     "examples of built-in objects that support the\n"
     "    buffer protocol.\n  byteorder\n    The byte order used to represent the integer.  If byteorder is "
     "'big',\n"
     "    the most significant byte is at the beginning of the byte array.  If\n    byteorder is 'little', "
     "the most significant byte is at the end of the\n"
     "    byte array.  To request the native byte order of the host system, use\n    `sys.byteorder' as the "
     "byte order value.  Default is to use 'big'.\n"
     "  signed\n    Indicates whether two's complement is used to represent the integer."},
    {"as_integer_ratio(self, /)", method_as_integer_ratio, 0,
     "Return integer ratio.\n\nReturn a pair of integers, whose ratio is exactly equal to the original "
     "int\nand with a positive denominator.\n\n"
     ">>> (10).as_integer_ratio()\n(10, 1)\n>>> (-10).as_integer_ratio()\n(-10, 1)\n>>> "
     "(0).as_integer_ratio()\n(0, 1)"},
    {"__trunc__(self, /)", method_exact, 0, "Truncating an Integral returns itself."},
    {"__floor__(self, /)", method_exact, 0, "Flooring an Integral returns itself."},
    {"__ceil__(self, /)", method_exact, 0, "Ceiling of an Integral returns itself."},
    {"__round__(self, ndigits=None, /)", method_round, 0,
     "Rounding an Integral returns itself.\n\nRounding with an ndigits argument also returns an integer."},
    {"__getnewargs__(self, /)", method_getnewargs, 0, NULL},
    {"__format__(self, format_spec, /)", method_format, 0, NULL},
    {"__sizeof__(self, /)", method_sizeof, 0, "Returns size in memory, in bytes."},
    {NULL, NULL, 0, NULL}};

static const GetSetSpec int_getset[] = {
    {"real", int_exact, NULL, "the real part of a complex number"},
    {"imag", get_zero, NULL, "the imaginary part of a complex number"},
    {"numerator", int_exact, NULL, "the numerator of a rational number in lowest terms"},
    {"denominator", get_one, NULL, "the denominator of a rational number in lowest terms"},
    {NULL, NULL, NULL, NULL}};

const TypeSpec int_spec = {.name = "int",
                           .doc =
                               "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or "
                               "string to an integer, or return 0 if no arguments\n"
                               "are given.  If x is a number, return x.__int__().  For floating "
                               "point\nnumbers, this truncates towards zero.\n\n"
                               "If x is not a number or if base is given, then x must be a string,\nbytes, "
                               "or bytearray instance representing an integer literal in the\n"
                               "given base.  The literal can be preceded by '+' or '-' and be surrounded\nby "
                               "whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.\n"
                               "Base 0 means to interpret the base from the string as an integer "
                               "literal.\n>>> int('0b100', base=0)\n4",
                           .basic_size = 24,
                           .item_size = 4,
                           .flags = TYPE_BASE | TYPE_SUB_INT | TYPE_MATCH_SELF,
                           .methods = int_methods,
                           .getset = int_getset,
                           .slots = {.dealloc = int_dealloc,
                                     .size_of = int_size_of,
                                     .new_ = int_new_slot,
                                     .repr = int_repr,
                                     .hash = int_hash,
                                     .richcompare = slot_compare,
                                     .add = slot_add,
                                     .subtract = slot_subtract,
                                     .multiply = slot_multiply,
                                     .remainder = slot_remainder,
                                     .divmod = slot_divmod,
                                     .power = slot_power,
                                     .negative = int_negative,
                                     .positive = int_exact,
                                     .absolute = int_absolute,
                                     .bool_ = slot_bool,
                                     .invert = int_invert,
                                     .lshift = slot_lshift,
                                     .rshift = slot_rshift,
                                     .and_ = slot_and,
                                     .xor_ = slot_xor,
                                     .or_ = slot_or,
                                     .int_ = int_exact,
                                     .float_ = slot_float,
                                     .floor_divide = slot_floor_divide,
                                     .true_divide = slot_true_divide,
                                     .index = int_exact}};
