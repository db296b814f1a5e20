/* math: functions that run over an iterable or a point: fsum, prod, hypot, dist. */
#include "modules/math_parts.h"

#include <math.h>

#include "heap/mem.h"
#include "object/err.h"
#include "object/number_fast.h"
#include "object/protocol.h"
#include "object/tuple.h"

/* ---- fsum: J. Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997: the sum as nonoverlapping
 * partials ---- */

typedef struct Partials {
  double *p;
  ssize_t n, capacity;
  double small[32];
} Partials;

static void partials_cleanup(Partials *s) {
  if (s->p != s->small) mem_free(s->p);
}

static bool partials_add(Partials *s, double x) {
  ssize_t kept = 0;
  for (ssize_t j = 0; j < s->n; j++) {
    double y = s->p[j];
    if (fabs(x) < fabs(y)) {
      double t = x;
      x = y;
      y = t;
    }
    double high = x + y, low = y - (high - x);
    if (low != 0.0) s->p[kept++] = low;
    x = high;
  }
  s->n = kept;
  if (x == 0.0) return true;
  if (!isfinite(x)) {
    err_format(T(OverflowError), "intermediate overflow in fsum");
    return false;
  }
  if (s->n == s->capacity) {
    double *more = mem_alloc(2 * (size_t)s->capacity * sizeof(double));
    if (!more) {
      err_no_memory();
      return false;
    }
    memcpy(more, s->p, (size_t)s->n * sizeof(double));
    partials_cleanup(s);
    s->p = more;
    s->capacity *= 2;
  }
  s->p[s->n++] = x;
  return true;
}

/* The partials added up with one rounding, half to even. */
static double partials_total(const Partials *s) {
  ssize_t n = s->n;
  if (!n) return 0.0;
  double high = s->p[--n], low = 0.0;
  while (n > 0) {
    double x = high, y = s->p[--n];
    high = x + y;
    low = y - (high - x);
    if (low != 0.0) break;
  }
  if (n > 0 && ((low < 0.0 && s->p[n - 1] < 0.0) || (low > 0.0 && s->p[n - 1] > 0.0))) {
    double y = low * 2.0, x = high + y;
    if (y == x - high) high = x;
  }
  return high;
}

Object *math_fsum(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  HOLD(iterator, object_iter(args[0]), "math.fsum()");
  if (!iterator.obj) return NULL;
  Partials sum __attribute__((cleanup(partials_cleanup)));
  sum.p = sum.small;
  sum.n = 0;
  sum.capacity = (ssize_t)ARRAY_LEN(sum.small);
  double special = 0.0, infinities = 0.0;
  for (;;) {
    HOLD(item, iter_next(iterator.obj), "math.fsum()");
    if (!item.obj) break;
    double x = object_as_double(item.obj);
    if (x == -1.0 && err_occurred()) return NULL;
    if (isfinite(x)) {
      if (!partials_add(&sum, x)) return NULL;
    } else {
      if (isinf(x)) infinities += x;
      special += x;
      sum.n = 0;
    }
  }
  if (err_occurred()) return NULL;
  if (special != 0.0) {
    if (isnan(infinities)) return err_format(T(ValueError), "-inf + inf in fsum");
    return hold_return(float_make(special), &iterator);
  }
  return hold_return(float_make(partials_total(&sum)), &iterator);
}

/* ---- prod ---- */

Object *math_prod(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  HOLD(iterator, object_iter(args[0]), "math.prod()");
  if (!iterator.obj) return NULL;
  HOLD(result, args[1] ? NEWREF(args[1]) : NEWREF(int_small(1)), "math.prod()");
  for (;;) {
    HOLD(item, iter_next(iterator.obj), "math.prod()");
    if (!item.obj) break;
    Object *next = IS_EXACT(result.obj, INT) && IS_EXACT(item.obj, INT)
                       ? int_multiply(result.obj, item.obj)
                       : number_binary(result.obj, item.obj, NB_MULTIPLY);
    if (!next) return NULL;
    SETREF(result.obj, next);
  }
  return hold_return(err_occurred() ? NULL : hold_take(&result), &iterator);
}

/* ---- hypot, dist ---- */

/* A sum of squares in double-length arithmetic, starting from 1 so that the additions keep their low parts.
 */
typedef struct SquareSum {
  double high, low1, low2, low3;
} SquareSum;

static void fold_in(double *high, double *low, double x) {
  double before = *high;
  *high += x;
  *low += (before - *high) + x;
}

static void add_square(SquareSum *s, double x, double sign) {
  const double splitter = 134217729.0; /* 2**27 + 1: Veltkamp's splitting into halves */
  double t = x * splitter, hi = t - (t - x), lo = x - hi;
  fold_in(&s->high, &s->low1, sign * hi * hi);
  fold_in(&s->high, &s->low2, sign * 2.0 * hi * lo);
  if (sign > 0)
    s->low3 += lo * lo;
  else
    fold_in(&s->high, &s->low3, -lo * lo);
}

static double square_sum(const SquareSum *s) { return s->high - 1.0 + (s->low1 + s->low2 + s->low3); }

/* The length of a vector, its largest component scaled to [0.5, 1), with one correction step for the square
 * root (T. Dekker, "A floating-point technique for extending the available precision", 1971). */
static double vector_length(const double *v, ssize_t n, double max, bool any_nan) {
  if (isinf(max)) return max;
  if (any_nan) return (double)NAN;
  if (max == 0.0 || n <= 1) return max;
  int exponent;
  frexp(max, &exponent);
  SquareSum s = {1.0, 0, 0, 0};
  if (exponent < -1023) { /* the scale would overflow */
    for (ssize_t i = 0; i < n; i++) {
      double x = v[i] / max;
      fold_in(&s.high, &s.low1, x * x);
    }
    return max * sqrt(s.high - 1.0 + s.low1);
  }
  double scale = ldexp(1.0, -exponent);
  for (ssize_t i = 0; i < n; i++) add_square(&s, v[i] * scale, 1.0);
  double h = sqrt(square_sum(&s));
  add_square(&s, h, -1.0);
  return (h + square_sum(&s) / (2.0 * h)) / scale;
}

typedef struct Vector {
  double *v, small[20];
} Vector;
static void vector_cleanup(Vector *x) {
  if (x->v != x->small) mem_free(x->v);
}
static bool vector_room(Vector *x, ssize_t n) {
  x->v = n <= (ssize_t)ARRAY_LEN(x->small) ? x->small : mem_alloc((size_t)n * sizeof(double));
  if (!x->v) err_no_memory();
  return x->v;
}

Object *math_hypot(Object *module, Object *const *args, ssize_t n, Object *kwnames) {
  (void)module;
  if (!args_no_keywords("math.hypot", kwnames)) return NULL;
  Vector x __attribute__((cleanup(vector_cleanup)));
  if (!vector_room(&x, n)) return NULL;
  double max = 0.0;
  bool any_nan = false;
  for (ssize_t i = 0; i < n; i++) {
    double v = object_as_double(args[i]);
    if (v == -1.0 && err_occurred()) return NULL;
    x.v[i] = v = fabs(v);
    any_nan |= isnan(v);
    if (v > max) max = v;
  }
  return float_make(vector_length(x.v, n, max, any_nan));
}

Object *math_dist(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  HOLD(p, IS_SUB(args[0], TUPLE) ? NEWREF(args[0]) : sequence_tuple(args[0]), "math.dist()");
  if (!p.obj) return NULL;
  HOLD(q, IS_SUB(args[1], TUPLE) ? NEWREF(args[1]) : sequence_tuple(args[1]), "math.dist()");
  if (!q.obj) return NULL;
  ssize_t n = tuple_size(p.obj);
  if (n != tuple_size(q.obj))
    return err_format(T(ValueError), "both points must have the same number of dimensions");
  Vector x __attribute__((cleanup(vector_cleanup)));
  if (!vector_room(&x, n)) return NULL;
  double max = 0.0;
  bool any_nan = false;
  for (ssize_t i = 0; i < n; i++) {
    double a = object_as_double(tuple_item(p.obj, i));
    if (a == -1.0 && err_occurred()) return NULL;
    double b = object_as_double(tuple_item(q.obj, i));
    if (b == -1.0 && err_occurred()) return NULL;
    double v = x.v[i] = fabs(a - b);
    any_nan |= isnan(v);
    if (v > max) max = v;
  }
  return hold_return(float_make(vector_length(x.v, n, max, any_nan)), &q, &p);
}
