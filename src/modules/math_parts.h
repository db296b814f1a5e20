/* What the files of the module math share. */
#ifndef LASTREF_MODULES_MATH_PARTS_H
#define LASTREF_MODULES_MATH_PARTS_H

#include "heap/object.h"

/* The same value, but nothing the compiler may know about it: it would compute the function of a constant
 * itself, correctly rounded, where the C library, as CPython calls it, is a digit off. */
static inline double opaque(double x) {
  __asm__("" : "+m"(x));
  return x;
}

/* One more factor's worth of code than the C library gives: gamma functions (mathgamma.c). *error: 0, EDOM or
 * ERANGE of <errno.h>. */
double math_gamma(double x, int *error);
double math_lgamma(double x, int *error);

/* Functions on ints and on iterables (mathint.c, mathsum.c), in the shape of native functions. */
Object *math_factorial(Object *module, Object *const *args, ssize_t nargs);
Object *math_comb(Object *module, Object *const *args, ssize_t nargs);
Object *math_perm(Object *module, Object *const *args, ssize_t nargs);
Object *math_gcd(Object *module, Object *const *args, ssize_t nargs, Object *kwnames); /* a VectorFn */
Object *math_lcm(Object *module, Object *const *args, ssize_t nargs, Object *kwnames); /* a VectorFn */
Object *math_isqrt(Object *module, Object *const *args, ssize_t nargs);
Object *math_fsum(Object *module, Object *const *args, ssize_t nargs);
Object *math_prod(Object *module, Object *const *args, ssize_t nargs);
Object *math_hypot(Object *module, Object *const *args, ssize_t nargs, Object *kwnames); /* a VectorFn */
Object *math_dist(Object *module, Object *const *args, ssize_t nargs);

#endif
