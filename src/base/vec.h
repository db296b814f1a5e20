// A growing array of any type over an Allocator.
//
// Invariants: len <= cap; items is NULL exactly when cap is 0; growth doubles, so pushing is amortised O(1).
//
//   typedef VEC(int) IntVec;
//   IntVec v = {0};
//   if (!vec_push(&v, &alloc, 7)) out of memory, v unchanged;
//   vec_free(&v, &alloc);
#ifndef LASTREF_BASE_VEC_H
#define LASTREF_BASE_VEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/region.h"

#define VEC(T)                                                                                               \
  struct {                                                                                                   \
    T *items;                                                                                                \
    size_t len, cap;                                                                                         \
  }

// Makes room for `want` items of `size` bytes. False when memory is refused; then nothing has changed.
MUST_USE bool vec_reserve_bytes(void **items, size_t len, size_t *cap, size_t want, size_t size,
                                const Allocator *from);

#define vec_reserve(v, from, want)                                                                           \
  ((want) <= (v)->cap ||                                                                                     \
   vec_reserve_bytes((void **)&(v)->items, (v)->len, &(v)->cap, (want), sizeof *(v)->items, (from)))

#define vec_push(v, from, value)                                                                             \
  (vec_reserve((v), (from), (v)->len + 1) && ((v)->items[(v)->len++] = (value), true))
#define vec_pop(v)  ((v)->items[--(v)->len])
#define vec_last(v) ((v)->items[(v)->len - 1])
#define vec_free(v, from)                                                                                    \
  do {                                                                                                       \
    if ((v)->items) (from)->free((from)->ctx, (v)->items, (v)->cap * sizeof *(v)->items);                    \
    (v)->items = NULL;                                                                                       \
    (v)->len = (v)->cap = 0;                                                                                 \
  } while (0)

#endif
