/* The module math: functions of floats, mostly the C library's, with CPython's errors around them. */
#include <errno.h>
#include <math.h>

#include "modules/math_parts.h"
#include "object/err.h"
#include "object/function.h"
#include "object/int_internal.h"
#include "object/protocol.h"
#include "object/tuple.h"

static Own domain_error(void) { return err_format(T(ValueError), "math domain error"); }
static Own range_error(void) { return err_format(T(OverflowError), "math range error"); }

/* Declares `name`, the value of an argument as a double, or returns. */
#define DOUBLE(name, arg)                                                                                    \
  double name = object_as_double(arg);                                                                       \
  if (UNLIKELY(name == -1.0 && err_occurred())) return NULL;                                                 \
  name = opaque(name)

/* A NaN from a number, or an infinity from a finite number, is an error: of the domain, or of the range where
 * the function can grow beyond all bounds. */
static Own checked(double x, double r, bool can_overflow) {
  if (UNLIKELY(isnan(r) && !isnan(x))) return domain_error();
  if (UNLIKELY(isinf(r) && isfinite(x))) return can_overflow ? range_error() : domain_error();
  return float_make(r);
}

#define UNARY(name, expression, can_overflow)                                                                \
  static Object *math_##name(Object *module, Object *const *args, ssize_t nargs) {                           \
    (void)module, (void)nargs;                                                                               \
    DOUBLE(x, args[0]);                                                                                      \
    return checked(x, (expression), (can_overflow));                                                         \
  }
UNARY(acos, acos(x), false)
UNARY(acosh, acosh(x), false)
UNARY(asin, asin(x), false)
UNARY(asinh, asinh(x), false)
UNARY(atan, atan(x), false)
UNARY(atanh, atanh(x), false)
UNARY(cbrt, cbrt(x), false)
UNARY(cos, cos(x), false)
UNARY(cosh, cosh(x), true)
UNARY(erf, erf(x), false)
UNARY(erfc, erfc(x), false)
UNARY(exp, exp(x), true)
UNARY(exp2, exp2(x), true)
UNARY(expm1, expm1(x), true)
UNARY(fabs, fabs(x), false)
UNARY(log1p, x == 0.0 ? x : log1p(x), false)
UNARY(sin, sin(x), false)
UNARY(sinh, sinh(x), true)
UNARY(sqrt, sqrt(x), false)
UNARY(tan, tan(x), false)
UNARY(tanh, tanh(x), false)

static Own special_result(double r, int error) {
  return error == EDOM ? domain_error() : error == ERANGE ? range_error() : float_make(r);
}
static Object *math_gamma_(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  DOUBLE(x, args[0]);
  int error;
  double r = math_gamma(x, &error);
  return special_result(r, error);
}
static Object *math_lgamma_(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  DOUBLE(x, args[0]);
  int error;
  double r = math_lgamma(x, &error);
  return special_result(r, error);
}

static Object *math_degrees(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  DOUBLE(x, args[0]);
  return float_make(x * (180.0 / M_PI));
}
static Object *math_radians(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  DOUBLE(x, args[0]);
  return float_make(x * (M_PI / 180.0));
}

#define TEST(name, expression)                                                                               \
  static Object *math_##name(Object *module, Object *const *args, ssize_t nargs) {                           \
    (void)module, (void)nargs;                                                                               \
    DOUBLE(x, args[0]);                                                                                      \
    return BOOL_NEW(expression);                                                                             \
  }
TEST(isfinite, isfinite(x))
TEST(isinf, isinf(x))
TEST(isnan, isnan(x))

/* ---- two arguments ---- */

#define BINARY(name, expression)                                                                             \
  static Object *math_##name(Object *module, Object *const *args, ssize_t nargs) {                           \
    (void)module, (void)nargs;                                                                               \
    DOUBLE(x, args[0]);                                                                                      \
    DOUBLE(y, args[1]);                                                                                      \
    return float_make(expression);                                                                           \
  }
BINARY(atan2, atan2(x, y))
BINARY(copysign, copysign(x, y))
BINARY(nextafter, nextafter(x, y))

static Object *math_fmod(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  DOUBLE(x, args[0]);
  DOUBLE(y, args[1]);
  if (isinf(y) && isfinite(x)) return float_make(x);
  double r = fmod(x, y);
  return isnan(r) && !isnan(x) && !isnan(y) ? domain_error() : float_make(r);
}

static Object *math_remainder(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  DOUBLE(x, args[0]);
  DOUBLE(y, args[1]);
  if (isnan(x)) return float_make(x);
  if (isnan(y)) return float_make(y);
  if (isinf(x) || y == 0.0) return domain_error();
  return float_make(isinf(y) ? x : remainder(x, y));
}

static double power_of_special(double x, double y) { /* one of them is not finite */
  if (isnan(x)) return y == 0.0 ? 1.0 : x;
  if (isnan(y)) return x == 1.0 ? 1.0 : y;
  if (isinf(x)) {
    bool odd = isfinite(y) && fmod(fabs(y), 2.0) == 1.0;
    if (y > 0.0) return odd ? x : fabs(x);
    if (y == 0.0) return 1.0;
    return odd ? copysign(0.0, x) : 0.0;
  }
  if (fabs(x) == 1.0) return 1.0;
  if (y > 0.0) return fabs(x) > 1.0 ? y : 0.0;
  return fabs(x) < 1.0 ? -y : 0.0;
}

static Object *math_pow(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  DOUBLE(x, args[0]);
  DOUBLE(y, args[1]);
  if (!isfinite(x) || !isfinite(y)) return float_make(power_of_special(x, y));
  double r = pow(x, y);
  if (isnan(r)) return domain_error();
  if (isinf(r)) return x == 0.0 ? domain_error() : range_error();
  return float_make(r);
}

static Object *math_ldexp(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  DOUBLE(x, args[0]);
  if (!IS_SUB(args[1], INT)) return err_format(T(TypeError), "Expected an int as second argument to ldexp.");
  int64_t e;
  if (!int_fits_i64(args[1], &e)) e = int_sign(args[1]) < 0 ? INT64_MIN : INT64_MAX;
  if (x == 0.0 || !isfinite(x)) return float_make(x);
  if (e > INT32_MAX) return range_error();
  if (e < INT32_MIN) return float_make(copysign(0.0, x));
  double r = ldexp(x, (int)e);
  return isinf(r) ? range_error() : float_make(r);
}

/* ---- pairs ---- */

static Own pair_of(Object *a, Object *b) {
  Object *items[2] = {a, b};
  if (a && b) return tuple_from_array_steal(items, 2);
  XDECREF(a);
  XDECREF(b);
  return NULL;
}

static Object *math_frexp(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  DOUBLE(x, args[0]);
  int e = 0;
  if (isfinite(x) && x != 0.0) x = frexp(x, &e);
  Object *m = float_make(x);
  return pair_of(m, m ? int_new(e) : NULL);
}

static Object *math_modf(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  DOUBLE(x, args[0]);
  double whole = x, fraction = isinf(x) ? copysign(0.0, x) : isnan(x) ? x : modf(x, &whole);
  Object *f = float_make(fraction);
  return pair_of(f, f ? float_make(whole) : NULL);
}

/* ---- rounding to int ---- */

/* Through the dunder if the type has it: 1 *out set (or NULL with an exception), 0 not. */
static bool through_dunder(Ref o, Ref name, Object **out) {
  HOLD(method, object_lookup_special(o, name), "math");
  if (method.obj)
    *out = hold_return(object_call0(method.obj), &method);
  else if (err_occurred())
    *out = NULL;
  else
    return false;
  return true;
}

static Object *math_floor(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  Object *out;
  if (!IS_EXACT(args[0], FLOAT) && through_dunder(args[0], N(__floor__), &out)) return out;
  DOUBLE(x, args[0]);
  return int_from_double(floor(x));
}
static Object *math_ceil(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  Object *out;
  if (!IS_EXACT(args[0], FLOAT) && through_dunder(args[0], N(__ceil__), &out)) return out;
  DOUBLE(x, args[0]);
  return int_from_double(ceil(x));
}
static Object *math_trunc(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  Object *out;
  if (IS_EXACT(args[0], FLOAT)) return int_from_double(float_value(args[0]));
  if (through_dunder(args[0], N(__trunc__), &out)) return out;
  return err_format(T(TypeError), "type %T doesn't define __trunc__ method", args[0]);
}

/* ---- logarithms: of ints of any size ---- */

static bool log_of(Ref o, double (*f)(double), double *out) {
  double x;
  if (IS_SUB(o, INT)) {
    if (int_sign(o) <= 0) {
      domain_error();
      return false;
    }
    int64_t e;
    double m = int_frexp(o, &e);
    if (e <= 1023 || (e == 1024 && isfinite(ldexp(m, 1024))))
      *out = f(opaque(ldexp(m, (int)e)));
    else
      *out = f(m) + f(2.0) * (double)e;
    return true;
  }
  x = object_as_double(o);
  if (x == -1.0 && err_occurred()) return false;
  if (x <= 0.0 || (isinf(x) && x < 0)) {
    domain_error();
    return false;
  }
  *out = isfinite(x) ? f(opaque(x)) : x;
  return true;
}

static Object *math_log(Object *module, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)module;
  if (!args_no_keywords("log", kwnames)) return NULL;
  if (nargs < 1 || nargs > 2) return err_format(T(TypeError), "math.log requires 1 to 2 arguments");
  double x, base;
  if (!log_of(args[0], log, &x)) return NULL;
  if (nargs == 1) return float_make(x);
  if (!log_of(args[1], log, &base)) return NULL;
  if (base == 0.0) return err_format(T(ZeroDivisionError), "float division by zero");
  return float_make(x / base);
}
static Object *math_log2(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  double x;
  return log_of(args[0], log2, &x) ? float_make(x) : NULL;
}
static Object *math_log10(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  double x;
  return log_of(args[0], log10, &x) ? float_make(x) : NULL;
}

/* ---- closeness ---- */

static Object *math_isclose(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  DOUBLE(a, args[0]);
  DOUBLE(b, args[1]);
  double rel = 1e-9, abs_tol = 0.0;
  if (args[2]) {
    rel = object_as_double(args[2]);
    if (rel == -1.0 && err_occurred()) return NULL;
  }
  if (args[3]) {
    abs_tol = object_as_double(args[3]);
    if (abs_tol == -1.0 && err_occurred()) return NULL;
  }
  if (rel < 0.0 || abs_tol < 0.0) return err_format(T(ValueError), "tolerances must be non-negative");
  if (a == b) return BOOL_NEW(true);
  if (isinf(a) || isinf(b)) return BOOL_NEW(false);
  double d = fabs(b - a);
  return BOOL_NEW(d <= fabs(rel * b) || d <= fabs(rel * a) || d <= abs_tol);
}

static Object *math_ulp(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  DOUBLE(x, args[0]);
  if (isnan(x)) return float_make(x);
  x = fabs(x);
  if (isinf(x)) return float_make(x);
  double next = nextafter(x, HUGE_VAL);
  return float_make(isinf(next) ? x - nextafter(x, -HUGE_VAL) : next - x);
}

static const MethodSpec math_functions[] = {
    {"acos($module, x, /)", math_acos, 0,
     "Return the arc cosine (measured in radians) of x.\n\nThe result is between 0 and pi."},
    {"acosh($module, x, /)", math_acosh, 0, "Return the inverse hyperbolic cosine of x."},
    {"asin($module, x, /)", math_asin, 0,
     "Return the arc sine (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."},
    {"asinh($module, x, /)", math_asinh, 0, "Return the inverse hyperbolic sine of x."},
    {"atan($module, x, /)", math_atan, 0,
     "Return the arc tangent (measured in radians) of x.\n\nThe result is between -pi/2 and pi/2."},
    {"atan2($module, y, x, /)", math_atan2, 0,
     "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y "
     "are considered."},
    {"atanh($module, x, /)", math_atanh, 0, "Return the inverse hyperbolic tangent of x."},
    {"cbrt($module, x, /)", math_cbrt, 0, "Return the cube root of x."},
    {"ceil($module, x, /)", math_ceil, 0,
     "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x."},
    {"copysign($module, x, y, /)", math_copysign, 0,
     "Return a float with the magnitude (absolute value) of x but the sign of y.\n\nOn platforms that "
     "support signed zeros, copysign(1.0, -0.0)\nreturns -1.0.\n"},
    {"cos($module, x, /)", math_cos, 0, "Return the cosine of x (measured in radians)."},
    {"cosh($module, x, /)", math_cosh, 0, "Return the hyperbolic cosine of x."},
    {"degrees($module, x, /)", math_degrees, 0, "Convert angle x from radians to degrees."},
    {"dist($module, p, q, /)", math_dist, 0,
     "Return the Euclidean distance between two points p and q.\n\nThe points should be specified as "
     "sequences (or iterables) of\ncoordinates.  Both inputs must have the same dimension.\n\n"
     "Roughly equivalent to:\n    sqrt(sum((px - qx) ** 2.0 for px, qx in zip(p, q)))"},
    {"erf($module, x, /)", math_erf, 0, "Error function at x."},
    {"erfc($module, x, /)", math_erfc, 0, "Complementary error function at x."},
    {"exp($module, x, /)", math_exp, 0, "Return e raised to the power of x."},
    {"exp2($module, x, /)", math_exp2, 0, "Return 2 raised to the power of x."},
    {"expm1($module, x, /)", math_expm1, 0,
     "Return exp(x)-1.\n\nThis function avoids the loss of precision involved in the direct evaluation of "
     "exp(x)-1 for small x."},
    {"fabs($module, x, /)", math_fabs, 0, "Return the absolute value of the float x."},
    {"factorial($module, n, /)", math_factorial, 0,
     "Find n!.\n\nRaise a ValueError if x is negative or non-integral."},
    {"floor($module, x, /)", math_floor, 0,
     "Return the floor of x as an Integral.\n\nThis is the largest integer <= x."},
    {"fmod($module, x, y, /)", math_fmod, 0,
     "Return fmod(x, y), according to platform C.\n\nx % y may differ."},
    {"frexp($module, x, /)", math_frexp, 0,
     "Return the mantissa and exponent of x, as pair (m, e).\n\nm is a float and e is an int, such that x = "
     "m * 2.**e.\nIf x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0."},
    {"fsum($module, seq, /)", math_fsum, 0,
     "Return an accurate floating point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating "
     "point arithmetic."},
    {"gamma($module, x, /)", math_gamma_, 0, "Gamma function at x."},
    {"gcd($module, *integers)", AS_RAW(math_gcd), METHOD_RAW, "Greatest Common Divisor."},
    {"hypot", AS_RAW(math_hypot), METHOD_RAW,
     "hypot(*coordinates) -> value\n\nMultidimensional Euclidean distance from the origin to a "
     "point.\n\nRoughly equivalent to:\n    sqrt(sum(x**2 for x in coordinates))\n\n"
     "For a two dimensional point (x, y), gives the hypotenuse\nusing the Pythagorean theorem:  sqrt(x*x + "
     "y*y).\n\nFor example, the hypotenuse of a 3/4/5 right triangle is:\n\n"
     "    >>> hypot(3.0, 4.0)\n    5.0\n"},
    {"isclose($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)", math_isclose, 0,
     "Determine whether two floating point numbers are close in value.\n\n  rel_tol\n    maximum difference "
     "for being considered \"close\", relative to the\n    magnitude of the input values\n"
     "  abs_tol\n    maximum difference for being considered \"close\", regardless of the\n    magnitude of "
     "the input values\n\n"
     "Return True if a is close in value to b, and False otherwise.\n\nFor the values to be considered "
     "close, the difference between them\nmust be smaller than at least one of the tolerances.\n\n"
     "-inf, inf and NaN behave similarly to the IEEE 754 Standard.  That\nis, NaN is not close to anything, "
     "even itself.  inf and -inf are\nonly close to themselves."},
    {"isfinite($module, x, /)", math_isfinite, 0,
     "Return True if x is neither an infinity nor a NaN, and False otherwise."},
    {"isinf($module, x, /)", math_isinf, 0,
     "Return True if x is a positive or negative infinity, and False otherwise."},
    {"isnan($module, x, /)", math_isnan, 0, "Return True if x is a NaN (not a number), and False otherwise."},
    {"isqrt($module, n, /)", math_isqrt, 0, "Return the integer part of the square root of the input."},
    {"lcm($module, *integers)", AS_RAW(math_lcm), METHOD_RAW, "Least Common Multiple."},
    {"ldexp($module, x, i, /)", math_ldexp, 0,
     "Return x * (2**i).\n\nThis is essentially the inverse of frexp()."},
    {"lgamma($module, x, /)", math_lgamma_, 0, "Natural logarithm of absolute value of Gamma function at x."},
    {"log", AS_RAW(math_log), METHOD_RAW | METHOD_TUPLE,
     "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base not specified, "
     "returns the natural logarithm (base e) of x."},
    {"log1p($module, x, /)", math_log1p, 0,
     "Return the natural logarithm of 1+x (base e).\n\nThe result is computed in a way which is accurate for "
     "x near zero."},
    {"log10($module, x, /)", math_log10, 0, "Return the base 10 logarithm of x."},
    {"log2($module, x, /)", math_log2, 0, "Return the base 2 logarithm of x."},
    {"modf($module, x, /)", math_modf, 0,
     "Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats."},
    {"pow($module, x, y, /)", math_pow, 0, "Return x**y (x to the power of y)."},
    {"radians($module, x, /)", math_radians, 0, "Convert angle x from degrees to radians."},
    {"remainder($module, x, y, /)", math_remainder, 0,
     "Difference between x and the closest integer multiple of y.\n\nReturn x - n*y where n*y is the closest "
     "integer multiple of y.\nIn the case where x is exactly halfway between two multiples of\n"
     "y, the nearest even value of n is used. The result is always exact."},
    {"sin($module, x, /)", math_sin, 0, "Return the sine of x (measured in radians)."},
    {"sinh($module, x, /)", math_sinh, 0, "Return the hyperbolic sine of x."},
    {"sqrt($module, x, /)", math_sqrt, 0, "Return the square root of x."},
    {"tan($module, x, /)", math_tan, 0, "Return the tangent of x (measured in radians)."},
    {"tanh($module, x, /)", math_tanh, 0, "Return the hyperbolic tangent of x."},
    {"trunc($module, x, /)", math_trunc, 0,
     "Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method."},
    {"prod($module, iterable, /, *, start=1)", math_prod, 0,
     "Calculate the product of all the elements in the input iterable.\n\nThe default start value for the "
     "product is 1.\n\nWhen the iterable is empty, return the start value.  This function is\n"
     "intended specifically for use with numeric values and may reject\nnon-numeric types."},
    {"perm($module, n, k=None, /)", math_perm, 0,
     "Number of ways to choose k items from n items without repetition and with order.\n\nEvaluates to n! / "
     "(n - k)! when k <= n and evaluates\nto zero when k > n.\n\n"
     "If k is not specified or is None, then k defaults to n\nand the function returns n!.\n\nRaises "
     "TypeError if either of the arguments are not integers.\n"
     "Raises ValueError if either of the arguments are negative."},
    {"comb($module, n, k, /)", math_comb, 0,
     "Number of ways to choose k items from n items without repetition and without order.\n\nEvaluates to n! "
     "/ (k! * (n - k)!) when k <= n and evaluates\nto zero when k > n.\n\n"
     "Also called the binomial coefficient because it is equivalent\nto the coefficient of k-th term in "
     "polynomial expansion of the\nexpression (1 + x)**n.\n\n"
     "Raises TypeError if either of the arguments are not integers.\nRaises ValueError if either of the "
     "arguments are negative."},
    {"nextafter($module, x, y, /)", math_nextafter, 0,
     "Return the next floating-point value after x towards y."},
    {"ulp($module, x, /)", math_ulp, 0, "Return the value of the least significant bit of the float x."},
    {NULL, NULL, 0, NULL}};

Own module_math_init(void) {
  HOLD(m,
       module_new("math",
                  "This module provides access to the mathematical functions\ndefined by the C standard."),
       "import");
  if (!m.obj || native_add_functions(m.obj, math_functions) < 0) return NULL;
  if (module_add_steal(m.obj, "pi", float_make(M_PI)) < 0 ||
      module_add_steal(m.obj, "e", float_make(M_E)) < 0 ||
      module_add_steal(m.obj, "tau", float_make(2 * M_PI)) < 0 ||
      module_add_steal(m.obj, "inf", float_make(HUGE_VAL)) < 0 ||
      module_add_steal(m.obj, "nan", float_make((double)NAN)) < 0)
    return NULL;
  return hold_take(&m);
}
