/* int: arithmetic. Compact operands have fast paths; all others go through GMP's mpn layer on limbs in our
 * own memory. */
#include "object/int_internal.h"

#include <math.h>

#include "object/err.h"
#include "object/protocol.h"

/* A result in the making: small ones on the C stack, so that the block can be taken once the number of limbs
 * is known. */
enum { WORK_LIMBS = 62 };
typedef struct IntWork {
  Int *z; /* larger ones: where they will stay */
  mp_limb_t *out;
  ssize_t digits; /* of CPython's block for it */
  mp_limb_t stack[WORK_LIMBS];
} IntWork;

static bool work_begin(IntWork *w, ssize_t limbs, ssize_t digits) {
  w->z = NULL;
  w->out = w->stack;
  w->digits = digits;
  if (LIKELY(limbs <= WORK_LIMBS)) return true;
  if (!(w->z = int_alloc(limbs, digits))) return false;
  w->out = (mp_limb_t *)w->z->limb;
  return true;
}

static Own work_end(IntWork *w, ssize_t n, bool neg) {
  if (UNLIKELY(w->z != NULL)) return int_finish(w->z, n, neg);
  while (n > 0 && w->out[n - 1] == 0) n--;
  if (n <= 1) {
    uint64_t m = n ? w->out[0] : 0;
    if (m <= (uint64_t)INT64_MAX + neg)
      return int_new_digits(neg ? (int64_t)(0 - m) : (int64_t)m,
                            (uint32_t)MIN(MAX(w->digits, word_digits(m)), (SMALL_MAX - 24) / 4));
  }
  Int *z = int_alloc(n, MAX(w->digits, (limbs_bits(w->out, n) + 29) / 30));
  if (!z) return NULL;
  mpn_copyi((mp_limb_t *)z->limb, w->out, n);
  z->size = neg ? -n : n;
  return &z->ob;
}

/* Sum or difference of two magnitudes with signs. */
static Own add_views(const IntView *a, const IntView *b, bool b_neg) {
  IntWork w;
  if (a->neg == b_neg) {
    const IntView *big = a->n >= b->n ? a : b, *other = big == a ? b : a;
    if (!work_begin(&w, big->n + 1, MAX(view_digits(a), view_digits(b)) + 1)) return NULL;
    mp_limb_t carry = 0;
    if (other->n)
      carry = mpn_add(w.out, big->p, big->n, other->p, other->n);
    else if (big->n)
      mpn_copyi(w.out, big->p, big->n);
    w.out[big->n] = carry;
    return work_end(&w, big->n + 1, b_neg);
  }
  int order = a->n != b->n ? (a->n > b->n ? 1 : -1) : a->n ? mpn_cmp(a->p, b->p, a->n) : 0;
  if (order == 0) return NEWREF(int_small(0));
  const IntView *big = order > 0 ? a : b, *other = order > 0 ? b : a;
  if (!work_begin(&w, big->n, view_digits(big))) return NULL;
  if (other->n)
    mpn_sub(w.out, big->p, big->n, other->p, other->n);
  else
    mpn_copyi(w.out, big->p, big->n);
  return work_end(&w, big->n, order > 0 ? a->neg : b_neg);
}

/* Block sizes as CPython's x_add and x_sub: one digit more than the longer operand, or as many. */
static Own add_compact(int64_t x, int64_t y, int64_t sum) {
  uint32_t dx = word_digits(magnitude(x)), dy = word_digits(magnitude(y));
  return int_new_digits(sum, MAX(dx, dy) + ((x < 0) == (y < 0)));
}

Own int_add(Object *a, Object *b) {
  if (LIKELY(int_is_compact(a) && int_is_compact(b))) {
    int64_t x = int_value(a), y = int_value(b), sum;
    if (LIKELY(int_both_one_digit(x, y))) return int_new(x + y);
    if (!__builtin_add_overflow(x, y, &sum)) return add_compact(x, y, sum);
  }
  IntView u, v;
  int_view(a, &u);
  int_view(b, &v);
  return add_views(&u, &v, v.neg);
}

Own int_subtract(Object *a, Object *b) {
  if (LIKELY(int_is_compact(a) && int_is_compact(b))) {
    int64_t x = int_value(a), y = int_value(b), difference;
    if (LIKELY(int_both_one_digit(x, y))) return int_new(x - y);
    if (!__builtin_sub_overflow(x, y, &difference)) return add_compact(x, y < 0 ? 1 : -1, difference);
  }
  IntView u, v;
  int_view(a, &u);
  int_view(b, &v);
  return add_views(&u, &v, !v.neg);
}

static Own multiply_views(const IntView *a, const IntView *b) {
  if (!a->n || !b->n) return NEWREF(int_small(0));
  const IntView *big = a->n >= b->n ? a : b, *other = big == a ? b : a;
  IntWork w;
  if (!work_begin(&w, a->n + b->n, view_digits(a) + view_digits(b))) return NULL;
  if (a->p == b->p && a->n == b->n)
    mpn_sqr(w.out, a->p, a->n);
  else
    mpn_mul(w.out, big->p, big->n, other->p, other->n);
  return work_end(&w, a->n + b->n, a->neg != b->neg);
}

Own int_multiply(Object *a, Object *b) {
  if (LIKELY(int_is_compact(a) && int_is_compact(b))) {
    int64_t x = int_value(a), y = int_value(b), product;
    if (LIKELY(int_both_one_digit(x, y))) return int_new(x * y);
    if (!__builtin_mul_overflow(x, y, &product))
      return int_new_digits(product, word_digits(magnitude(x)) + word_digits(magnitude(y)));
  }
  IntView u, v;
  int_view(a, &u);
  int_view(b, &v);
  return multiply_views(&u, &v);
}

Own int_negative(Object *a) {
  if (LIKELY(int_is_compact(a) && int_value(a) != INT64_MIN)) return int_new(-int_value(a));
  IntView u;
  int_view(a, &u);
  return int_from_limbs(!u.neg, (const uint64_t *)u.p, u.n);
}

Own int_absolute(Object *a) { return int_sign(a) < 0 ? int_negative(a) : int_exact(a); }

Own int_invert(Object *a) {
  if (LIKELY(int_is_compact(a))) return int_new(~int_value(a));
  IntView u, one = {NULL, 1, false, 1};
  one.p = &one.small;
  int_view(a, &u);
  u.neg = !u.neg;
  return add_views(&u, &one, true);
}

/* ---- division ---- */

static Own zero_division(const char *text) { return err_format(T(ZeroDivisionError), "%s", text); }
static const char *const DIVIDE_BY_ZERO = "integer division or modulo by zero";

static int64_t floor_div64(int64_t x, int64_t y) { /* y != 0, not INT64_MIN / -1 */
  int64_t q = x / y;
  return q - (x % y != 0 && (x < 0) != (y < 0));
}
static int64_t floor_mod64(int64_t x, int64_t y) { /* y neither 0 nor -1 */
  int64_t r = x % y;
  return r && (r < 0) != (y < 0) ? r + y : r;
}

/* Whether CPython gives the dividend itself as the remainder of x by y, absolute values of ints: it does when
 * it sees from their 30-bit digits that x is the smaller one, but not for two ints of one digit each. */
static bool remainder_is_dividend(uint64_t x, uint64_t y) {
  unsigned dx = x >> 30 ? x >> 60 ? 3 : 2 : 1, dy = y >> 30 ? y >> 60 ? 3 : 2 : 1;
  if (dx == 1 && dy == 1) return false;
  return dx < dy || (dx == dy && x >> 30 * (dx - 1) < y >> 30 * (dy - 1));
}

/* Quotient rounded down and remainder with the divisor's sign. */
bool int_divmod_floor(Ref a, Ref b, Object **quotient, Object **remainder) {
  if (quotient) *quotient = NULL;
  if (remainder) *remainder = NULL;
  if (int_sign(b) == 0) {
    zero_division(DIVIDE_BY_ZERO);
    return false;
  }
  Object *q = NULL, *r = NULL;
  if (int_is_compact(a) && int_is_compact(b) && int_value(b) != -1) {
    int64_t x = int_value(a), y = int_value(b), whole = x / y, rest = x - whole * y;
    if (rest && (x < 0) != (y < 0)) whole--, rest += y;
    if (quotient && !(q = int_new(whole))) return false;
    bool same = rest == x && remainder_is_dividend((uint64_t)(x < 0 ? -x : x), (uint64_t)(y < 0 ? -y : y));
    if (remainder && !(r = same ? int_exact(a) : int_new(rest))) goto fail;
    if (quotient) *quotient = q;
    if (remainder) *remainder = r;
    return true;
  }
  IntView u, v;
  int_view(a, &u);
  int_view(b, &v);
  bool differ = u.neg != v.neg;
  if (u.n < v.n || (u.n == v.n && mpn_cmp(u.p, v.p, u.n) < 0)) { /* |a| < |b| */
    bool adjust = u.n && differ;
    if (quotient && !(q = int_new(adjust ? -1 : 0))) return false;
    if (remainder && !(r = adjust ? int_add(a, b) : int_exact(a))) goto fail;
  } else {
    ssize_t nq = u.n - v.n + 1, dv = view_digits(&v);
    IntWork wq, wr;
    if (!work_begin(&wq, nq + 1, dv == 1 ? view_digits(&u) : 1)) return false;
    if (!work_begin(&wr, v.n, dv)) {
      if (wq.z) object_free(&wq.z->ob);
      return false;
    }
    mpn_tdiv_qr(wq.out, wr.out, 0, u.p, u.n, v.p, v.n);
    wq.out[nq] = 0;
    if (differ && !mpn_zero_p(wr.out, v.n)) {
      mpn_add_1(wq.out, wq.out, nq + 1, 1);
      mpn_sub_n(wr.out, v.p, wr.out, v.n);
    }
    if (quotient)
      q = work_end(&wq, nq + 1, differ);
    else if (wq.z)
      object_free(&wq.z->ob);
    if (remainder)
      r = work_end(&wr, v.n, v.neg);
    else if (wr.z)
      object_free(&wr.z->ob);
    if ((quotient && !q) || (remainder && !r)) {
      XDECREF(r);
      goto fail;
    }
  }
  if (quotient) *quotient = q;
  if (remainder) *remainder = r;
  return true;
fail:
  XDECREF(q);
  return false;
}

Own int_floor_divide(Object *a, Object *b) {
  if (LIKELY(int_is_compact(a) && int_is_compact(b))) {
    int64_t x = int_value(a), y = int_value(b);
    if (LIKELY(y > 0 || y < -1)) return int_new(floor_div64(x, y));
  }
  Object *q;
  return int_divmod_floor(a, b, &q, NULL) ? q : NULL;
}

Own int_remainder(Object *a, Object *b) {
  if (LIKELY(int_is_compact(a) && int_is_compact(b))) {
    int64_t x = int_value(a), y = int_value(b);
    if (LIKELY(y > 0 || y < -1)) {
      int64_t r = floor_mod64(x, y);
      /* A number of fewer than the divisor's digits is its own remainder: it is given back itself. */
      if (UNLIKELY(r == x && !int_both_one_digit(x, y)) && IS_EXACT(a, INT)) return NEWREF(a);
      return int_new(r);
    }
    if (y == 0) return zero_division("integer modulo by zero");
  } else if (int_sign(b) == 0)
    return zero_division("integer modulo by zero");
  Object *r;
  return int_divmod_floor(a, b, NULL, &r) ? r : NULL;
}

bool int_divmod_near(Ref a, Ref b, Object **quotient, Object **remainder) {
  Object *q, *r;
  if (quotient) *quotient = NULL;
  if (remainder) *remainder = NULL;
  if (!int_divmod_floor(a, b, &q, &r)) return false;
  /* |2r| against |b|; r has b's sign */
  Object *twice = int_shift_left(r, 1);
  if (!twice) goto fail;
  int order = int_compare(twice, b);
  DECREF(twice);
  if (int_sign(b) < 0) order = -order;
  if (order > 0 || (order == 0 && int_is_odd(q))) {
    Object *next = int_add(q, int_small(1)), *rest = next ? int_subtract(r, b) : NULL;
    if (!rest) {
      XDECREF(next);
      goto fail;
    }
    DECREF(q);
    DECREF(r);
    q = next;
    r = rest;
  }
  if (quotient)
    *quotient = q;
  else
    DECREF(q);
  if (remainder)
    *remainder = r;
  else
    DECREF(r);
  return true;
fail:
  DECREF(q);
  DECREF(r);
  return false;
}

static Own quotient_too_large(void) {
  return err_format(T(OverflowError), "integer division result too large for a float");
}

/* Correctly rounded: enough quotient bits for 64 and a sticky bit for what is cut off. */
Own int_true_divide(Object *a, Object *b) {
  if (int_is_compact(a) && int_is_compact(b)) {
    const uint64_t exact = 1ull << 53;
    int64_t x = int_value(a), y = int_value(b);
    if (y == 0) return zero_division("division by zero");
    if (magnitude(x) <= exact && magnitude(y) <= exact) return float_make((double)x / (double)y);
  }
  IntView u, v;
  int_view(a, &u);
  int_view(b, &v);
  if (!v.n) return zero_division("division by zero");
  bool neg = u.neg != v.neg;
  if (!u.n) return float_make(neg ? -0.0 : 0.0);
  int64_t difference = limbs_bits(u.p, u.n) - limbs_bits(v.p, v.n);
  if (difference > 1025) return quotient_too_large();
  if (difference < -1080) return float_make(neg ? -0.0 : 0.0);
  /* Scale so that the quotient has 65 or 66 bits. */
  int64_t shift = 65 - difference;
  bool sticky = false;
  ssize_t whole = (shift < 0 ? -shift : shift) / 64;
  unsigned bits = (unsigned)((shift < 0 ? -shift : shift) % 64);
  ssize_t n = shift >= 0 ? u.n + whole + 1 : u.n - whole;
  LIMBS(x, n + 1);
  LIMBS(q, n + 2);
  LIMBS(r, v.n + 1);
  if (!x || !q || !r) return err_no_memory();
  if (shift >= 0) {
    mpn_zero(x, whole);
    if (bits)
      x[whole + u.n] = mpn_lshift(x + whole, u.p, u.n, bits);
    else {
      mpn_copyi(x + whole, u.p, u.n);
      x[whole + u.n] = 0;
    }
  } else {
    for (ssize_t i = 0; i < whole; i++) sticky |= u.p[i] != 0;
    if (bits)
      sticky |= mpn_rshift(x, u.p + whole, n, bits) != 0;
    else
      mpn_copyi(x, u.p + whole, n);
  }
  while (n && x[n - 1] == 0) n--;
  mpn_tdiv_qr(q, r, 0, x, n, v.p, v.n);
  sticky |= !mpn_zero_p(r, v.n);
  ssize_t nq = n - v.n + 1;
  while (nq && q[nq - 1] == 0) nq--;
  int64_t length = limbs_bits(q, nq);
  int drop = (int)(length - 64);
  mp_limb_t m = q[0];
  if (drop > 0) {
    sticky |= (q[0] & ((1ull << drop) - 1)) != 0;
    m = q[0] >> drop | q[1] << (64 - drop);
  }
  bool too_large = false;
  double d = double_from_mantissa(m, sticky, drop - shift, &too_large);
  if (too_large) return quotient_too_large();
  return float_make(neg ? -d : d);
}

/* ---- shifts ---- */

Own int_shift_left(Object *a, int64_t bits) {
  IntView u;
  int_view(a, &u);
  if (!u.n) return NEWREF(int_small(0));
  if (int_is_compact(a) && bits < 63) {
    int64_t x = int_value(a), z = (int64_t)((uint64_t)x << bits);
    if (z >> bits == x) {
      if (bits < 30 && u.small < 1u << 30) return int_new(z);
      return int_new_digits(z, word_digits(u.small) + (uint32_t)(bits / 30) + (bits % 30 != 0));
    }
  }
  ssize_t whole = bits / 64;
  unsigned rest = (unsigned)(bits % 64);
  if (bits > (int64_t)1 << 40) return err_no_memory();
  IntWork w;
  if (!work_begin(&w, u.n + whole + 1, view_digits(&u) + bits / 30 + (bits % 30 != 0))) return NULL;
  mp_limb_t carry = 0;
  if (rest)
    carry = mpn_lshift(w.out + whole, u.p, u.n, rest);
  else
    mpn_copyd(w.out + whole, u.p, u.n);
  w.out[whole + u.n] = carry;
  mpn_zero(w.out, whole);
  return work_end(&w, u.n + whole + 1, u.neg);
}

Own int_shift_right(Object *a, int64_t bits) {
  if (int_is_compact(a)) return int_new(int_value(a) >> MIN(bits, 63));
  IntView u;
  int_view(a, &u);
  ssize_t whole = bits / 64;
  unsigned rest = (unsigned)(bits % 64);
  if (whole >= u.n) return NEWREF(int_small(u.neg ? -1 : 0));
  ssize_t n = u.n - whole;
  bool lost = false;
  for (ssize_t i = 0; i < whole && u.neg && !lost; i++) lost = u.p[i] != 0;
  IntWork w;
  if (!work_begin(&w, n + 1, view_digits(&u) - bits / 30)) return NULL;
  if (rest)
    lost |= mpn_rshift(w.out, u.p + whole, n, rest) != 0;
  else
    mpn_copyi(w.out, u.p + whole, n);
  w.out[n] = 0;
  if (u.neg && lost) mpn_add_1(w.out, w.out, n + 1, 1);
  return work_end(&w, n + 1, u.neg);
}

static Own shift_count_error(void) { return err_format(T(ValueError), "negative shift count"); }

Own int_lshift(Object *a, Object *b) {
  if (int_sign(b) < 0) return shift_count_error();
  if (int_sign(a) == 0) return NEWREF(int_small(0));
  if (!int_is_compact(b)) return err_format(T(OverflowError), "too many digits in integer");
  return int_shift_left(a, int_value(b));
}

Own int_rshift(Object *a, Object *b) {
  if (int_sign(b) < 0) return shift_count_error();
  /* A negative number of more than one of CPython's digits is given back as it is, a positive one is not. */
  if (int_sign(b) == 0 && IS_EXACT(a, INT) && int_sign(a) < 0 &&
      !(int_is_compact(a) && int_both_one_digit(int_value(a), 0)))
    return NEWREF(a);
  return int_shift_right(a, int_is_compact(b) ? int_value(b) : INT64_MAX);
}

/* ---- bits, as if in two's complement of unlimited length ---- */

enum BitOp { BIT_AND, BIT_OR, BIT_XOR };

static Own bitwise(Object *a, Object *b, enum BitOp op) {
  if (LIKELY(int_is_compact(a) && int_is_compact(b))) {
    int64_t x = int_value(a), y = int_value(b);
    int64_t z = op == BIT_AND ? x & y : op == BIT_OR ? x | y : x ^ y;
    if (LIKELY(int_both_one_digit(x, y))) return int_new(z);
    uint32_t dx = word_digits(magnitude(x)), dy = word_digits(magnitude(y)), d;
    if (dx < dy || (dx == dy && magnitude(x) < magnitude(y))) {
      int64_t t = x;
      uint32_t td = dx;
      x = y, y = t, dx = dy, dy = td;
    }
    d = op == BIT_AND ? (y < 0 ? dx : dy) : op == BIT_OR ? (y < 0 ? dy : dx) : dx;
    return int_new_digits(z, d + (z < 0));
  }
  IntView u, v;
  int_view(a, &u);
  int_view(b, &v);
  ssize_t n = MAX(u.n, v.n) + 1;
  bool neg = op == BIT_AND ? u.neg && v.neg : op == BIT_OR ? u.neg || v.neg : u.neg != v.neg;
  /* CPython's length: of the longer operand, or of the other where that one's sign bits leave nothing of the
   * longer */
  ssize_t long_digits = MAX(view_digits(&u), view_digits(&v)),
          short_digits = MIN(view_digits(&u), view_digits(&v));
  bool short_neg = view_digits(&u) < view_digits(&v) ? u.neg : v.neg;
  ssize_t digits = op == BIT_XOR || (op == BIT_AND) == short_neg ? long_digits : short_digits;
  IntWork w;
  if (!work_begin(&w, n, digits + neg)) return NULL;
  mp_limb_t *out = w.out, carry_u = u.neg, carry_v = v.neg;
  for (ssize_t i = 0; i < n; i++) {
    mp_limb_t x = i < u.n ? u.p[i] : 0, y = i < v.n ? v.p[i] : 0;
    if (u.neg) {
      x = ~x + carry_u;
      carry_u = carry_u && x == 0;
    }
    if (v.neg) {
      y = ~y + carry_v;
      carry_v = carry_v && y == 0;
    }
    out[i] = op == BIT_AND ? x & y : op == BIT_OR ? x | y : x ^ y;
  }
  for (ssize_t i = 0, carry = neg; neg && i < n; i++) { /* back to a magnitude */
    out[i] = ~out[i] + (mp_limb_t)carry;
    carry = carry && out[i] == 0;
  }
  return work_end(&w, n, neg);
}

Own int_and(Object *a, Object *b) { return bitwise(a, b, BIT_AND); }
Own int_or(Object *a, Object *b) { return bitwise(a, b, BIT_OR); }
Own int_xor(Object *a, Object *b) { return bitwise(a, b, BIT_XOR); }

/* ---- powers ---- */

/* base**exponent, exponent >= 2, |base| >= 2: left to right over the exponent's bits. */
static Own power_plain(Object *base, uint64_t exponent) {
  if (int_is_compact(base)) {
    int64_t result = 1, square = int_value(base);
    uint64_t e = exponent;
    bool fits = true;
    for (;;) {
      if (e & 1 && __builtin_mul_overflow(result, square, &result)) {
        fits = false;
        break;
      }
      e >>= 1;
      if (!e) break;
      if (__builtin_mul_overflow(square, square, &square)) {
        fits = false;
        break;
      }
    }
    if (fits) return int_new(result);
  }
  IntView u;
  int_view(base, &u);
  bool neg = u.neg && exponent & 1;
  int64_t bits = limbs_bits(u.p, u.n);
  if (exponent > (uint64_t)((int64_t)1 << 44) / (uint64_t)bits) return err_no_memory();
  /* Powers of two are shifts. */
  ssize_t twos = mpn_scan1(u.p, 0);
  if (twos == bits - 1) {
    Object *one = NEWREF(int_small(neg ? -1 : 1)), *z = int_shift_left(one, twos * (int64_t)exponent);
    DECREF(one);
    return z;
  }
  ssize_t room = (ssize_t)((uint64_t)bits * exponent / 64 + 2);
  LIMBS(x, room + 1);
  LIMBS(y, room + 1);
  if (!x || !y) return err_no_memory();
  mpn_copyi(x, u.p, u.n);
  ssize_t n = u.n;
  for (int bit = 62 - __builtin_clzll(exponent); bit >= 0; bit--) {
    mpn_sqr(y, x, n);
    n = 2 * n - (y[2 * n - 1] == 0);
    mp_limb_t *t = x;
    x = y, y = t;
    if (exponent >> bit & 1) {
      if (u.n == 1) {
        mp_limb_t carry = mpn_mul_1(x, x, n, u.p[0]);
        if (carry) x[n++] = carry;
      } else {
        mpn_mul(y, x, n, u.p, u.n);
        n = n + u.n - (y[n + u.n - 1] == 0);
        t = x, x = y, y = t;
      }
    }
  }
  return int_from_limbs(neg, (const uint64_t *)x, n);
}

/* a inverse modulo n > 1, or NULL with ValueError: Euclid's algorithm with the cofactor of a. */
static Own invert_modulo(Object *a, Object *n) {
  Object *r0 = NEWREF(n), *r1 = int_remainder(a, n), *t0 = NEWREF(int_small(0)), *t1 = NEWREF(int_small(1));
  Object *result = NULL;
  bool invertible = true;
  while (r1 && t1 && int_sign(r1)) {
    Object *q = NULL, *r = NULL;
    if (!int_divmod_floor(r0, r1, &q, &r)) goto done;
    Object *product = int_multiply(q, t1), *t = product ? int_subtract(t0, product) : NULL;
    DECREF(q);
    XDECREF(product);
    DECREF(r0);
    DECREF(t0);
    r0 = r1, r1 = r, t0 = t1, t1 = t;
  }
  if (!r1 || !t1) goto done;
  if (!int_is_compact(r0) || int_value(r0) != 1)
    invertible = false;
  else
    result = int_remainder(t0, n);
done:
  XDECREF(r0);
  XDECREF(r1);
  XDECREF(t0);
  XDECREF(t1);
  return invertible ? result : err_format(T(ValueError), "base is not invertible for the given modulus");
}

static uint64_t power_modulo64(uint64_t base, uint64_t exponent, uint64_t modulus) {
  U128 result = 1 % modulus, square = base % modulus;
  for (; exponent; exponent >>= 1) {
    if (exponent & 1) result = result * square % modulus;
    square = square * square % modulus;
  }
  return (uint64_t)result;
}

/* base**exponent modulo m, all views nonnegative, base < m, m > 1. Windows of four bits. */
static Own power_modulo(const IntView *base, const IntView *exponent, const IntView *m) {
  if (m->n == 1 && exponent->n == 1)
    return int_from_u64(power_modulo64(base->n ? base->p[0] : 0, exponent->p[0], m->p[0]));
  ssize_t n = m->n;
  LIMBS(table, 16 * n);
  LIMBS(x, n);
  LIMBS(product, 2 * n + 1);
  LIMBS(quotient, n + 2);
  if (!table || !x || !product || !quotient) return err_no_memory();
  mpn_zero(table, 2 * n);
  table[0] = 1;
  mpn_copyi(table + n, base->p, base->n);
#define MODMUL(out, a, b)                                                                                    \
  do {                                                                                                       \
    if ((a) == (b))                                                                                          \
      mpn_sqr(product, (a), n);                                                                              \
    else                                                                                                     \
      mpn_mul_n(product, (a), (b), n);                                                                       \
    mpn_tdiv_qr(quotient, (out), 0, product, 2 * n, m->p, n);                                                \
  } while (0)
  for (int i = 2; i < 16; i++) MODMUL(table + i * n, table + (i - 1) * n, table + n);
  mpn_copyi(x, table, n);
  for (ssize_t i = exponent->n - 1; i >= 0; i--)
    for (int shift = 60; shift >= 0; shift -= 4) {
      for (int k = 0; k < 4; k++) MODMUL(x, x, x);
      mp_limb_t window = exponent->p[i] >> shift & 15;
      if (window) MODMUL(x, x, table + (ssize_t)window * n);
    }
#undef MODMUL
  return int_from_limbs(false, (const uint64_t *)x, n);
}

static Own power_with_modulus(Object *a, Object *b, Object *c) {
  if (int_sign(c) == 0) return err_format(T(ValueError), "pow() 3rd argument cannot be 0");
  bool negative = int_sign(c) < 0;
  HOLD(modulus, int_absolute(c), "pow()");
  Object *m = modulus.obj, *base = NULL, *exponent = NULL, *result = NULL;
  if (!m) return NULL;
  if (int_is_compact(m) && int_value(m) == 1) return hold_return(NEWREF(int_small(0)), &modulus);
  if (int_sign(b) < 0) {
    base = invert_modulo(a, m);
    exponent = base ? int_negative(b) : NULL;
  } else {
    base = int_remainder(a, m);
    exponent = int_exact(b);
  }
  if (base && exponent) {
    IntView vb, ve, vm;
    int_view(base, &vb);
    int_view(exponent, &ve);
    int_view(m, &vm);
    result = ve.n ? power_modulo(&vb, &ve, &vm) : NEWREF(int_small(1));
  }
  if (result && negative && int_sign(result)) SETREF(result, int_add(result, c));
  XDECREF(base);
  XDECREF(exponent);
  return hold_return(result, &modulus);
}

Own int_power(Object *a, Object *b, Object *modulus) {
  if (modulus && modulus != NONE) return power_with_modulus(a, b, modulus);
  if (int_sign(b) < 0) {
    double x = int_as_double(a);
    if (x == -1.0 && err_occurred()) return NULL;
    double y = int_as_double(b);
    if (y == -1.0 && err_occurred()) return NULL;
    HOLD(fx, float_make(x), "pow()");
    HOLD(fy, fx.obj ? float_make(y) : NULL, "pow()");
    return hold_return(fy.obj ? float_power(fx.obj, fy.obj, NONE) : NULL, &fy, &fx);
  }
  if (int_sign(b) == 0) return NEWREF(int_small(1));
  if (int_is_compact(a)) {
    int64_t x = int_value(a);
    if (x == 0 || x == 1) return NEWREF(int_small(x));
    if (x == -1) return NEWREF(int_small(int_is_odd(b) ? -1 : 1));
  }
  if (!int_is_compact(b)) return err_no_memory();
  if (int_value(b) == 1) return int_multiply(a, int_small(1)); /* a new object, as in CPython */
  return power_plain(a, (uint64_t)int_value(b));
}

/* ---- number theory ---- */

Own int_gcd(Ref a, Ref b) {
  IntView u, v;
  int_view(a, &u);
  int_view(b, &v);
  if (!u.n) return int_absolute(b);
  if (!v.n) return int_absolute(a);
  if (u.n == 1 && v.n == 1) return int_from_u64(mpn_gcd_1(u.p, 1, v.p[0]));
  if (u.n == 1) return int_from_u64(mpn_gcd_1(v.p, v.n, u.p[0]));
  if (v.n == 1) return int_from_u64(mpn_gcd_1(u.p, u.n, v.p[0]));
  /* mpn_gcd wants an odd operand: take the common twos out. */
  ssize_t zu = mpn_scan1(u.p, 0), zv = mpn_scan1(v.p, 0), twos = MIN(zu, zv);
  LIMBS(x, u.n);
  LIMBS(y, v.n);
  LIMBS(g, MAX(u.n, v.n) + 1);
  if (!x || !y || !g) return err_no_memory();
  ssize_t nx = u.n - zu / 64, ny = v.n - zv / 64;
  if (zu % 64)
    mpn_rshift(x, u.p + zu / 64, nx, (unsigned)(zu % 64));
  else
    mpn_copyi(x, u.p + zu / 64, nx);
  if (zv % 64)
    mpn_rshift(y, v.p + zv / 64, ny, (unsigned)(zv % 64));
  else
    mpn_copyi(y, v.p + zv / 64, ny);
  while (x[nx - 1] == 0) nx--;
  while (y[ny - 1] == 0) ny--;
  ssize_t ng = nx >= ny ? mpn_gcd(g, x, nx, y, ny) : mpn_gcd(g, y, ny, x, nx);
  Object *odd = int_from_limbs(false, (const uint64_t *)g, ng);
  if (!odd || !twos) return odd;
  Object *z = int_shift_left(odd, twos);
  DECREF(odd);
  return z;
}

Own int_isqrt(Ref a) {
  IntView u;
  int_view(a, &u);
  if (!u.n) return NEWREF(int_small(0));
  ssize_t n = (u.n + 1) / 2;
  LIMBS(root, n);
  if (!root) return err_no_memory();
  mpn_sqrtrem(root, NULL, u.p, u.n);
  return int_from_limbs(false, (const uint64_t *)root, n);
}
