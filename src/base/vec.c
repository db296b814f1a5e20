#include "base/vec.h"

#include <string.h>

bool vec_reserve_bytes(void **items, size_t len, size_t *cap, size_t want, size_t size,
                       const Allocator *from) {
  size_t grown = *cap < 8 ? 8 : *cap * 2;
  if (grown < want) grown = want;
  size_t bytes;
  if (__builtin_mul_overflow(grown, size, &bytes)) return false;
  void *fresh = from->alloc(from->ctx, bytes);
  if (!fresh) return false;
  if (*items) {
    memcpy(fresh, *items, len * size);
    from->free(from->ctx, *items, *cap * size);
  }
  *items = fresh;
  *cap = grown;
  return true;
}
