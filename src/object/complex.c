/* The type complex. */
#include "object/complex.h"

#include <math.h>

#include "object/err.h"
#include "object/float.h"
#include "object/floattext.h"
#include "object/format.h"
#include "object/int_internal.h"
#include "object/numtext.h"
#include "object/protocol.h"
#include "object/tuple.h"
#include "object/type.h"
#include "object/upcalls.h"

static inline ComplexValue value_of(Object *o) {
  return (ComplexValue){((Complex *)o)->real, ((Complex *)o)->imag};
}

Own complex_new(double real, double imag) {
  Complex *c = (Complex *)mem_small_alloc(MEM_CLASS(sizeof(Complex)));
  if (LIKELY(c)) {
    object_set_born(&c->ob, T(COMPLEX));
    OBSERVE(OBSERVE_MEMORY, EV_BORN, c, sizeof(Complex), 0);
  } else if (!(c = (Complex *)object_new_sized(T(COMPLEX), sizeof(Complex))))
    return NULL;
  c->real = real;
  c->imag = imag;
  return &c->ob;
}
static Own complex_from(ComplexValue v) { return complex_new(v.real, v.imag); }

/* ---- construction ---- */

static bool is_complex(Ref o) { return object_is_instance_of(o, T(COMPLEX)); }

/* 1: *out set from __complex__; 0: there is none; -1 error. */
static int through_complex_method(Ref o, ComplexValue *out) {
  if (IS_EXACT(o, COMPLEX) || IS_EXACT(o, FLOAT) || IS_EXACT(o, INT)) return 0;
  HOLD(method, object_lookup_special(o, N(__complex__)), "complex()");
  if (!method.obj) return err_occurred() ? -1 : 0;
  HOLD(result, object_call0(method.obj), "complex()");
  CLEAR(method.obj); /* a warning finds it gone */
  if (!result.obj) return -1;
  if (!is_complex(result.obj)) {
    err_format(T(TypeError), "__complex__ returned non-complex (type %T)", result.obj);
    return -1;
  }
  if (!IS_EXACT(result.obj, COMPLEX) &&
      vm_warn(T(DeprecationWarning), 1,
              "__complex__ returned non-complex (type %T).  The ability to return an instance of a strict "
              "subclass of "
              "complex is deprecated, and may be removed in a future version of Python.",
              result.obj) < 0)
    return -1;
  *out = value_of(result.obj);
  return 1;
}

bool object_as_complex(Ref o, ComplexValue *out) {
  if (is_complex(o)) {
    *out = value_of(o);
    return true;
  }
  int found = through_complex_method(o, out);
  if (found) return found > 0;
  *out = (ComplexValue){object_as_double(o), 0.0};
  return !(out->real == -1.0 && err_occurred());
}

static bool parse_complex(const char *s, const char *end, ComplexValue *out) {
  bool bracket = false;
  double x = 0, y = 0;
  const char *stop;
#define AT(c1, c2) (s < end && (*s == (c1) || *s == (c2)))
  while (s < end && ascii_space(*s)) s++;
  if (AT('(', '(')) {
    bracket = true;
    s++;
    while (s < end && ascii_space(*s)) s++;
  }
  double z = float_parse(s, end, &stop);
  if (stop != s) {
    s = stop;
    if (AT('+', '-')) {
      x = z;
      y = float_parse(s, end, &stop);
      if (stop != s)
        s = stop;
      else
        y = *s++ == '-' ? -1.0 : 1.0;
      if (!AT('j', 'J')) return false;
      s++;
    } else if (AT('j', 'J')) {
      s++;
      y = z;
    } else
      x = z;
  } else {
    y = 1.0;
    if (AT('+', '-')) y = *s++ == '-' ? -1.0 : 1.0;
    if (!AT('j', 'J')) return false;
    s++;
  }
  while (s < end && ascii_space(*s)) s++;
  if (bracket) {
    if (!AT(')', ')')) return false;
    s++;
    while (s < end && ascii_space(*s)) s++;
  }
#undef AT
  *out = (ComplexValue){x, y};
  return s == end;
}

static bool complex_from_str(Ref str, ComplexValue *out) {
  NumberText t;
  if (!number_text_from_str(&t, str)) return false;
  bool ok = true;
  if (memchr(t.text, '_', (size_t)t.length)) {
    ssize_t n = number_text_strip_underscores(t.text, t.length, t.text);
    if (n < 0) {
      ok = false;
      err_format(T(ValueError), "could not convert string to complex: %R", str);
    } else
      t.text[t.length = n] = 0;
  }
  if (ok && !parse_complex(t.text, t.text + t.length, out)) {
    ok = false;
    err_format(T(ValueError), "complex() arg is a malformed string");
  }
  number_text_free(&t);
  return ok;
}

static bool is_number(Ref o) {
  const Slots *s = &o->type->slots;
  return s->float_ || s->index || is_complex(o);
}

static bool complex_from_arguments(Ref real, Ref imag, ComplexValue *out) {
  ComplexValue r = {0, 0}, i = {0, 0};
  bool r_complex = false, i_complex = false;
  if (imag && IS_SUB(imag, STR)) {
    err_format(T(TypeError), "complex() second arg can't be a string");
    return false;
  }
  if (real) {
    int found = through_complex_method(real, &r);
    if (found < 0) return false;
    r_complex = found > 0;
    if (!found && !is_number(real)) {
      err_format(T(TypeError), "complex() first argument must be a string or a number, not '%T'", real);
      return false;
    }
    if (!found && is_complex(real)) {
      r = value_of(real);
      r_complex = true;
    }
  }
  if (imag && !is_number(imag)) {
    err_format(T(TypeError), "complex() second argument must be a number, not '%T'", imag);
    return false;
  }
  if (real && !r_complex) {
    r.real = object_as_double(real);
    if (r.real == -1.0 && err_occurred()) return false;
  }
  if (!imag)
    i.real = r.imag;
  else if (is_complex(imag)) {
    i = value_of(imag);
    i_complex = true;
  } else {
    i.real = object_as_double(imag);
    if (i.real == -1.0 && err_occurred()) return false;
  }
  if (i_complex) r.real -= i.imag;
  if (r_complex && imag) i.real += r.imag;
  *out = (ComplexValue){r.real, i.real};
  return true;
}

static Own complex_new_slot(Type *cls, Object *const *args, ssize_t nargs, Object *kwnames) {
  static const ArgSpec spec = {"complex", {"real", "imag"}, 0, 2, 2, 0};
  Object *out[2];
  ComplexValue v;
  if (!args_bind(&spec, args, nargs, kwnames, out)) return NULL;
  if (out[0] && !out[1] && IS_EXACT(out[0], COMPLEX) && cls == T(COMPLEX)) return NEWREF(out[0]);
  if (out[0] && IS_SUB(out[0], STR)) {
    if (out[1]) return err_format(T(TypeError), "complex() can't take second arg if first is a string");
    if (!complex_from_str(out[0], &v)) return NULL;
  } else if (!complex_from_arguments(out[0], out[1], &v))
    return NULL;
  if (cls == T(COMPLEX)) return complex_from(v);
  Complex *c = (Complex *)instance_new(cls, 0);
  if (!c) return NULL;
  c->real = v.real;
  c->imag = v.imag;
  return &c->ob;
}

static void complex_dealloc(Object *o) { object_free(o); }

/* ---- arithmetic ---- */

/* 1: *out set; 0: not a number of ours; -1: error. */
static int operand(Object *o, ComplexValue *out) {
  if (is_complex(o))
    *out = value_of(o);
  else if (IS_SUB(o, INT)) {
    *out = (ComplexValue){int_as_double(o), 0.0};
    if (out->real == -1.0 && err_occurred()) return -1;
  } else if (object_is_instance_of(o, T(FLOAT)))
    *out = (ComplexValue){float_value(o), 0.0};
  else
    return 0;
  return 1;
}

#define OPERANDS(a, b)                                                                                       \
  ComplexValue x, y;                                                                                         \
  int known = operand((a), &x);                                                                              \
  if (known > 0) known = operand((b), &y);                                                                   \
  if (known <= 0) return known < 0 ? NULL : NEWREF(NOT_IMPLEMENTED)

static ComplexValue product(ComplexValue a, ComplexValue b) {
  return (ComplexValue){a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

/* R. Smith, "Algorithm 116: complex division", CACM 5 (1962). */
static ComplexValue quotient(ComplexValue a, ComplexValue b, bool *by_zero) {
  double re = fabs(b.real), im = fabs(b.imag);
  if (re >= im) {
    if (re == 0.0) {
      *by_zero = true;
      return (ComplexValue){0, 0};
    }
    double ratio = b.imag / b.real, d = b.real + b.imag * ratio;
    return (ComplexValue){(a.real + a.imag * ratio) / d, (a.imag - a.real * ratio) / d};
  }
  if (im >= re) {
    double ratio = b.real / b.imag, d = b.real * ratio + b.imag;
    return (ComplexValue){(a.real * ratio + a.imag) / d, (a.imag * ratio - a.real) / d};
  }
  return (ComplexValue){(double)NAN, (double)NAN};
}

static Object *complex_add(Object *a, Object *b) {
  OPERANDS(a, b);
  return complex_new(x.real + y.real, x.imag + y.imag);
}
static Object *complex_subtract(Object *a, Object *b) {
  OPERANDS(a, b);
  return complex_new(x.real - y.real, x.imag - y.imag);
}
static Object *complex_multiply(Object *a, Object *b) {
  OPERANDS(a, b);
  return complex_from(product(x, y));
}
static Object *complex_true_divide(Object *a, Object *b) {
  OPERANDS(a, b);
  bool by_zero = false;
  ComplexValue z = quotient(x, y, &by_zero);
  if (by_zero) return err_format(T(ZeroDivisionError), "complex division by zero");
  return complex_from(z);
}

static ComplexValue power_small(ComplexValue x, int n, bool *by_zero) {
  ComplexValue r = {1, 0}, p = x;
  unsigned e = (unsigned)(n < 0 ? -n : n);
  for (unsigned mask = 1; mask <= e; mask <<= 1) {
    if (e & mask) r = product(r, p);
    p = product(p, p);
  }
  return n > 0 ? r : quotient((ComplexValue){1, 0}, r, by_zero);
}

static ComplexValue power_general(ComplexValue a, ComplexValue b, bool *bad_zero) {
  if (b.real == 0 && b.imag == 0) return (ComplexValue){1, 0};
  if (a.real == 0 && a.imag == 0) {
    *bad_zero = b.imag != 0 || b.real < 0;
    return (ComplexValue){0, 0};
  }
  double size = hypot(a.real, a.imag), length = pow(size, b.real), angle = atan2(a.imag, a.real),
         phase = angle * b.real;
  if (b.imag != 0) {
    length /= exp(angle * b.imag);
    phase += b.imag * log(size);
  }
  *bad_zero = isinf(phase); /* a direction without an angle: CPython reports it with this error */
  return (ComplexValue){length * cos(phase), length * sin(phase)};
}

static Object *complex_power(Object *a, Object *b, Object *modulus) {
  OPERANDS(a, b);
  if (modulus && modulus != NONE) return err_format(T(ValueError), "complex modulo");
  bool bad_zero = false;
  ComplexValue z;
  if (y.imag == 0.0 && y.real == floor(y.real) && fabs(y.real) <= 100.0)
    z = power_small(x, (int)y.real, &bad_zero);
  else
    z = power_general(x, y, &bad_zero);
  if (bad_zero) return err_format(T(ZeroDivisionError), "0.0 to a negative or complex power");
  if (isinf(z.real) || isinf(z.imag)) return err_format(T(OverflowError), "complex exponentiation");
  return complex_from(z);
}

static Object *complex_negative(Object *o) { return complex_new(-value_of(o).real, -value_of(o).imag); }
static Object *complex_exact(Object *o) {
  return IS_EXACT(o, COMPLEX) ? NEWREF(o) : complex_from(value_of(o));
}
static Object *complex_absolute(Object *o) {
  ComplexValue v = value_of(o);
  double size = hypot(v.real, v.imag);
  if (isinf(size) && isfinite(v.real) && isfinite(v.imag))
    return err_format(T(OverflowError), "absolute value too large");
  return float_make(size);
}
static int complex_bool(Object *o) { return value_of(o).real != 0 || value_of(o).imag != 0; }

static Object *complex_compare(Object *a, Object *b, int op) {
  if ((op != CMP_EQ && op != CMP_NE) || !is_complex(a)) return NEWREF(NOT_IMPLEMENTED);
  ComplexValue x = value_of(a);
  bool equal;
  if (is_complex(b))
    equal = x.real == value_of(b).real && x.imag == value_of(b).imag;
  else if (IS_SUB(b, INT))
    equal = x.imag == 0.0 && !isnan(x.real) && float_compare_int(x.real, b) == 0;
  else if (object_is_instance_of(b, T(FLOAT)))
    equal = x.imag == 0.0 && x.real == float_value(b);
  else
    return NEWREF(NOT_IMPLEMENTED);
  return BOOL_NEW(equal == (op == CMP_EQ));
}

static Hash complex_hash(Object *o) {
  uint64_t h = (uint64_t)float_hash_double(o, value_of(o).real) +
               1000003u * (uint64_t)float_hash_double(o, value_of(o).imag);
  return (Hash)h == -1 ? -2 : (Hash)h;
}

Own complex_repr(Object *o) {
  ComplexValue v = value_of(o);
  ssize_t nr = 0, ni;
  bool both = v.real != 0 || signbit(v.real);
  char *im = float_text(v.imag, 'r', 0, both ? FLOAT_SIGN : 0, &ni),
       *re = im && both ? float_text(v.real, 'r', 0, 0, &nr) : NULL;
  Object *s = NULL;
  if (!im || (both && !re))
    err_no_memory();
  else
    s = both ? str_format("(%s%sj)", re, im) : str_format("%sj", im);
  mem_free(re);
  mem_free(im);
  return s;
}

/* ---- methods ---- */

static Object *method_conjugate(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return complex_new(value_of(self).real, -value_of(self).imag);
}
static Object *method_complex(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  return complex_exact(self);
}
static Object *method_getnewargs(Object *self, Object *const *args, ssize_t nargs) {
  (void)args, (void)nargs;
  Object *pair[2] = {float_make(value_of(self).real), float_make(value_of(self).imag)};
  if (pair[0] && pair[1]) return tuple_from_array_steal(pair, 2);
  XDECREF(pair[0]);
  XDECREF(pair[1]);
  return NULL;
}
static Object *method_format(Object *self, Object *const *args, ssize_t nargs) {
  (void)nargs;
  return format_check_spec(args[0]) ? format_complex(self, args[0]) : NULL;
}
static Object *get_real(Object *self) { return float_make(value_of(self).real); }
static Object *get_imag(Object *self) { return float_make(value_of(self).imag); }

static const MethodSpec complex_methods[] = {
    {"conjugate(self, /)", method_conjugate, 0,
     "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."},
    {"__complex__(self, /)", method_complex, 0, "Convert this value to exact type complex."},
    {"__getnewargs__(self, /)", method_getnewargs, 0, NULL},
    {"__format__(self, format_spec, /)", method_format, 0, "Convert to a string according to format_spec."},
    {NULL, NULL, 0, NULL}};
static const GetSetSpec complex_members[] = {
    {"real", get_real, NULL, "the real part of a complex number"},
    {"imag", get_imag, NULL, "the imaginary part of a complex number"},
    {0},
};
static const GetSetSpec complex_getset[] = {{NULL, NULL, NULL, NULL}};

const TypeSpec complex_spec = {.name = "complex",
                               .doc = "complex(real=0, imag=0)\n--\n\nCreate a complex number from a real "
                                      "part and an optional imaginary part.\n\n"
                                      "This is equivalent to (real + imag*1j) where imag defaults to 0.",
                               .basic_size = sizeof(Complex),
                               .flags = TYPE_BASE,
                               .methods = complex_methods,
                               .members = complex_members,
                               .getset = complex_getset,
                               .slots = {.dealloc = complex_dealloc,
                                         .new_ = complex_new_slot,
                                         .repr = complex_repr,
                                         .hash = complex_hash,
                                         .richcompare = complex_compare,
                                         .add = complex_add,
                                         .subtract = complex_subtract,
                                         .multiply = complex_multiply,
                                         .power = complex_power,
                                         .negative = complex_negative,
                                         .positive = complex_exact,
                                         .absolute = complex_absolute,
                                         .bool_ = complex_bool,
                                         .true_divide = complex_true_divide}};
