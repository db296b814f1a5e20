// An Allocator over malloc, for the host side and for tests. Header-only so that engine objects never refer
// to malloc.
#ifndef LASTREF_BASE_MALLOC_H
#define LASTREF_BASE_MALLOC_H

#include <stdlib.h>

#include "base/region.h"

static inline void *malloc_alloc(void *ctx, size_t size) {
  (void)ctx;
  return malloc(size ? size : 1);
}

static inline void malloc_free(void *ctx, void *p, size_t size) {
  (void)ctx;
  (void)size;
  free(p);
}

static inline Allocator malloc_allocator(void) { return (Allocator){malloc_alloc, malloc_free, NULL}; }

#endif
