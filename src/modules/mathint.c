/* math: number theory on ints. */
#include "modules/math_parts.h"

#include "object/err.h"
#include "object/int_internal.h"
#include "object/protocol.h"

/* low * (low + 1) * ... * (high - 1), halving the range so that the factors of each multiplication are of
 * like size. */
static Own product_of_range(uint64_t low, uint64_t high) {
  if (high - low <= 32) {
    uint64_t word = 1;
    Object *result = NULL;
    for (uint64_t i = low; i < high; i++) {
      uint64_t next;
      if (!__builtin_mul_overflow(word, i, &next)) {
        word = next;
        continue;
      }
      Object *w = int_from_u64(word);
      if (w && result) {
        Object *p = int_multiply(result, w);
        DECREF(w);
        DECREF(result);
        w = p;
      } else if (!w)
        XDECREF(result);
      result = w;
      if (!result) return NULL;
      word = i;
    }
    Object *w = int_from_u64(word);
    if (!result || !w) {
      XDECREF(result);
      return w;
    }
    Object *p = int_multiply(result, w);
    DECREF(w);
    DECREF(result);
    return p;
  }
  uint64_t middle = low + (high - low) / 2;
  Object *a = product_of_range(low, middle), *b = a ? product_of_range(middle, high) : NULL;
  Object *p = b ? int_multiply(a, b) : NULL;
  XDECREF(a);
  XDECREF(b);
  return p;
}

Object *math_factorial(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  HOLD(n, number_index(args[0]), "math.factorial()");
  if (!n.obj) return NULL;
  int64_t v;
  if (!int_fits_i64(n.obj, &v) && int_sign(n.obj) > 0)
    return err_format(T(OverflowError), "factorial() argument should not exceed %ld", INT64_MAX);
  if (int_sign(n.obj) < 0) return err_format(T(ValueError), "factorial() not defined for negative values");
  return hold_return(product_of_range(1, (uint64_t)v + 1), &n);
}

/* n * (n - 1) * ... (k factors) for n of any size. */
static Own falling(Object *n, uint64_t k) {
  int64_t small;
  if (int_fits_i64(n, &small)) return product_of_range((uint64_t)small - k + 1, (uint64_t)small + 1);
  if (k == 0) return NEWREF(int_small(1));
  if (k == 1) return int_exact(n);
  uint64_t half = k / 2;
  Object *step = int_from_u64(half), *rest = step ? int_subtract(n, step) : NULL;
  Object *a = rest ? falling(n, half) : NULL, *b = a ? falling(rest, k - half) : NULL,
         *p = b ? int_multiply(a, b) : NULL;
  XDECREF(step);
  XDECREF(rest);
  XDECREF(a);
  XDECREF(b);
  return p;
}

/* Binomials of a word as long as the intermediate products fit: every partial quotient is itself a binomial.
 */
static bool small_binomial(uint64_t n, uint64_t k, uint64_t *out) {
  uint64_t r = 1;
  for (uint64_t i = 1; i <= k; i++) {
    U128 p = (U128)r * (n - k + i);
    if (p >> 64) return false;
    r = (uint64_t)p / i;
  }
  *out = r;
  return true;
}

/* n over k = (n over j) * (n - j over k - j) / (k over j). */
static Own binomial(Object *n, uint64_t k) {
  int64_t small;
  uint64_t r;
  if (int_fits_i64(n, &small) && k <= 64 && small_binomial((uint64_t)small, k, &r)) return int_from_u64(r);
  if (k == 0) return NEWREF(int_small(1));
  if (k == 1) return int_exact(n);
  uint64_t j = k / 2;
  Object *oj = int_from_u64(j), *ok = oj ? int_from_u64(k) : NULL, *rest = ok ? int_subtract(n, oj) : NULL;
  Object *a = rest ? binomial(n, j) : NULL, *b = a ? binomial(rest, k - j) : NULL,
         *c = b ? binomial(ok, j) : NULL;
  Object *p = c ? int_multiply(a, b) : NULL, *q = p ? int_floor_divide(p, c) : NULL;
  XDECREF(oj);
  XDECREF(ok);
  XDECREF(rest);
  XDECREF(a);
  XDECREF(b);
  XDECREF(c);
  XDECREF(p);
  return q;
}

Object *math_comb(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  HOLD(n, number_index(args[0]), "math.comb()");
  if (!n.obj) return NULL;
  HOLD(k, number_index(args[1]), "math.comb()");
  if (!k.obj) return NULL;
  if (int_sign(n.obj) < 0) return err_format(T(ValueError), "n must be a non-negative integer");
  if (int_sign(k.obj) < 0) return err_format(T(ValueError), "k must be a non-negative integer");
  HOLD(other, int_subtract(n.obj, k.obj), "math.comb()");
  if (!other.obj) return NULL;
  if (int_sign(other.obj) < 0) return hold_return(NEWREF(int_small(0)), &other, &k, &n);
  Object *least = int_compare(k.obj, other.obj) <= 0 ? k.obj : other.obj;
  int64_t count;
  if (!int_fits_i64(least, &count))
    return err_format(T(OverflowError), "min(n - k, k) must not exceed %lld", (long long)INT64_MAX);
  return hold_return(binomial(n.obj, (uint64_t)count), &other, &k, &n);
}

Object *math_perm(Object *module, Object *const *args, ssize_t nargs) {
  if (!args[1] || args[1] == NONE) return math_factorial(module, args, nargs);
  HOLD(n, number_index(args[0]), "math.perm()");
  if (!n.obj) return NULL;
  HOLD(k, number_index(args[1]), "math.perm()");
  if (!k.obj) return NULL;
  if (int_sign(n.obj) < 0) return err_format(T(ValueError), "n must be a non-negative integer");
  if (int_sign(k.obj) < 0) return err_format(T(ValueError), "k must be a non-negative integer");
  if (int_compare(n.obj, k.obj) < 0) return hold_return(NEWREF(int_small(0)), &k, &n);
  int64_t count;
  if (!int_fits_i64(k.obj, &count))
    return err_format(T(OverflowError), "k must not exceed %lld", (long long)INT64_MAX);
  return hold_return(falling(n.obj, (uint64_t)count), &k, &n);
}

static uint64_t gcd_words(uint64_t a, uint64_t b) {
  if (!a || !b) return a | b;
  int twos = __builtin_ctzll(a | b);
  a >>= __builtin_ctzll(a);
  while (b) {
    b >>= __builtin_ctzll(b);
    if (a > b) {
      uint64_t t = a;
      a = b;
      b = t;
    }
    b -= a;
  }
  return a << twos;
}

Object *math_gcd(Object *module, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)module;
  if (!args_no_keywords("math.gcd", kwnames)) return NULL;
  if (nargs == 2 && IS_EXACT(args[0], INT) && IS_EXACT(args[1], INT) && int_is_compact(args[0]) &&
      int_is_compact(args[1]))
    return int_from_u64(gcd_words(magnitude(int_value(args[0])), magnitude(int_value(args[1]))));
  HOLD(result, NEWREF(int_small(0)), "math.gcd()");
  for (ssize_t i = 0; i < nargs; i++) {
    HOLD(x, number_index(args[i]), "math.gcd()");
    if (!x.obj) return NULL;
    SETREF(result.obj, int_gcd(result.obj, x.obj));
    if (!result.obj) return NULL;
  }
  return hold_take(&result);
}

static Own lcm_of(Object *a, Object *b) {
  if (!int_sign(a) || !int_sign(b)) return NEWREF(int_small(0));
  Object *g = int_gcd(a, b), *q = g ? int_floor_divide(a, g) : NULL, *p = q ? int_multiply(q, b) : NULL;
  Object *r = p ? int_absolute(p) : NULL;
  XDECREF(g);
  XDECREF(q);
  XDECREF(p);
  return r;
}

Object *math_lcm(Object *module, Object *const *args, ssize_t nargs, Object *kwnames) {
  (void)module;
  if (!args_no_keywords("math.lcm", kwnames)) return NULL;
  HOLD(result, NEWREF(int_small(1)), "math.lcm()");
  for (ssize_t i = 0; i < nargs; i++) {
    HOLD(x, number_index(args[i]), "math.lcm()");
    if (!x.obj) return NULL;
    SETREF(result.obj, lcm_of(result.obj, x.obj));
    if (!result.obj) return NULL;
  }
  return hold_take(&result);
}

Object *math_isqrt(Object *module, Object *const *args, ssize_t nargs) {
  (void)module, (void)nargs;
  HOLD(n, number_index(args[0]), "math.isqrt()");
  if (!n.obj) return NULL;
  if (int_sign(n.obj) < 0) return err_format(T(ValueError), "isqrt() argument must be nonnegative");
  return hold_return(int_isqrt(n.obj), &n);
}
