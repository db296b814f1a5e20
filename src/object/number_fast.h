/* The creation and death of ints and floats, inline for the evaluation loop and the numeric code. Same
 * results as int_from_i64, float_new. */
#ifndef LASTREF_OBJECT_NUMBER_FAST_H
#define LASTREF_OBJECT_NUMBER_FAST_H

#include "heap/mem.h"
#include "heap/observer.h"
#include "object/float.h"
#include "object/int.h"
#include "object/runtime.h"

/* A new exact compact int in a block of CPython's size for `digits` 30-bit digits (at most 4); the value is
 * not a cached one. */
Own int_new_compact_slow(int64_t v, uint32_t size_class) MUST_USE;
static inline Own int_new_in_class(int64_t v, uint32_t size_class) {
  Int *o = (Int *)mem_small_alloc(size_class);
  if (UNLIKELY(!o)) return int_new_compact_slow(v, size_class);
  object_set_born(&o->ob, T(INT));
  o->size = 0;
  o->value = v;
  OBSERVE(OBSERVE_MEMORY, EV_BORN, o, 16 * (size_class + 1), 0);
  return &o->ob;
}

static inline bool int_is_small(int64_t v) {
  return (uint64_t)v + (uint64_t)-SMALL_INT_MIN <= (uint64_t)(SMALL_INT_MAX - SMALL_INT_MIN);
}
static inline Object *int_small(int64_t v) { return &RT->small_ints[v - SMALL_INT_MIN].ob; } /* borrowed */

/* |v| < 2**60 takes 32 bytes, up to 2**63 three digits: 36, that is 48. */
static inline Own int_new(int64_t v) {
  if (int_is_small(v)) return NEWREF(int_small(v));
  return int_new_in_class(v, (uint64_t)v + ((1ull << 60) - 1) < (1ull << 61) - 1 ? 1 : 2);
}

/* Both operands below 2**30 in magnitude: CPython has a fast path for these, whose result takes the smallest
 * block. */
static inline bool int_both_one_digit(int64_t a, int64_t b) {
  const uint64_t bias = (1ull << 30) - 1, range = (1ull << 31) - 1;
  return (uint64_t)a + bias < range && (uint64_t)b + bias < range;
}

Own float_new_slow(double value) MUST_USE;
static inline Own float_make(double value) {
  Float *f = (Float *)RT->float_free_list;
  if (UNLIKELY(!f)) return float_new_slow(value);
  RT->float_free_list = (void *)f->ob.type;
  RT->float_free_count--;
  object_set_born(&f->ob, T(FLOAT));
  f->value = value;
  OBSERVE(OBSERVE_MEMORY, EV_BORN, f, sizeof(Float), 0);
  return &f->ob;
}

void float_dealloc(Object *o);
/* object_mark_dead, inline. */
static inline void number_mark_dead(Object *o) {
  OBSERVE(OBSERVE_MEMORY, EV_FREED, o, 0, 0);
  SERIAL_TABLE[((uintptr_t)o - ARENA_BASE) >> 4] = 0;
}

#endif
