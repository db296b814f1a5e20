/* What the files of int share: an operand seen as limbs, and the making of results.
 *
 * Invariant: a view of a compact int points at its own `small`, so a view must not be copied or outlive its
 * place.
 */
#ifndef LASTREF_OBJECT_INT_INTERNAL_H
#define LASTREF_OBJECT_INT_INTERNAL_H

#include <gmp.h>

#include "object/int.h"
#include "object/number_fast.h"

_Static_assert(sizeof(mp_limb_t) == 8 && GMP_NAIL_BITS == 0, "limbs are 64-bit words");

__extension__ typedef unsigned __int128 U128;

typedef struct IntView {
  const mp_limb_t *p;
  ssize_t n; /* limbs, top one nonzero; 0 for zero */
  bool neg;
  mp_limb_t small;
} IntView;

static inline uint64_t magnitude(int64_t v) { return v < 0 ? 0 - (uint64_t)v : (uint64_t)v; }
static inline void int_view(const Object *o, IntView *v) {
  const Int *i = (const Int *)o;
  if (i->size == 0) {
    v->small = magnitude(i->value);
    v->p = &v->small;
    v->n = v->small != 0;
    v->neg = i->value < 0;
  } else {
    v->p = (const mp_limb_t *)i->limb;
    v->neg = i->size < 0;
    v->n = v->neg ? -i->size : i->size;
  }
}
static inline int64_t limbs_bits(const mp_limb_t *p, ssize_t n) {
  return n ? 64 * n - __builtin_clzll(p[n - 1]) : 0;
}
/* Digits of 30 bits that CPython would use; 0 for zero. */
static inline ssize_t view_digits(const IntView *v) { return (ssize_t)((limbs_bits(v->p, v->n) + 29) / 30); }
static inline uint32_t word_digits(uint64_t m) { return m < 1u << 30 ? 1 : m < 1ull << 60 ? 2 : 3; }

/* A compact result in the block that CPython would take for a number of `digits` digits before trimming. */
static inline Own int_new_digits(int64_t v, uint32_t digits) {
  if (int_is_small(v)) return NEWREF(int_small(v));
  return int_new_in_class(v, MEM_CLASS(24 + 4 * MAX(digits, 2)));
}

/* An int to be filled with up to n limbs, its block at least that of `digits` digits; pass it to int_finish,
 * which gives the reference. */
Int *int_alloc(ssize_t n, ssize_t digits) MUST_USE;
Own int_finish(Int *z, ssize_t n, bool neg) MUST_USE;

/* Memory for limbs during one operation: the C stack when small. LIMBS(name, count) declares `name`; NULL
 * when over budget. */
typedef struct LimbScratch {
  mp_limb_t *block;
} LimbScratch;
static inline void limb_scratch_free(LimbScratch *s) { mem_free(s->block); }
enum { LIMBS_ON_STACK = 48 };
#define LIMBS(name, count)                                                                                   \
  mp_limb_t name##_stack[LIMBS_ON_STACK];                                                                    \
  LimbScratch name##_scratch __attribute__((cleanup(limb_scratch_free))) = {                                 \
      (count) > LIMBS_ON_STACK ? (mp_limb_t *)mem_alloc((size_t)(count) * sizeof(mp_limb_t)) : NULL};        \
  mp_limb_t *name = (count) > LIMBS_ON_STACK ? name##_scratch.block : name##_stack

/* The double nearest to (m + sticky part) * 2**exponent, m with its top bit set; *overflow set instead of
 * infinity. */
double double_from_mantissa(uint64_t m, bool sticky, int64_t exponent, bool *overflow);

#endif
