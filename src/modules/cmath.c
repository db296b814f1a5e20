/* The module cmath: functions of complex numbers after W. Kahan, "Branch cuts for complex elementary
 * functions", 1987. Values that are not finite go to the C library, whose results are those of C99's Annex G,
 * as CPython's are; where that leaves a sign open, CPython's tables decide. */
#include <complex.h>
#include <float.h>
#include <math.h>

#include "modules/math_parts.h"
#include "object/complex.h"
#include "object/err.h"
#include "object/function.h"
#include "object/number_fast.h"
#include "object/protocol.h"
#include "object/tuple.h"

typedef struct ComplexValue Z;
typedef enum Trouble { FINE, DOMAIN, RANGE } Trouble;
typedef Z (*ComplexFn)(Z z, Trouble *trouble);

static const double LARGE = DBL_MAX / 4.0; /* so that sums of two do not overflow */
static double sqrt_large(void) { return sqrt(LARGE); }
static double log_large(void) { return log(LARGE); }

#ifndef CMPLX /* clang with glibc */
#define CMPLX(x, y) __builtin_complex((double)(x), (double)(y))
#endif

static bool finite2(Z z) { return isfinite(z.real) && isfinite(z.imag); }
static Z make(double real, double imag) { return (Z){real, imag}; }
static double complex to_c(Z z) { return CMPLX(z.real, z.imag); }
static Z from_c(double complex c) { return make(creal(c), cimag(c)); }
static double half_hypot_log(Z z) { return log(hypot(z.real / 2.0, z.imag / 2.0)) + M_LN2 * 2.0; }
static bool is_large(Z z) { return fabs(z.real) > LARGE || fabs(z.imag) > LARGE; }

static Z z_sqrt(Z z, Trouble *t) {
  (void)t;
  if (!finite2(z)) return from_c(csqrt(to_c(z)));
  if (z.real == 0.0 && z.imag == 0.0) return make(0.0, z.imag);
  double ax = fabs(z.real), ay = fabs(z.imag), s;
  if (ax < DBL_MIN && ay < DBL_MIN) {
    ax = ldexp(ax, 53); /* odd, for the half inside the root */
    s = ldexp(sqrt(ax + hypot(ax, ldexp(ay, 53))), -27);
  } else {
    ax /= 8.0;
    s = 2.0 * sqrt(ax + hypot(ax, ay / 8.0));
  }
  double d = ay / (2.0 * s);
  return z.real >= 0.0 ? make(s, copysign(d, z.imag)) : make(d, copysign(s, z.imag));
}

static Z z_acos(Z z, Trouble *t) {
  if (isinf(z.real) && isnan(z.imag)) return make((double)NAN, HUGE_VAL);
  if (!finite2(z)) return from_c(cacos(to_c(z)));
  if (is_large(z)) {
    double r = half_hypot_log(z);
    return make(atan2(fabs(z.imag), z.real), z.real < 0.0 ? -copysign(r, z.imag) : copysign(r, -z.imag));
  }
  Z a = z_sqrt(make(1.0 - z.real, -z.imag), t), b = z_sqrt(make(1.0 + z.real, z.imag), t);
  return make(2.0 * atan2(a.real, b.real), asinh(b.real * a.imag - b.imag * a.real));
}

static Z z_acosh(Z z, Trouble *t) {
  if (z.real == 0.0 && isnan(z.imag)) return make((double)NAN, (double)NAN);
  if (!finite2(z)) return from_c(cacosh(to_c(z)));
  if (is_large(z)) return make(half_hypot_log(z), atan2(z.imag, z.real));
  Z a = z_sqrt(make(z.real - 1.0, z.imag), t), b = z_sqrt(make(z.real + 1.0, z.imag), t);
  return make(asinh(a.real * b.real + a.imag * b.imag), 2.0 * atan2(a.imag, b.real));
}

static Z z_asinh(Z z, Trouble *t) {
  if (isnan(z.real) && isinf(z.imag)) return make(HUGE_VAL, (double)NAN);
  if (!finite2(z)) return from_c(casinh(to_c(z)));
  if (is_large(z)) {
    double r = half_hypot_log(z);
    return make(z.imag >= 0.0 ? copysign(r, z.real) : -copysign(r, -z.real), atan2(z.imag, fabs(z.real)));
  }
  Z a = z_sqrt(make(1.0 + z.imag, -z.real), t), b = z_sqrt(make(1.0 - z.imag, z.real), t);
  return make(asinh(a.real * b.imag - b.real * a.imag), atan2(z.imag, a.real * b.real - a.imag * b.imag));
}

static Z z_asin(Z z, Trouble *t) {
  Z r = z_asinh(make(-z.imag, z.real), t);
  return make(r.imag, -r.real);
}

static Z z_atanh(Z z, Trouble *t) {
  if (isnan(z.real) && isinf(z.imag)) return make(0.0, copysign(M_PI / 2.0, z.imag));
  if (!finite2(z)) return from_c(catanh(to_c(z)));
  if (signbit(z.real)) {
    Z r = z_atanh(make(-z.real, -z.imag), t);
    return make(-r.real, -r.imag);
  }
  double ay = fabs(z.imag);
  if (z.real > sqrt_large() || ay > sqrt_large()) {
    double h = hypot(z.real / 2.0, z.imag / 2.0);
    return make(z.real / 4.0 / h / h, -copysign(M_PI / 2.0, -z.imag));
  }
  if (z.real == 1.0 && ay < sqrt(DBL_MIN)) {
    if (ay == 0.0) {
      *t = DOMAIN;
      return make(HUGE_VAL, z.imag);
    }
    return make(-log(sqrt(ay) / sqrt(hypot(ay, 2.0))), copysign(atan2(2.0, -ay) / 2, z.imag));
  }
  double d = 1 - z.real;
  return make(log1p(4.0 * z.real / (d * d + ay * ay)) / 4.0,
              -atan2(-2.0 * z.imag, d * (1 + z.real) - ay * ay) / 2.0);
}

static Z z_atan(Z z, Trouble *t) {
  Z r = z_atanh(make(-z.imag, z.real), t);
  return make(r.imag, -r.real);
}

/* cosh and exp of a special value: Annex G's, an error where an infinite magnitude has no direction. */
static Z z_cosh(Z z, Trouble *t) {
  if (!finite2(z)) {
    if (isinf(z.imag) && !isnan(z.real)) *t = DOMAIN;
    if (isnan(z.real) && z.imag == 0.0) return make((double)NAN, 0.0);
    return from_c(ccosh(to_c(z)));
  }
  Z r;
  if (fabs(z.real) > log_large()) {
    double less = z.real - copysign(1.0, z.real);
    r = make(cos(z.imag) * cosh(less) * M_E, sin(z.imag) * sinh(less) * M_E);
  } else
    r = make(cos(z.imag) * cosh(z.real), sin(z.imag) * sinh(z.real));
  if (isinf(r.real) || isinf(r.imag)) *t = RANGE;
  return r;
}

static Z z_cos(Z z, Trouble *t) { return z_cosh(make(-z.imag, z.real), t); }

static Z z_sinh(Z z, Trouble *t) {
  if (!finite2(z)) {
    if (isinf(z.imag) && !isnan(z.real)) *t = DOMAIN;
    if (z.real == 0.0 && isnan(z.imag)) return make(0.0, (double)NAN);
    return from_c(csinh(to_c(z)));
  }
  Z r;
  if (fabs(z.real) > log_large()) {
    double less = z.real - copysign(1.0, z.real);
    r = make(cos(z.imag) * sinh(less) * M_E, sin(z.imag) * cosh(less) * M_E);
  } else
    r = make(cos(z.imag) * sinh(z.real), sin(z.imag) * cosh(z.real));
  if (isinf(r.real) || isinf(r.imag)) *t = RANGE;
  return r;
}

static Z z_sin(Z z, Trouble *t) {
  Z r = z_sinh(make(-z.imag, z.real), t);
  return make(r.imag, -r.real);
}

static Z z_exp(Z z, Trouble *t) {
  if (!finite2(z)) {
    if (isinf(z.imag) && (isfinite(z.real) || (isinf(z.real) && z.real > 0))) *t = DOMAIN;
    if (isinf(z.real) && z.real < 0 && isinf(z.imag)) return make(0.0, 0.0);
    return from_c(cexp(to_c(z)));
  }
  Z r;
  if (z.real > log_large()) {
    double l = exp(z.real - 1.0);
    r = make(l * cos(z.imag) * M_E, l * sin(z.imag) * M_E);
  } else {
    double l = exp(z.real);
    r = make(l * cos(z.imag), l * sin(z.imag));
  }
  if (isinf(r.real) || isinf(r.imag)) *t = RANGE;
  return r;
}

static Z z_log(Z z, Trouble *t) {
  if (!finite2(z)) return from_c(clog(to_c(z)));
  double ax = fabs(z.real), ay = fabs(z.imag), r;
  if (ax > LARGE || ay > LARGE)
    r = log(hypot(ax / 2.0, ay / 2.0)) + M_LN2;
  else if (ax < DBL_MIN && ay < DBL_MIN) {
    if (ax > 0.0 || ay > 0.0)
      r = log(hypot(ldexp(ax, DBL_MANT_DIG), ldexp(ay, DBL_MANT_DIG))) - DBL_MANT_DIG * M_LN2;
    else {
      *t = DOMAIN;
      r = -HUGE_VAL;
    }
  } else {
    double h = hypot(ax, ay);
    if (0.71 <= h && h <= 1.73) {
      double big = MAX(ax, ay), other = MIN(ax, ay);
      r = log1p((big - 1) * (big + 1) + other * other) / 2.0;
    } else
      r = log(h);
  }
  return make(r, atan2(z.imag, z.real));
}

static Z z_log10(Z z, Trouble *t) {
  Z r = z_log(z, t);
  return make(r.real / M_LN10, r.imag / M_LN10);
}

static Z z_tanh(Z z, Trouble *t) {
  if (!finite2(z)) {
    if (isinf(z.imag) && isfinite(z.real)) *t = DOMAIN;
    if (isinf(z.real) && isinf(z.imag)) return make(copysign(1.0, z.real), 0.0);
    if (z.real == 0.0 && isnan(z.imag)) return make((double)NAN, (double)NAN);
    return from_c(ctanh(to_c(z)));
  }
  if (fabs(z.real) > log_large())
    return make(copysign(1.0, z.real), 4.0 * sin(z.imag) * cos(z.imag) * exp(-2.0 * fabs(z.real)));
  double tx = tanh(z.real), ty = tan(z.imag), cx = 1.0 / cosh(z.real), both = tx * ty, d = 1.0 + both * both;
  return make(tx * (1.0 + ty * ty) / d, ((ty / d) * cx) * cx);
}

static Z z_tan(Z z, Trouble *t) {
  Z r = z_tanh(make(-z.imag, z.real), t);
  return make(r.imag, -r.real);
}

/* ---- the functions of the module ---- */

static bool troubled(Trouble t) {
  if (t == DOMAIN)
    err_format(T(ValueError), "math domain error");
  else if (t == RANGE)
    err_format(T(OverflowError), "math range error");
  return t != FINE;
}

#define FUNCTION(name)                                                                                       \
  static Object *cmath_##name(Object *module, Object *const *args, ssize_t nargs) {                          \
    (void)module, (void)nargs;                                                                               \
    Z z;                                                                                                     \
    Trouble t = FINE;                                                                                        \
    if (!object_as_complex(args[0], &z)) return NULL;                                                        \
    Z r = z_##name(z, &t);                                                                                   \
    return troubled(t) ? NULL : complex_new(r.real, r.imag);                                                 \
  }
FUNCTION(acos)
FUNCTION(acosh)
FUNCTION(asin)
FUNCTION(asinh)
FUNCTION(atan)
FUNCTION(atanh)
FUNCTION(cos)
FUNCTION(cosh)
FUNCTION(exp)
FUNCTION(log10)
FUNCTION(sin)
FUNCTION(sinh)
FUNCTION(sqrt)
FUNCTION(tan)
FUNCTION(tanh)

static Object *cmath_log(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  Z x, y;
  Trouble t = FINE;
  if (!object_as_complex(args[0], &x) || (args[1] && !object_as_complex(args[1], &y))) return NULL;
  x = z_log(x, &t);
  if (args[1]) {
    t = FINE; /* with a base, only trouble with the base counts */
    y = z_log(y, &t);
    double re = fabs(y.real), im = fabs(y.imag);
    if (re >= im && re == 0.0)
      t = DOMAIN;
    else if (re >= im) {
      double ratio = y.imag / y.real, d = y.real + y.imag * ratio;
      x = make((x.real + x.imag * ratio) / d, (x.imag - x.real * ratio) / d);
    } else if (im >= re) {
      double ratio = y.real / y.imag, d = y.real * ratio + y.imag;
      x = make((x.real * ratio + x.imag) / d, (x.imag * ratio - x.real) / d);
    } else
      x = make((double)NAN, (double)NAN);
  }
  return troubled(t) ? NULL : complex_new(x.real, x.imag);
}

static Object *cmath_phase(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  Z z;
  if (!object_as_complex(args[0], &z)) return NULL;
  double phi = atan2(z.imag, z.real);
  if (phi == 0.0 && z.imag != 0.0 && finite2(z)) return err_format(T(OverflowError), "math range error");
  return float_make(phi);
}

static Object *cmath_polar(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  Z z;
  if (!object_as_complex(args[0], &z)) return NULL;
  double r = hypot(z.real, z.imag);
  if (isinf(r) && finite2(z)) return err_format(T(OverflowError), "math range error");
  Object *pair[2] = {float_make(r), NULL};
  if (!pair[0]) return NULL;
  pair[1] = float_make(atan2(z.imag, z.real));
  if (!pair[1]) {
    DECREF(pair[0]);
    return NULL;
  }
  return tuple_from_array_steal(pair, 2);
}

static Object *cmath_rect(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  double r = object_as_double(args[0]);
  if (r == -1.0 && err_occurred()) return NULL;
  double phi = object_as_double(args[1]);
  if (phi == -1.0 && err_occurred()) return NULL;
  phi = opaque(phi);
  if (!isfinite(r) || !isfinite(phi)) {
    if (isinf(r) && isfinite(phi) && phi != 0.0) {
      double c = copysign(HUGE_VAL, cos(phi)), s = copysign(HUGE_VAL, sin(phi));
      return r > 0 ? complex_new(c, s) : complex_new(-c, -s);
    }
    if (r != 0.0 && !isnan(r) && isinf(phi)) return err_format(T(ValueError), "math domain error");
    if (phi == 0.0)
      return complex_new(r, isnan(r) ? 0.0 : r * phi == 0 ? r * phi : copysign(0.0, r) * copysign(1.0, phi));
    if (r == 0.0) return complex_new(0.0, 0.0);
    return complex_new(isinf(r) ? HUGE_VAL : (double)NAN, (double)NAN);
  }
  if (phi == 0.0) return complex_new(r, r * phi);
  return complex_new(r * cos(phi), r * sin(phi));
}

#define TEST(name, expression)                                                                               \
  static Object *cmath_##name(Object *module, Object *const *args, ssize_t nargs) {                          \
    (void)module, (void)nargs;                                                                               \
    Z z;                                                                                                     \
    return object_as_complex(args[0], &z) ? BOOL_NEW(expression) : NULL;                                     \
  }
TEST(isfinite, finite2(z))
TEST(isinf, isinf(z.real) || isinf(z.imag))
TEST(isnan, isnan(z.real) || isnan(z.imag))

static Object *cmath_isclose(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  Z a, b;
  double rel = 1e-9, abs_tol = 0.0;
  if (!object_as_complex(args[0], &a) || !object_as_complex(args[1], &b)) return NULL;
  if (args[2] && (rel = object_as_double(args[2])) == -1.0 && err_occurred()) return NULL;
  if (args[3] && (abs_tol = object_as_double(args[3])) == -1.0 && err_occurred()) return NULL;
  if (rel < 0.0 || abs_tol < 0.0) return err_format(T(ValueError), "tolerances must be non-negative");
  if (a.real == b.real && a.imag == b.imag) return BOOL_NEW(true);
  if (isinf(a.real) || isinf(a.imag) || isinf(b.real) || isinf(b.imag)) return BOOL_NEW(false);
  double d = hypot(a.real - b.real, a.imag - b.imag);
  return BOOL_NEW(d <= rel * hypot(b.real, b.imag) || d <= rel * hypot(a.real, a.imag) || d <= abs_tol);
}

#define ROW(name, doc)                                                                                       \
  { #name "($module, z, /)", cmath_##name, 0, doc }
static const MethodSpec functions[] = {
    ROW(acos, "Return the arc cosine of z."),
    ROW(acosh, "Return the inverse hyperbolic cosine of z."),
    ROW(asin, "Return the arc sine of z."),
    ROW(asinh, "Return the inverse hyperbolic sine of z."),
    ROW(atan, "Return the arc tangent of z."),
    ROW(atanh, "Return the inverse hyperbolic tangent of z."),
    ROW(cos, "Return the cosine of z."),
    ROW(cosh, "Return the hyperbolic cosine of z."),
    ROW(exp, "Return the exponential value e**z."),
    {"isclose($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)", cmath_isclose, 0,
     "Determine whether two complex numbers are close in value.\n\n  rel_tol\n    maximum difference for "
     "being considered \"close\", relative to the\n    magnitude of the input values\n"
     "  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n    magnitude of "
     "the input values\n\n"
     "Return True if a is close in value to b, and False otherwise.\n\nFor the values to be considered "
     "close, the difference between them must be\nsmaller than at least one of the tolerances.\n\n"
     "-inf, inf and NaN behave similarly to the IEEE 754 Standard. That is, NaN is\nnot close to anything, "
     "even itself. inf and -inf are only close to themselves."},
    ROW(isfinite, "Return True if both the real and imaginary parts of z are finite, else False."),
    ROW(isinf, "Checks if the real or imaginary part of z is infinite."),
    ROW(isnan, "Checks if the real or imaginary part of z not a number (NaN)."),
    {"log($module, z, base=<unrepresentable>, /)", cmath_log, 0,
     "log(z[, base]) -> the logarithm of z to the given base.\n\nIf the base not specified, returns the "
     "natural logarithm (base e) of z."},
    ROW(log10, "Return the base-10 logarithm of z."),
    ROW(phase, "Return argument, also known as the phase angle, of a complex."),
    ROW(polar, "Convert a complex from rectangular coordinates to polar coordinates.\n\nr is the distance "
               "from 0 and phi the phase angle."),
    {"rect($module, r, phi, /)", cmath_rect, 0, "Convert from polar coordinates to rectangular coordinates."},
    ROW(sin, "Return the sine of z."),
    ROW(sinh, "Return the hyperbolic sine of z."),
    ROW(sqrt, "Return the square root of z."),
    ROW(tan, "Return the tangent of z."),
    ROW(tanh, "Return the hyperbolic tangent of z."),
    {NULL, NULL, 0, NULL}};

Own module_cmath_init(void) {
  HOLD(m, module_new("cmath", "This module provides access to mathematical functions for complex\nnumbers."),
       "import");
  if (!m.obj || native_add_functions(m.obj, functions) < 0) return NULL;
  double nan = (double)NAN;
  if (module_add_steal(m.obj, "pi", float_make(M_PI)) < 0 ||
      module_add_steal(m.obj, "e", float_make(M_E)) < 0 ||
      module_add_steal(m.obj, "tau", float_make(2 * M_PI)) < 0 ||
      module_add_steal(m.obj, "inf", float_make(HUGE_VAL)) < 0 ||
      module_add_steal(m.obj, "nan", float_make(nan)) < 0 ||
      module_add_steal(m.obj, "infj", complex_new(0.0, HUGE_VAL)) < 0 ||
      module_add_steal(m.obj, "nanj", complex_new(0.0, nan)) < 0)
    return NULL;
  return hold_take(&m);
}
