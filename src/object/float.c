/* The type float. */
#include "object/float.h"

#include <math.h>

#include "object/buffer.h"
#include "object/err.h"
#include "object/floattext.h"
#include "object/format.h"
#include "object/int_internal.h"
#include "object/numtext.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

extern const TypeSpec complex_spec;

/* ---- life ---- */

Own float_new_slow(double value) {
  if (RT->float_free_list) return float_make(value);
  Float *f = (Float *)object_new_sized(T(FLOAT), sizeof(Float));
  if (!f) return NULL;
  f->value = value;
  return &f->ob;
}

Own float_new(double value) { return float_make(value); }

void float_dealloc(Object *o) {
  if (LIKELY(o->type == T(FLOAT) && RT->float_free_count < FLOAT_FREE_LIST)) {
    number_mark_dead(o);
    o->type = (Type *)RT->float_free_list;
    RT->float_free_list = o;
    RT->float_free_count++;
    return;
  }
  object_free(o);
}

void float_clear_free_list(void) {
  while (RT->float_free_list) {
    Float *f = (Float *)RT->float_free_list;
    RT->float_free_list = (void *)f->ob.type;
    mem_free(f);
  }
  RT->float_free_count = 0;
}

/* ---- conversion ---- */

/* The result of __float__: an exact float, or a checked one. */
static Own float_result_of(Ref o, Object *result) {
  if (!result || IS_EXACT(result, FLOAT)) return result;
  HOLD(got, result, "float()");
  if (!object_is_instance_of(result, T(FLOAT)))
    return err_format(T(TypeError), "%T.__float__ returned non-float (type %T)", o, result);
  if (vm_warn(T(DeprecationWarning), 1,
              "%T.__float__ returned non-float (type %T).  The ability to return an instance of a strict "
              "subclass of "
              "float is deprecated, and may be removed in a future version of Python.",
              o, result) < 0)
    return NULL;
  return hold_return(float_make(float_value(result)), &got);
}

double object_as_double(Ref o) {
  if (IS_EXACT(o, FLOAT)) return float_value(o);
  if (IS_SUB(o, INT) && !o->type->slots.float_) return int_as_double(o);
  if (IS_EXACT(o, INT)) return int_as_double(o);
  if (object_is_instance_of(o, T(FLOAT))) return float_value(o);
  if (o->type->slots.float_) {
    Object *f = float_result_of(o, o->type->slots.float_(o));
    if (!f) return -1.0;
    double v = float_value(f);
    DECREF(f);
    return v;
  }
  if (o->type->slots.index) {
    Object *i = number_index(o);
    if (!i) return -1.0;
    double v = int_as_double(i);
    DECREF(i);
    return v;
  }
  err_format(T(TypeError), "must be real number, not %T", o);
  return -1.0;
}

static Own float_from_text(const char *text, ssize_t length, Ref shown) {
  const char *p = text, *end = text + length;
  while (p < end && ascii_space(*p)) p++;
  while (end > p && ascii_space(end[-1])) end--;
  const char *stop = p;
  double v = 0;
  if (memchr(p, '_', (size_t)(end - p))) {
    char small[256], *clean = end - p < (ssize_t)sizeof small ? small : mem_alloc((size_t)(end - p) + 1);
    if (!clean) return err_no_memory();
    ssize_t n = number_text_strip_underscores(p, end - p, clean);
    bool good = false;
    if (n >= 0) {
      clean[n] = 0;
      v = float_parse(clean, clean + n, &stop);
      good = n > 0 && stop == clean + n;
    }
    if (clean != small) mem_free(clean);
    if (good) return float_make(v);
  } else {
    v = float_parse(p, end, &stop);
    if (stop == end && stop != p) return float_make(v);
  }
  return err_format(T(ValueError), "could not convert string to float: %R", shown);
}

Own float_from_str(Ref str) {
  NumberText t;
  if (!number_text_from_str(&t, str)) return NULL;
  Object *f = float_from_text(t.text, t.length, str);
  number_text_free(&t);
  return f;
}

Own float_from_object(Ref o) {
  if (IS_EXACT(o, FLOAT)) return NEWREF(o);
  if (o->type->slots.float_) return float_result_of(o, o->type->slots.float_(o));
  if (o->type->slots.index) {
    HOLD(i, number_index(o), "float()");
    if (!i.obj) return NULL;
    double v = int_as_double(i.obj);
    return hold_return(v == -1.0 && err_occurred() ? NULL : float_make(v), &i);
  }
  if (IS_SUB(o, STR)) return float_from_str(o);
  if (buffer_check(o)) {
    AUTO_BUFFER(view);
    if (buffer_get(o, &view, BUFFER_SIMPLE) < 0) return NULL;
    /* the parser may look one character behind the end: give it a copy */
    char small[256], *copy = view.len < (ssize_t)sizeof small ? small : mem_alloc((size_t)view.len + 1);
    if (!copy) return err_no_memory();
    memcpy(copy, view.buf, (size_t)view.len);
    copy[view.len] = 0;
    Object *f = float_from_text(copy, view.len, o);
    if (copy != small) mem_free(copy);
    return f;
  }
  return err_format(T(TypeError), "float() argument must be a string or a real number, not '%T'", o);
}

static Own float_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  if (cls == T(FLOAT) && !args_no_keywords("float", kwnames)) return NULL;
  if (!args_positional("float", nargs, NULL, 0, 1)) return NULL;
  Object *value = nargs ? float_from_object(args[0]) : float_make(0.0);
  if (!value || cls == T(FLOAT)) return value;
  HOLD(held, value, "float()");
  Object *o = instance_new(cls, 0);
  if (o) ((Float *)o)->value = float_value(held.obj);
  return hold_return(o, &held);
}

/* ---- comparing, hashing ---- */

int float_compare_int(double value, Ref i) {
  if (isinf(value)) return value > 0 ? 1 : -1;
  if (int_is_compact(i)) {
    int64_t n = int_value(i);
    if (magnitude(n) <= 1ull << 53) return (value > (double)n) - (value < (double)n);
    if (value >= 9223372036854775808.0) return 1;
    if (value < -9223372036854775808.0) return -1;
    int64_t whole = (int64_t)value; /* exact where it matters: a fraction means |value| < 2**53 */
    return (whole > n) - (whole < n);
  }
  int sign = int_sign(i);
  if ((value > 0) - (value < 0) != sign) return value > sign ? 1 : -1;
  if (fabs(value) < 9223372036854775808.0) return -sign;
  int exponent;
  frexp(value, &exponent);
  int64_t bits = int_bit_length(i);
  if (exponent != bits) return exponent > bits ? sign : -sign;
  /* Equal lengths above 2**63: compare the limbs. */
  IntView v;
  int_view(i, &v);
  uint64_t m = (uint64_t)ldexp(fabs(value), 64 - exponent); /* 53 bits at the top */
  int shift = __builtin_clzll(v.p[v.n - 1]);
  uint64_t top = v.p[v.n - 1] << shift;
  if (shift && v.n > 1) top |= v.p[v.n - 2] >> (64 - shift);
  if (m != top) return m > top ? sign : -sign;
  bool more = shift && v.n > 1 ? v.p[v.n - 2] << shift != 0 : v.n > 1 && v.p[v.n - 2] != 0;
  for (ssize_t k = v.n - 3; k >= 0 && !more; k--) more = v.p[k] != 0;
  return more ? -sign : 0;
}

static Object *float_compare(Object *a, Object *b, int op) {
  if (!object_is_instance_of(a, T(FLOAT))) return NEWREF(NOT_IMPLEMENTED);
  double x = float_value(a);
  int order;
  if (object_is_instance_of(b, T(FLOAT))) {
    double y = float_value(b);
    if (UNLIKELY(isnan(x) || isnan(y))) return BOOL_NEW(op == CMP_NE);
    order = (x > y) - (x < y);
  } else if (IS_SUB(b, INT)) {
    if (isnan(x)) return BOOL_NEW(op == CMP_NE);
    order = float_compare_int(x, b);
  } else
    return NEWREF(NOT_IMPLEMENTED);
  bool result = op == CMP_LT   ? order < 0
                : op == CMP_LE ? order <= 0
                : op == CMP_EQ ? order == 0
                : op == CMP_NE ? order != 0
                : op == CMP_GT ? order > 0
                               : order >= 0;
  return BOOL_NEW(result);
}

Hash float_hash_double(Object *self, double value) {
  const int bits = 61;
  const uint64_t p = (1ull << bits) - 1;
  if (value > -9e15 && value < 9e15 && value == (double)(int64_t)value) {
    Hash h = (Hash)value;
    return h == -1 ? -2 : h;
  }
  if (isinf(value)) return value > 0 ? 314159 : -314159;
  if (isnan(value)) {
    uint64_t id = (uint64_t)(uintptr_t)self + ID_OFFSET;
    Hash h = (Hash)(id >> 4 | id << 60);
    return h == -1 ? -2 : h;
  }
  int e;
  uint64_t m = (uint64_t)ldexp(frexp(fabs(value), &e), 53); /* below p already */
  e -= 53;
  e = e >= 0 ? e % bits : bits - 1 - (-1 - e) % bits;
  uint64_t x = (m << e & p) | m >> (bits - e);
  Hash h = value < 0 ? -(Hash)x : (Hash)x;
  return h == -1 ? -2 : h;
}

static Hash float_hash(Object *o) { return float_hash_double(o, float_value(o)); }

/* ---- arithmetic ---- */

/* 1: *out set; 0: not a number of ours; -1: error. */
static inline int operand(Object *o, double *out) {
  if (LIKELY(IS_EXACT(o, FLOAT))) {
    *out = float_value(o);
    return 1;
  }
  if (IS_SUB(o, INT)) {
    *out = int_as_double(o);
    return *out == -1.0 && err_occurred() ? -1 : 1;
  }
  if (object_is_instance_of(o, T(FLOAT))) {
    *out = float_value(o);
    return 1;
  }
  return 0;
}

#define OPERANDS(a, b)                                                                                       \
  double x, y;                                                                                               \
  int known = operand((a), &x);                                                                              \
  if (known > 0) known = operand((b), &y);                                                                   \
  if (UNLIKELY(known <= 0)) return known < 0 ? NULL : NEWREF(NOT_IMPLEMENTED)

static Object *float_add(Object *a, Object *b) {
  OPERANDS(a, b);
  return float_make(x + y);
}
static Object *float_subtract(Object *a, Object *b) {
  OPERANDS(a, b);
  return float_make(x - y);
}
static Object *float_multiply(Object *a, Object *b) {
  OPERANDS(a, b);
  return float_make(x * y);
}
static Object *float_true_divide(Object *a, Object *b) {
  OPERANDS(a, b);
  if (y == 0) return err_format(T(ZeroDivisionError), "float division by zero");
  return float_make(x / y);
}

double float_mod(double a, double b) {
  double m = fmod(a, b);
  if (m != 0) return (b < 0) != (m < 0) ? m + b : m;
  return copysign(0.0, b);
}

double float_floor_div(double a, double b, double *mod) {
  double m = fmod(a, b), quotient = (a - m) / b, whole;
  if (m != 0) {
    if ((b < 0) != (m < 0)) {
      m += b;
      quotient -= 1.0;
    }
  } else
    m = copysign(0.0, b);
  if (quotient != 0) {
    whole = floor(quotient);
    if (quotient - whole > 0.5) whole += 1.0;
  } else
    whole = copysign(0.0, a / b);
  if (mod) *mod = m;
  return whole;
}

static Object *float_remainder(Object *a, Object *b) {
  OPERANDS(a, b);
  if (y == 0) return err_format(T(ZeroDivisionError), "float modulo");
  return float_make(float_mod(x, y));
}
static Object *float_floor_divide(Object *a, Object *b) {
  OPERANDS(a, b);
  if (y == 0) return err_format(T(ZeroDivisionError), "float floor division by zero");
  return float_make(float_floor_div(x, y, NULL));
}
static Object *float_divmod(Object *a, Object *b) {
  OPERANDS(a, b);
  if (y == 0) return err_format(T(ZeroDivisionError), "float divmod()");
  double mod, quotient = float_floor_div(x, y, &mod);
  Object *pair[2] = {float_make(quotient), NULL};
  if (!pair[0]) return NULL;
  pair[1] = float_make(mod);
  if (!pair[1]) {
    DECREF(pair[0]);
    return NULL;
  }
  return tuple_from_array_steal(pair, 2);
}

static Own range_error(void) {
  Object *args[2] = {int_new(34), str_from_ascii("Numerical result out of range", -1)};
  HOLD(pair, args[0] && args[1] ? tuple_from_array_steal(args, 2) : NULL, "pow()");
  return hold_return(pair.obj ? err_set_value(T(OverflowError), pair.obj) : NULL, &pair);
}

/* The special cases of IEEE 754 pow, spelled out as CPython documents them. */
Own float_power(Object *a, Object *b, Object *modulus) {
  if (modulus && modulus != NONE)
    return err_format(T(TypeError), "pow() 3rd argument not allowed unless all arguments are integers");
  OPERANDS(a, b);
  if (y == 0) return float_make(1.0);
  if (isnan(x)) return float_make(x);
  if (isnan(y)) return float_make(x == 1.0 ? 1.0 : y);
  if (isinf(y)) {
    x = fabs(x);
    if (x == 1.0) return float_make(1.0);
    return float_make((y > 0) == (x > 1.0) ? fabs(y) : 0.0);
  }
  bool odd = fmod(fabs(y), 2.0) == 1.0;
  if (isinf(x)) {
    if (y > 0) return float_make(odd ? x : fabs(x));
    return float_make(odd ? copysign(0.0, x) : 0.0);
  }
  if (x == 0.0) {
    if (y < 0.0) return err_format(T(ZeroDivisionError), "0.0 cannot be raised to a negative power");
    return float_make(odd ? x : 0.0);
  }
  bool negate = false;
  if (x < 0.0) {
    if (y != floor(y)) return complex_spec.slots.power(a, b, NONE);
    x = -x;
    negate = odd;
  }
  if (x == 1.0) return float_make(negate ? -1.0 : 1.0);
  double z = pow(x, y);
  if (isinf(z)) return range_error();
  return float_make(negate ? -z : z);
}

static Object *float_negative(Object *o) { return float_make(-float_value(o)); }
static Object *float_exact(Object *o) { return IS_EXACT(o, FLOAT) ? NEWREF(o) : float_make(float_value(o)); }
static Object *float_absolute(Object *o) { return float_make(fabs(float_value(o))); }
static int float_bool(Object *o) { return float_value(o) != 0.0; }
static Object *float_int(Object *o) { return int_from_double(float_value(o)); }

Own float_repr(Object *o) {
  char text[32];
  int n = float_repr_text(float_value(o), text);
  return str_from_ascii(text, n);
}

/* ---- methods ---- */

static Object *method_conjugate(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return float_exact(self);
}
static Object *method_trunc(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return float_int(self);
}
static Object *method_floor(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return int_from_double(floor(float_value(self)));
}
static Object *method_ceil(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return int_from_double(ceil(float_value(self)));
}
static Object *method_round(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  double value = float_value(self);
  if (!args[0] || args[0] == NONE) {
    double rounded = round(value);
    if (fabs(value - rounded) == 0.5) rounded = 2.0 * round(value / 2.0);
    return int_from_double(rounded);
  }
  ssize_t digits = object_as_index(args[0], NULL);
  if (digits == -1 && err_occurred()) return NULL;
  return float_round(value, digits);
}
static Object *method_is_integer(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  double v = float_value(self);
  return BOOL_NEW(isfinite(v) && floor(v) == v);
}
static Object *method_as_integer_ratio(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  double value = float_value(self);
  if (isinf(value)) return err_format(T(OverflowError), "cannot convert Infinity to integer ratio");
  if (isnan(value)) return err_format(T(ValueError), "cannot convert NaN to integer ratio");
  int exponent;
  int64_t m = (int64_t)ldexp(frexp(value, &exponent), 53);
  exponent -= 53;
  while (m && exponent < 0 && !(m & 1)) m /= 2, exponent++;
  if (!m) exponent = 0;
  Object *pair[2] = {int_new(m), NEWREF(int_small(1))};
  if (pair[0] && exponent) {
    Object **scaled = &pair[exponent < 0];
    SETREF(*scaled, int_shift_left(*scaled, exponent < 0 ? -exponent : exponent));
  }
  if (!pair[0] || !pair[1]) {
    XDECREF(pair[0]);
    XDECREF(pair[1]);
    return NULL;
  }
  return tuple_from_array_steal(pair, 2);
}
static Object *method_hex(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return float_hex(float_value(self));
}
static Object *method_fromhex(Object *cls, Object *const *args, ssize_t nargs) {
  (void)nargs;
  ssize_t length;
  if (!IS_SUB(args[0], STR)) return err_format(T(TypeError), "bad argument type for built-in operation");
  const char *text = str_utf8(args[0], &length);
  if (!text) return NULL;
  HOLD(value, float_from_hex(text, length), "float.fromhex()");
  if (!value.obj || cls == (Object *)T(FLOAT)) return hold_take(&value);
  return hold_return(object_call1(cls, value.obj), &value);
}
static Object *method_getnewargs(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  Object *value = float_make(float_value(self));
  return value ? tuple_from_array_steal(&value, 1) : NULL;
}
static Object *method_getformat(Object *cls, Object *const *args, ssize_t nargs) {
  (void)cls, (void)nargs;
  if (!IS_SUB(args[0], STR))
    return err_format(T(TypeError), "__getformat__() argument must be str, not %T", args[0]);
  if (!str_equals_text(args[0], "double") && !str_equals_text(args[0], "float"))
    return err_format(T(ValueError), "__getformat__() argument 1 must be 'double' or 'float'");
  return str_from_ascii("IEEE, little-endian", -1);
}
static Object *method_format(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return format_check_spec(args[0]) ? format_float(self, args[0]) : NULL;
}
static Object *get_imag(Object *self) {
  (void)self;
  return float_make(0.0);
}

static const MethodSpec float_methods[] = {
    {"conjugate(self, /)", method_conjugate, 0, "Return self, the complex conjugate of any float."},
    {"__trunc__(self, /)", method_trunc, 0, "Return the Integral closest to x between 0 and x."},
    {"__floor__(self, /)", method_floor, 0, "Return the floor as an Integral."},
    {"__ceil__(self, /)", method_ceil, 0, "Return the ceiling as an Integral."},
    {"__round__(self, ndigits=None, /)", method_round, 0,
     "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like "
     "built-in round(x, ndigits)."},
    {"as_integer_ratio(self, /)", method_as_integer_ratio, 0,
     "Return integer ratio.\n\nReturn a pair of integers, whose ratio is exactly equal to the original "
     "float\nand with a positive denominator.\n\n"
     "Raise OverflowError on infinities and a ValueError on NaNs.\n\n>>> (10.0).as_integer_ratio()\n(10, "
     "1)\n>>> (0.0).as_integer_ratio()\n(0, 1)\n"
     ">>> (-.25).as_integer_ratio()\n(-1, 4)"},
    {"fromhex($type, string, /)", method_fromhex, METHOD_CLASS,
     "Create a floating-point number from a hexadecimal string.\n\n>>> "
     "float.fromhex('0x1.ffffp10')\n2047.984375\n>>> float.fromhex('-0x1p-1074')\n-5e-324"},
    {"hex(self, /)", method_hex, 0,
     "Return a hexadecimal representation of a floating-point number.\n\n>>> "
     "(-0.1).hex()\n'-0x1.999999999999ap-4'\n>>> 3.14159.hex()\n'0x1.921f9f01b866ep+1'"},
    {"is_integer(self, /)", method_is_integer, 0, "Return True if the float is an integer."},
    {"__getnewargs__(self, /)", method_getnewargs, 0, NULL},
    {"__getformat__($type, typestr, /)", method_getformat, METHOD_CLASS,
     "You probably don't want to use this function.\n\n  typestr\n    Must be 'double' or 'float'.\n\n"
     "It exists mainly to be used in Python's test suite.\n\nThis function returns whichever of 'unknown', "
     "'IEEE, big-endian' or 'IEEE,\n"
     "little-endian' best describes the format of floating point numbers used by the\nC type named by "
     "typestr."},
    {"__format__(self, format_spec, /)", method_format, 0, "Formats the float according to format_spec."},
    {NULL, NULL, 0, NULL}};

static const GetSetSpec float_getset[] = {{"real", float_exact, NULL, "the real part of a complex number"},
                                          {"imag", get_imag, NULL, "the imaginary part of a complex number"},
                                          {NULL, NULL, NULL, NULL}};

const TypeSpec float_spec = {
    .name = "float",
    .doc = "float(x=0, /)\n--\n\nConvert a string or number to a floating point number, if possible.",
    .basic_size = sizeof(Float),
    .flags = TYPE_BASE | TYPE_MATCH_SELF,
    .methods = float_methods,
    .getset = float_getset,
    .slots = {.dealloc = float_dealloc,
              .new_ = float_new_slot,
              .repr = float_repr,
              .hash = float_hash,
              .richcompare = float_compare,
              .add = float_add,
              .subtract = float_subtract,
              .multiply = float_multiply,
              .remainder = float_remainder,
              .divmod = float_divmod,
              .power = float_power,
              .negative = float_negative,
              .positive = float_exact,
              .absolute = float_absolute,
              .bool_ = float_bool,
              .int_ = float_int,
              .float_ = float_exact,
              .floor_divide = float_floor_divide,
              .true_divide = float_true_divide}};
