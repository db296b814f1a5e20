/* int: making values, converting them to machine numbers and bytes, comparing and hashing. */
#include "object/int_internal.h"

#include <math.h>

#include "object/err.h"
#include "object/protocol.h"

/* ---- making ---- */

static size_t int_body(ssize_t limbs, ssize_t digits) {
  size_t ours = 24 + 8 * (size_t)MAX(limbs, 1), theirs = 24 + 4 * (size_t)MAX(digits, 1);
  return MAX(ours, theirs);
}

Int *int_alloc(ssize_t n, ssize_t digits) {
  size_t body = int_body(n, digits);
  Int *z = body <= SMALL_MAX ? (Int *)mem_small_alloc(MEM_CLASS(body)) : NULL;
  if (UNLIKELY(!z)) return (Int *)object_new_sized(T(INT), body);
  object_set_born(&z->ob, T(INT));
  z->size = 0;
  OBSERVE(OBSERVE_MEMORY, EV_BORN, z, body, 0);
  return z;
}

Own int_finish(Int *z, ssize_t n, bool neg) {
  while (n > 0 && z->limb[n - 1] == 0) n--;
  if (n <= 1) {
    uint64_t m = n ? z->limb[0] : 0;
    if (m <= (uint64_t)INT64_MAX + neg) {
      int64_t v = neg ? (int64_t)(0 - m) : (int64_t)m;
      if (int_is_small(v)) {
        object_free(&z->ob);
        return NEWREF(int_small(v));
      }
      z->size = 0;
      z->value = v;
      return &z->ob;
    }
  }
  z->size = neg ? -n : n;
  return &z->ob;
}

Own int_new_compact_slow(int64_t v, uint32_t size_class) {
  Int *o = (Int *)object_new_sized(T(INT), 16 * (size_t)(size_class + 1));
  if (!o) return NULL;
  o->value = v;
  return &o->ob;
}

Own int_from_i64(int64_t v) { return int_new(v); }

Own int_from_u64(uint64_t v) {
  if (v <= INT64_MAX) return int_new((int64_t)v);
  return int_from_limbs(false, &v, 1);
}

Own int_from_limbs(bool negative, const uint64_t *limbs, ssize_t n) {
  while (n > 0 && limbs[n - 1] == 0) n--;
  if (n == 0) return NEWREF(int_small(0));
  if (n == 1 && limbs[0] <= (uint64_t)INT64_MAX + negative)
    return int_new(negative ? (int64_t)(0 - limbs[0]) : (int64_t)limbs[0]);
  Int *z = int_alloc(n, (ssize_t)((limbs_bits((const mp_limb_t *)limbs, n) + 29) / 30));
  if (!z) return NULL;
  memcpy(z->limb, limbs, (size_t)n * sizeof *limbs);
  z->size = negative ? -n : n;
  return &z->ob;
}

Own int_from_double(double v) {
  if (isnan(v)) return err_format(T(ValueError), "cannot convert float NaN to integer");
  if (isinf(v)) return err_format(T(OverflowError), "cannot convert float infinity to integer");
  if (v > -9.2233720368547748e18 && v < 9.2233720368547748e18) return int_new((int64_t)v);
  int exponent;
  double fraction =
      frexp(fabs(v), &exponent); /* exponent >= 63, the mantissa an integer after scaling by 2**53 */
  uint64_t m = (uint64_t)ldexp(fraction, 53);
  int shift = exponent - 53;
  mp_limb_t limbs[17] = {0};
  int at = shift / 64, bits = shift % 64;
  limbs[at] = m << bits;
  if (bits > 11) limbs[at + 1] = m >> (64 - bits);
  return int_from_limbs(v < 0, (const uint64_t *)limbs, at + 2);
}

Own int_exact(Ref o) {
  if (IS_EXACT(o, INT)) return NEWREF(o);
  if (int_is_compact(o)) return int_new(int_value(o));
  const Int *i = (const Int *)o;
  return int_from_limbs(i->size < 0, i->limb, i->size < 0 ? -i->size : i->size);
}

/* ---- asking ---- */

int int_sign(Ref o) {
  int64_t v = int_is_compact(o) ? int_value(o) : ((const Int *)o)->size;
  return (v > 0) - (v < 0);
}

bool int_is_odd(Ref o) { return ((const Int *)o)->limb[0] & 1; }

int64_t int_bit_length(Ref o) {
  IntView v;
  int_view(o, &v);
  return limbs_bits(v.p, v.n);
}

size_t int_size_of(Object *o) {
  IntView v;
  int_view(o, &v);
  ssize_t digits = view_digits(&v);
  return 24 + 4 * (size_t)MAX(digits, 1);
}

size_t int_value_size(Ref o) {
  const Int *i = (const Int *)o;
  return 24 + 8 * (size_t)(i->size == 0 ? 1 : i->size < 0 ? -i->size : i->size);
}

int64_t int_as_i64(Ref o) {
  if (int_is_compact(o)) return int_value(o);
  err_format(T(OverflowError), "Python int too large to convert to C ssize_t");
  return -1;
}

bool int_fits_i64(Ref o, int64_t *out) {
  if (!int_is_compact(o)) return false;
  *out = int_value(o);
  return true;
}

uint64_t int_low_bits(Ref o) {
  const Int *i = (const Int *)o;
  return i->size < 0 ? 0 - i->limb[0] : i->limb[0];
}

ssize_t object_as_index(Ref o, Type *exc) {
  if (IS_SUB(o, INT) && int_is_compact(o)) return int_value(o);
  HOLD(index, number_index(o), "operator.index()");
  if (!index.obj) return -1;
  if (int_is_compact(index.obj)) return int_value(index.obj);
  if (exc) {
    err_format(exc, "cannot fit '%T' into an index-sized integer", o);
    return -1;
  }
  return int_sign(index.obj) < 0 ? INT64_MIN : INT64_MAX;
}

/* ---- int and double ---- */

double double_from_mantissa(uint64_t m, bool sticky, int64_t exponent, bool *overflow) {
  /* The value's leading bit has weight 2**(exponent + 63). Bits kept: 53, fewer when subnormal. */
  int64_t top = exponent + 63;
  int drop = top >= -1022 ? 11 : (int)MIN(11 + (-1022 - top), 65);
  if (drop > 64) return 0.0;
  uint64_t kept, half, rest;
  if (drop == 64) {
    kept = 0;
    half = m >> 63;
    rest = m << 1;
  } else {
    kept = m >> drop;
    half = m >> (drop - 1) & 1;
    rest = m & ((1ull << (drop - 1)) - 1);
  }
  if (half && (rest || sticky || (kept & 1))) kept++;
  int64_t e = exponent + drop;
  if (e > 1023 - 52 || (e == 1023 - 52 && kept >> 53)) {
    *overflow = true;
    return HUGE_VAL;
  }
  return ldexp((double)kept, (int)e);
}

/* The top 64 bits of nonzero limbs, whether more follow, and the weight of the lowest bit kept. */
static uint64_t limbs_top(const mp_limb_t *p, ssize_t n, bool *sticky, int64_t *exponent) {
  int shift = __builtin_clzll(p[n - 1]);
  uint64_t m = p[n - 1] << shift;
  *sticky = false;
  if (n > 1) {
    if (shift) {
      m |= p[n - 2] >> (64 - shift);
      *sticky = p[n - 2] << shift != 0;
    } else
      *sticky = p[n - 2] != 0;
    for (ssize_t i = n - 3; i >= 0 && !*sticky; i--) *sticky = p[i] != 0;
  }
  *exponent = 64 * (n - 1) - shift;
  return m;
}

double int_as_double(Ref o) {
  if (int_is_compact(o)) return (double)int_value(o);
  IntView v;
  int_view(o, &v);
  bool sticky, overflow = false;
  int64_t exponent;
  uint64_t m = limbs_top(v.p, v.n, &sticky, &exponent);
  double d = double_from_mantissa(m, sticky, exponent, &overflow);
  if (overflow) {
    err_format(T(OverflowError), "int too large to convert to float");
    return -1.0;
  }
  return v.neg ? -d : d;
}

double int_frexp(Ref o, int64_t *exponent) {
  IntView v;
  int_view(o, &v);
  *exponent = 0;
  if (!v.n) return 0.0;
  bool sticky, overflow = false;
  int64_t low;
  uint64_t m = limbs_top(v.p, v.n, &sticky, &low);
  double d = double_from_mantissa(m, sticky, -64, &overflow);
  *exponent = low + 64;
  if (d == 1.0) {
    d = 0.5;
    ++*exponent;
  }
  return v.neg ? -d : d;
}

/* ---- comparing, hashing ---- */

int int_compare(Ref a, Ref b) {
  if (int_is_compact(a) && int_is_compact(b)) {
    int64_t x = int_value(a), y = int_value(b);
    return (x > y) - (x < y);
  }
  IntView x, y;
  int_view(a, &x);
  int_view(b, &y);
  if (x.neg != y.neg) return x.neg ? -1 : 1;
  int order = x.n != y.n ? (x.n > y.n ? 1 : -1) : mpn_cmp(x.p, y.p, x.n);
  order = (order > 0) - (order < 0);
  return x.neg ? -order : order;
}

/* Modulo 2**61 - 1, the prime of CPython's numeric hashes (documented with hash()). */
Hash int_hash(Object *o) {
  const uint64_t p = (1ull << 61) - 1;
  IntView v;
  int_view(o, &v);
  uint64_t h = 0;
  for (ssize_t i = v.n - 1; i >= 0; i--) {
    /* h * 2**64 is h * 8 modulo p */
    U128 x = (U128)h * 8 + v.p[i];
    h = (uint64_t)(x & p) + (uint64_t)(x >> 61);
    if (h >= p) h -= p;
  }
  Hash hash = v.neg ? -(Hash)h : (Hash)h;
  return hash == -1 ? -2 : hash;
}

/* ---- bytes ---- */

Own int_from_byte_array(const uint8_t *bytes, size_t length, bool little, bool is_signed) {
  bool neg = is_signed && length && bytes[little ? length - 1 : 0] & 0x80;
  ssize_t n = (ssize_t)((length + 7) / 8);
  if (n == 0) return NEWREF(int_small(0));
  LIMBS(w, n);
  if (!w) return err_no_memory();
  mpn_zero(w, n);
  if (neg) w[n - 1] = ~(mp_limb_t)0;
  for (size_t i = 0; i < length; i++) {
    mp_limb_t byte = bytes[little ? i : length - 1 - i];
    int at = (int)(i % 8) * 8;
    w[i / 8] = (w[i / 8] & ~((mp_limb_t)0xFF << at)) | byte << at;
  }
  if (neg) mpn_neg(w, w, n);
  return int_from_limbs(neg, (const uint64_t *)w, n);
}

bool int_to_byte_array(Ref o, uint8_t *bytes, size_t length, bool little, bool is_signed) {
  IntView v;
  int_view(o, &v);
  if (v.neg && !is_signed) {
    err_format(T(OverflowError), "can't convert negative int to unsigned");
    return false;
  }
  mp_limb_t borrow = v.neg, word = 0;
  uint8_t last = 0;
  size_t total = MAX(length, (size_t)v.n * 8);
  for (size_t i = 0; i < total; i++) {
    if (i % 8 == 0) {
      word = (ssize_t)(i / 8) < v.n ? v.p[i / 8] : 0;
      if (v.neg) {
        word = ~word + borrow;
        borrow = borrow && word == 0;
      }
    }
    uint8_t byte = (uint8_t)(word >> (i % 8 * 8));
    if (i < length)
      bytes[little ? i : length - 1 - i] = last = byte;
    else if (byte != (v.neg ? 0xFF : 0))
      goto too_big;
  }
  /* The sign bit must say the sign. No bytes hold 0, and (so CPython has it) -1. */
  if (length == 0) {
    if (v.n && !(v.neg && v.n == 1 && v.p[0] == 1)) goto too_big;
  } else if (is_signed && (last >> 7 != 0) != v.neg)
    goto too_big;
  return true;
too_big:
  err_format(T(OverflowError), "int too big to convert");
  return false;
}
